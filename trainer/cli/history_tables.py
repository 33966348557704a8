"""Lays the days of a patient's assessments out for people: left and right side by side.

`baps history` prints these lines: a table for each test, the anchor's with its noise and verdicts,
and under a day what else must be known of it. Trials that do not count are dim and say why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from trainer.cli.words import LEGS, condition_words
from trainer.metrics.readable import number, title, with_unit
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.shown import shown
from trainer.recording.vocabulary import Side

if TYPE_CHECKING:
    from trainer.progress.days import DayRow, LegDay, PairTable
    from trainer.progress.values import LegProgress
    from trainer.recording.history import StoredTrial
    from trainer.sessions.patient_record import PatientRecord

LEG_ORDER = (Side.LEFT, Side.RIGHT, Side.BOTH)
NONE = "–"
GAP = "  "
UNCOUNTED = "dim"
FAILURE = "time_to_failure_s"
MARKS = {"learning": "learning", "baseline": "baseline", "better": "better", "worse": "WORSE"}
STOOD_ON = {NO_DOME: "plate", FLOOR: "floor"}


@dataclass(frozen=True)
class _Cell:
    """The cells of one leg on one day, in the columns' order."""

    valid: str = ""
    rim: str = ""
    value: str = ""
    failure: str = ""

    def texts(self) -> tuple[str, str, str, str]:
        return self.valid, self.rim, self.value, self.failure


def table_lines(table: "PairTable", record: "PatientRecord") -> Iterator[Text]:
    """One test: its conditions, each leg's noise band, the days, and the verdicts."""
    yield Text(f"{table.activity} · {' · '.join(_usual_words(table.usual))}", style="bold")
    for leg in table.anchor:
        yield Text(_band_line(leg, record.episode.involved))
    yield from _rows(table, record)
    for leg in table.anchor:
        yield Text()
        yield Text(leg.verdict.sentence)
        yield from (Text(f"  {note}") for note in leg.verdict.notes)


def _usual_words(usual: Conditions) -> list[str]:
    """What the days have in common: no leg, and the dome is a column."""
    legs, dome = set(LEGS.values()), "dome "
    return [w for w in condition_words(usual) if w not in legs and not w.startswith(dome)]


def _band_line(leg: "LegProgress", involved: Side | None) -> str:
    who = LEGS[leg.side] + (", involved" if involved in (leg.side, Side.BOTH) else "")
    if leg.band is None:
        return f"{who}: no baseline yet"
    low, high = (shown(leg.metric, value) for value in (leg.band.low, leg.band.high))
    baseline = with_unit(leg.metric, leg.band.baseline)
    if leg.band.low == leg.band.high:
        return f"{who}: baseline {baseline}, its noise is not known yet"
    return f"{who}: baseline {baseline}, noise from {low} to {high}"


def _rows(table: "PairTable", record: "PatientRecord") -> Iterator[Text]:
    sides = [side for side in LEG_ORDER if any(side in row.legs for row in table.rows)]
    titles = ["date", "on", *("valid", "rim", _short_title(table.metric), "holds, s") * len(sides)]
    titles.append("pain")
    rows = [_cells(row, table, sides, record) for row in table.rows]
    widths = [max(map(len, column)) for column in zip(titles, *rows, strict=True)]
    yield Text(_legs_over(sides, widths))
    yield Text(_joined(titles, widths), style="bold")
    for row, cells in zip(table.rows, rows, strict=True):
        counts = any(leg.valid for leg in row.legs.values())
        yield Text(_joined(cells, widths), style="" if counts else UNCOUNTED)
        yield from _under(row, table.usual, record)


def _short_title(metric: str) -> str:
    """A column's title must be as narrow as its numbers."""
    return {
        "mean_tilt_velocity": "speed, °/s",
        "osi": "tilt, °",
        "time_to_failure_s": "speed, °/s",
    }.get(metric, title(metric))


def _legs_over(sides: Sequence[Side], widths: Sequence[int]) -> str:
    """The legs' names over the first of their columns."""
    line = ""
    for nth, side in enumerate(sides):
        at = sum(widths[: 2 + 4 * nth]) + len(GAP) * (2 + 4 * nth)
        line = line.ljust(at) + LEGS[side]
    return line


def _cells(
    row: "DayRow", table: "PairTable", sides: Sequence[Side], record: "PatientRecord"
) -> list[str]:
    level = row.conditions.level
    cells = [f"{row.day:%Y-%m-%d}", STOOD_ON.get(level, f"dome {level}")]
    for side in sides:
        cells += _leg_cell(row.legs.get(side), table.metric).texts()
    return [*cells, record.pain_on(row.day)]


def _leg_cell(leg: "LegDay | None", metric: str) -> _Cell:
    if leg is None:
        return _Cell()
    value = NONE if leg.value is None else f"{number(metric, leg.value)} {MARKS.get(leg.mark, '')}"
    rim = NONE if leg.rim_contacts is None else f"{leg.rim_contacts:.1f}".removesuffix(".0")
    return _Cell(f"{leg.valid}/{leg.of}", rim, value.rstrip(), _failure(leg))


def _failure(leg: "LegDay") -> str:
    if leg.time_to_failure_s is None:
        return NONE
    return ("≥ " if leg.censored else "") + shown(FAILURE, leg.time_to_failure_s)


def _under(row: "DayRow", usual: Conditions, record: "PatientRecord") -> Iterator[Text]:
    """What else must be known of a day: another set-up, what was noted, and what does not count."""
    ordinary = set(_usual_words(usual))
    several = len(row.legs) > 1
    for side in LEG_ORDER:
        leg = row.legs.get(side)
        if leg is None:
            continue
        who = f"{side}: " if several else ""
        changed = [word for word in _usual_words(leg.conditions) if word not in ordinary]
        for said in (*changed, *leg.remarks):
            yield Text(f"    {who}{said}")
        for trial in leg.uncounted:
            yield Text(f"    {who}{_why(trial)}", style=UNCOUNTED)
    yield from (Text(f"    note: {note}") for note in record.notes_on(row.day))


def _why(trial: "StoredTrial") -> str:
    return f"does not count: {trial.why} ({trial.trial_id[:8]})"


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
