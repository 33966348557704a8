"""What stands beside the tests of a patient: trainings, notes, measures and exercises that were
typed in. Strength, symptoms and the board's numbers stand side by side; none is made from another.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from trainer.metrics.readable import number, title
from trainer.progress.days import PairTable
from trainer.reading.words import activity_title, headline_value
from trainer.recording.clinical import ClinicalEntry, ExerciseDone
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.clinical_kinds import words_of as kind_words
from trainer.recording.clinical_table import Entry, found_at, shown, title_of
from trainer.recording.history import Series, local_day
from trainer.recording.vocabulary import Side
from trainer.sessions.patient_record import PAIN_NOW, SHOWN_BY_DAY, PatientRecord
from trainer.texts import said, said_figures, told

SYMPTOMS = (
    PAIN_NOW,
    "pain_next_morning",
    "effusion",
    "giving_way",
    "patient_specific_task",
    "global_change",
)
"""What the patient feels and how the knee answers, in the order in which it is asked for."""
GRADED_BY_EYE = ("squat_knee", "squat_pelvis", "squat_trunk", "trendelenburg")
SIDES = ((Side.LEFT, "left"), (Side.RIGHT, "right"), (None, "no side"))
WHICH = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "both"}
TRAININGS = ("training", "leg", "days", "rounds", "rung", "newest score")
MEASURE, NEWEST = "measure", "newest"
EXERCISES = ("exercise", "side", "times", "first → newest", NEWEST)
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Beside:
    """A small table: its titles, and rows of as many cells."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def trainings(record: PatientRecord, tables: Sequence[PairTable]) -> Beside:
    """A row for each exercise and leg: how often, on which rungs, and the newest score."""
    measured = {table.activity for table in tables}
    by_leg: dict[tuple[str, Side], list[Series]] = {}
    for series in record.history.series:
        c = series.conditions
        if c.activity not in measured and not c.practice:
            by_leg.setdefault((c.activity, c.side), []).append(series)
    rows = tuple(_training_row(series) for _, series in sorted(by_leg.items()))
    return Beside(TRAININGS, rows)


def _training_row(series: Sequence[Series]) -> tuple[str, ...]:
    trials = sorted(
        ((t, s.conditions) for s in series for t in s.trials), key=lambda each: each[0].started_at
    )
    days = {local_day(trial.started_at) for trial, _ in trials}
    rungs = [conditions.rung for _, conditions in trials]
    counted = [t for t, _ in trials if t.valid and headline_value(t) is not None]
    newest = "–"
    if counted:
        last = counted[-1]
        newest = f"{number(last.headline, headline_value(last))} ({title(last.headline)})"
    first = series[0].conditions
    reached = f"{rungs[0]} → {rungs[-1]}" if rungs[0] != rungs[-1] else f"{rungs[-1]}"
    return (
        activity_title(first.activity),
        said(WHICH[first.side]),
        str(len(days)),
        str(len(trials)),
        reached,
        newest,
    )


def day_notes(record: PatientRecord, tables: Sequence[PairTable]) -> Iterator[tuple[date, str]]:
    """Notes and pain that belong to a day, oldest first; pain of a day in a table stands there."""
    tested = {row.day for table in tables for row in table.rows}
    for entry in record.noted():
        day = local_day(entry.measured_at)
        if entry.kind == PAIN_NOW and day in tested and not entry.note:
            continue
        side = f", {said(WHICH[entry.side])}" if entry.side else ""
        what = "" if entry.value is None else f"{said_title(entry)}{side}: {said_shown(entry)}"
        yield day, "; ".join(filter(None, (what, entry.note)))


def measures(record: PatientRecord) -> Beside:
    """Every measure but what is shown by day."""
    return _measures(measured(record, without=SHOWN_BY_DAY))


def symptoms(record: PatientRecord) -> Beside:
    """Symptoms alone, with the pain of the days."""
    found = [each for each in measured(record) if each[0].kind in SYMPTOMS]
    return _measures(sorted(found, key=lambda each: SYMPTOMS.index(each[0].kind)))


def by_eye(record: PatientRecord) -> Beside:
    """What somebody graded by eye and typed in."""
    return _measures([each for each in measured(record) if each[0].kind in GRADED_BY_EYE])


def other_measures(record: PatientRecord) -> Beside:
    """Strength, reach and questionnaires."""
    return _measures(measured(record, without=(*SYMPTOMS, *GRADED_BY_EYE)))


def _measures(by_title: Sequence[Sequence[ClinicalEntry]]) -> Beside:
    """A row for each measure: its first and newest value in the episode on each side."""
    sides = [(side, name) for side, name in SIDES if any(on_side(side, f) for f in by_title)]
    rows = tuple(
        (said_title(found[0]), *(_ends(on_side(s, found)) for s, _ in sides), f"{_day(found[-1])}")
        for found in by_title
    )
    return Beside((MEASURE, *(name for _, name in sides), NEWEST), rows)


def said_title(entry: Entry) -> str:
    """`title_of` in the language that is spoken, its unit behind it."""
    if isinstance(entry, ExerciseDone):
        return said(title_of(entry))
    title, *apart = kind_words(entry).split(", ")
    # What stands behind the kind's title makes a series of its own: a position, a task's words.
    kind = KINDS.get(entry.kind)
    if kind is not None and kind.title.startswith(f"{title}, "):
        title, apart = kind.title, kind_words(entry)[len(kind.title) :].split(", ")[1:]
    words = ", ".join((said(title), *map(said, apart)))
    return words + (f" ({said(entry.unit)})" if entry.unit else "")


def said_shown(entry: Entry) -> str:
    """`shown` in the language that is spoken."""
    return said_figures(told(shown(entry)))


def measured(
    record: PatientRecord, without: Collection[str] = ()
) -> tuple[tuple[ClinicalEntry, ...], ...]:
    """What can be compared of the measures of the episode, each oldest first."""
    by_title: dict[str, list[ClinicalEntry]] = {}
    for entry in _in_episode(record, record.entries):
        if entry.value is not None and entry.kind not in without:
            by_title.setdefault(title_of(entry), []).append(entry)
    return tuple(map(tuple, by_title.values()))


def on_side(side: Side | None, entries: Sequence[ClinicalEntry]) -> list[ClinicalEntry]:
    """Those of a leg, or of both or none."""
    return [e for e in entries if (None if e.side is Side.BOTH else e.side) is side]


def exercises(record: PatientRecord) -> Beside:
    """A row for each exercise and side: how often it was done, and its first and newest dose."""
    rows = tuple(
        (
            said_title(found[0]),
            said(WHICH[found[0].side]) if found[0].side else "–",
            str(len(found)),
            _ends(found),
            f"{_day(found[-1])}",
        )
        for found in exercised(record)
    )
    return Beside(EXERCISES, rows)


def exercised(record: PatientRecord) -> tuple[tuple[ExerciseDone, ...], ...]:
    """Each exercise of the episode on each side, oldest first."""
    by_side: dict[tuple[str, Side | None], list[ExerciseDone]] = {}
    for done in _in_episode(record, record.exercises):
        by_side.setdefault((done.exercise, done.side), []).append(done)
    return tuple(map(tuple, by_side.values()))


def _in_episode(record: PatientRecord, entries: Sequence[E]) -> Iterator[E]:
    """What stands and belongs to the episode, oldest first; all where nobody settled one."""
    begun = local_day(record.episode.begun_at)
    for entry in sorted(entries, key=found_at):
        if entry.withdrawn is None and (_day(entry) >= begun or not record.settled):
            yield entry


def _ends(entries: Sequence[Entry]) -> str:
    """`1.21 → 1.45`: the first and the newest."""
    ends = entries if len(entries) < 2 else [entries[0], entries[-1]]
    return " → ".join(map(said_shown, ends))


def _day(entry: Entry) -> date:
    return local_day(found_at(entry))
