"""One entry of each kind, as somebody may type it."""

from datetime import UTC, datetime

from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_form import Detail, Kind, Position, SideRule
from trainer.recording.clinical_typed import Typed, entry_from
from trainer.recording.vocabulary import Side

AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
ID = "207acf63-7a32-4815-9450-6ef229b50890"


def a_typed(kind: Kind) -> Typed:
    """What can be typed for this kind: its highest value, on the left where it has a side."""
    words = [grade.word for grade in kind.grades] or [f"{s.high!r}" for s in kind.scales[:1]]
    return Typed(
        kind.name,
        tuple(words[-1:]) or ("slept", "badly"),
        side=None if kind.side is SideRule.NONE else Side.LEFT,
        unit=kind.scales[0].unit if kind.scales else "",
        position=Position.SIDE_LYING if Detail.POSITION in kind.needs else None,
        label="stairs, downwards" if Detail.LABEL in kind.needs else "",
    )


def entry(typed: Typed) -> ClinicalEntry:
    return entry_from(typed, ID, AT, "JD")
