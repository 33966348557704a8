"""Time stamps to one even rate, without inventing samples between them.

Used on every recording and file before any formula. Stamps that are nearly even are taken as even;
others are averaged onto a grid by relevance windows (SWARII).
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.metrics.errors import SignalError
from trainer.recording.columns import FloatArray

EVEN_WITHIN = 0.2
"""Share of the median interval by which an interval may differ and still count as even."""
LONGEST_GAP_S = 0.25
"""The silence after which a stream counts as stalled; nothing is averaged across it."""
LONGEST_GAP_INTERVALS = 5
WINDOW_ROUNDING = 1e-9
ROUNDING_INTERVALS = 1e-3
"""Share of an interval by which a stamp may miss a moment and still be at it."""


@dataclass(frozen=True)
class EvenSignal:
    """`values` (k by N) at `start_s`, `start_s` + 1/rate and so on."""

    start_s: float
    rate_hz: float
    values: FloatArray

    @property
    def times_s(self) -> FloatArray:
        """Time of each sample."""
        return self.start_s + np.arange(self.values.shape[1]) / self.rate_hz

    def since(self, from_s: float) -> "EvenSignal":
        """The samples at this time and later."""
        first = max(math.ceil((from_s - self.start_s) * self.rate_hz - ROUNDING_INTERVALS), 0)
        return EvenSignal(self.start_s + first / self.rate_hz, self.rate_hz, self.values[:, first:])


def gaps(times_s: FloatArray) -> npt.NDArray[np.int64]:
    """Indices of the samples that follow a silence of 0.25 s and five median intervals."""
    intervals = np.diff(times_s)
    longest = max(LONGEST_GAP_S, LONGEST_GAP_INTERVALS * float(np.median(intervals)))
    return np.flatnonzero(intervals > longest) + 1


def is_even(times_s: FloatArray) -> bool:
    """Whether every interval is within 20 % of the median interval."""
    intervals = np.diff(times_s)
    median = float(np.median(intervals))
    return bool(np.abs(intervals - median).max() <= EVEN_WITHIN * median)


def evenly(times_s: FloatArray, values: FloatArray) -> EvenSignal:
    """The signal (k by N) at one rate: (N − 1)/(t_last − t_first) where it is even already.

    Otherwise averaged by `swarii` onto a grid at the median interval. `SignalError` for fewer
    than two samples and for times that do not rise.
    """
    if len(times_s) < 2:
        raise SignalError(f"{len(times_s)} samples are too few to have a rate")
    if not np.all(np.diff(times_s) > 0):
        raise SignalError("the times do not rise from sample to sample")
    if is_even(times_s):
        rate_hz = (len(times_s) - 1) / float(times_s[-1] - times_s[0])
        return EvenSignal(float(times_s[0]), rate_hz, values)
    interval = float(np.median(np.diff(times_s)))
    steps = int((times_s[-1] - times_s[0]) / interval + WINDOW_ROUNDING)
    grid = times_s[0] + interval * np.arange(steps + 1)
    return EvenSignal(float(times_s[0]), 1 / interval, swarii(times_s, values, grid, interval))


def swarii(
    times_s: FloatArray, values: FloatArray, grid_s: FloatArray, half_window_s: float
) -> FloatArray:
    """Sliding window average with relevance intervals; k by len(grid_s).

    At each grid time s the samples within half a window Δ are averaged, each weighted by the time
    it stands for: from halfway to the sample before to halfway to the sample after, the first
    from s − Δ and the last to s + Δ. So the first weighs (t[i+1] + t[i])/2 − (s − Δ) and the last
    (s + Δ) − (t[i] + t[i−1])/2; the printed borders are wrong. Where a window is empty, its
    neighbours are weighted by what of the window lies nearer to each.
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
