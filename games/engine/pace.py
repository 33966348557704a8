"""The pace of paced squats: two seconds down, two up, two standing.

Scene and activity go by it. Standing between squats is not only rest:
the thigh's angles are zeroed anew in it.
"""

from typing import NamedTuple

from trainer.motion.repetitions import DOWN_S, STAND_S, UP_S
from trainer.recording.conditions import LEAD_IN_S

CYCLE_S = DOWN_S + UP_S + STAND_S


class Pace(NamedTuple):
    """What to do now, how deep (0 to 1), and which squat it is."""

    word: str
    depth: float
    number: int


def pace(t_s: float) -> Pace:
    """The pace at a trial's running time; the first squat begins with the measured part."""
    since_s = t_s - LEAD_IN_S
    if since_s < 0.0:
        return Pace("Stand", 0.0, 0)
    number, at_s = int(since_s // CYCLE_S) + 1, since_s % CYCLE_S
    if at_s < DOWN_S:
        return Pace("Down", at_s / DOWN_S, number)
    if at_s < DOWN_S + UP_S:
        return Pace("Up", 1.0 - (at_s - DOWN_S) / UP_S, number)
    return Pace("Stand", 0.0, number)


def squats_in(seconds: float) -> int:
    """How many whole squats a trial of this length has."""
    return int(seconds // CYCLE_S)
