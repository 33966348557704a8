"""The axis about which a thigh bends, found from straight-knee swings, and whether to trust it.

A leg that swings from the hip with a straight knee turns about one level axis. A patient's own
squat does not: a weak hip lets the thigh lean in and turn inward with every degree of bend. An axis
taken from such a squat would count that fault as bending, and the fault would be calibrated away.
Three signs of it are checked. A lean at another moment than the bend leaves the rate in more than
one direction, so that the first principal axis explains less of it. A lean in step with the bend
turns the axis about the vertical, which the strap's mark shows. A turn of the thigh in step with
the bend lifts the axis out of the level, which gravity shows.
"""

from dataclasses import dataclass

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.readings import angle_deg, unit
from trainer.recording.columns import FloatArray
from trainer.recording.vocabulary import Side

MARK_UP, MARK_OUT = 0, 2
"""The sensor axes of the mark: along the thigh, and out to the side."""


def outward_sign(side: Side) -> float:
    """+1 where out to the side is the patient's left (thigh y), −1 where it is the right.

    `CalibrationError` for both legs: a sensor sits on one thigh.
    """
    if side is Side.BOTH:
        raise CalibrationError("the sensor sits on one thigh: say which, left or right")
    return 1.0 if side is Side.LEFT else -1.0


def marked_mount(side: Side) -> FloatArray:
    """The matrix (3, 3) from sensor to thigh axes of a sensor strapped on exactly as marked."""
    up, out = np.array([0.0, 0.0, 1.0]), np.array([0.0, outward_sign(side), 0.0])
    return np.stack((up, np.cross(out, up), out), axis=1)


LEAST_EXPLAINED_PCT = 90.0
FARTHEST_OFF_MARK_DEG = 10.0
"""Of any run; `trainer.motion.thigh_setup` takes a single run only up to half of it."""
FARTHEST_ASKEW_DEG = 30.0
FEWEST_SWINGS = 3
SMALLEST_SWING_DEG = 15.0
SLOWEST_SWING_DEG_S = 25.0
CLEARLY = 1.3
"""A swing goes this many times as far forward as back, so that forward can be told."""
REDO = "do the swings again"


@dataclass(frozen=True)
class SwingAxis:
    """The axis of flexion in sensor axes, (3,), a unit vector about which flexion is positive."""

    axis: FloatArray
    explained_pct: float
    off_mark_deg: float


def check_strap(up: FloatArray) -> None:
    """`CalibrationError` if the sensor's arrow does not point along the thigh.

    `up` is the unit vector upwards in sensor axes, standing. An arrow that points down is as good
    as one that points up.
    """
    along = int(np.argmax(np.abs(up)))
    askew_deg = float(np.degrees(np.arccos(min(abs(up[MARK_UP]), 1.0))))
    if along == MARK_OUT:
        raise CalibrationError(
            "the thigh sensor lies on its back, two of its axes are swapped or it is not on the "
            "thigh: strap it to the outer side of the thigh with its arrow along the thigh"
        )
    if along != MARK_UP:
        raise CalibrationError(
            "the thigh sensor is strapped on sideways, two of its axes are swapped: turn it until "
            "its arrow points along the thigh"
        )
    if askew_deg > FARTHEST_ASKEW_DEG:
        raise CalibrationError(
            f"the strap sits {askew_deg:.0f}° askew, or the sensor is not on the thigh: turn it "
            "until its arrow points along the thigh"
        )


def swing_axis(
    times_s: FloatArray, rate_deg_s: FloatArray, up: FloatArray, side: Side
) -> SwingAxis:
    """The axis of n bias-free rates (n, 3) in sensor axes at times (n,), `up` as in `check_strap`.

    `CalibrationError` names what to redo if the swings or the strap are wrong.
    """
    found, explained_pct = _principal_axis(rate_deg_s)
    axis = found if found @ _marked_flexion(up, side) > 0 else -found
    angle = _angle_deg(times_s, rate_deg_s @ axis)
    if np.ptp(angle) < SMALLEST_SWING_DEG:
        raise CalibrationError(
            f"no swings were seen, the thigh turned by {np.ptp(angle):.0f}° only: swing the leg "
            f"forward with a straight knee three times; {REDO}"
        )
    if explained_pct < LEAST_EXPLAINED_PCT:
        raise CalibrationError(
            f"the thigh did not turn about one axis, it explains {explained_pct:.0f} % of the "
            f"motion instead of {LEAST_EXPLAINED_PCT:.0f} %: swing the leg straight forward from "
            f"the hip, knee straight, toes forward; {REDO}"
        )
    off_deg = _checked_off_mark(axis, up, side)
    _check_forward(angle)
    _check_swings(angle, rate_deg_s @ axis)
    return SwingAxis(axis, explained_pct, off_deg)


def level(axis: FloatArray, up: FloatArray) -> FloatArray:
    """The level direction nearest to an axis, a unit vector."""
    return unit(np.asarray(axis - up * float(axis @ up), dtype=np.float64))


def _angle_deg(times_s: FloatArray, rate_deg_s: FloatArray) -> FloatArray:
    steps = np.diff(times_s) * (rate_deg_s[:-1] + rate_deg_s[1:]) / 2.0
    return np.concatenate(([0.0], np.cumsum(steps)))


def _principal_axis(rate_deg_s: FloatArray) -> tuple[FloatArray, float]:
    values, vectors = np.linalg.eigh(np.cov(rate_deg_s.T))
    total = float(values.sum())
    share = 100.0 * float(values[-1]) / total if total > 0 else 0.0
    return np.asarray(vectors[:, -1], dtype=np.float64), share


def off_mark_deg(axis: FloatArray, up: FloatArray, side: Side) -> float:
    """The angle between an axis of flexion and the strap's mark."""
    return angle_deg(axis, _marked_flexion(up, side))


def _marked_flexion(up: FloatArray, side: Side) -> FloatArray:
    """Where the mark says the axis of flexion is: out to the side, levelled.

    Flexion is a turn about the patient's right: outward on the right thigh, inward on the left.
    """
    return -outward_sign(side) * level(np.eye(3)[MARK_OUT], up)


def _checked_off_mark(axis: FloatArray, up: FloatArray, side: Side) -> float:
    off_deg = off_mark_deg(axis, up, side)
    if off_deg <= FARTHEST_OFF_MARK_DEG:
        return off_deg
    turned_deg = off_mark_deg(level(axis, up), up, side)
    risen_deg = float(np.degrees(np.arcsin(min(abs(float(axis @ up)), 1.0))))
    if risen_deg > turned_deg:
        raise CalibrationError(
            f"the thigh turned about its own length as it bent, the axis is {risen_deg:.0f}° out "
            f"of the level: swing from the hip with a straight knee, no squats; {REDO}"
        )
    if turned_deg > 45.0:
        raise CalibrationError(
            "two of the thigh sensor's axes are swapped, it sits on the front or the back of the "
            "thigh: strap it to the outer side; do the thigh set-up again"
        )
    raise CalibrationError(
        f"the swings are {off_deg:.0f}° off the strap's mark: the strap is turned around the "
        "thigh, or the leg did not swing straight forward; set the sensor's face straight out to "
        f"the side and {REDO}"
    )


def _check_forward(angle_deg: FloatArray) -> None:
    forward, back = float(angle_deg.max()), -float(angle_deg.min())
    if back > CLEARLY * forward:
        raise CalibrationError(
            "the leg seems to swing backwards: the sensor's face points inward, it is on the other "
            "leg, or the swings began backwards; face outward on the chosen leg, swing forward"
            f" and {REDO}"
        )
    if forward < CLEARLY * back:
        raise CalibrationError(
            "the leg swung as far back as forward, so which way is forward is not clear: from "
            f"standing swing it forward and only back to standing; {REDO}"
        )


def _check_swings(angle_deg: FloatArray, rate_deg_s: FloatArray) -> None:
    top = float(angle_deg.max())
    # Brings scipy.stats and a second, which most commands need not wait for.
    from scipy.signal import find_peaks  # noqa: PLC0415

    peaks, _ = find_peaks(angle_deg, height=0.5 * top, prominence=0.4 * top)
    if len(peaks) < FEWEST_SWINGS:
        raise CalibrationError(
            f"{len(peaks)} of three swings were seen: swing the leg forward three times in six "
            f"seconds; {REDO}"
        )
    fastest = float(np.abs(rate_deg_s).max())
    if fastest < SLOWEST_SWING_DEG_S:
        raise CalibrationError(
            f"the swings were too slow, {fastest:.0f} deg/s at most: swing more briskly; {REDO}"
        )
