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
    """n numbers, which come back to the bit."""
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
    return _values(whole)


def _series(values: IntArray) -> bytes:
    return write_series(values, np.zeros(len(values), np.int64))


def _whole(values: FloatArray) -> IntArray | None:
    present = np.nan_to_num(values, nan=0.0)
    if np.any(np.abs(present) > LARGEST):
        return None
    near = np.rint(present * PER_UNIT).astype(np.int64)
    whole = np.where(np.isnan(values), NOT_A_NUMBER, near)
    exact = np.array_equal(_values(whole).view(np.int64), values.view(np.int64))
    return whole if exact else None


def _values(whole: IntArray) -> FloatArray:
    return np.where(whole == NOT_A_NUMBER, np.nan, whole / PER_UNIT)
