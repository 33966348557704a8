"""Brings time stamps to one even rate, without inventing samples between them.

Every recording and file goes through it before any formula. Stamps that are nearly even count as
even; holes are filled, and uneven records averaged, by relevance windows (SWARII).
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from trainer.metrics.errors import SignalError
from trainer.recording.columns import FloatArray
from trainer.recording.samples import LONGEST_SILENCE_S

EVEN_WITHIN = 0.2
"""Share of the median interval by which an interval may differ and still count as even."""
MOST_IN_HOLES = 0.1
"""If holes take a larger share of a record, the whole record is averaged instead of the holes."""
WIDE_HOLE = 4
"""A slipped clock is evened out over this many intervals; a late stamp takes two."""
LONGEST_GAP_INTERVALS = 5
WINDOW_ROUNDING = 1e-9
ROUNDING_INTERVALS = 1e-3
"""A stamp that misses a moment by this share of an interval is still at it."""


@dataclass(frozen=True)
class Resampling:
    """What `evenly` did to the samples: nothing, fill holes, or average the whole record."""

    whole: bool = False
    holes: int = 0
    filled: int = 0
    longest_s: float = 0.0

    def __str__(self) -> str:
        if self.whole:
            return "uneven times: the whole record was averaged onto an even grid"
        if not self.holes:
            return ""
        return (
            f"{_counted(self.holes, 'hole')} of at most {self.longest_s:.3g} s: "
            f"{_counted(self.filled, 'sample')} averaged from the neighbours"
        )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


AS_RECORDED = Resampling()


@dataclass(frozen=True)
class EvenSignal:
    """`values` (k by N) at `start_s`, `start_s` + 1/rate and so on."""

    start_s: float
    rate_hz: float
    values: FloatArray
    resampling: Resampling = AS_RECORDED

    @property
    def times_s(self) -> FloatArray:
        return self.start_s + np.arange(self.values.shape[1]) / self.rate_hz

    def since(self, from_s: float) -> "EvenSignal":
        """The samples at this time and later."""
        first = self._first_at(from_s)
        start_s = self.start_s + first / self.rate_hz
        return replace(self, start_s=start_s, values=self.values[:, first:])

    def before(self, until_s: float) -> "EvenSignal":
        """The samples before this time, which may be infinite."""
        if until_s == math.inf:
            return self
        return replace(self, values=self.values[:, : self._first_at(until_s)])

    def _first_at(self, time_s: float) -> int:
        return max(math.ceil((time_s - self.start_s) * self.rate_hz - ROUNDING_INTERVALS), 0)


def gaps(times_s: FloatArray) -> npt.NDArray[np.int64]:
    """Indices of the samples after a silence of more than 0.25 s and five median intervals."""
    intervals = np.diff(times_s)
    if not len(intervals):
        return np.zeros(0, dtype=np.int64)
    longest = max(LONGEST_SILENCE_S, LONGEST_GAP_INTERVALS * float(np.median(intervals)))
    return np.flatnonzero(intervals > longest) + 1


def evenly(times_s: FloatArray, values: FloatArray) -> EvenSignal:
    """The signal (k by N) at one rate.

    Samples at even stamps stay as they are, and the rate is (N − 1)/(t_last − t_first). Late and
    lost samples leave holes: `swarii` fills these, and all other samples stay as they are. If holes
    take more than a tenth of the record, `swarii` averages all of it onto a grid at the median
    interval. `SignalError` for fewer than two samples and for times that do not rise.
    """
    if len(times_s) < 2:
        raise SignalError(f"{len(times_s)} samples are too few to have a rate")
    intervals = np.diff(times_s)
    if not np.all(intervals > 0):
        raise SignalError("the times do not rise from sample to sample")
    interval_s = float(np.median(intervals))
    uneven = np.flatnonzero(np.abs(intervals - interval_s) > EVEN_WITHIN * interval_s)
    if len(uneven) > MOST_IN_HOLES * len(intervals):
        return _averaged(times_s, values, interval_s)
    holes = _holes(times_s, uneven.tolist(), interval_s)
    in_holes_s = sum(float(times_s[hole.last] - times_s[hole.first]) for hole in holes)
    if in_holes_s > MOST_IN_HOLES * float(times_s[-1] - times_s[0]):
        return _averaged(times_s, values, interval_s)
    return _filled(times_s, values, holes)


def _averaged(times_s: FloatArray, values: FloatArray, interval_s: float) -> EvenSignal:
    steps = int((times_s[-1] - times_s[0]) / interval_s + WINDOW_ROUNDING)
    grid_s = times_s[0] + interval_s * np.arange(steps + 1)
    averages = swarii(times_s, values, grid_s, interval_s)
    return EvenSignal(float(times_s[0]), 1 / interval_s, averages, Resampling(whole=True))


@dataclass(frozen=True)
class _Hole:
    """A stretch of uneven stamps from sample `first` to `last` that is divided into even steps."""

    first: int
    last: int
    steps: int


def _holes(times_s: FloatArray, uneven: list[int], interval_s: float) -> list[_Hole]:
    """The shortest stretches around uneven intervals that can be divided into even steps."""
    holes: list[_Hole] = []
    for at in uneven:
        if not holes or at >= holes[-1].last:
            holes.append(_hole_at(at, times_s, interval_s, holes))
    return holes


def _hole_at(at: int, times_s: FloatArray, interval_s: float, earlier: list[_Hole]) -> _Hole:
    """The hole of an uneven interval: it grows right and left in turn until even steps fill it.

    A lost sample needs no growing; a late one needs the interval after it. A hole that reaches
    earlier ones takes them in and removes them from `earlier`.
    """
    end = len(times_s) - 1
    first, last = at, at + 1
    while True:
        while earlier and first < earlier[-1].last:
            first = earlier.pop().first
        slack_steps = 1 if last - first < WIDE_HOLE else None
        steps = _even_steps(float(times_s[last] - times_s[first]), interval_s, slack_steps)
        if steps or (first, last) == (0, end):
            return _Hole(first, last, steps or last)
        grows_right = last - at <= at - first + 1 and last < end
        if grows_right or not first:
            last += 1
        else:
            first -= 1


def _even_steps(duration_s: float, interval_s: float, slack_steps: int | None) -> int:
    """How many steps of about the interval fill this time; 0 if no number does.

    They may miss it by 20 % of `slack_steps` intervals; if None, by 20 % of each step.
    """
    steps = max(round(duration_s / interval_s), 1)
    slack_s = EVEN_WITHIN * interval_s * (slack_steps or steps)
    return steps if abs(duration_s - steps * interval_s) <= slack_s else 0


def _filled(times_s: FloatArray, values: FloatArray, holes: list[_Hole]) -> EvenSignal:
    """The samples outside holes as they are, and the steps inside holes by relevance windows."""
    start_s, duration_s = float(times_s[0]), float(times_s[-1] - times_s[0])
    if not holes:
        return EvenSignal(start_s, (len(times_s) - 1) / duration_s, values)
    stays = np.ones(len(times_s), dtype=np.bool_)
    grid_s, half_window_s = [], []
    for hole in holes:
        stays[hole.first + 1 : hole.last] = False
        step_s = float(times_s[hole.last] - times_s[hole.first]) / hole.steps
        grid_s.append(times_s[hole.first] + step_s * np.arange(1, hole.steps))
        half_window_s.append(np.full(hole.steps - 1, step_s))
    at_s = np.concatenate(grid_s)
    averages = swarii(times_s, values, at_s, np.concatenate(half_window_s))
    order = np.argsort(np.concatenate([times_s[stays], at_s]))
    even = np.concatenate([values[:, stays], averages], axis=1)[:, order]
    longest_s = max(float(np.diff(times_s[hole.first : hole.last + 1]).max()) for hole in holes)
    done = Resampling(holes=len(holes), filled=len(at_s), longest_s=longest_s)
    return EvenSignal(start_s, (even.shape[1] - 1) / duration_s, even, done)


def swarii(
    times_s: FloatArray, values: FloatArray, grid_s: FloatArray, half_window_s: float | FloatArray
) -> FloatArray:
    """Sliding window average with relevance intervals; k by len(grid_s).

    At each grid time s the samples within half a window Δ are averaged, each weighted by the time
    it stands for: from halfway to the previous sample to halfway to the next, the first from s − Δ
    and the last to s + Δ. So the first weighs (t[i+1] + t[i])/2 − (s − Δ) and the last
    (s + Δ) − (t[i] + t[i−1])/2; the borders printed in the paper are wrong. If a window is empty,
    its neighbours are weighted by the share of the window that lies nearer to each.
    Source: Audiffren and Contal 2016, Sensors 16:1208.
    """
    times_s, grid_s = times_s - times_s[0], grid_s - times_s[0]
    last = len(times_s) - 1
    slack = WINDOW_ROUNDING * half_window_s
    first_in = np.searchsorted(times_s, grid_s - half_window_s - slack)
    last_in = np.searchsorted(times_s, grid_s + half_window_s + slack) - 1
    empty = first_in > last_in
    first_in = np.where(empty, np.maximum(last_in, 0), first_in)
    last_in = np.where(empty, np.minimum(first_in + 1, last), last_in)

    middles = (times_s[1:] + times_s[:-1]) / 2
    after_first = middles[np.minimum(first_in, last - 1)]
    before_last = middles[np.maximum(last_in, 1) - 1]
    first_weight = np.clip(after_first - (grid_s - half_window_s), 0, 2 * half_window_s)
    last_weight = np.clip((grid_s + half_window_s) - before_last, 0, 2 * half_window_s)
    between = np.pad(values[:, 1:-1] * np.diff(middles), ((0, 0), (2, 0))).cumsum(axis=1)
    total = first_weight * values[:, first_in] + last_weight * values[:, last_in]
    total += between[:, np.maximum(last_in, 1)] - between[:, np.minimum(first_in + 1, last)]
    weight = first_weight + last_weight + (before_last - after_first)
    single = first_in == last_in
    return np.where(single, values[:, first_in], total / np.where(single, 1.0, weight))
