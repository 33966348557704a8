"""What stands beside the tests in a history: trainings, measures that were typed in, exercises.

Strength, symptoms and the board's numbers stand side by side; none is made from another.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from trainer.metrics.readable import number, title
from trainer.recording.clinical import ClinicalEntry, ExerciseDone
from trainer.recording.clinical_table import Entry, found_at, shown, standing, title_of
from trainer.recording.vocabulary import Side

if TYPE_CHECKING:
    from trainer.recording.history import History, Series
    from trainer.sessions.patient_record import PatientRecord

SIDES = ((Side.LEFT,), (Side.RIGHT,), (Side.BOTH, None))


def training_lines(history: "History", assessments: Collection[str]) -> Iterator[Text]:
    """A row for each exercise and leg: how often, on which rungs, and the newest score."""
    by_leg: dict[tuple[str, Side], list[Series]] = {}
    for series in history.series:
        c = series.conditions
        if c.activity not in assessments and not c.practice:
            by_leg.setdefault((c.activity, c.side), []).append(series)
    if not by_leg:
        return
    rows = [_training_row(series) for _, series in sorted(by_leg.items(), key=lambda i: i[0])]
    yield from _table(
        ("training", "leg", "days", "rounds", "rung", "newest score that counts"), rows
    )


def _training_row(series: Sequence["Series"]) -> tuple[str, ...]:
    trials = sorted(
        ((t, s.conditions) for s in series for t in s.trials), key=lambda each: each[0].started_at
    )
    days = {trial.started_at.astimezone().date() for trial, _ in trials}
    rungs = [conditions.rung for _, conditions in trials]
    counted = [t for t, _ in trials if t.valid and t.headline in t.metrics]
    newest = "–"
    if counted:
        last = counted[-1]
        newest = f"{title(last.headline)}: {number(last.headline, last.metrics[last.headline])}"
    first = series[0].conditions
    reached = f"{rungs[0]} → {rungs[-1]}" if rungs[0] != rungs[-1] else f"{rungs[-1]}"
    return (first.activity, first.side.value, str(len(days)), str(len(trials)), reached, newest)


def measure_lines(record: "PatientRecord") -> Iterator[Text]:
    """A row for each measure: its first and its newest value on each side, with their dates."""
    by_title: dict[str, list[ClinicalEntry]] = {}
    for entry in standing(record.entries):
        if isinstance(entry, ClinicalEntry) and entry.value is not None:
            by_title.setdefault(title_of(entry), []).append(entry)
    if not by_title:
        return
    rows = [
        (label, *(_ends([e for e in found if e.side in sides]) for sides in SIDES))
        for label, found in by_title.items()
    ]
    yield from _table(("measure", "left", "right", "no side"), rows)


def exercise_lines(record: "PatientRecord") -> Iterator[Text]:
    """A row for each exercise and side: how often it was done, and its first and newest dose."""
    by_side: dict[tuple[str, str], list[ExerciseDone]] = {}
    for done in standing(record.exercises):
        if isinstance(done, ExerciseDone):
            side = done.side.value if done.side else "–"
            by_side.setdefault((title_of(done), side), []).append(done)
    if not by_side:
        return
    rows = [
        (title, side, str(len(found)), _ends(found)) for (title, side), found in by_side.items()
    ]
    yield from _table(("exercise", "side", "times", "first → newest"), rows)


def _ends(entries: Sequence[Entry]) -> str:
    """`1.21 (2026-10-03) → 1.45 (2026-11-12)`: the first and the newest."""
    ends = entries if len(entries) < 2 else [entries[0], entries[-1]]
    return " → ".join(f"{shown(e)} ({found_at(e).astimezone():%Y-%m-%d})" for e in ends)


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Text]:
    widths = [max(map(len, column)) for column in zip(titles, *rows, strict=True)]
    for nth, cells in enumerate((titles, *rows)):
        line = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield Text(line.rstrip(), style="" if nth else "bold")
