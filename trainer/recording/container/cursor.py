"""Reading a payload from front to back without ever reading past its end."""

import struct
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.recording.container.errors import DamagedRecording


class Cursor:
    """A place in a payload."""

    def __init__(self, payload: bytes) -> None:
        self._payload = payload
        self._at = 0

    def take(self, size: int) -> bytes:
        """The next bytes; `DamagedRecording` where there are fewer."""
        part = self._payload[self._at : self._at + size]
        if len(part) < size:
            raise DamagedRecording("a block of samples ends too early")
        self._at += size
        return part

    def unpack(self, form: struct.Struct) -> tuple[Any, ...]:
        """The next fields."""
        return form.unpack(self.take(form.size))

    def array(self, dtype: str, count: int) -> npt.NDArray[Any]:
        """The next `count` values, as this machine likes them."""
        kind = np.dtype(dtype)
        values = np.frombuffer(self.take(kind.itemsize * count), kind)
        return values.astype(kind.newbyteorder("="))

    def close(self) -> None:
        """`DamagedRecording` where something is left over."""
        if self._at != len(self._payload):
            raise DamagedRecording("a block of samples holds more than its samples")
