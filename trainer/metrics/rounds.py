"""How a board went round: the angle it turned through, its complete rounds, its error by direction.

The metrics of circles (`circles` and `circles_by_direction` of the catalogue) are made of these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.moving_facts import Circling
from trainer.recording.columns import FloatArray, IntArray

FULL_DEG = 360.0
NO_DIRECTION_BELOW = 0.5
"""Nearer to the middle than this share of the ring, a direction says nothing."""
SETTING_OFF_DEG = 45.0
"""Rounds are timed from an eighth of a round after the start, when the board is under way."""
SECTORS = 36
"""Parts of 10° of the way round: one that the board avoided weighs as much as the others."""
BACK_BY_DEG = 10.0
"""Turning back by less is trembling, not a reversal."""


@dataclass(frozen=True)
class Way:
    """One way round, from when the target sets off to when it stops; arrays (n,).

    `turned_deg` counts from its first sample and grows while the board turns in the way that is
    asked. `tilt_deg` is the distance from level, `direction_deg` its direction, `ring_deg` the
    ring's radius there, `asked_deg` the target's direction. `clockwise` is as the patient sees it.
    """

    clockwise: bool
    turned_deg: FloatArray
    tilt_deg: FloatArray
    direction_deg: FloatArray
    ring_deg: FloatArray
    asked_deg: FloatArray
    rate_hz: float

    def rounds(self) -> Iterator[FloatArray]:
        """`turned_deg` in each complete round."""
        marks = self._marks()
        for begin, end in pairwise(marks):
            yield self.turned_deg[int(np.ceil(begin)) : int(np.floor(end)) + 1]

    def round_times_s(self) -> FloatArray:
        """How long each complete round took."""
        return np.diff(self._marks()) / self.rate_hz

    def _marks(self) -> FloatArray:
        """Where each round begins, as an index between samples: the first time the angle is
        reached.
        """
        farthest = np.maximum.accumulate(self.turned_deg)
        rounds = int(max(farthest[-1] - SETTING_OFF_DEG, -1.0) // FULL_DEG)
        angles = SETTING_OFF_DEG + FULL_DEG * np.arange(rounds + 1)
        after = np.searchsorted(farthest, angles)
        after = np.clip(after, 1, len(farthest) - 1)
        low, high = farthest[after - 1], farthest[after]
        # The first angle of a plateau is reached where the plateau begins.
        share = np.where(high > low, (angles - low) / np.where(high > low, high - low, 1.0), 0.0)
        return np.asarray(after - 1 + share, dtype=np.float64)


def ways_of(circling: Circling) -> list[Way]:
    """Every way round; a pause or a gap in one makes two of it.

    `NotMeasurableError` if there is none of two samples or more.
    """
    edges = np.flatnonzero(np.diff(circling.way)) + 1
    cuts = sorted({0, *edges.tolist(), *circling.breaks, len(circling.way)})
    found = [
        _way(circling, slice(first, after))
        for first, after in pairwise(cuts)
        if after - first > 1 and circling.way[first]
    ]
    if not found:
        raise NotMeasurableError("the target never went round in the measured part")
    return found


def _way(circling: Circling, part: slice) -> Way:
    ap, ml, ring = circling.ap_deg[part], circling.ml_deg[part], circling.ring_deg[part]
    tilt, direction = np.hypot(ap, ml), np.degrees(np.arctan2(ml, ap))
    sign = int(circling.way[part.start])
    turned = sign * _unwrapped(direction, tilt >= NO_DIRECTION_BELOW * ring)
    asked = circling.asked_deg[part]
    return Way(sign > 0, turned, tilt, direction, ring, asked, circling.rate_hz)


def _unwrapped(direction_deg: FloatArray, out: np.ndarray) -> FloatArray:
    """The angle turned through since the first sample that is out at the ring.

    It stands still while the board is near the middle, and then goes on the shorter way round.
    """
    turned = np.zeros(len(direction_deg))
    at = np.flatnonzero(out)
    if not len(at):
        return turned
    angle = np.unwrap(direction_deg[at], period=FULL_DEG)
    newest = np.maximum.accumulate(np.where(out, np.arange(len(out)), -1))
    known = newest >= 0
    turned[known] = (angle - angle[0])[np.searchsorted(at, newest[known])]
    return turned


def reversals_of(turned_deg: FloatArray) -> int:
    """How often the angle fell by 10 degrees or more; rising as much ends each fall."""
    count, falling, highest, lowest = 0, False, -np.inf, np.inf
    for angle in turned_deg.tolist():
        if falling:
            lowest = min(lowest, angle)
            if angle >= lowest + BACK_BY_DEG:
                falling, highest = False, angle
        else:
            highest = max(highest, angle)
            if angle <= highest - BACK_BY_DEG:
                count, falling, lowest = count + 1, True, angle
    return count


def sector_of(direction_deg: FloatArray, count: int) -> IntArray:
    """Which of `count` equal sectors each direction lies in; the toes are in the middle of 0."""
    width = FULL_DEG / count
    return (np.floor(direction_deg / width + 0.5) % count).astype(np.int64)


def squared_errors(ways: list[Way], count: int, relative: bool = False) -> FloatArray:
    """For each of `count` sectors the mean square of tilt less ring, NaN where none was asked.

    Samples belong to the sector that the board was in. Of a sector that was asked for and never
    entered, the whole radius is missing. `relative`: as a share of the ring's radius.
    """
    sectors = np.concatenate([sector_of(way.direction_deg, count) for way in ways])
    asked = np.concatenate([sector_of(way.asked_deg, count) for way in ways])
    ring = np.concatenate([way.ring_deg for way in ways])
    error = np.concatenate([way.tilt_deg for way in ways]) - ring
    size = np.ones(len(ring)) if relative else ring
    squares = np.square(error / ring if relative else error)
    entered = np.bincount(sectors, minlength=count)
    sums = np.bincount(sectors, squares, count)
    missing = float(np.square(size).mean())
    means = np.where(entered > 0, sums / np.maximum(entered, 1), missing)
    return np.where(np.bincount(asked, minlength=count) > 0, means, np.nan)


def radial_error_deg(ways: list[Way]) -> float:
    """Root mean square of tilt less ring, each of the 36 sectors that were asked for alike."""
    return float(np.sqrt(np.nanmean(squared_errors(ways, SECTORS))))
