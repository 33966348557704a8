"""Plain samples: one record of fixed length for each, quick to write while a trial runs."""

import numpy as np

from trainer.recording.container.errors import DamagedRecording
from trainer.recording.samples import Samples

RECORD = np.dtype(
    [
        ("seq", "<i8"),
        ("epoch", "<i8"),
        ("device_us", "<i8"),
        ("t_s", "<f8"),
        ("ap_deg", "<f8"),
        ("ml_deg", "<f8"),
        ("ap_rate_deg_s", "<f8"),
        ("ml_rate_deg_s", "<f8"),
        ("accel_counts", "<i2", (3,)),
        ("gyro_counts", "<i2", (3,)),
        ("flags", "u1"),
    ]
)
"""77 bytes: every value at full width, so that nothing can be lost."""


def plain_bytes(samples: Samples) -> bytes:
    """All records one after another."""
    records = np.zeros(len(samples), RECORD)
    for name in RECORD.names or ():
        records[name] = getattr(samples, name)
    return records.tobytes()


def plain_samples(payload: bytes) -> Samples:
    """The samples of a payload; `DamagedRecording` where it holds half a record."""
    if len(payload) % RECORD.itemsize:
        raise DamagedRecording("a block of plain samples ends within a record")
    records = np.frombuffer(payload, RECORD)
    native = {name: RECORD[name].base.newbyteorder("=") for name in RECORD.names or ()}
    return Samples(**{name: records[name].astype(kind) for name, kind in native.items()})
