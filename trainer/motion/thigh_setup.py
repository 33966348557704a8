"""The fifteen-second set-up of the thigh sensor (METRICS F): from raw samples to a `ThighSetup`.

Calibration screens and the command line cut the samples into the four phases and call
`find_thigh_setup`; if it refuses, the previous set-up stays. Gravity in the two stands on both legs
gives the thigh's long axis, the swings give the axis about which it bends, and all stands together
give the gyroscope's bias. The stand on one leg is measured and kept: a thigh that leans in there is
what the sensor is for, and no reason to refuse. `trainer.motion.thigh_swing` says why the patient's
own squats are never used.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.orientation import OrientationFilter
from trainer.motion.readings import (
    angle_deg,
    board_accel_g,
    board_gyro_deg_s,
    gyro_deg_s,
    quaternion_of_axes,
    unit,
)
from trainer.motion.thigh_swing import (
    SwingAxis,
    check_strap,
    level,
    off_mark_deg,
    outward_sign,
    swing_axis,
)
from trainer.motion.thigh_zero import SLIPPED_ABOVE_DEG, Zero, require_samples, stand
from trainer.motion.vqf_filter import BIAS_LEARNED
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
FLEXED_ABOVE_DEG = 10.0
"""A bent knee on one leg: the patient does not stand as in the set-up."""
LEAN_WARNED_ABOVE_DEG = 8.0
"""Ours. On one leg the hip moves over the foot and the thigh leans 3 to 6°."""
ON_MARK_WITHIN_DEG = 5.0
"""One run is enough up to here: 5° of axis error are 4° of lean at 40° of bend."""
AGREE_WITHIN_DEG = 3.0
"""Ours. Two runs whose axes lie so close agree: then the mark is off, and not the swings."""
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


class AnotherRunNeeded(CalibrationError):
    """The axis of the only run is too far off the mark to be taken by itself."""


@dataclass(frozen=True)
class _Run:
    """What one run found: upright, the swings' axis and the bias in sensor axes, and the stand on
    the leg."""

    up: FloatArray
    swings: SwingAxis
    bias_deg_s: FloatArray
    on_leg: Zero


def phases_of(samples: BodySamples, from_s: float) -> ThighPhases:
    """Cut samples by time: the phases follow one another from `from_s` (`t_s`) on."""
    edges = np.searchsorted(samples.t_s, from_s + np.cumsum((0.0, *PHASES_S)))
    first, second, third, fourth = (
        samples[slice(int(start), int(stop))] for start, stop in pairwise(edges)
    )
    return ThighPhases(first, second, third, fourth)


def find_thigh_setup(runs: Sequence[ThighPhases], sensor: SensorSetup, side: Side) -> ThighSetup:
    """How the sensor sits on the thigh of this side; the caller adds board, date and operator.

    The newest run is taken by itself if its axis is within 5° of the strap's mark; otherwise the
    mean of two runs whose axes agree within 3°. `AnotherRunNeeded` asks for the second. A sensor
    upside down works. `CalibrationError` says in one line what to redo for a sensor strapped
    sideways, inside out, on the front of the thigh or on the other leg, and for an axis that is not
    that of a straight-knee swing.
    """
    measured = _enough([_run_of(phases, sensor, side) for phases in runs])
    up = unit(np.sum([run.up for run in measured], axis=0))
    axis = unit(np.sum([run.swings.axis for run in measured], axis=0))
    axes = _thigh_axes(up, axis)
    x, y, z = np.mean([run.bias_deg_s for run in measured], axis=0).tolist()
    return ThighSetup(
        side=side,
        mount=quaternion_of_axes(axes),
        gyro_bias_deg_s=(x, y, z),
        explained_pct=min(run.swings.explained_pct for run in measured),
        off_mark_deg=off_mark_deg(axis, up, side),
        lean_on_leg_deg=float(np.mean([_leaned_deg(run.on_leg, axes, side) for run in measured])),
    )


def _run_of(phases: ThighPhases, sensor: SensorSetup, side: Side) -> _Run:
    both = "stand still on both legs"
    before = stand(phases.standing, sensor, STANDS_S[0], both, REDO)
    check_strap(before.up)
    on_leg = stand(
        phases.on_leg, sensor, STANDS_S[1], "stand on the leg, fingertips on the rail", REDO
    )
    stepping_down = round(STEPPED_DOWN_AFTER_S * sensor.rate_hz)
    after = stand(phases.standing_again[stepping_down:], sensor, STANDS_S[2], both, REDO)
    up = _upright(before, after)
    rates = [zero.gyro_deg_s for zero in (before, on_leg, after)]
    bias = _steadied(np.average(rates, axis=0, weights=STANDS_S), phases, sensor)
    require_samples(phases.swings, sensor, PHASES_S[1], REDO)
    rate = gyro_deg_s(phases.swings.gyro_counts, sensor) - bias
    found = swing_axis(phases.swings.t_s, _of_the_limb(rate, sensor), up, side)
    _require_straight(on_leg, _thigh_axes(up, found.axis))
    return _Run(up, found, bias, on_leg)


def _enough(runs: list[_Run]) -> list[_Run]:
    """The runs to take the mean of."""
    newest = runs[-1]
    if newest.swings.off_mark_deg <= ON_MARK_WITHIN_DEG:
        return [newest]
    if len(runs) == 1:
        raise AnotherRunNeeded(
            f"the swings are {newest.swings.off_mark_deg:.0f}° off the strap's mark, more than "
            f"{ON_MARK_WITHIN_DEG:.0f}°: leave the strap as it is and do the set-up once more"
        )
    before = runs[-2]
    _require_not_slipped(before.up, newest.up, "the second run")
    apart_deg = angle_deg(before.swings.axis, newest.swings.axis)
    if apart_deg > AGREE_WITHIN_DEG:
        raise CalibrationError(
            f"two runs disagree by {apart_deg:.0f}° (more than {AGREE_WITHIN_DEG:.0f}°): swing "
            f"straight forward, kneecap to the front, trunk still; {REDO}"
        )
    return [before, newest]


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


def _upright(before: Zero, after: Zero) -> FloatArray:
    _require_not_slipped(before.up, after.up, "the second stand on both legs")
    return unit(STANDS_S[0] * before.up + STANDS_S[2] * after.up)


def _require_not_slipped(before: FloatArray, after: FloatArray, what: str) -> None:
    moved_deg = angle_deg(before, after)
    if moved_deg > SLIPPED_ABOVE_DEG:
        raise CalibrationError(
            f"{what} is {moved_deg:.0f}° off the first: the strap slipped, or the patient stood "
            f"differently; tighten the strap and {REDO}"
        )


def _require_straight(on_leg: Zero, axes: FloatArray) -> None:
    """A thigh that leans on one leg is a finding; one that is bent is another stance."""
    forward, _, up = (axes @ on_leg.up).tolist()
    flexed_deg = abs(math.degrees(math.atan2(forward, up)))
    if flexed_deg > FLEXED_ABOVE_DEG:
        raise CalibrationError(
            f"on one leg the thigh was bent by {flexed_deg:.0f}°: stand tall with a straight knee, "
            f"fingertips on the rail; {REDO}"
        )


def _leaned_deg(on_leg: Zero, axes: FloatArray, side: Side) -> float:
    """Medial lean in the stand on one leg."""
    _, left, up = (axes @ on_leg.up).tolist()
    return math.degrees(math.atan2(-outward_sign(side) * left, up))


def _thigh_axes(up: FloatArray, flexion_axis: FloatArray) -> FloatArray:
    """The thigh's axes as rows in sensor axes: the long axis stays, the swings' is levelled."""
    left = -level(flexion_axis, up)
    return np.stack((np.cross(left, up), left, up))
