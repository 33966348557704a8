"""What a journal is handed, and the blocks it becomes."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from trainer.journal.form import End, JournalForm
from trainer.recording.columns import Columns
from trainer.recording.trial import AnySamples, TrialEvent, TrialHeader

Piece = TrialHeader | AnySamples | TrialEvent | End


def as_bytes(pieces: Iterable[Piece]) -> bytes:
    """Blocks in the order of the pieces; neighbours of one kind share a block."""
    return b"".join(_block(kind, list(run)) for kind, run in groupby(pieces, type))


def _block(kind: type[Piece], run: list[Any]) -> bytes:
    if issubclass(kind, Columns):
        return JournalForm.samples(kind.concatenate(run))
    if issubclass(kind, TrialEvent):
        return JournalForm.events(tuple(run))
    single = JournalForm.begin if issubclass(kind, TrialHeader) else JournalForm.end
    return b"".join(single(piece) for piece in run)
