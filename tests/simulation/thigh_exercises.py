"""What a patient does with a thigh: stands, swings it, squats on it, well or with a fault.

Each gives a `ThighCourse`; `set_up` is the fifteen seconds of the thigh's set-up.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial.transform import Rotation

from trainer.recording.sensor import Vector
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import TICK_S, BoardTrace, smooth_steps
from trainer.simulation.pose import Motion, joined
from trainer.simulation.thigh import ThighCourse, thigh_motion

FloatArray = npt.NDArray[np.float64]

SWAY_BELOW_HZ = 0.5
STILL_S, SWINGS_S, ONE_LEG_S, LAST_STILL_S = 3.0, 6.0, 4.0, 2.0
SHIFT_S = 0.8


@dataclass(frozen=True)
class MovementFault:
    """What else the thigh does, as shares of its flexion: it leans in, and it turns inward.

    `late_s` is how much later than the flexion.
    """

    lean_per_flexion: float = 0.0
    inward_per_flexion: float = 0.0
    late_s: float = 0.0


NO_FAULT = MovementFault()
FAULTY_SQUAT = MovementFault(lean_per_flexion=0.3, inward_per_flexion=0.2)
"""50° deep, the thigh leans in by 15° and turns inward by 10°."""


def standing(
    seconds: float,
    flexion_deg: float = 0.0,
    medial_lean_deg: float = 0.0,
    sway_deg: float = 0.2,
    seed: int = 0,
) -> ThighCourse:
    """Standing with quiet sway of this standard deviation about a posture."""
    n = round(seconds / TICK_S)
    flexion, lean, inward = _sway(n, sway_deg, seed)
    return ThighCourse(flexion_deg + flexion, medial_lean_deg + lean, inward)


def swings(
    count: int = 3,
    seconds: float = SWINGS_S,
    forward_deg: float = 30.0,
    back_deg: float = 8.0,
    fault: MovementFault = NO_FAULT,
) -> ThighCourse:
    """Straight-knee swings from standing: forward, a little back, and to standing again."""
    return _repeated(count, seconds, (forward_deg, -back_deg, 0.0), fault)


def squats(
    count: int = 5,
    seconds_each: float = 3.0,
    depth_deg: float = 50.0,
    pause_s: float = 1.0,
    fault: MovementFault = NO_FAULT,
) -> ThighCourse:
    """Single-leg squats, upright for `pause_s` before each; `fault` is how the thigh gives way."""
    upright = standing(pause_s, sway_deg=0.0)
    squat = _repeated(1, seconds_each, (depth_deg, 0.0), fault)
    return ThighCourse.joined(*([upright, squat] * count), upright)


def swaying(course: ThighCourse, sway_deg: float = 0.3, seed: int = 0) -> ThighCourse:
    """A course with quiet sway on top."""
    return course + ThighCourse(*_sway(len(course), sway_deg, seed))


def set_up(
    swung: ThighCourse | None = None,
    one_leg_lean_deg: float = 4.0,
    sway_deg: float = 0.2,
    seed: int = 0,
    one_leg_flexion_deg: float = 0.0,
) -> ThighCourse:
    """The four phases of the set-up in a row; `swung` is what was done instead of good swings."""
    phases = (
        standing(STILL_S, sway_deg=0.0),
        swung or swings(),
        shifted(BOTH_LEGS, (one_leg_flexion_deg, one_leg_lean_deg), ONE_LEG_S),
        shifted((one_leg_flexion_deg, one_leg_lean_deg), BOTH_LEGS, LAST_STILL_S),
    )
    return swaying(ThighCourse.joined(*phases), sway_deg, seed)


def slipping(n: int, at_s: float, about_deg: Vector, within_s: float = 0.5) -> Rotation:
    """A strap that slips at a time by these angles about forward, left and up: n rotations."""
    share = np.clip((TICK_S * np.arange(n) - at_s) / within_s, 0.0, 1.0)
    return Rotation.from_rotvec(np.radians(share[:, np.newaxis] * np.array(about_deg)))


def wobbling(course: ThighCourse, deg: float, seed: int) -> Rotation:
    """Soft tissue: the sensor shakes at 5 Hz, by about `deg` while the thigh bends at 100 °/s."""
    generator = np.random.default_rng(seed)
    speed = np.abs(np.gradient(course.flexion_deg, TICK_S)) / 100.0
    phases = generator.uniform(0.0, 2 * np.pi, 3)
    shaking = np.sin(2 * np.pi * 5.0 * course.t_s[:, np.newaxis] + phases)
    return Rotation.from_rotvec(np.radians(deg * speed[:, np.newaxis] * shaking))


class PerformedThigh:
    """A thigh that does an exercise from the first pose on, whatever the board does.

    Afterwards it stays where the exercise ended. `set_up` before squats is what a test needs.
    """

    def __init__(self, course: ThighCourse, side: Side) -> None:
        self._left = thigh_motion(course, side)
        self._end = Motion(self._left.down[-1:], np.zeros((1, 3)))

    def meet(self, trace: BoardTrace) -> Motion:
        """The next poses of the exercise, as many as the stretch has."""
        n = len(trace)
        done, self._left = self._left[:n], self._left[n:]
        rest = n - len(done)
        held = Motion(np.repeat(self._end.down, rest, axis=0), np.zeros((rest, 3)))
        return joined(done, held)


Posture = tuple[float, float]
"""Flexion and medial lean."""
BOTH_LEGS: Posture = (0.0, 0.0)


def shifted(before: Posture, after: Posture, seconds: float) -> ThighCourse:
    """From one posture to another within `SHIFT_S`, and there for the rest."""
    n = round(seconds / TICK_S)
    share, _ = smooth_steps(np.arange(n, dtype=np.float64) * (TICK_S / SHIFT_S))
    flexion, lean = (
        start + share * (stop - start) for start, stop in zip(before, after, strict=True)
    )
    return ThighCourse(flexion, lean, np.zeros(n))


def _repeated(
    count: int, seconds: float, through_deg: tuple[float, ...], fault: MovementFault
) -> ThighCourse:
    """From 0 smoothly through these angles, `count` times in all these seconds."""
    n = round(seconds / TICK_S)
    legs = count * len(through_deg)
    stops = np.concatenate(([0.0], np.tile(through_deg, count)))
    place = np.arange(n) / n * legs
    leg = place.astype(np.int64)
    share, _ = smooth_steps(place - leg)
    flexion = stops[leg] + share * (stops[leg + 1] - stops[leg])
    late = np.roll(flexion, round(fault.late_s / TICK_S))
    return ThighCourse(flexion, fault.lean_per_flexion * late, fault.inward_per_flexion * late)


def _sway(n: int, sd_deg: float, seed: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Slow wandering that begins where it ends, in three angles."""
    if not sd_deg:
        return np.zeros(n), np.zeros(n), np.zeros(n)
    white = np.random.default_rng(seed).standard_normal((3, n + 4000))
    # Brings scipy.stats and a second, which most commands need not wait for.
    from scipy.signal import butter, sosfiltfilt  # noqa: PLC0415

    sections = butter(2, SWAY_BELOW_HZ, fs=1.0 / TICK_S, output="sos")
    slow = np.asarray(sosfiltfilt(sections, white), dtype=np.float64)[:, 2000:-2000]
    flexion, lean, inward = sd_deg * slow / slow.std(axis=1, keepdims=True)
    return flexion, lean, inward
