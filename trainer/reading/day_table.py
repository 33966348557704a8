"""The days of one test as cells: left and right side by side, each with its own columns.

The anchor's has its noise and verdicts. What stands in a cell is text, rounded as everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from trainer.metrics.readable import BY_EYE, LEAN_NOISE, number, title, unit_of, with_unit
from trainer.progress.anchor import LEGS as LEG_ORDER
from trainer.progress.days import DayRow, LegDay, PairTable
from trainer.progress.scale import TIME_TO_FAILURE, is_logarithmic
from trainer.progress.values import LegProgress, Trend
from trainer.reading.under_day import Under, under_day
from trainer.reading.words import LEGS, condition_words, dome_words
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.history import local_day
from trainer.recording.shown import shown
from trainer.recording.vocabulary import Side
from trainer.sessions.patient_record import PatientRecord
from trainer.texts import said, said_number

NONE = "–"
INVOLVED = "{leg}, involved"
NO_BASELINE = "{leg}: no baseline yet"
NO_NOISE = "{leg}: baseline {baseline}, its noise is not known yet"
NOISE = "{leg}: baseline {baseline}; {low} to {high} is within noise"
TREND = "trend since the baseline: {slope} a week (95 % interval {low} to {high}), not judged"
PLATE, ON_FLOOR = "plate", "floor"
COUNTING, RIM, EYE, HOLDS = "k/n", "rim", "eye", "holds"
MARKS = {"learning": "learns", "baseline": "base"}
"""Marks that are shown by a shorter word."""
SHORT = {
    "mean_tilt_velocity": "°/s",
    "osi": "tilt, °",
    "mean_velocity": "mm/s",
    "rms": "mm",
    "thigh_medial_lean_at_30": "thigh",
    "pelvis_drop_deg": "pelvis",
    "pelvis_lift_deg": "lifts",
}
"""Titles that are as narrow as their numbers; the others are titled in full."""
EYE_LETTERS = dict(zip(BY_EYE, "PKT", strict=True))
EYE_LEGEND = (
    "eye: in how many trials the therapist saw the pelvis (P) drop, the knee (K) move in, the "
    "trunk (T) lean"
)
OF_BODY = {
    "thigh_medial_lean_at_30": f"thigh: degrees it leans in at 30° of bend; {LEAN_NOISE}",
    "pelvis_drop_deg": "pelvis: degrees it drops on the other side",
    "pelvis_lift_deg": "lifts: degrees the pelvis comes up above its start",
    BY_EYE[0]: EYE_LEGEND,
}
"""What the columns of the body's sensors and of the eye stand for."""


class SeenBy(StrEnum):
    """What a column comes from. Pages keep these apart."""

    BOARD = "board"
    BODY = "body sensor"
    EYE = "eye"


@dataclass(frozen=True)
class LegColumns:
    """One leg's columns: titles, what each is seen by, and a line of cells for each row, empty
    where the leg did not stand. The first column says how many trials count, whatever saw them.
    """

    side: Side
    titles: tuple[str, ...]
    seen_by: tuple[SeenBy, ...]
    cells: tuple[tuple[str, ...], ...]

    def of(self, seen_by: SeenBy) -> Self:
        """The first column, and those of one kind."""
        kept = [n for n, each in enumerate(self.seen_by) if n == 0 or each is seen_by]
        return replace(
            self,
            titles=tuple(self.titles[n] for n in kept),
            seen_by=tuple(self.seen_by[n] for n in kept),
            cells=tuple(tuple(line[n] for n in kept) for line in self.cells),
        )


@dataclass(frozen=True)
class Row:
    """One day on one dome. `counts` says whether any trial does; `earlier` whether it was before
    the episode.
    """

    day: date
    dome: str
    pain: str
    counts: bool
    earlier: bool
    under: tuple[Under, ...]


@dataclass(frozen=True)
class DayTable:
    """One test. `bands` say what is within noise; `anchor` are the legs with a verdict."""

    activity: str
    conditions: tuple[str, ...]
    bands: tuple[str, ...]
    legs: tuple[LegColumns, ...]
    rows: tuple[Row, ...]
    legends: tuple[str, ...]
    anchor: tuple[LegProgress, ...]

    def of(self, seen_by: SeenBy) -> Self | None:
        """What was seen in one way; None where nothing was. A test in which nobody wore a sensor
        and nobody looked is the board's, whatever is known of it.
        """
        legs = tuple(leg.of(seen_by) for leg in self.legs)
        found = any(len(leg.titles) > 1 for leg in legs)
        others = any(each is not SeenBy.BOARD for leg in self.legs for each in leg.seen_by)
        if seen_by is SeenBy.BOARD:
            return replace(self, legs=legs, legends=()) if found or not others else None
        if not found:
            return None
        of_eye = seen_by is SeenBy.EYE
        legends = tuple(words for words in self.legends if (words == said(EYE_LEGEND)) is of_eye)
        return replace(self, bands=(), legs=legs, legends=legends, anchor=())


def day_table(table: PairTable, record: PatientRecord) -> DayTable:
    """The cells of one test of a patient."""
    sides = [side for side in LEG_ORDER if any(side in row.legs for row in table.rows)]
    begun = local_day(record.episode.begun_at)
    pains = _pains(table.rows, record)
    return DayTable(
        activity=table.activity,
        conditions=_usual_words(table.usual),
        bands=tuple(_band_words(leg, record.episode.involved) for leg in table.anchor),
        legs=tuple(_columns(side, table) for side in sides),
        rows=tuple(
            Row(
                day=row.day,
                dome=_dome(row.conditions.level),
                pain=pain,
                counts=any(leg.valid for leg in row.legs.values()),
                earlier=row.day < begun,
                under=tuple(under_day(row, table.usual)),
            )
            for row, pain in zip(table.rows, pains, strict=True)
        ),
        legends=_legends(table),
        anchor=table.anchor,
    )


def _usual_words(usual: Conditions) -> tuple[str, ...]:
    """What the days have in common: no leg, and the dome is a column."""
    dome = (dome_words(usual),) if usual.level > NO_DOME else ()
    told_elsewhere = {*map(said, LEGS.values()), *dome}
    return tuple(words for words in condition_words(usual) if words not in told_elsewhere)


def _band_words(leg: LegProgress, involved: Side | None) -> str:
    who = said(LEGS[leg.side])
    if involved in (leg.side, Side.BOTH):
        who = said(INVOLVED).format(leg=who)
    if leg.band is None:
        return said(NO_BASELINE).format(leg=who)
    baseline = with_unit(leg.metric, leg.band.baseline)
    if leg.band.low == leg.band.high:
        return said(NO_NOISE).format(leg=who, baseline=baseline)
    low, high = number(leg.metric, leg.band.low), with_unit(leg.metric, leg.band.high)
    return said(NOISE).format(leg=who, baseline=baseline, low=low, high=high)


def trend_words(metric: str, trend: Trend) -> str:
    """The slope a week with its interval, which is shown and not judged."""
    ends = (trend.per_week, trend.low, trend.high)
    if is_logarithmic(metric):
        told, unit = [f"{100 * end:+.1f}".replace("-", "−") for end in ends], " %"
    else:
        told = [("−" if end < 0 else "+") + shown(metric, abs(end)) for end in ends]
        unit = unit_of(metric)
    slope, low, high = map(said_number, told)
    return said(TREND).format(slope=slope + unit, low=low, high=high)


def _pains(rows: Sequence[DayRow], record: PatientRecord) -> list[str]:
    """Each day's pain in its first row alone."""
    first = {row.day: nth for nth, row in reversed(list(enumerate(rows)))}
    return [
        record.pain_on(row.day) if first[row.day] == nth else "" for nth, row in enumerate(rows)
    ]


def _columns(side: Side, table: PairTable) -> LegColumns:
    """One leg's columns; rim and time only where there are any."""
    days = [row.legs.get(side) for row in table.rows]
    known = [day for day in days if day is not None]
    board = SeenBy.BOARD
    counting = ("" if day is None else f"{day.valid}/{day.of}" for day in days)
    columns = [[board, COUNTING, *counting]]
    if any(day.rim_contacts is not None for day in known):
        columns.append([board, RIM, *map(_rim, days)])
    for name in table.metrics:
        if name not in BY_EYE:
            seen = SeenBy.BODY if name in OF_BODY else board
            columns.append([seen, _short(name), *(_value(day, name) for day in days)])
    if any(name in BY_EYE for name in table.metrics):
        columns.append([SeenBy.EYE, EYE, *map(_eye, days)])
    if table.usual.level != FLOOR and any(day.time_to_failure_s is not None for day in known):
        columns.append([board, HOLDS, *map(_failure, days)])
    seen_by, titles, *cells = zip(*columns, strict=True)
    return LegColumns(side, tuple(map(said, titles)), tuple(map(SeenBy, seen_by)), tuple(cells))


def _short(name: str) -> str:
    return SHORT.get(name) or title(name)


def _dome(level: int) -> str:
    return {NO_DOME: said(PLATE), FLOOR: said(ON_FLOOR)}.get(level, str(level))


def _rim(day: LegDay | None) -> str:
    if day is None:
        return ""
    return (
        NONE
        if day.rim_contacts is None
        else said_number(f"{day.rim_contacts:.1f}".removesuffix(".0"))
    )


def _value(day: LegDay | None, name: str) -> str:
    if day is None:
        return ""
    if name not in day.values:
        return NONE
    return _marked(number(name, day.values[name]), day, not day.failing)


def _eye(day: LegDay | None) -> str:
    """In how many trials each part was seen to give way; what nobody scored is left out."""
    if day is None:
        return ""
    seen = {name: [t.metrics[name] for t in day.trials if name in t.metrics] for name in BY_EYE}
    return " ".join(f"{EYE_LETTERS[name]}{sum(found):.0f}" for name, found in seen.items() if found)


def _failure(day: LegDay | None) -> str:
    if day is None:
        return ""
    if day.time_to_failure_s is None:
        return NONE
    time = ("≥" if day.censored else "") + number(TIME_TO_FAILURE, day.time_to_failure_s)
    return _marked(time, day, day.failing)


def _marked(text: str, day: LegDay, is_compared: bool) -> str:
    mark = MARKS.get(day.mark, day.mark)
    # A mark with a ? is a change that no other visit confirms.
    words = said(mark.rstrip("?")) + "?" * mark.endswith("?")
    return f"{text} {words}".rstrip() if is_compared else text


def _legends(table: PairTable) -> tuple[str, ...]:
    shown_names = [BY_EYE[0] if name in BY_EYE else name for name in table.metrics]
    return tuple(said(OF_BODY[name]) for name in dict.fromkeys(shown_names) if name in OF_BODY)
