"""Plain rows: one record of fixed length for each, quick to write while a trial runs.

Every value stands at full width, so that nothing can be lost. A sample of the board is 77 bytes.
"""

from typing import TypeVar

import numpy as np

from trainer.recording.columns import Columns
from trainer.recording.container.errors import DamagedRecording

T = TypeVar("T", bound=Columns)


def plain_bytes(rows: Columns) -> bytes:
    """All records one after another."""
    records = np.zeros(len(rows), rows.record_dtype())
    for name in records.dtype.names or ():
        records[name] = getattr(rows, name)
    return records.tobytes()


def plain_rows(cls: type[T], payload: bytes) -> T:
    """The rows of a payload; `DamagedRecording` where it holds half a record."""
    form = cls.record_dtype()
    if len(payload) % form.itemsize:
        raise DamagedRecording("a block of plain samples ends within a record")
    records = np.frombuffer(payload, form)
    native = {name: form[name].base.newbyteorder("=") for name in form.names or ()}
    return cls(**{name: records[name].astype(kind) for name, kind in native.items()})
