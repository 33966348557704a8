"""A column of whole numbers that follow each other closely: numbers, times, flags."""

import struct

import numpy as np

from trainer.recording.container.cursor import Cursor
from trainer.recording.container.errors import DamagedRecording
from trainer.recording.container.integers import read_integers, write_integers
from trainer.recording.samples import IntArray

_HEAD = struct.Struct("<qqqB")
HIGHEST_ORDER = 2


def write_series(values: IntArray, slots: IntArray, step: int = 0) -> bytes:
    """n numbers that grow by about `step` with each of `slots` (n, from 0 on).

    What differs from that is divided by its common unit (a device's clock may tick in 4 µs) and
    written as differences of the order (0 to 2) that leaves least.
    """
    if not len(values):
        return _HEAD.pack(0, step, 1, 0) + write_integers(values)
    first = int(values[0])
    off_grid = values - values[0] - np.int64(step) * slots
    unit = int(np.gcd.reduce(off_grid)) or 1
    unit = unit if 0 < unit < 1 << 62 else 1
    levels = [off_grid // unit]
    for _ in range(HIGHEST_ORDER):
        levels.append(np.diff(levels[-1], prepend=np.int64(0)))
    order = min(range(len(levels)), key=lambda i: _bits(levels[i]))
    return _HEAD.pack(first, step, unit, order) + write_integers(levels[order])


def read_series(cursor: Cursor, slots: IntArray | None, n: int) -> IntArray:
    """The n numbers that `write_series` wrote; without `slots` their step must be 0."""
    first, step, unit, order = cursor.unpack(_HEAD)
    if order > HIGHEST_ORDER or (slots is None and step):
        raise DamagedRecording("a column of samples is written in an unknown way")
    values = read_integers(cursor, n)
    for _ in range(order):
        values = np.cumsum(values, dtype=np.int64)
    values = values * np.int64(unit) + np.int64(first)
    return values if slots is None else values + np.int64(step) * slots


def _bits(values: IntArray) -> float:
    return float(np.log2(1.0 + np.abs(values.astype(np.float64))).sum())
