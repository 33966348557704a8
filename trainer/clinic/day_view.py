"""What the page of one day shows: its trials in order, the board and set-up, and the minutes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trainer.clinic.clinic import Clinic
from trainer.clinic.trial_view import ending_of
from trainer.metrics.readable import with_unit, words_of
from trainer.reading.beside import WHICH, Beside, said_shown, said_title
from trainer.reading.set_up import Fact, set_up_of
from trainer.reading.trial_notes import TrialNote, is_on_any, notes_on, trial_of
from trainer.reading.visit_minutes import minutes_of, note_line_of
from trainer.reading.words import (
    activity_title,
    condition_words,
    ending_words,
    headline_value,
    pain_words,
    shared_words,
)
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_table import (
    Entry,
    details_shown,
    found_at,
    standing,
)
from trainer.recording.conditions import Conditions
from trainer.recording.container import ContainerError
from trainer.recording.history import StoredTrial, local_day
from trainer.recording.shown import SHORT_ID
from trainer.recording.visit import VisitRecord
from trainer.sessions.patient_record import PatientRecord, record_of
from trainer.store import Store, UnknownTrial
from trainer.texts import said, said_day, told

ABOUT = "about the trial of {day}, {time}: {words}"
NOT_READ = "The set-up of trial {trial} cannot be read: {why}."


@dataclass(frozen=True)
class TrialLine:
    """One trial of the day. `under` are its pain and remarks, `notes` what was noted about it."""

    trial: StoredTrial
    short_id: str
    activity: str
    conditions: tuple[str, ...]
    ending: str
    why_not: str
    value: str
    value_of: str
    under: tuple[str, ...]
    notes: tuple[TrialNote, ...]


@dataclass(frozen=True)
class VisitSeen:
    """One visit of the day: when, where, its minutes, and the line that it wrote."""

    visit: VisitRecord
    minutes: Beside
    line: str


@dataclass(frozen=True)
class DayView:
    """Everything on a day's page. `before` and `after` are the next days with anything on them,
    `shared` the conditions of all its trials.
    """

    code: str
    day: date
    before: date | None
    after: date | None
    pain: str
    shared: tuple[str, ...]
    trials: tuple[TrialLine, ...]
    set_ups: tuple[tuple[str, tuple[str, ...]], ...]
    problems: tuple[str, ...]
    visits: tuple[VisitSeen, ...]
    typed: tuple[tuple[str, ...], ...]
    other_days: tuple[date, ...]


def day_view(clinic: Clinic, code: str, day: date) -> DayView | None:
    """A day's page; None where nothing is known of that day; `UnknownPatient`."""
    store = clinic.store
    record = record_of(store, code, local_day(clinic.now()))
    made = [(c, t) for c, t in _in_order(record) if local_day(t.started_at) == day]
    visits = [visit for visit in store.visits(code) if visit.day == day]
    typed = tuple(_typed(record, day, [trial for _, trial in made]))
    if not (made or visits or typed):
        return None
    set_ups, problems = _set_ups(store, [trial for _, trial in made])
    days = _days(record)
    shared = tuple(shared_words([condition_words(conditions) for conditions, _ in made]))
    return DayView(
        code=code,
        day=day,
        before=max((each for each in days if each < day), default=None),
        after=min((each for each in days if each > day), default=None),
        pain=record.pain_on(day),
        shared=shared,
        trials=tuple(_line(each, trial, shared, record) for each, trial in made),
        set_ups=set_ups,
        problems=problems,
        visits=tuple(_seen(store, visit) for visit in visits),
        typed=typed,
        other_days=tuple(sorted(_days_with_trials(record) - {day}, reverse=True)),
    )


def _in_order(record: PatientRecord) -> list[tuple[Conditions, StoredTrial]]:
    made = [(one.conditions, trial) for one in record.history.series for trial in one.trials]
    return sorted(made, key=lambda each: (each[1].started_at, each[1].trial_id))


def _line(
    conditions: Conditions, trial: StoredTrial, shared: Sequence[str], record: PatientRecord
) -> TrialLine:
    value = headline_value(trial)
    return TrialLine(
        trial,
        trial.trial_id[:SHORT_ID],
        activity_title(conditions.activity),
        tuple(word for word in condition_words(conditions) if word not in shared),
        ending_of(conditions, trial),
        "; ".join(ending_words(trial)),
        "" if value is None else with_unit(trial.headline, value),
        "" if value is None else said(words_of(trial.headline)),
        (*pain_words(trial), *map(told, trial.remarks)),
        notes_on(trial, record.entries),
    )


def _seen(store: Store, visit: VisitRecord) -> VisitSeen:
    marks = store.marks(visit.visit_id)
    trials = [trial for _, trial in store.visit_trials(visit.visit_id)]
    return VisitSeen(visit, minutes_of(marks, trials), note_line_of(marks))


def _set_ups(
    store: Store, trials: Iterable[StoredTrial]
) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]:
    """Each fact of the day's set-ups with all that it was, and what cannot be read."""
    facts: list[Fact] = []
    problems: list[str] = []
    for trial in trials:
        try:
            facts += set_up_of(store.load_conduct(trial.trial_id).header)
        except (ContainerError, UnknownTrial) as error:
            problems.append(
                said(NOT_READ).format(trial=trial.trial_id[:SHORT_ID], why=told(str(error)))
            )
    found: dict[str, dict[str, None]] = {}
    for name, words in facts:
        found.setdefault(name, {})[words] = None
    return tuple((name, tuple(words)) for name, words in found.items()), tuple(problems)


def _typed(
    record: PatientRecord, day: date, made: Sequence[StoredTrial]
) -> Iterator[tuple[str, ...]]:
    """What somebody typed in about the day: what, side, value, and its note. What was noted about a
    trial of that day stands with the trial.
    """
    for entry in standing(_entries(record)):
        with_trial = isinstance(entry, ClinicalEntry) and is_on_any(made, entry)
        if local_day(found_at(entry)) == day and not with_trial:
            side = said(WHICH[entry.side]) if entry.side else ""
            words = _about(record, entry, details_shown(entry))
            yield said_title(entry), side, said_shown(entry), words, entry.operator


def _about(record: PatientRecord, entry: Entry, words: str) -> str:
    """With the trial that a note is about which was typed in on a later day."""
    wanted = trial_of(entry) if isinstance(entry, ClinicalEntry) else ""
    found = next((trial for trial in record.trials if trial.trial_id == wanted), None)
    if found is None:
        return words
    at = found.started_at.astimezone()
    return said(ABOUT).format(day=said_day(at.date()), time=f"{at:%H:%M}", words=words)


def _days_with_trials(record: PatientRecord) -> set[date]:
    return {local_day(trial.started_at) for trial in record.trials}


def _days(record: PatientRecord) -> Sequence[date]:
    typed = (local_day(found_at(each)) for each in _entries(record))
    return sorted({*_days_with_trials(record), *record.visit_days, *typed})


def _entries(record: PatientRecord) -> tuple[Entry, ...]:
    return (*record.entries, *record.exercises)
