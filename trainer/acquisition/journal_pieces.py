"""What a journal is handed, and the blocks it becomes."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from trainer.recording.container import JournalForm
from trainer.recording.samples import Samples
from trainer.recording.trial import ClockMap, TrialEvent, TrialHeader


@dataclass(frozen=True)
class End:
    """The trial is over."""

    samples: int
    events: int
    clock_map: ClockMap


Piece = TrialHeader | Samples | TrialEvent | End


def as_bytes(pieces: Iterable[Piece]) -> bytes:
    """Blocks in the order of the pieces; neighbours of one kind share a block."""
    return b"".join(_block(kind, list(run)) for kind, run in groupby(pieces, type))


def _block(kind: type[Piece], run: list[Piece]) -> bytes:
    if kind is Samples:
        return JournalForm.samples(Samples.concatenate(p for p in run if isinstance(p, Samples)))
    if kind is TrialEvent:
        return JournalForm.events(tuple(p for p in run if isinstance(p, TrialEvent)))
    return b"".join(_single(piece) for piece in run)


def _single(piece: Piece) -> bytes:
    if isinstance(piece, TrialHeader):
        return JournalForm.begin(piece)
    if isinstance(piece, End):
        return JournalForm.end(piece.samples, piece.events, piece.clock_map)
    raise TypeError(f"{type(piece).__name__} is no single piece")
