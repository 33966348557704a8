"""What was typed in, side by side: one row for each measure of a day, left and right next to each
other. `baps note list` and whatever shows entries beside trials read it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from trainer.recording.clinical import ClinicalEntry, ExerciseDone
from trainer.recording.clinical_kinds import KINDS, words_of
from trainer.recording.exercises import EXERCISES, exercise_title
from trainer.recording.vocabulary import Side

Entry = ClinicalEntry | ExerciseDone
SomeEntry = TypeVar("SomeEntry", bound=Entry)
DayOf = Callable[[datetime], date]
"""Which day a time belongs to where the patient is."""


@dataclass(frozen=True)
class Row:
    """One measure, or exercise, on one day, and its entries by side in order of time.

    Only entries with the same `name` and `title` can be compared: the title holds what makes a
    series of its own, such as the position or a task's words. `neither` are those of both legs or
    of none.
    """

    day: date
    name: str
    title: str
    left: tuple[Entry, ...]
    right: tuple[Entry, ...]
    neither: tuple[Entry, ...]


def standing(entries: Iterable[SomeEntry]) -> tuple[SomeEntry, ...]:
    """Those that nobody has withdrawn."""
    return tuple(entry for entry in entries if entry.withdrawn is None)


def side_by_side(entries: Iterable[Entry], day_of: DayOf) -> tuple[Row, ...]:
    """The rows of a table, by day; within a day measures in the order of the kinds, then exercises.

    Withdrawn entries are in it if they are given.
    """
    grouped: dict[tuple[date, bool, str, str], list[Entry]] = {}
    for entry in sorted(entries, key=found_at):
        is_exercise = isinstance(entry, ExerciseDone)
        key = day_of(found_at(entry)), is_exercise, name_of(entry), title_of(entry)
        grouped.setdefault(key, []).append(entry)
    order = {name: place for place, name in enumerate((*KINDS, *EXERCISES))}
    keys = sorted(grouped, key=lambda k: (k[0], k[1], order.get(k[2], len(order)), k[3]))
    return tuple(
        _row(day, name, title, grouped[day, e, name, title]) for day, e, name, title in keys
    )


def found_at(entry: Entry) -> datetime:
    """When it was measured or done."""
    return entry.measured_at if isinstance(entry, ClinicalEntry) else entry.done_at


def name_of(entry: Entry) -> str:
    """The name of its kind or exercise."""
    return entry.kind if isinstance(entry, ClinicalEntry) else entry.exercise


def title_of(entry: Entry) -> str:
    """What it is of, as people read it: with position, task and unit, where these make a series."""
    if isinstance(entry, ExerciseDone):
        return exercise_title(entry.exercise)
    return words_of(entry) + (f" ({entry.unit})" if entry.unit else "")


def has_value(entry: Entry) -> bool:
    """Whether it is more than text."""
    return isinstance(entry, ExerciseDone) or entry.value is not None


def shown(entry: Entry) -> str:
    """The value as people read it, without its unit, which is in the title; `–` for text alone."""
    if isinstance(entry, ExerciseDone):
        return _done(entry)
    if entry.value is None:
        return "–"
    kind = KINDS.get(entry.kind)
    grades = kind.grades if kind else ()
    words = [grade.word for grade in grades if grade.value == entry.value]
    scale = kind.scale_in(entry.unit) if kind and entry.unit else None
    plain = f"{entry.value:.{scale.digits}f}" if scale else f"{entry.value:g}"
    return words[0] if words else plain


def details_shown(entry: Entry) -> str:
    """What else is known of an entry: readings, lever arm, body weight, its text."""
    told = [entry.note] if entry.note else []
    if isinstance(entry, ClinicalEntry):
        told = [*_measured(entry), *told]
    return "; ".join(told)


def _measured(entry: ClinicalEntry) -> list[str]:
    detail, told = entry.detail, []
    readings = detail.get("readings")
    if isinstance(readings, list) and len(readings) + ("force_unit" in detail) > 1:
        unit = f" {detail['force_unit']}" if "force_unit" in detail else ""
        told.append(" ".join(f"{reading:g}" for reading in readings if reading is not None) + unit)
    if "lever_arm_m" in detail:
        told.append(f"lever {detail['lever_arm_m']} m")
    if "weight_kg" in detail:
        told.append(f"{detail['weight_kg']:g} kg")
    return told


def _done(exercise: ExerciseDone) -> str:
    load = f", {exercise.load_kg:g} kg" if exercise.load_kg is not None else ""
    effort = f", effort {exercise.effort:g}" if exercise.effort is not None else ""
    return f"{exercise.sets} × {exercise.repetitions}{load}{effort}"


def _row(day: date, name: str, title: str, found: Sequence[Entry]) -> Row:
    left, right = (tuple(e for e in found if e.side is s) for s in (Side.LEFT, Side.RIGHT))
    neither = tuple(e for e in found if e.side not in (Side.LEFT, Side.RIGHT))
    return Row(day, name, title, left, right, neither)
