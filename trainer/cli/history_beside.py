"""What stands beside the tests in a history: trainings, notes, measures and exercises that were
typed in. Strength, symptoms and the board's numbers stand side by side; none is made from another.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from rich.text import Text

from trainer.cli.terminal import aligned
from trainer.cli.words import headline_value
from trainer.metrics.readable import number, title
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_table import Entry, found_at, shown, title_of
from trainer.recording.history import local_day
from trainer.recording.vocabulary import Side

if TYPE_CHECKING:
    from trainer.progress.days import PairTable
    from trainer.recording.history import Series
    from trainer.sessions.patient_record import PatientRecord

SIDES = ((Side.LEFT, "left"), (Side.RIGHT, "right"), (None, "no side"))
E = TypeVar("E", bound=Entry)


def training_lines(record: "PatientRecord", tables: Sequence["PairTable"]) -> Iterator[Text]:
    """A row for each exercise and leg: how often, on which rungs, and the newest score."""
    measured = {table.activity for table in tables}
    by_leg: dict[tuple[str, Side], list[Series]] = {}
    for series in record.history.series:
        c = series.conditions
        if c.activity not in measured and not c.practice:
            by_leg.setdefault((c.activity, c.side), []).append(series)
    if by_leg:
        rows = [_training_row(series) for _, series in sorted(by_leg.items())]
        yield from _table(("training", "leg", "days", "rounds", "rung", "newest score"), rows)


def _training_row(series: Sequence["Series"]) -> tuple[str, ...]:
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
    return (first.activity, first.side.value, str(len(days)), str(len(trials)), reached, newest)


def day_lines(record: "PatientRecord", tables: Sequence["PairTable"]) -> Iterator[Text]:
    """Notes and pain that belong to a day; pain of a day in a table stands there."""
    from trainer.sessions.patient_record import PAIN_NOW  # slow

    tested = {row.day for table in tables for row in table.rows}
    for entry in record.by_day():
        day = local_day(entry.measured_at)
        if entry.kind == PAIN_NOW and day in tested:
            continue
        side = f", {entry.side}" if entry.side else ""
        what = "" if entry.value is None else f"{title_of(entry)}{side}: {shown(entry)}"
        yield Text(f"{day}  {'; '.join(filter(None, (what, entry.note)))}")


def measure_lines(record: "PatientRecord") -> Iterator[Text]:
    """A row for each measure: its first and newest value in the episode on each side."""
    from trainer.sessions.patient_record import SHOWN_BY_DAY  # slow

    by_title: dict[str, list[ClinicalEntry]] = {}
    for entry in _in_episode(record, record.entries):
        if entry.value is not None and entry.kind not in SHOWN_BY_DAY:
            by_title.setdefault(title_of(entry), []).append(entry)
    if not by_title:
        return
    sides = [(side, name) for side, name in SIDES if any(_of(side, f) for f in by_title.values())]
    rows = [
        (label, *(_ends(_of(side, found)) for side, _ in sides), f"{_day(found[-1])}")
        for label, found in by_title.items()
    ]
    yield from _table(("measure", *(name for _, name in sides), "newest"), rows)


def exercise_lines(record: "PatientRecord") -> Iterator[Text]:
    """A row for each exercise and side: how often it was done, and its first and newest dose."""
    by_side: dict[tuple[str, str], list[Entry]] = {}
    for done in _in_episode(record, record.exercises):
        side = done.side.value if done.side else "–"
        by_side.setdefault((title_of(done), side), []).append(done)
    if by_side:
        rows = [
            (name, side, str(len(found)), _ends(found), f"{_day(found[-1])}")
            for (name, side), found in by_side.items()
        ]
        yield from _table(("exercise", "side", "times", "first → newest", "newest"), rows)


def _in_episode(record: "PatientRecord", entries: Sequence[E]) -> Iterator[E]:
    """What stands and belongs to the episode, oldest first; all where nobody settled one."""
    begun = local_day(record.episode.begun_at)
    for entry in sorted(entries, key=found_at):
        if entry.withdrawn is None and (_day(entry) >= begun or not record.settled):
            yield entry


def _of(side: Side | None, entries: Sequence[ClinicalEntry]) -> list[ClinicalEntry]:
    return [e for e in entries if (None if e.side is Side.BOTH else e.side) is side]


def _ends(entries: Sequence[Entry]) -> str:
    """`1.21 → 1.45`: the first and the newest."""
    ends = entries if len(entries) < 2 else [entries[0], entries[-1]]
    return " → ".join(map(shown, ends))


def _day(entry: Entry) -> date:
    return local_day(found_at(entry))


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Text]:
    heading, *lines = aligned(list(zip(titles, *rows, strict=True)))
    yield Text(heading, style="bold")
    yield from map(Text, lines)
