"""What a target's path says about going round: when, which way, and how far from its centre.

The metrics of circles, the metronome and the scene read it from the same knots.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from trainer.recording.columns import FloatArray
from trainer.recording.target import Knot, TargetPath

FULL_DEG = 360.0


@dataclass(frozen=True)
class Going:
    """A stretch of running time in which a target goes round without changing its way.

    `way` is 1 for clockwise as the patient sees it, from the toes over the right edge, else -1.
    """

    from_s: float
    until_s: float
    way: int


def goings_of(path: TargetPath) -> tuple[Going, ...]:
    """Every such stretch of a path, in order; none for a path that does not go round."""
    found: list[Going] = []
    for first, second in _turning(path):
        way = 1 if second.direction_deg > first.direction_deg else -1
        from_s = first.t_s
        if found and (found[-1].until_s, found[-1].way) == (from_s, way):
            from_s = found.pop().from_s
        found.append(Going(from_s, second.t_s, way))
    return tuple(found)


def passed_at_deg(path: TargetPath, direction_deg: npt.ArrayLike) -> FloatArray:
    """How far from its centre the target goes by in each direction; (n,) degrees.

    ValueError for a path that does not go round.
    """
    passed = {
        knot.direction_deg % FULL_DEG: knot.away_deg for pair in _turning(path) for knot in pair
    }
    if not passed:
        raise ValueError("the target does not go round")
    directions = sorted(passed)
    at_deg = np.asarray(direction_deg, dtype=np.float64)
    return np.asarray(
        np.interp(at_deg, directions, [passed[at] for at in directions], period=FULL_DEG),
        dtype=np.float64,
    )


def _turning(path: TargetPath) -> list[tuple[Knot, Knot]]:
    """The pairs of knots between which the direction changes."""
    pairs = pairwise(path.knots)
    return [pair for pair in pairs if pair[0].direction_deg != pair[1].direction_deg]
