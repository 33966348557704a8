"""The pelvic drop against a simulated pelvis whose drop is known, and what its set-up refuses."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from tests.thighs import SENSOR, SIDES, TYPICAL
from trainer.motion.calibration import CalibrationError
from trainer.motion.readings import quaternion_of, rotation_of
from trainer.motion.sacrum import find_sacrum_setup, pelvis_drop_deg
from trainer.motion.tilt_filter import Tilt, TiltFilter
from trainer.motion.vqf_filter import BIAS_LEARNED
from trainer.recording.body import SacrumSetup
from trainer.recording.columns import FloatArray
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorCalibration, Vector
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import TICK_S
from trainer.simulation.imu import read_all
from trainer.simulation.sacrum import PelvisCourse, pelvis_rotations, strapped_sacrum
from trainer.simulation.thigh import Strap, motion_of_rotations

T_S = np.arange(0.0, 34.0, TICK_S)
SQUATS = np.where(T_S >= 4.0, (1.0 - np.cos(2 * np.pi * (T_S - 4.0) / 5.0)) / 2.0, 0.0)
"""0 upright, 1 deepest; the set-up's stand comes first."""


def course(forward_deg: float, drop_deg: float, turn_deg: float = 0.0) -> PelvisCourse:
    """Squats with quiet sway on top."""
    sway = 0.3 * np.sin(2 * np.pi * np.outer((0.31, 0.23), T_S))
    return PelvisCourse(
        forward_deg * SQUATS + sway[0], drop_deg * SQUATS + sway[1], turn_deg * SQUATS
    )


def sent(done: PelvisCourse, side: Side, strap: Strap, seed: int = 0) -> Samples:
    """What a noisy, biased sensor on this sacrum sends."""
    errors = replace(TYPICAL, mount=strap.mount, lever_arm_m=strap.lever_arm_m)
    motion = motion_of_rotations(pelvis_rotations(done, side))
    readings = read_all(motion, SENSOR, errors, seed)
    samples = Samples.zeros(len(readings.accel_counts))
    samples.seq[:] = np.arange(len(samples))
    samples.t_s[:] = samples.seq / SENSOR.rate_hz
    samples.accel_counts[:] = readings.accel_counts
    samples.gyro_counts[:] = readings.gyro_counts
    return samples


def still(samples: Samples) -> Samples:
    return samples[: round(3.2 * SENSOR.rate_hz)]


def tilt_of(samples: Samples, setup: SacrumSetup) -> Tilt:
    worn = SensorCalibration(mount=setup.mount)
    tilting = TiltFilter(SENSOR, worn, setup.gyro_bias_deg_s, BIAS_LEARNED)
    return tilting.update(samples.seq, samples.accel_counts, samples.gyro_counts)


def error_deg(done: PelvisCourse, side: Side, strap: Strap, seed: int = 0) -> FloatArray:
    """Error of the drop in the squats."""
    samples = sent(done, side, strap, seed)
    tilt = tilt_of(samples, find_sacrum_setup(still(samples), SENSOR))
    found = pelvis_drop_deg(tilt.ap_deg, tilt.ml_deg, side)
    error = found - np.interp(samples.t_s, T_S, done.drop_deg)
    return error[samples.t_s > 4.0]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("drop_deg", [-5.0, 0.0, 8.0])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_drop_is_right_within_a_degree_on_a_strap_that_is_not_turned_round(
    side: Side, drop_deg: float, seed: int
) -> None:
    strap = strapped_sacrum((6.0, 8.0, 0.0))
    assert np.abs(error_deg(course(30.0, drop_deg, 10.0), side, strap, seed)).max() < 1.0


def test_a_strap_turned_5_degrees_round_the_back_costs_2_5_degrees_at_30_of_forward_tilt() -> None:
    error = error_deg(course(30.0, 5.0), Side.RIGHT, strapped_sacrum((0.0, 0.0, 5.0)))
    assert 1.5 < np.abs(error).max() < 3.5


@pytest.mark.parametrize("side", SIDES)
def test_a_drop_is_positive_with_the_side_of_the_lifted_leg_down(side: Side) -> None:
    one = np.ones(1)
    lifted_side_down = pelvis_rotations(PelvisCourse(20.0 * one, 7.0 * one, 40.0 * one), side)
    lifted_hip = (0.0, -1.0 if side is Side.LEFT else 1.0, 0.0)
    assert lifted_side_down.apply(lifted_hip)[0, 2] == pytest.approx(-np.sin(np.radians(7.0)))


def test_the_mount_is_found_from_the_still_stand() -> None:
    strap = strapped_sacrum((5.0, -6.0, 0.0))
    samples = sent(course(30.0, 5.0), Side.LEFT, strap)
    off = (
        rotation_of(find_sacrum_setup(still(samples), SENSOR).mount)
        * rotation_of(strap.mount).inv()
    )
    assert np.degrees(off.magnitude()) < 2.0, "the accelerometer's offset and the sway remain"


def worn(turned: Rotation) -> Strap:
    strap = strapped_sacrum()
    return replace(strap, mount=quaternion_of(rotation_of(strap.mount) * turned))


@pytest.mark.parametrize(
    ("about_deg", "words"),
    [
        ((180.0, 0.0, 0.0), "points to the body"),
        ((0.0, 0.0, 90.0), "does not sit upright on the sacrum"),
        ((0.0, 70.0, 0.0), "still in the deck, run baps calibrate place"),
    ],
)
def test_a_sensor_inside_out_sideways_or_flat_is_refused(about_deg: Vector, words: str) -> None:
    turned = Rotation.from_rotvec(np.radians(about_deg))
    samples = sent(course(0.0, 0.0), Side.RIGHT, worn(turned))
    with pytest.raises(CalibrationError, match=words):
        find_sacrum_setup(still(samples), SENSOR)


def test_moving_in_the_stand_is_refused() -> None:
    samples = sent(course(30.0, 5.0), Side.RIGHT, strapped_sacrum())
    moving = samples[round(5.0 * SENSOR.rate_hz) : round(8.5 * SENSOR.rate_hz)]
    with pytest.raises(CalibrationError, match="the sacrum moved when it should be still"):
        find_sacrum_setup(moving, SENSOR)
