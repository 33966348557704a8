"""Reads a journal that may be cut or damaged: a damaged block costs itself, not what follows.

After a block that does not fit, reading goes on at the next place where type, length and CRC fit.
Called by `trainer.sessions.recover`, and for `replay:FILE` by `trainer.link`.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

import numpy as np

from trainer.journal.form import (
    CRC,
    HEAD,
    HEAD_SIZE,
    MAGIC,
    PREAMBLE,
    TABLES,
    VERSION,
    BlockType,
    End,
    checksum,
)
from trainer.recording.body import BodySamples
from trainer.recording.columns import IntArray
from trainer.recording.container import DamagedRecording, NotARecording, UnknownVersion
from trainer.recording.json_form import JsonFormError, from_json
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Samples
from trainer.recording.trial import Recording, TrialEvent, TrialHeader

T = TypeVar("T", Samples, LoadSamples, BodySamples)
_ROW_SIZES = {kind: table.record_dtype().itemsize for kind, table in TABLES.items()}
_TYPES = frozenset(int(kind) for kind in BlockType)
_MAYBE_A_HEAD = re.compile(b"[" + bytes(BlockType) + b"]")


@dataclass(frozen=True)
class Salvaged:
    """What a journal still holds.

    `damaged_bytes` could not be read although more was written behind them, or are no part of a
    journal; `torn_bytes` are an unfinished last block, which a sudden end of the program leaves.
    `complete` means that its end was written.
    """

    recording: Recording
    damaged_bytes: int
    torn_bytes: int
    complete: bool

    @property
    def dropped_bytes(self) -> int:
        return self.damaged_bytes + self.torn_bytes


@dataclass(frozen=True)
class _Block:
    kind: BlockType
    payload: bytes
    begin: int
    end: int


@dataclass
class _Stream(Generic[T]):
    """One sensor's rows, and which index each had before any block was lost."""

    table: type[T]
    parts: list[T] = field(default_factory=list)
    indexes: list[IntArray] = field(default_factory=list)
    count: int = 0
    last_seq: int | None = None
    after_damage: bool = False

    def add(self, payload: bytes) -> None:
        rows = _rows(self.table, payload)
        if not len(rows):
            return
        if self.after_damage and self.last_seq is not None:
            # The slots that are missing here are taken for the rows of the damaged block.
            self.count += max(0, int(rows.seq[0]) - self.last_seq - 1)
        self.after_damage = False
        self.parts.append(rows)
        self.indexes.append(np.arange(self.count, self.count + len(rows)))
        self.count += len(rows)
        self.last_seq = int(rows.seq[-1])

    def left_before(self, indexes: Sequence[int]) -> list[int]:
        """How many rows are left of the first `indexes` that were written, one by one."""
        left = np.concatenate([np.zeros(0, np.int64), *self.indexes])
        asked = np.array(indexes, np.int64)
        beyond = np.maximum(0, asked - self.count)
        return [int(n) for n in np.searchsorted(left, asked) + beyond]

    def rows(self, until: int | None) -> T:
        whole = self.table.concatenate(self.parts)
        return whole if until is None else whole[: self.left_before([until])[0]]


class _Gathered:
    """What the good blocks of a journal hold."""

    def __init__(self) -> None:
        self.header: TrialHeader | None = None
        self.board, self.load = _Stream(Samples), _Stream(LoadSamples)
        self.body = _Stream(BodySamples)
        self.streams: dict[BlockType, _Stream[Any]] = {
            BlockType.BOARD: self.board,
            BlockType.LOAD: self.load,
            BlockType.BODY: self.body,
        }
        self.events: list[TrialEvent] = []
        self.end: End | None = None

    def begin(self, header: TrialHeader) -> None:
        """The board's rows are counted from the first one that was recorded."""
        self.header = header
        self.board.last_seq = header.start.first_seq - 1

    def damaged(self) -> None:
        """Blocks of any kind may be missing here."""
        for stream in self.streams.values():
            stream.after_damage = True

    def take(self, found: _Block) -> None:
        """Raises `DamagedRecording` if the payload is not what the type says."""
        if found.kind in TABLES:
            self.streams[found.kind].add(found.payload)
            return
        try:
            data = json.loads(found.payload)
            if found.kind is BlockType.HEADER:
                self.begin(from_json(TrialHeader, data))
            elif found.kind is BlockType.EVENTS:
                self.events += [from_json(TrialEvent, event) for event in data]
            else:
                self.end = from_json(End, data)
        except (ValueError, TypeError, JsonFormError) as error:
            raise DamagedRecording(f"{found.kind.name} cannot be read: {error}") from error

    def recording(self) -> Recording:
        if self.header is None:
            raise DamagedRecording("the journal's header is damaged or cut: no trial can be made")
        end = self.end
        events = self.events[: end.events] if end else self.events
        places = self.board.left_before([event.index for event in events])
        return Recording(
            self.header,
            self.board.rows(end.samples if end else None),
            tuple(replace(e, index=at) for e, at in zip(events, places, strict=True)),
            end.clock_map if end else self.header.start.clock_map,
            self.load.rows(end.load if end else None),
            self.body.rows(end.body if end else None),
        )


def salvage(data: bytes) -> Salvaged:
    """Everything that is left in a journal; `DamagedRecording` without a header.

    Events keep their place among the samples that are left. The clock map of a journal without an
    end is the one the trial began with.
    """
    _check_preamble(data)
    gathered = _Gathered()
    at, damaged = PREAMBLE.size, 0
    for found in _blocks(data, at):
        skipped, at = found.begin - at, found.end
        if skipped:
            gathered.damaged()
        try:
            gathered.take(found)
        except DamagedRecording:
            skipped += found.end - found.begin
            gathered.damaged()
        damaged += skipped
        if gathered.end is not None:
            break
    torn = _torn(data, at) if gathered.end is None else 0
    damaged += len(data) - at - torn
    return Salvaged(gathered.recording(), damaged, torn, gathered.end is not None)


def is_journal(data: bytes) -> bool:
    return data.startswith(MAGIC)


def _check_preamble(data: bytes) -> None:
    if len(data) < PREAMBLE.size or not is_journal(data):
        raise NotARecording("not a journal of this program, or its first bytes are damaged")
    version = PREAMBLE.unpack_from(data)[1]
    if version != VERSION:
        raise UnknownVersion(
            f"the journal has format version {version}, this program reads version {VERSION}: "
            "update it"
        )


def _blocks(data: bytes, at: int) -> Iterator[_Block]:
    """All blocks that fit, from `at` on."""
    while True:
        found = _block_at(data, at)
        while found is None:
            maybe = _MAYBE_A_HEAD.search(data, at + 1)
            if maybe is None:
                return
            at = maybe.start()
            found = _block_at(data, at)
        yield found
        at = found.end


def _block_at(data: bytes, at: int) -> _Block | None:
    """The block that begins here, if type, length and CRC fit."""
    if len(data) - at < HEAD_SIZE or data[at] not in _TYPES:
        return None
    kind, length = HEAD.unpack_from(data, at)
    begin, end = at + HEAD_SIZE, at + HEAD_SIZE + length
    # Most wrong places are ruled out here, before anything is copied or summed.
    if end > len(data) or not _possible(BlockType(kind), length, data[begin : begin + 1]):
        return None
    payload = data[begin:end]
    (crc,) = CRC.unpack_from(data, at + HEAD.size)
    if checksum(data[at : at + HEAD.size], payload) != crc:
        return None
    return _Block(BlockType(kind), payload, at, end)


def _possible(kind: BlockType, length: int, first: bytes) -> bool:
    """Whether a payload of this kind can have this length and beginning."""
    return length % _ROW_SIZES[kind] == 0 if kind in TABLES else first in (b"{", b"[")


def _torn(data: bytes, at: int) -> int:
    """How many bytes from `at` on are one unfinished block; 0 if they are not one."""
    left = len(data) - at
    if left < HEAD_SIZE:
        return left
    kind, length = HEAD.unpack_from(data, at)
    unfinished = kind in _TYPES and at + HEAD_SIZE + length > len(data)
    return left if unfinished else 0


def _rows(table: type[T], payload: bytes) -> T:
    form = table.record_dtype()
    records = np.frombuffer(payload, form)
    native = {name: form[name].base.newbyteorder("=") for name in form.names or ()}
    return table(**{name: records[name].astype(kind) for name, kind in native.items()})
