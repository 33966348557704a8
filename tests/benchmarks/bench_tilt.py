"""`tilt_rms_deg`: a rolling board with a flawed sensor, calibrated by the product's own steps.

`tilt_settled_s`: how long after the first delivered sample the error stays below 0.1 degrees, after
the stillness that a board is opened with, and where somebody already stands and sways; the latter
also with the sensor where the board turns about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import imufusion
import numpy as np
import numpy.typing as npt
from ahrs.filters import Complementary, Madgwick
from scipy.signal import butter, sosfiltfilt
from scipy.spatial.transform import Rotation, Slerp

from tests.benchmarks.row import Row, part
from trainer.acquisition.bias_search import STILL_S as HELD_BACK_S
from trainer.motion.calibration import LevelPose, Turn, accel, front, level, turned_deg
from trainer.motion.readings import (
    accel_g,
    board_accel_g,
    board_gyro_deg_s,
    gyro_deg_s,
    quaternion_of,
)
from trainer.motion.rest_checks import check_stillness
from trainer.motion.tilt import down_from_quaternion, tilt_from_down
from trainer.motion.tilt_filter import TiltFilter
from trainer.recording.sensor import UNCALIBRATED, SensorCalibration, SensorSetup, Vector
from trainer.simulation.imu import Readings, read_all
from trainer.simulation.pose import Motion, joined, motion_from_tilt
from trainer.simulation.pose import level as level_for
from trainer.simulation.sensed import ImuErrors

Array = npt.NDArray[np.float64]

SETUP = SensorSetup()
MOTION_HZ = 1000
STILL_S, SWAY_S, LEAN_HELD_S = 6.0, 60.0, 10.0
LEANS_DEG_S = (0.5, 1.0, 1.8)
LEAN_DEG = 8.0
BIASES_DEG_S = (1.0, 5.0, 15.0)
CLOCK_ERRORS = (-0.01, 0.0, 0.01)
AMPLITUDES_DEG = (4.0, 15.0)
SETTLED_DEG, STARTS_EVERY_S, FOLLOWED_S = 0.1, 4.0, 6.0
MOUNT = Rotation.from_euler("xyz", [178.0, 4.0, 71.0], degrees=True)
HOLD_S, MOVE_S = 4.0, 1.5
G = 9.80665


@dataclass(frozen=True)
class Run:
    """Calibrated readings in the board frame and the true tilt at their times, n rows each."""

    readings: Readings
    calibration: SensorCalibration
    bias_deg_s: tuple[float, float, float]
    accel_g: Array
    gyro_deg_s: Array
    true_deg: Array


def rows(share: float = 1.0) -> list[Row]:
    flaws = list(zip(BIASES_DEG_S, CLOCK_ERRORS, strict=True))
    flaws = flaws[: part(len(flaws), share)]
    listed = []
    for amplitude_deg in AMPLITUDES_DEG:
        motion = _motion(amplitude_deg, share)
        runs = [_run(motion, bias, clock) for bias, clock in flaws]
        ours = _rms(runs, _product)
        for name, peer in PEERS.items():
            row = f"tilt_rms_deg_at_{amplitude_deg:.0f}"
            listed.append(Row(row, ours, "deg", name, _rms(runs, peer)))
        central = [_run(motion, bias, clock, (0.0, 0.0, 0.0)) for bias, clock in flaws]
        for where, swaying in (("", runs), ("_central", central)):
            listed += _settled_rows(f"tilt_settled_s_at_{amplitude_deg:.0f}{where}", swaying)
        opened_s = max(
            _settled_from(run, _samples(HELD_BACK_S), _swaying_until(run)) for run in runs
        )
        row = f"tilt_settled_s_after_stillness_at_{amplitude_deg:.0f}"
        listed.append(Row(row, opened_s, "s"))
    return listed


def _settled_rows(row: str, runs: list[Run]) -> list[Row]:
    settled_s = np.concatenate([_settled_s(run) for run in runs])
    return [
        Row(f"{row}_p90", float(np.percentile(settled_s, 90)), "s"),
        Row(f"{row}_max", float(settled_s.max()), "s"),
    ]


def _settled_s(run: Run) -> Array:
    """For starts within the sway, each with what is held back before its first sample."""
    followed = _samples(FOLLOWED_S)
    starts = range(_samples(HELD_BACK_S), _swaying_until(run) - followed, _samples(STARTS_EVERY_S))
    return np.array([_settled_from(run, first, first + followed) for first in starts])


def _settled_from(run: Run, first: int, end: int) -> float:
    """Seconds from the first delivered sample until its error and all later ones are small."""
    tilt_filter = TiltFilter(SETUP, run.calibration, run.bias_deg_s)
    tilt_filter.update(*_counts(run, first - _samples(HELD_BACK_S), first))
    tilt = tilt_filter.update(*_counts(run, first, end))
    found = np.column_stack((tilt.ap_deg, tilt.ml_deg))
    away = np.linalg.norm(found - run.true_deg[first:end], axis=1)
    late = np.flatnonzero(away > SETTLED_DEG)
    return (late[-1] + 1) / SETUP.rate_hz if len(late) else 0.0


def _swaying_until(run: Run) -> int:
    return min(len(run.true_deg), _samples(STILL_S + SWAY_S))


def _samples(seconds: float) -> int:
    return round(seconds * SETUP.rate_hz)


def _counts(run: Run, start: int, stop: int) -> tuple[Array, Array, Array]:
    readings = run.readings
    return (
        np.arange(start, stop),
        readings.accel_counts[start:stop],
        readings.gyro_counts[start:stop],
    )


def _rms(runs: list[Run], method: Callable[[Run], Array]) -> float:
    first = round(STILL_S * SETUP.rate_hz)
    squares = [np.sum((method(run) - run.true_deg)[first:] ** 2, axis=1) for run in runs]
    return float(np.sqrt(np.mean(np.concatenate(squares))))


def _run(
    motion: Motion, bias_deg_s: float, clock_error: float, arm_m: Vector = (0.05, 0.0, 0.05)
) -> Run:
    errors = ImuErrors(
        accel_gain=(1.03, 0.97, 1.02),
        accel_offset_g=(0.06, -0.06, 0.03),
        gyro_gain=(1.03, 0.97, 1.01),
        gyro_bias_deg_s=(bias_deg_s, -bias_deg_s, 0.7 * bias_deg_s),
        mount=quaternion_of(MOUNT),
        lever_arm_m=arm_m,
        clock_error=clock_error,
    )
    calibration = _calibrated(errors)
    readings = read_all(motion, SETUP, errors, seed=3)
    n = round(STILL_S / 2 * SETUP.rate_hz)
    still = check_stillness(
        accel_g(readings.accel_counts[:n], SETUP),
        gyro_deg_s(readings.gyro_counts[:n], SETUP),
        SETUP.rate_hz,
    )
    assert still.still, still.reason
    times = np.arange(len(readings.accel_counts)) / SETUP.rate_hz - SETUP.delay_us / 1e6
    true = [np.interp(times, motion.t_s, axis) for axis in motion.tilt()]
    return Run(
        readings,
        calibration,
        still.gyro_deg_s,
        board_accel_g(SETUP, calibration)(readings.accel_counts),
        board_gyro_deg_s(SETUP, calibration, still.gyro_deg_s)(readings.gyro_counts),
        np.column_stack(true),
    )


def _motion(amplitude_deg: float, share: float) -> Motion:
    """Stillness, sway of this amplitude, and the leans from the quickest on."""
    random = np.random.default_rng(5)
    n = part(round(SWAY_S * MOTION_HZ), share, least=4 * MOTION_HZ)
    band = butter(2, [0.1, 1.5], "band", fs=MOTION_HZ, output="sos")
    sway = sosfiltfilt(band, random.normal(size=(2, n)), axis=1)
    sway *= amplitude_deg / np.sqrt(2) / sway.std(axis=1, keepdims=True)
    sway *= np.clip(np.arange(n) / MOTION_HZ, 0, 1)
    sway *= np.clip((n - np.arange(n)) / MOTION_HZ, 0, 1)
    leans = [_lean(rate) for rate in LEANS_DEG_S[-part(len(LEANS_DEG_S), share) :]]
    ap, ml = np.concatenate((sway, *(np.stack((lean, -lean / 2)) for lean in leans)), axis=1)
    rates = (np.gradient(axis) * MOTION_HZ for axis in (ap, ml))
    return joined(level_for(STILL_S), motion_from_tilt(ap, ml, *rates))


def _lean(rate_deg_s: float) -> Array:
    out = np.arange(0, LEAN_DEG, rate_deg_s / MOTION_HZ)
    return np.concatenate((out, np.full(round(LEAN_HELD_S * MOTION_HZ), LEAN_DEG), out[::-1]))


def _calibrated(errors: ImuErrors) -> SensorCalibration:
    """The product's accel, level and front, each from what the flawed sensor says."""
    axis = Rotation.from_euler
    straight = MOUNT.inv()
    faces = [
        *(axis("x", angle, degrees=True) * straight for angle in (0, 90, 180, 270)),
        *(axis("y", angle, degrees=True) * straight for angle in (90, -90)),
    ]
    rests, turns = _poses(faces, errors)
    found = accel(UNCALIBRATED, rests, turns)
    floor = axis("xy", [2.0, -1.0], degrees=True)
    down = axis("x", 180, degrees=True)
    (first, second), (turn,) = _poses(
        [floor * down, floor * axis("z", 180, degrees=True) * down], errors
    )
    turned = turned_deg(turn.gyro_deg_s, first, turn.rate_hz)
    found = level(found, first, second, turned, LevelPose.FACE_DOWN)
    (toes, heel), _ = _poses([axis("y", a, degrees=True) for a in (8.0, -8.0)], errors)
    return front(found, toes, heel)


def _poses(poses: list[Rotation], errors: ImuErrors) -> tuple[list[Array], list[Turn]]:
    """Mean readings of each pose held, and the bias-free gyroscope from one to the next."""
    period_s = HOLD_S + MOVE_S
    keys = [pose for pose in poses for _ in range(2)]
    times = [index * period_s + held for index in range(len(poses)) for held in (0.0, HOLD_S)]
    path = Slerp(times, Rotation.concatenate(keys))(np.arange(0, times[-1], 1 / MOTION_HZ))
    rate = (path[:-1].inv() * path[1:]).as_rotvec(degrees=True) * MOTION_HZ
    motion = Motion(path.inv().apply([0.0, 0.0, -1.0]), np.vstack((rate, rate[-1:])))
    readings = read_all(motion, SETUP, errors, seed=1)
    accel_readings = accel_g(readings.accel_counts, SETUP)
    gyro_readings = gyro_deg_s(readings.gyro_counts, SETUP)
    hz = SETUP.rate_hz
    bias = gyro_readings[: round(3 * hz)].mean(axis=0)
    middles = [round((index * period_s + 1.0) * hz) for index in range(len(poses))]
    held = round(2.0 * hz)
    rests = [accel_readings[at : at + held].mean(axis=0) for at in middles]
    ends = [at + held for at in middles]
    turns = [Turn(gyro_readings[a:b] - bias, hz) for a, b in pairwise(ends)]
    return rests, turns


def _product(run: Run) -> Array:
    tilt = TiltFilter(SETUP, run.calibration, run.bias_deg_s).update(
        np.arange(len(run.accel_g)), run.readings.accel_counts, run.readings.gyro_counts
    )
    return np.column_stack((tilt.ap_deg, tilt.ml_deg))


def _of_quaternions(quaternions: Array) -> Array:
    return np.column_stack(tilt_from_down(down_from_quaternion(quaternions)))


def _complementary(run: Run) -> Array:
    found = Complementary(
        gyr=np.radians(run.gyro_deg_s),
        acc=9.80665 * run.accel_g,
        frequency=SETUP.rate_hz,
        gain=0.998,
    )
    return _of_quaternions(found.Q)


def _madgwick(run: Run) -> Array:
    found = Madgwick(
        gyr=np.radians(run.gyro_deg_s),
        acc=9.80665 * run.accel_g,
        frequency=SETUP.rate_hz,
        gain=0.01,
    )
    return _of_quaternions(found.Q)


def _x_io(run: Run) -> Array:
    fusion = imufusion.Ahrs()
    settings = imufusion.AhrsSettings()
    settings.sample_rate = SETUP.rate_hz
    fusion.set_settings(settings)
    quaternions = np.empty((len(run.accel_g), 4))
    for index, (gyro, acceleration) in enumerate(zip(run.gyro_deg_s, run.accel_g, strict=True)):
        fusion.update_no_magnetometer(gyro, acceleration)
        quaternions[index] = fusion.get_quaternion()
    return _of_quaternions(quaternions)


PEERS: dict[str, Callable[[Run], Array]] = {
    "complementary (ahrs)": _complementary,
    "Madgwick (ahrs, gain 0.01)": _madgwick,
    "x-io Fusion": _x_io,
}
