"""Times between pictures, as the eye gets them, judged alike for every way to pace them."""

from collections.abc import Sequence

import numpy as np

FRAMES_PER_S = 60
PERIOD_MS = 1e3 / FRAMES_PER_S


def missed_per_min(gaps_ms: Sequence[float] | np.ndarray) -> float:
    """Pictures missed a minute: a gap of one and a half periods or more misses one, and one more
    for each further period.

    It asks for no due time, so a loop whose rhythm drifts is judged as one that keeps to a grid.
    """
    gaps = np.asarray(gaps_ms, dtype=np.float64)
    missed = np.maximum(np.floor(gaps / PERIOD_MS + 0.5) - 1, 0).sum()
    return float(60e3 * missed / gaps.sum())


def gap_p99_ms(gaps_ms: Sequence[float]) -> float:
    """What 99 of 100 gaps stay below."""
    return float(np.percentile(gaps_ms, 99))
