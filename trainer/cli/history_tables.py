"""Lays the days of a patient's assessments out for people: left and right side by side.

`baps history` prints these lines: a table for each test, the anchor's with its noise and verdicts,
and under a day what else must be known of it. Trials that do not count are dim and say why.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from trainer.cli.history_lines import LEG_ORDER, NONE, SHORT_ID, UNCOUNTED, ending_lines, pain_lines
from trainer.cli.words import LEGS, condition_words
from trainer.metrics.readable import number, title, with_unit
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.shown import shown
from trainer.recording.vocabulary import Side

if TYPE_CHECKING:
    from trainer.progress.days import DayRow, LegDay, PairTable
    from trainer.progress.values import LegProgress
    from trainer.sessions.patient_record import PatientRecord

GAP, WITHIN_LEG = "  ", " "
FAILURE = "time_to_failure_s"
MARKS = {"learning": "learns", "baseline": "base", "better": "better", "worse": "WORSE"}
SHORT = {"mean_tilt_velocity": "°/s", "osi": "tilt, °", "mean_velocity": "mm/s", "rms": "mm"}
"""Titles that are as narrow as their numbers; the others are titled in full."""


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
    over = ["", "", *(LEGS[side] for side in sides), ""]
    blocks = [_block([row.legs.get(side) for row in table.rows], table.metric) for side in sides]
    days = ["date", *(f"{row.day:%Y-%m-%d}" for row in table.rows)]
    domes = ["dome", *(_dome(row.conditions.level) for row in table.rows)]
    pains = ["pain", *(record.pain_on(row.day) for row in table.rows)]
    columns = [
        [name, *cells] for name, cells in zip(over, (days, domes, *blocks, pains), strict=True)
    ]
    heading, titles, *lines = _joined(columns, GAP)
    yield Text(heading)
    yield Text(titles, style="bold")
    for row, line in zip(table.rows, lines, strict=True):
        counts = any(leg.valid for leg in row.legs.values())
        yield Text(line, style="" if counts else UNCOUNTED)
        yield from _under(row, table.usual, record)


def _block(days: Sequence["LegDay | None"], metric: str) -> list[str]:
    """One leg's columns as one, with its titles above."""
    columns = (
        ("k/n", [_valid(day) for day in days]),
        ("rim", [_rim(day) for day in days]),
        (SHORT.get(metric, title(metric)), [_value(day, metric) for day in days]),
        ("holds", [_failure(day) for day in days]),
    )
    return _joined([[name, *cells] for name, cells in columns], WITHIN_LEG)


def _dome(level: int) -> str:
    return {NO_DOME: "plate", FLOOR: "floor"}.get(level, str(level))


def _valid(day: "LegDay | None") -> str:
    return "" if day is None else f"{day.valid}/{day.of}"


def _rim(day: "LegDay | None") -> str:
    if day is None:
        return ""
    return NONE if day.rim_contacts is None else f"{day.rim_contacts:.1f}".removesuffix(".0")


def _value(day: "LegDay | None", metric: str) -> str:
    if day is None:
        return ""
    value = NONE if day.value is None else number(metric, day.value)
    return value if day.failing else f"{value} {MARKS.get(day.mark, '')}".rstrip()


def _failure(day: "LegDay | None") -> str:
    if day is None:
        return ""
    if day.time_to_failure_s is None:
        return NONE
    time = ("≥" if day.censored else "") + shown(FAILURE, day.time_to_failure_s)
    return f"{time} {MARKS.get(day.mark, '')}".rstrip() if day.failing else time


def _joined(columns: Sequence[Sequence[str]], gap: str) -> list[str]:
    """The lines of a table, each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in columns]
    lines = zip(*columns, strict=True)
    return [
        gap.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


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
        for trial in leg.trials:
            style = "" if trial.valid else UNCOUNTED
            for said in (*ending_lines(trial), *pain_lines(trial)):
                yield Text(f"    {who}{trial.trial_id[:SHORT_ID]} {said}", style=style)
    yield from (Text(f"    note: {note}") for note in record.notes_on(row.day))
