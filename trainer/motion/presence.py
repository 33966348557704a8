"""Whether somebody moves the board: a person never keeps it as still as an empty board is.

The games ask while a trial runs (`PresenceWatch`), the rule of what counts asks afterwards
(`first_empty_s`). In ten real recordings of people the tilt's spread was never under 0.89° in any
2 s; an empty board's is 0.005°.
"""

from collections import deque
from math import hypot, inf, sqrt

import numpy as np

from trainer.recording.columns import FloatArray, IntArray

EMPTY_SPREAD_DEG = 0.15
"""Range of the tilt, both axes together, that a person exceeds in any 2 s."""
EMPTY_RATE_DEG_S = 0.3
"""Root mean square of the rate: single samples of a cheap gyroscope's noise may be above it."""
EMPTY_AFTER_S = 2.0
BLOCK_US = 100_000
BLOCKS = round(EMPTY_AFTER_S * 1e6 / BLOCK_US)


class _Block:
    """Extremes and squared rate of up to 0.1 s; they stand still once it has `moved` enough."""

    __slots__ = ("ap_high", "ap_low", "ml_high", "ml_low", "moved", "n", "passed_us", "rate2")

    def __init__(self) -> None:
        self.ap_low = self.ml_low = inf
        self.ap_high = self.ml_high = -inf
        self.rate2, self.n, self.passed_us = 0.0, 0, 0
        self.moved = False

    def add(self, ap_deg: float, ml_deg: float, ap_rate_deg_s: float, ml_rate_deg_s: float) -> None:
        self.ap_low = min(self.ap_low, ap_deg)
        self.ap_high = max(self.ap_high, ap_deg)
        self.ml_low = min(self.ml_low, ml_deg)
        self.ml_high = max(self.ml_high, ml_deg)
        self.rate2 += ap_rate_deg_s * ap_rate_deg_s + ml_rate_deg_s * ml_rate_deg_s
        self.n += 1
        self.moved = (
            self.ap_high - self.ap_low >= EMPTY_SPREAD_DEG
            or self.ml_high - self.ml_low >= EMPTY_SPREAD_DEG
        )


class PresenceWatch:
    """`empty` is true once the last 2 s were as still as only an empty board is.

    `somebody` is true while what was seen of the last 2 s moved more than that. Before the first
    0.1 s and in the first 2 s of an empty board neither is known, and both are false.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget what was seen; the next 2 s are not empty."""
        self._blocks: deque[_Block] = deque(maxlen=BLOCKS)
        self._block = _Block()
        self.empty = self.somebody = False

    def take(
        self,
        passed_us: int,
        ap_deg: float,
        ml_deg: float,
        ap_rate_deg_s: float,
        ml_rate_deg_s: float,
    ) -> None:
        """Take one sample that came `passed_us` after the previous one."""
        block = self._block
        block.passed_us += passed_us
        if not block.moved:
            block.add(ap_deg, ml_deg, ap_rate_deg_s, ml_rate_deg_s)
        if block.passed_us >= BLOCK_US:
            self._close()

    def _close(self) -> None:
        self._blocks.append(self._block)
        self._block = _Block()
        still = _still(self._blocks)
        self.somebody = not still
        self.empty = still and len(self._blocks) == BLOCKS


def _still(blocks: deque[_Block]) -> bool:
    if any(b.moved for b in blocks):
        return False
    spread_deg = hypot(
        max(b.ap_high for b in blocks) - min(b.ap_low for b in blocks),
        max(b.ml_high for b in blocks) - min(b.ml_low for b in blocks),
    )
    rate_deg_s = sqrt(sum(b.rate2 for b in blocks) / sum(b.n for b in blocks))
    return spread_deg < EMPTY_SPREAD_DEG and rate_deg_s < EMPTY_RATE_DEG_S


def first_empty_s(
    t_s: FloatArray,
    ap_deg: FloatArray,
    ml_deg: FloatArray,
    ap_rate_deg_s: FloatArray,
    ml_rate_deg_s: FloatArray,
) -> float | None:
    """When the first 2 s began that were as still as an empty board; None if there were none.

    Arrays (n,) of one stretch without gaps. It sees what `PresenceWatch` sees, all at once.
    """
    edges = _block_edges(np.rint(np.asarray(t_s) * 1e6).astype(np.int64))
    if len(edges) <= BLOCKS:
        return None
    starts, end = edges[:-1], edges[-1]
    spread2: FloatArray = np.zeros(len(starts) - BLOCKS + 1)
    for axis in (ap_deg, ml_deg):
        high = _in_windows(np.maximum.reduceat(axis[:end], starts)).max(axis=1)
        low = _in_windows(np.minimum.reduceat(axis[:end], starts)).min(axis=1)
        spread2 = spread2 + np.square(high - low)
    squares = np.square(ap_rate_deg_s[:end]) + np.square(ml_rate_deg_s[:end])
    sums = _in_windows(np.add.reduceat(squares, starts)).sum(axis=1)
    rate2 = sums / _in_windows(np.diff(edges)).sum(axis=1)
    still = (spread2 < EMPTY_SPREAD_DEG**2) & (rate2 < EMPTY_RATE_DEG_S**2)
    return float(t_s[starts[int(np.argmax(still))]]) if still.any() else None


def _block_edges(times_us: IntArray) -> IntArray:
    """The index of each whole block's first sample, and the one after the last block."""
    edges, since_us = [0], int(times_us[0]) if len(times_us) else 0
    while True:
        last = int(np.searchsorted(times_us, since_us + BLOCK_US))
        if last >= len(times_us):
            return np.array(edges)
        edges.append(last + 1)
        since_us = int(times_us[last])


def _in_windows(blocks: FloatArray | IntArray) -> FloatArray:
    """Each run of as many blocks as make 2 s, (runs, blocks)."""
    return np.lib.stride_tricks.sliding_window_view(blocks, BLOCKS)
