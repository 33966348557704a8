"""The fifteen-second set-up of the thigh sensor (METRICS F): from raw samples to a `ThighSetup`.

Calibration screens and the command line cut the samples into the four phases and call
`find_thigh_setup`; if it refuses, the previous set-up stays. Gravity in the two stands gives the
thigh's long axis, the swings give the axis about which it bends, and all stands together give the
gyroscope's bias. `trainer.motion.thigh_swing` says why the patient's own squats are never used.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.spatial.transform import Rotation

from trainer.motion.calibration import CalibrationError
from trainer.motion.orientation import BIAS_LEARNED, OrientationFilter
from trainer.motion.readings import (
    angle_deg,
    board_accel_g,
    board_gyro_deg_s,
    gyro_deg_s,
    quaternion_of,
    unit,
)
from trainer.motion.thigh_swing import check_strap, level, swing_axis
from trainer.motion.thigh_zero import SLIPPED_ABOVE_DEG, Zero, require_samples, stand
from trainer.recording.body import BodySamples, ThighSetup
from trainer.recording.columns import FloatArray
from trainer.recording.sensor import SensorCalibration, SensorSetup
from trainer.recording.vocabulary import Side

PHASES_S = (3.0, 6.0, 4.0, 2.0)
"""Still on both legs, three swings, on the leg with fingertips on the rail, still on both legs."""
STANDS_S = (2.0, 2.0, 0.8)
"""The quiet part of each stand; the rest of its phase is for getting there."""
STEPPED_DOWN_AFTER_S = 0.7
"""The last phase begins on one leg, which can be as quiet as the stand on two."""
SECOND_ZERO_WITHIN_DEG = 10.0
"""On one leg the hip moves over the foot and the thigh leans 3 to 6°; a bent knee adds to it."""
LIMB_BELOW_HZ = 3.0
"""Swings and squats are below 1 Hz; the soft tissue under the strap shakes at 5 Hz and more."""
REDO = "do the thigh set-up again"


@dataclass(frozen=True)
class ThighPhases:
    """The body sensor's samples of each phase."""

    standing: BodySamples
    swings: BodySamples
    on_leg: BodySamples
    standing_again: BodySamples


def phases_of(samples: BodySamples, from_s: float) -> ThighPhases:
    """Cut samples by time: the phases follow one another from `from_s` (`t_s`) on."""
    edges = np.searchsorted(samples.t_s, from_s + np.cumsum((0.0, *PHASES_S)))
    first, second, third, fourth = (
        samples[slice(int(start), int(stop))] for start, stop in pairwise(edges)
    )
    return ThighPhases(first, second, third, fourth)


def find_thigh_setup(phases: ThighPhases, sensor: SensorSetup, side: Side) -> ThighSetup:
    """How the sensor sits on the thigh of this side; the caller adds board, date and operator.

    A sensor upside down works. `CalibrationError` says in one line what to redo for a sensor
    strapped sideways, inside out, on the front of the thigh or on the other leg, and for an axis
    that is not that of a straight-knee swing.
    """
    both = "stand still on both legs"
    before = stand(phases.standing, sensor, STANDS_S[0], both, REDO)
    check_strap(before.up)
    on_leg = stand(
        phases.on_leg, sensor, STANDS_S[1], "stand on the leg, fingertips on the rail", REDO
    )
    stepping_down = round(STEPPED_DOWN_AFTER_S * sensor.rate_hz)
    after = stand(phases.standing_again[stepping_down:], sensor, STANDS_S[2], both, REDO)
    up = _upright(before, on_leg, after)
    rates = [zero.gyro_deg_s for zero in (before, on_leg, after)]
    bias = _steadied(np.average(rates, axis=0, weights=STANDS_S), phases, sensor)
    require_samples(phases.swings, sensor, PHASES_S[1], REDO)
    rate = gyro_deg_s(phases.swings.gyro_counts, sensor) - bias
    found = swing_axis(phases.swings.t_s, _of_the_limb(rate, sensor), up, side)
    x, y, z = bias.tolist()
    return ThighSetup(
        side=side,
        mount=quaternion_of(Rotation.from_matrix(_thigh_axes(up, found.axis))),
        gyro_bias_deg_s=(x, y, z),
        explained_pct=found.explained_pct,
        off_mark_deg=found.off_mark_deg,
    )


def _steadied(bias: FloatArray, phases: ThighPhases, sensor: SensorSetup) -> FloatArray:
    """The bias without what the sway of the stands added to it.

    Two seconds of sway look like a bias. Over all fifteen seconds the filter must arrive where
    gravity is, which separates the two.
    """
    as_it_is = SensorCalibration()
    x, y, z = bias.tolist()
    orientation = OrientationFilter(
        sensor.rate_hz,
        board_accel_g(sensor, as_it_is),
        board_gyro_deg_s(sensor, as_it_is, (x, y, z)),
        BIAS_LEARNED,
    )
    for samples in (phases.standing, phases.swings, phases.on_leg, phases.standing_again):
        orientation.update(samples.seq, samples.accel_counts, samples.gyro_counts)
    return bias + orientation.learned_bias_deg_s


def _of_the_limb(rate_deg_s: FloatArray, sensor: SensorSetup) -> FloatArray:
    # Brings scipy.stats and a second, which most commands need not wait for.
    from scipy.signal import butter, sosfiltfilt  # noqa: PLC0415

    sections = butter(2, LIMB_BELOW_HZ, fs=sensor.rate_hz, output="sos")
    return np.asarray(sosfiltfilt(sections, rate_deg_s, axis=0), dtype=np.float64)


def _upright(before: Zero, on_leg: Zero, after: Zero) -> FloatArray:
    moved_deg = angle_deg(before.up, after.up)
    if moved_deg > SLIPPED_ABOVE_DEG:
        raise CalibrationError(
            f"the second stand on both legs is {moved_deg:.0f}° off the first: the strap slipped, "
            f"or the patient stood differently; tighten the strap and {REDO}"
        )
    leaned_deg = angle_deg(before.up, on_leg.up)
    if leaned_deg > SECOND_ZERO_WITHIN_DEG:
        raise CalibrationError(
            f"on one leg the thigh stood {leaned_deg:.0f}° away from upright: stand tall with "
            f"a straight knee, fingertips on the rail; {REDO}"
        )
    return unit(STANDS_S[0] * before.up + STANDS_S[2] * after.up)


def _thigh_axes(up: FloatArray, flexion_axis: FloatArray) -> FloatArray:
    """The thigh's axes as rows in sensor axes: the long axis stays, the swings' is levelled."""
    left = -level(flexion_axis, up)
    return np.stack((np.cross(left, up), left, up))
