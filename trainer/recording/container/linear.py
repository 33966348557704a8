"""Linear prediction of raw counts: noise behind a low-pass filter is partly its own past.

For each channel, with x the counts less their mean and `weights` w (16384 is one):
prediction(n) = (Σ w[j]·x(n−1−j) + 8192) >> 14, in whole numbers, so that it is the same everywhere.
The first values of a lane are predicted by the one before them, the very first by the mean.
"""

from dataclasses import dataclass

import numpy as np

from trainer.recording.container.cursor import Cursor
from trainer.recording.container.integers import read_integers, write_integers
from trainer.recording.container.lanes import Lanes
from trainer.recording.samples import IntArray

ORDER = 6
SHIFT = 14
ONE = 1 << SHIFT
HALF = ONE >> 1
ENOUGH_TO_FIT = 64
LARGEST_WEIGHT = 1 << 20


@dataclass(frozen=True)
class _Model:
    """`mean` (channels,), `weights` (ORDER, channels)."""

    mean: IntArray
    weights: IntArray

    def predict(self, past: IntArray) -> IntArray:
        """From (ORDER, ..., channels), newest first."""
        shape = (ORDER, *(1,) * (past.ndim - 2), past.shape[-1])
        weighed: IntArray = (past * self.weights.reshape(shape)).sum(axis=0)
        return (weighed + HALF) >> SHIFT


def write_counts(counts: IntArray, lanes: Lanes) -> bytes:
    """n samples of several channels, shape (n, channels)."""
    model = _fit(counts)
    x = lanes.spread(counts - model.mean)
    predicted = np.zeros_like(x)
    predicted[1:ORDER] = x[: ORDER - 1][: lanes.steps - 1]
    if lanes.steps > ORDER:
        past = np.stack([x[ORDER - 1 - j : len(x) - 1 - j] for j in range(ORDER)])
        predicted[ORDER:] = model.predict(past)
    columns = lanes.join(x - predicted).T
    head = model.mean.astype("<i4").tobytes() + model.weights.astype("<i4").tobytes()
    return head + b"".join(write_integers(np.ascontiguousarray(c)) for c in columns)


def read_counts(cursor: Cursor, lanes: Lanes, channels: int) -> IntArray:
    """What `write_counts` wrote, shape (n, channels)."""
    mean = cursor.array("<i4", channels).astype(np.int64)
    weights = cursor.array("<i4", ORDER * channels).reshape(ORDER, channels).astype(np.int64)
    model = _Model(mean, weights)
    columns = [read_integers(cursor, lanes.n) for _ in range(channels)]
    x = lanes.spread(np.stack(columns, axis=1))
    x[: min(ORDER, lanes.steps)] = np.cumsum(x[:ORDER], axis=0)
    for step in range(ORDER, lanes.steps):
        x[step] += model.predict(x[step - ORDER : step][::-1])
    return lanes.join(x) + model.mean


def _fit(counts: IntArray) -> _Model:
    channels = counts.shape[1]
    mean = np.rint(counts.mean(axis=0)).astype(np.int64) if len(counts) else np.zeros(channels)
    weights = np.zeros((ORDER, channels), np.int64)
    weights[0] = ONE
    if len(counts) >= ENOUGH_TO_FIT:
        for channel, x in enumerate((counts - mean).T.astype(np.float64)):
            weights[:, channel] = _weights(x)
    return _Model(mean.astype(np.int64), weights)


def _weights(x: np.ndarray[tuple[int], np.dtype[np.float64]]) -> IntArray:
    past = np.stack([x[ORDER - 1 - j : len(x) - 1 - j] for j in range(ORDER)], axis=1)
    solved = np.linalg.lstsq(past.T @ past, past.T @ x[ORDER:], rcond=1e-12)[0]
    return np.asarray(np.clip(np.rint(solved * ONE), -LARGEST_WEIGHT, LARGEST_WEIGHT), np.int64)
