"""A column of numbers delivered in whole thousandths, or not at all (NaN); else bit by bit."""

import struct

import numpy as np

from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.container.cursor import Cursor
from trainer.recording.container.errors import DamagedRecording
from trainer.recording.container.series import read_series, write_series

_MODE = struct.Struct("<B")
AS_BITS, AS_THOUSANDTHS = 0, 1
PER_UNIT = 1000.0
NOT_A_NUMBER = -(1 << 62)
LARGEST = 1e12


def write_thousandths(values: FloatArray) -> bytes:
    """n numbers; a NaN comes back as the usual one."""
    whole = _whole(values)
    if whole is None:
        return _MODE.pack(AS_BITS) + _series(np.ascontiguousarray(values).view(np.int64))
    return _MODE.pack(AS_THOUSANDTHS) + _series(whole)


def read_thousandths(cursor: Cursor, n: int) -> FloatArray:
    """What `write_thousandths` wrote."""
    (mode,) = cursor.unpack(_MODE)
    whole = read_series(cursor, None, n)
    if mode == AS_BITS:
        return whole.view(np.float64)
    if mode != AS_THOUSANDTHS:
        raise DamagedRecording("a column of samples is written in an unknown way")
    return np.where(whole == NOT_A_NUMBER, np.nan, whole / PER_UNIT)


def _series(values: IntArray) -> bytes:
    return write_series(values, np.zeros(len(values), np.int64))


def _whole(values: FloatArray) -> IntArray | None:
    missing = np.isnan(values)
    present = np.where(missing, 0.0, values)
    if np.any(np.abs(present) > LARGEST):
        return None
    whole = np.rint(present * PER_UNIT).astype(np.int64)
    exact = np.array_equal((whole / PER_UNIT).view(np.int64), present.view(np.int64))
    return np.where(missing, NOT_A_NUMBER, whole) if exact else None
