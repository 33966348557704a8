"""Notes that somebody typed about one trial: at the window during a round, or later on its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_table import standing
from trainer.recording.clinical_typed import Typed, entry_from
from trainer.recording.history import StoredTrial
from trainer.sessions.notes import NOTE

ABOUT_TRIAL = "trial"
"""The detail of an entry that names the trial which it is about."""


@dataclass(frozen=True)
class TrialNote:
    """One note with who wrote it and when."""

    entry_id: str
    words: str
    by: str
    at: datetime


def note_about(
    trial_id: str, words: str, entry_id: str, at: datetime, operator: str
) -> ClinicalEntry:
    """The entry that keeps a note; `NotAnEntry` if there is nothing in it."""
    entry = entry_from(Typed(NOTE, text=words), entry_id, at, operator)
    return replace(entry, detail={**entry.detail, ABOUT_TRIAL: trial_id})


def notes_on(trial: StoredTrial, entries: Iterable[ClinicalEntry]) -> tuple[TrialNote, ...]:
    """What stands noted about a trial, oldest first."""
    found = [each for each in standing(entries) if each.kind == NOTE and _is_on(trial, each)]
    return tuple(
        TrialNote(each.entry_id, each.note, each.operator, each.measured_at)
        for each in sorted(found, key=lambda each: each.measured_at)
    )


def is_on_any(trials: Sequence[StoredTrial], entry: ClinicalEntry) -> bool:
    """Whether an entry is a note about one of these trials."""
    return entry.kind == NOTE and any(_is_on(trial, entry) for trial in trials)


def trial_of(entry: ClinicalEntry) -> str:
    """The id of the trial that an entry names; empty for none."""
    return str(entry.detail.get(ABOUT_TRIAL, ""))


def _is_on(trial: StoredTrial, note: ClinicalEntry) -> bool:
    """A note of the window names no trial: it was typed while its round ran."""
    if named := trial_of(note):
        return named == trial.trial_id
    ended = trial.started_at + timedelta(seconds=trial.duration_s)
    return trial.started_at <= note.measured_at <= ended
