"""Packed samples: what the database keeps. Exact, and about a third of a zipped table's size.

Columns stand one after another, each written as what a simple prediction of it missed. The CRC of
the plain form is kept beside them: whatever goes wrong in unpacking is found.
"""

import numpy as np

from trainer.recording.container.cursor import Cursor
from trainer.recording.container.lanes import lanes_for
from trainer.recording.container.linear import read_counts, write_counts
from trainer.recording.container.sealed import checked, read_head, write_head
from trainer.recording.container.series import read_series, write_series
from trainer.recording.container.tilt_columns import read_tilt, write_tilt
from trainer.recording.container.time_column import US_PER_S, read_time, write_time
from trainer.recording.samples import Samples

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
            write_head(samples),
            write_series(samples.seq, ones, step=1),
            write_series(samples.epoch, slots),
            write_series(samples.device_us, slots, step=round(US_PER_S / rate_hz)),
            write_series(samples.flags.astype(np.int64), slots),
            write_time(samples.device_us, samples.t_s),
            write_counts(counts, lanes),
            write_tilt(tilt, rates, counts[:, 3:], lanes, 1.0 / rate_hz),
        )
    )


def packed_samples(payload: bytes) -> Samples:
    """The samples of a payload; `DamagedRecording` where they are not what was written."""
    cursor = Cursor(payload)
    n, crc, lanes = read_head(cursor)
    seq = read_series(cursor, np.arange(n, dtype=np.int64), n)
    slots = seq - seq[:1]
    epoch, device_us, flags = (read_series(cursor, slots, n) for _ in range(3))
    t_s = read_time(cursor, device_us)
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
    return checked(samples, crc)
