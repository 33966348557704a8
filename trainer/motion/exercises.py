"""The exercises off the board and their paces: what moves, and how far to be at which second.

A screen leads at a pace, simulated patients keep it, metrics ask what tells the repetitions apart.
Standing between repetitions is not only rest: the thigh's angles are zeroed anew in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import cos, pi, sin
from typing import NamedTuple

from trainer.recording.json_form import Json


@dataclass(frozen=True)
class Stroke:
    """Seconds of one movement, and where it ends: 0 is the start, 1 the lowest point.

    Below zero is above the start.
    """

    seconds: float
    ends_at: float


class Place(NamedTuple):
    """Where to be: which stroke, how low, how fast it goes down a second, which repetition.

    Before the first repetition its number is 0.
    """

    stroke: int
    depth: float
    depth_per_s: float
    number: int


@dataclass(frozen=True)
class Pace:
    """One repetition as strokes; the last one brings it back to the start and stands there."""

    strokes: tuple[Stroke, ...]

    @property
    def cycle_s(self) -> float:
        """From the start of one repetition to that of the next."""
        return sum(stroke.seconds for stroke in self.strokes)

    def at(self, since_s: float) -> Place:
        """The place this long after the first repetition began; it eases in and out of strokes."""
        last = len(self.strokes) - 1
        if since_s < 0.0:
            return Place(last, self.strokes[last].ends_at, 0.0, 0)
        number, left_s = int(since_s // self.cycle_s) + 1, since_s % self.cycle_s
        before = self.strokes[last].ends_at
        for index, stroke in enumerate(self.strokes):
            if left_s < stroke.seconds or index == last:
                break
            left_s, before = left_s - stroke.seconds, stroke.ends_at
        share, way = left_s / stroke.seconds, stroke.ends_at - before
        depth = before + way * (1.0 - cos(pi * share)) / 2.0
        return Place(index, depth, way * pi * sin(pi * share) / (2.0 * stroke.seconds), number)

    def repetitions_in(self, seconds: float) -> int:
        """How many whole repetitions fit."""
        return int(seconds // self.cycle_s)


class Exercise(StrEnum):
    """What is done on the floor or a step; a trial's parameters hold it."""

    SQUAT = "squat"
    STEP_DOWN = "step_down"
    PELVIC_DROP = "pelvic_drop"

    @property
    def pace(self) -> Pace:
        """How fast, and how far."""
        return PACES[self]

    @property
    def by_pelvis(self) -> bool:
        """Whether the pelvis tells the repetitions apart, and not the thigh."""
        return self is Exercise.PELVIC_DROP


PACES: Mapping[Exercise, Pace] = {
    # Two seconds down, two up, two standing.
    Exercise.SQUAT: Pace((Stroke(2.0, 1.0), Stroke(2.0, 0.0), Stroke(2.0, 0.0))),
    # The other heel has half a second to touch the floor.
    Exercise.STEP_DOWN: Pace(
        (Stroke(2.0, 1.0), Stroke(0.5, 1.0), Stroke(2.0, 0.0), Stroke(1.5, 0.0))
    ),
    # Two seconds down, two up to above the start; then level, and a second's rest.
    Exercise.PELVIC_DROP: Pace(
        (Stroke(2.0, 1.0), Stroke(2.0, -0.6), Stroke(1.0, 0.0), Stroke(1.0, 0.0))
    ),
}
EXERCISE = "exercise"


def exercise_of(parameters: Mapping[str, Json]) -> Exercise | None:
    """The exercise that a trial's parameters name; None for a trial on board or plate."""
    named = parameters.get(EXERCISE)
    return None if named is None else Exercise(str(named))
