"""Tilt and rates as they are kept: predicted where they are whole thousandths, else bit by bit."""

import struct

import numpy as np
import numpy.typing as npt

from trainer.recording.container.cursor import Cursor
from trainer.recording.container.errors import DamagedRecording
from trainer.recording.container.integers import read_integers, write_integers
from trainer.recording.container.lanes import Lanes
from trainer.recording.container.series import read_series, write_series
from trainer.recording.container.tilt_model import (
    AXES,
    CHANNELS,
    PER_DEG,
    SHAPES,
    WEIGHTS,
    TiltModel,
    fit_tilt_model,
)
from trainer.recording.samples import IntArray

FloatArray = npt.NDArray[np.float64]

_MODE = struct.Struct("<B")
_SLOT = struct.Struct("<d")
AS_BITS, PREDICTED = 0, 1
LARGEST_TILT, LARGEST_RATE = 200_000, 10_000_000
"""Thousandths; larger ones are nothing a board can do, and are kept as bits."""


def write_tilt(
    tilt: FloatArray, rates: FloatArray, gyro: IntArray, lanes: Lanes, slot_s: float
) -> bytes:
    """Tilt (n, 2) in degrees, rates (n, 2) in deg/s, gyro counts (n, 3)."""
    whole_tilt, whole_rates = _whole(tilt, LARGEST_TILT), _whole(rates, LARGEST_RATE)
    if whole_tilt is None or whole_rates is None:
        columns = [*tilt.T, *rates.T]
        return _MODE.pack(AS_BITS) + b"".join(_write_bits(c) for c in columns)
    model = fit_tilt_model(whole_tilt, whole_rates, gyro, slot_s)
    tilt_off, rates_off = _misses(model, whole_tilt, whole_rates, gyro, lanes)
    head = _MODE.pack(PREDICTED) + _SLOT.pack(slot_s) + model.weights.astype("<f8").tobytes()
    return head + b"".join(
        write_integers(np.ascontiguousarray(c)) for c in (*tilt_off.T, *rates_off.T)
    )


def read_tilt(cursor: Cursor, gyro: IntArray, lanes: Lanes) -> tuple[FloatArray, FloatArray]:
    """Tilt and rates, (n, 2) each, to the bit as they were."""
    n = len(gyro)
    (mode,) = cursor.unpack(_MODE)
    if mode == AS_BITS:
        four = np.stack([_read_bits(cursor, n) for _ in range(2 * AXES)], axis=1)
        return four[:, :AXES], four[:, AXES:]
    if mode != PREDICTED:
        raise DamagedRecording("tilt is written in an unknown way")
    (slot_s,) = cursor.unpack(_SLOT)
    weights = cursor.array("<f8", WEIGHTS).reshape(SHAPES, AXES, CHANNELS)
    misses = np.stack([read_integers(cursor, n) for _ in range(2 * AXES)], axis=1)
    tilt, rates = _corrected(TiltModel(weights, slot_s), misses, gyro, lanes)
    return tilt / PER_DEG, rates / PER_DEG


def _misses(
    model: TiltModel, tilt: IntArray, rates: IntArray, gyro: IntArray, lanes: Lanes
) -> tuple[IntArray, IntArray]:
    tilt_lanes = lanes.spread(tilt).swapaxes(1, 2)
    rate_lanes = lanes.spread(rates).swapaxes(1, 2)
    tilt_off, rates_off = np.zeros_like(tilt_lanes), np.zeros_like(rate_lanes)

    def rate_of(step: int, predicted: IntArray) -> IntArray:
        actual: IntArray = rate_lanes[step]
        rates_off[step] = actual - predicted
        return actual

    def tilt_of(step: int, predicted: IntArray) -> IntArray:
        actual: IntArray = tilt_lanes[step]
        tilt_off[step] = actual - predicted
        return actual

    model.walk(lanes.spread(gyro).astype(np.float64), rate_of, tilt_of)
    return lanes.join(tilt_off.swapaxes(1, 2)), lanes.join(rates_off.swapaxes(1, 2))


def _corrected(
    model: TiltModel, misses: IntArray, gyro: IntArray, lanes: Lanes
) -> tuple[IntArray, IntArray]:
    both = lanes.spread(misses).swapaxes(1, 2)
    tilt, rates = np.ascontiguousarray(both[:, :AXES]), np.ascontiguousarray(both[:, AXES:])

    def rate_of(step: int, predicted: IntArray) -> IntArray:
        actual: IntArray = rates[step]
        actual += predicted
        return actual

    def tilt_of(step: int, predicted: IntArray) -> IntArray:
        actual: IntArray = tilt[step]
        actual += predicted
        return actual

    model.walk(lanes.spread(gyro).astype(np.float64), rate_of, tilt_of)
    return lanes.join(tilt.swapaxes(1, 2)), lanes.join(rates.swapaxes(1, 2))


def _whole(values: FloatArray, largest: int) -> IntArray | None:
    """Thousandths, where they give back exactly these bits; None where they do not."""
    if not np.all(np.abs(values) <= largest / PER_DEG):
        return None
    whole = np.rint(values * PER_DEG).astype(np.int64)
    again = whole / PER_DEG
    return whole if np.array_equal(again.view(np.int64), values.view(np.int64)) else None


def _write_bits(column: FloatArray) -> bytes:
    bits = np.ascontiguousarray(column).view(np.int64)
    return write_series(bits, np.zeros(len(bits), np.int64))


def _read_bits(cursor: Cursor, n: int) -> FloatArray:
    return read_series(cursor, None, n).view(np.float64)
