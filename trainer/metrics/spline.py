"""A cubic spline through even samples, from numpy alone.

`prepare.at_rate` brings a board's 500 Hz to 100 Hz by it. `scipy.interpolate` has the same spline
but would add half a second to `baps metrics` and to the end of the first trial; a test compares
both.
"""

import numpy as np

from trainer.recording.columns import FloatArray

FEWEST = 4
_SOLVED = 1e-17


def spline_at(values: FloatArray, at: FloatArray) -> FloatArray:
    """k by N samples at 0, 1, 2 … as k by len(at) values at these places, which lie among them.

    Not-a-knot at both ends. ValueError below four samples.
    """
    if values.shape[1] < FEWEST:
        raise ValueError(f"a spline needs {FEWEST} samples, not {values.shape[1]}")
    slopes = _slopes(values)
    left = np.clip(at.astype(np.int64), 0, values.shape[1] - 2)
    share = at - left
    rise = values[:, left + 1] - values[:, left]
    begin, end = slopes[:, left] - rise, slopes[:, left + 1] - rise
    bend = (1 - share) * begin - share * end
    return np.asarray(values[:, left] + share * (rise + (1 - share) * bend), dtype=np.float64)


def _slopes(values: FloatArray) -> FloatArray:
    """The spline's slope at each sample: s[i−1] + 4·s[i] + s[i+1] = 3·(y[i+1] − y[i−1]) inside;
    at the ends the first two and the last two pieces are one cubic, s[0] + 2·s[1] = …
    """
    rise = np.diff(values)
    first, last = (5 * rise[:, 0] + rise[:, 1]) / 2, (5 * rise[:, -1] + rise[:, -2]) / 2
    right = 3 * (rise[:, 1:] + rise[:, :-1])
    right[:, 0] -= first
    right[:, -1] -= last
    inner = _solved(right)
    ends = (first - 2 * inner[:, 0])[:, None], (last - 2 * inner[:, -1])[:, None]
    return np.hstack((ends[0], inner, ends[1]))


def _solved(right: FloatArray) -> FloatArray:
    """x[i−1] + 4·x[i] + x[i+1] = right[i], with 2 in place of 4 in the first and the last row.

    Cyclic reduction of all rows at once: each step takes out both neighbours, puts those twice as
    far away in their place, and squares what they weigh, until they weigh nothing.
    """
    n = right.shape[1]
    middle = np.full(n, 4.0)
    middle[[0, -1]] = 2.0
    low, high = np.ones(n), np.ones(n)
    low[0] = high[-1] = 0.0
    lag = 1
    while True:
        low, high, right = low / middle, high / middle, right / middle
        if max(low.max(), -low.min(), high.max(), -high.min()) < _SOLVED:
            return right
        rows = np.vstack((low, high, right))
        before, after = _earlier(rows, lag), _later(rows, lag)
        middle = 1 - low * before[1] - high * after[0]
        right = right - low * before[2:] - high * after[2:]
        low, high, lag = -low * before[0], -high * after[1], 2 * lag


def _earlier(rows: FloatArray, lag: int) -> FloatArray:
    """Each column that lies `lag` before, zero before the first."""
    return np.pad(rows, ((0, 0), (lag, 0)))[:, : rows.shape[1]]


def _later(rows: FloatArray, lag: int) -> FloatArray:
    """Each column that lies `lag` after, zero after the last."""
    return np.pad(rows, ((0, 0), (0, lag)))[:, lag:]
