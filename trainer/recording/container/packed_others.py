"""Packed readings of the load cells and the body sensor: the columns of `packed`, without tilt."""

import numpy as np

from trainer.recording.body import BodySamples
from trainer.recording.columns import IntArray
from trainer.recording.container.cursor import Cursor
from trainer.recording.container.lanes import lanes_for
from trainer.recording.container.linear import read_counts, write_counts
from trainer.recording.container.sealed import checked, read_head, write_head
from trainer.recording.container.series import read_series, write_series
from trainer.recording.container.thousandths import read_thousandths, write_thousandths
from trainer.recording.container.time_column import US_PER_S, read_time, write_time
from trainer.recording.load import CELLS, LoadSamples

BODY_COUNTS = 6


def packed_load(samples: LoadSamples, rate_hz: float) -> bytes:
    """The payload of a block of packed load readings; `rate_hz` is the cells' nominal rate."""
    return b"".join(
        (
            *_numbers(samples, samples.device_us, rate_hz),
            write_series(samples.ready.astype(np.int64), _ones(len(samples))),
            write_series(samples.flags.astype(np.int64), _ones(len(samples))),
            write_time(samples.device_us, samples.t_s),
            write_counts(samples.counts.astype(np.int64), lanes_for(len(samples))),
            *map(write_thousandths, (samples.load_n, samples.cop_ap_mm, samples.cop_ml_mm)),
        )
    )


def packed_load_samples(payload: bytes) -> LoadSamples:
    """The readings of a payload; `DamagedRecording` where they are not what was written."""
    cursor = Cursor(payload)
    n, crc, lanes = read_head(cursor)
    seq, epoch, device_us = _read_numbers(cursor, n)
    ready, flags = (read_series(cursor, _ones(n), n).astype(np.uint8) for _ in range(2))
    t_s = read_time(cursor, device_us)
    counts = read_counts(cursor, lanes, len(CELLS)).astype(np.int32)
    load_n, cop_ap_mm, cop_ml_mm = (read_thousandths(cursor, n) for _ in range(3))
    cursor.close()
    return checked(
        LoadSamples(seq, epoch, device_us, t_s, counts, ready, flags, load_n, cop_ap_mm, cop_ml_mm),
        crc,
    )


def packed_body(samples: BodySamples, rate_hz: float) -> bytes:
    """The payload of a block of packed body samples; `rate_hz` is the rate of their slots."""
    counts = np.hstack((samples.accel_counts, samples.gyro_counts)).astype(np.int64)
    return b"".join(
        (
            *_numbers(samples, samples.device_us, rate_hz),
            write_series(samples.flags.astype(np.int64), _ones(len(samples))),
            write_time(samples.device_us, samples.t_s),
            write_counts(counts, lanes_for(len(samples))),
            *map(write_thousandths, (samples.thigh_flexion_deg, samples.thigh_medial_lean_deg)),
        )
    )


def packed_body_samples(payload: bytes) -> BodySamples:
    """The samples of a payload; `DamagedRecording` where they are not what was written."""
    cursor = Cursor(payload)
    n, crc, lanes = read_head(cursor)
    seq, epoch, device_us = _read_numbers(cursor, n)
    flags = read_series(cursor, _ones(n), n).astype(np.uint8)
    t_s = read_time(cursor, device_us)
    counts = read_counts(cursor, lanes, BODY_COUNTS).astype(np.int16)
    flexion, lean = (read_thousandths(cursor, n) for _ in range(2))
    cursor.close()
    accel, gyro = counts[:, :3].copy(), counts[:, 3:].copy()
    samples = BodySamples(seq, epoch, device_us, t_s, accel, gyro, flags, flexion, lean)
    return checked(samples, crc)


def _numbers(
    samples: LoadSamples | BodySamples, device_us: IntArray, rate_hz: float
) -> tuple[bytes, ...]:
    ones = _ones(len(samples))
    return (
        write_head(samples),
        write_series(samples.seq, ones, step=1),
        write_series(samples.epoch, ones),
        write_series(device_us, ones, step=round(US_PER_S / rate_hz)),
    )


def _read_numbers(cursor: Cursor, n: int) -> tuple[IntArray, IntArray, IntArray]:
    seq, epoch, device_us = (read_series(cursor, _ones(n), n) for _ in range(3))
    return seq, epoch, device_us


def _ones(n: int) -> IntArray:
    return np.arange(n, dtype=np.int64)
