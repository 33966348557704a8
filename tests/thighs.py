"""Simulated thighs as body samples, for the tests of the set-up, the angles and their metrics."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.spatial.transform import Rotation

from tests.simulation.thigh_exercises import set_up
from trainer.motion.thigh_setup import AnotherRunNeeded, find_thigh_setup, phases_of
from trainer.recording.body import BodySamples, ThighSetup
from trainer.recording.sensor import SensorSetup, Vector
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import TICK_S
from trainer.simulation.imu import read_all
from trainer.simulation.sensed import ImuErrors
from trainer.simulation.thigh import Strap, ThighCourse, strapped, thigh_motion

SENSOR = SensorSetup()
SIDES = (Side.LEFT, Side.RIGHT)
NOT_OFF: Vector = (0.0, 0.0, 0.0)

TYPICAL = ImuErrors(
    accel_gain=(1.01, 0.99, 1.015),
    accel_offset_g=(0.02, -0.015, 0.03),
    gyro_gain=(1.01, 0.985, 1.005),
    gyro_bias_deg_s=(1.8, -2.6, 0.9),
    clock_error=0.003,
)


def body_samples(
    course: ThighCourse,
    side: Side,
    strap: Strap | None = None,
    *,
    seed: int = 0,
    loose: Rotation | None = None,
    errors: ImuErrors = TYPICAL,
) -> BodySamples:
    """What a noisy, biased sensor on this thigh sends; angles are left at zero."""
    worn = strap or strapped(side)
    errors = replace(errors, mount=worn.mount, lever_arm_m=worn.lever_arm_m)
    readings = read_all(thigh_motion(course, side, loose), SENSOR, errors, seed)
    samples = BodySamples.zeros(len(readings.accel_counts))
    samples.seq[:] = np.arange(len(samples))
    samples.t_s[:] = samples.seq / SENSOR.rate_hz - SENSOR.delay_us / 1e6
    samples.accel_counts[:] = readings.accel_counts
    samples.gyro_counts[:] = readings.gyro_counts
    return samples


def setup_of(samples: BodySamples, side: Side, *before: BodySamples) -> ThighSetup:
    """The set-up made of fifteen seconds of samples, and of the runs before them."""
    runs = [phases_of(run, float(run.t_s[0])) for run in (*before, samples)]
    return find_thigh_setup(runs, SENSOR, side)


def good_setup(
    side: Side, strap: Strap | None = None, seed: int = 0, errors: ImuErrors = TYPICAL
) -> ThighSetup:
    """The set-up of a patient who did as told, twice where the strap is turned round the thigh."""
    first, second = (
        body_samples(set_up(seed=run), side, strap, seed=run, errors=errors)
        for run in (seed, seed + 100)
    )
    try:
        return setup_of(first, side)
    except AnotherRunNeeded:
        return setup_of(second, side, first)


def at_samples(truth: npt.NDArray[np.float64], samples: BodySamples) -> npt.NDArray[np.float64]:
    """A true angle at the times of the samples."""
    return np.interp(samples.t_s, TICK_S * np.arange(len(truth)), truth)
