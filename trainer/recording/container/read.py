"""Bytes to recording: strictly for finished ones, and as far as they go for journals."""

from dataclasses import dataclass, field
from typing import TypeVar

from trainer.recording.body import BodySamples
from trainer.recording.columns import Columns
from trainer.recording.container.blocks import Block, BlockType, read_blocks
from trainer.recording.container.errors import DamagedRecording
from trainer.recording.container.payloads import End, Events, read_json_payload
from trainer.recording.container.preamble import SIZE, format_version
from trainer.recording.container.streams import READERS, AnySamples
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Samples
from trainer.recording.trial import Recording, TrialEvent, TrialHeader

T = TypeVar("T", bound=Columns)


@dataclass(frozen=True)
class Salvaged:
    """What a journal still holds. `complete` where its end was written, too."""

    recording: Recording
    dropped_bytes: int
    complete: bool


@dataclass
class _Gathered:
    header: TrialHeader | None = None
    parts: list[AnySamples] = field(default_factory=list)
    events: list[TrialEvent] = field(default_factory=list)
    end: End | None = None
    read_to: int = SIZE

    def take(self, found: Block) -> None:
        if found.kind == BlockType.HEADER:
            self.header = read_json_payload(TrialHeader, found.payload)
        elif found.kind in READERS:
            self.parts.append(READERS[found.kind](found.payload))
        elif found.kind == BlockType.EVENTS:
            self.events.extend(read_json_payload(Events, found.payload).events)
        elif found.kind == BlockType.END:
            self.end = read_json_payload(End, found.payload)
        else:
            raise DamagedRecording(f"the recording holds a block of unknown type {found.kind}")
        self.read_to = found.end

    def stream(self, cls: type[T]) -> T:
        return cls.concatenate(part for part in self.parts if isinstance(part, cls))


def unpack(data: bytes) -> Recording:
    """A finished recording: `DamagedRecording` unless every byte of it is right."""
    gathered = _gather(data)
    if gathered.header is None or gathered.end is None or gathered.read_to != len(data):
        raise DamagedRecording(
            f"the recording is damaged or cut behind its first {gathered.read_to} of "
            f"{len(data)} bytes"
        )
    recording = _recording(gathered, gathered.header)
    if End.of(recording) != gathered.end:
        raise DamagedRecording("the recording holds fewer samples or events than its end says")
    return recording


def salvage(data: bytes) -> Salvaged:
    """All whole blocks up to the first that is cut or damaged; `DamagedRecording` without header.

    The clock map of a journal without end is the one the trial began with.
    """
    gathered = _gather(data)
    if gathered.header is None:
        raise DamagedRecording("the journal ends before its header does: it holds no sample")
    return Salvaged(
        _recording(gathered, gathered.header),
        len(data) - gathered.read_to,
        gathered.end is not None,
    )


def _gather(data: bytes) -> _Gathered:
    format_version(data)
    gathered = _Gathered()
    for found in read_blocks(data, SIZE):
        gathered.take(found)
        if found.kind == BlockType.END:
            break
    return gathered


def _recording(gathered: _Gathered, header: TrialHeader) -> Recording:
    samples, events = gathered.stream(Samples), tuple(gathered.events)
    load, body = gathered.stream(LoadSamples), gathered.stream(BodySamples)
    end = gathered.end
    if end is None:
        return Recording(header, samples, events, header.start.clock_map, load, body)
    return Recording(
        header,
        samples[: end.samples],
        events[: end.events],
        end.clock_map,
        load[: end.load],
        body[: end.body],
    )
