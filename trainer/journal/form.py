"""The bytes of a journal: self-contained blocks that are only ever appended.

A block is its type, the length of its payload, a CRC-32 over both and the payload, and the payload:
JSON for header, events and end; plain rows at full width for samples, so that nothing is lost.
`docs/recording-format.md` describes them; `trainer.journal.salvage` reads them.
"""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from trainer.recording.body import BodySamples
from trainer.recording.columns import Columns
from trainer.recording.container import json_bytes
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Samples
from trainer.recording.trial import AnySamples, ClockMap, Recording, TrialEvent, TrialHeader

MAGIC = b"BAPS\r\n\x1a\n"
"""The line ends and the DOS end-of-file sign show a transfer in text mode at once, as in PNG."""
VERSION = 1
PREAMBLE = struct.Struct("<8sH")
HEAD, CRC = struct.Struct("<BI"), struct.Struct("<I")
HEAD_SIZE = HEAD.size + CRC.size


class BlockType(IntEnum):
    """What a block holds."""

    HEADER = 1
    BOARD = 2
    LOAD = 3
    BODY = 4
    EVENTS = 5
    END = 6


TABLES: Mapping[BlockType, type[AnySamples]] = {
    BlockType.BOARD: Samples,
    BlockType.LOAD: LoadSamples,
    BlockType.BODY: BodySamples,
}
_BLOCK_OF = {table: kind for kind, table in TABLES.items()}


@dataclass(frozen=True)
class End:
    """What the last block says: how many rows of each stream and events belong to the trial."""

    samples: int
    events: int
    clock_map: ClockMap
    load: int = 0
    body: int = 0

    @classmethod
    def of(cls, recording: Recording) -> "End":
        """The end of a finished recording."""
        return cls(
            len(recording.samples),
            len(recording.events),
            recording.clock_map,
            len(recording.load),
            len(recording.body),
        )


class JournalForm:
    """Pieces of bytes for a journal, in the order header, samples and events, end."""

    @staticmethod
    def begin(header: TrialHeader) -> bytes:
        """The first piece."""
        return PREAMBLE.pack(MAGIC, VERSION) + block(BlockType.HEADER, json_bytes(header))

    @staticmethod
    def samples(samples: AnySamples) -> bytes:
        """Samples of one sensor that follow the previous ones."""
        return block(_BLOCK_OF[type(samples)], _rows(samples))

    @staticmethod
    def events(events: tuple[TrialEvent, ...]) -> bytes:
        """Events that follow the previous ones."""
        return block(BlockType.EVENTS, json_bytes(events))

    @staticmethod
    def end(end: End) -> bytes:
        """The last piece: how much of all that belongs to the trial."""
        return block(BlockType.END, json_bytes(end))


def block(kind: BlockType, payload: bytes) -> bytes:
    head = HEAD.pack(int(kind), len(payload))
    return head + CRC.pack(checksum(head, payload)) + payload


def checksum(head: bytes, payload: bytes) -> int:
    return zlib.crc32(payload, zlib.crc32(head))


def _rows(rows: Columns) -> bytes:
    records = np.zeros(len(rows), rows.record_dtype())
    for name in records.dtype.names or ():
        records[name] = getattr(rows, name)
    return records.tobytes()
