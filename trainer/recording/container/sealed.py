"""How every packed block begins and is proved right: rows, CRC of their plain form, lanes."""

import struct
import zlib
from typing import TypeVar

from trainer.recording.columns import Columns
from trainer.recording.container.cursor import Cursor
from trainer.recording.container.errors import DamagedRecording
from trainer.recording.container.lanes import Lanes, lanes_for
from trainer.recording.container.plain import plain_bytes

T = TypeVar("T", bound=Columns)

_HEAD = struct.Struct("<III")


def write_head(rows: Columns) -> bytes:
    """The first three numbers of a packed block."""
    return _HEAD.pack(len(rows), _crc(rows), lanes_for(len(rows)).count)


def read_head(cursor: Cursor) -> tuple[int, int, Lanes]:
    """(rows, CRC, lanes); `DamagedRecording` for lanes nobody would write."""
    n, crc, lane_count = cursor.unpack(_HEAD)
    if not 1 <= lane_count <= max(1, n):
        raise DamagedRecording("a block of samples is cut in an unknown way")
    return n, crc, Lanes(n, lane_count)


def checked(rows: T, crc: int) -> T:
    """The rows, if they are what was written; `DamagedRecording` where they are not."""
    if _crc(rows) != crc:
        raise DamagedRecording("the samples do not come back as they were written")
    return rows


def _crc(rows: Columns) -> int:
    return zlib.crc32(plain_bytes(rows))
