"""Packed samples: what the database keeps. Exact, and about a third of a zipped table's size.

Columns stand one after another, each written as what a simple prediction of it missed. The CRC of
the plain form is kept beside them: whatever goes wrong in unpacking is found.
"""

import struct
import zlib

import numpy as np
import numpy.typing as npt

from trainer.recording.container.cursor import Cursor
from trainer.recording.container.errors import DamagedRecording
from trainer.recording.container.lanes import Lanes, lanes_for
from trainer.recording.container.linear import read_counts, write_counts
from trainer.recording.container.plain import plain_bytes
from trainer.recording.container.series import read_series, write_series
from trainer.recording.container.tilt_columns import read_tilt, write_tilt
from trainer.recording.samples import IntArray, Samples

FloatArray = npt.NDArray[np.float64]

_HEAD = struct.Struct("<III")
_TIME = struct.Struct("<Bq")
TIME_AS_BITS, TIME_FROM_DEVICE = 0, 1
US_PER_S = 1e6
COUNTS = 6


def packed_bytes(samples: Samples, rate_hz: float) -> bytes:
    """The payload of a block of packed samples; `rate_hz` is the rate of the slots."""
    lanes = lanes_for(len(samples))
    slots = samples.seq - samples.seq[:1]
    counts = np.hstack((samples.accel_counts, samples.gyro_counts)).astype(np.int64)
    tilt = np.stack((samples.ap_deg, samples.ml_deg), axis=1)
    rates = np.stack((samples.ap_rate_deg_s, samples.ml_rate_deg_s), axis=1)
    ones = np.arange(len(samples), dtype=np.int64)
    return b"".join(
        (
            _HEAD.pack(len(samples), zlib.crc32(plain_bytes(samples)), lanes.count),
            write_series(samples.seq, ones, step=1),
            write_series(samples.epoch, slots),
            write_series(samples.device_us, slots, step=round(US_PER_S / rate_hz)),
            write_series(samples.flags.astype(np.int64), slots),
            _write_time(samples),
            write_counts(counts, lanes),
            write_tilt(tilt, rates, counts[:, 3:], lanes, 1.0 / rate_hz),
        )
    )


def packed_samples(payload: bytes) -> Samples:
    """The samples of a payload; `DamagedRecording` where they are not what was written."""
    cursor = Cursor(payload)
    n, crc, lane_count = cursor.unpack(_HEAD)
    if not 1 <= lane_count <= max(1, n):
        raise DamagedRecording("a block of samples is cut in an unknown way")
    seq = read_series(cursor, np.arange(n, dtype=np.int64), n)
    slots = seq - seq[:1]
    epoch, device_us, flags = (read_series(cursor, slots, n) for _ in range(3))
    t_s = _read_time(cursor, device_us)
    lanes = Lanes(n, lane_count)
    counts = read_counts(cursor, lanes, COUNTS)
    tilt, rates = read_tilt(cursor, counts[:, 3:], lanes)
    cursor.close()
    samples = Samples(
        seq=seq,
        epoch=epoch,
        device_us=device_us,
        t_s=t_s,
        ap_deg=tilt[:, 0].copy(),
        ml_deg=tilt[:, 1].copy(),
        ap_rate_deg_s=rates[:, 0].copy(),
        ml_rate_deg_s=rates[:, 1].copy(),
        accel_counts=counts[:, :3].astype(np.int16),
        gyro_counts=counts[:, 3:].astype(np.int16),
        flags=flags.astype(np.uint8),
    )
    if zlib.crc32(plain_bytes(samples)) != crc:
        raise DamagedRecording("the samples do not come back as they were written")
    return samples


def _write_time(samples: Samples) -> bytes:
    origin_us = _origin_us(samples.device_us, samples.t_s)
    again = _times(samples.device_us, origin_us)
    if np.array_equal(again.view(np.int64), samples.t_s.view(np.int64)):
        return _TIME.pack(TIME_FROM_DEVICE, origin_us)
    bits = write_series(samples.t_s.view(np.int64), np.zeros(len(samples), np.int64))
    return _TIME.pack(TIME_AS_BITS, 0) + bits


def _read_time(cursor: Cursor, device_us: IntArray) -> FloatArray:
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
