"""The column `t_s`: seconds that follow from the device's microseconds, or else bit by bit."""

import struct

import numpy as np

from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.container.cursor import Cursor
from trainer.recording.container.series import read_series, write_series

_TIME = struct.Struct("<Bq")
TIME_AS_BITS, TIME_FROM_DEVICE = 0, 1
US_PER_S = 1e6


def write_time(device_us: IntArray, t_s: FloatArray) -> bytes:
    """`t_s` (n,), of which nothing but its origin is written where it follows from `device_us`."""
    origin_us = _origin_us(device_us, t_s)
    again = _times(device_us, origin_us)
    if np.array_equal(again.view(np.int64), t_s.view(np.int64)):
        return _TIME.pack(TIME_FROM_DEVICE, origin_us)
    bits = write_series(t_s.view(np.int64), np.zeros(len(t_s), np.int64))
    return _TIME.pack(TIME_AS_BITS, 0) + bits


def read_time(cursor: Cursor, device_us: IntArray) -> FloatArray:
    """What `write_time` wrote."""
    mode, origin_us = cursor.unpack(_TIME)
    if mode == TIME_FROM_DEVICE:
        return _times(device_us, origin_us)
    return read_series(cursor, None, len(device_us)).view(np.float64)


def _times(device_us: IntArray, origin_us: int) -> FloatArray:
    return np.asarray((device_us - np.int64(origin_us)) / US_PER_S, dtype=np.float64)


def _origin_us(device_us: IntArray, t_s: FloatArray) -> int:
    """The device time at which `t_s` is 0, as the first sample has it."""
    if not len(t_s) or not abs(t_s[0]) < 1e9:
        return 0
    origin = int(device_us[0]) - round(float(t_s[0]) * US_PER_S)
    return origin if abs(origin) < 1 << 62 else 0
