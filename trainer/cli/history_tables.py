"""Lays the days of a patient's assessments out for people: left and right side by side.

`baps history` prints these lines: a table for each test, the anchor's with its noise and verdicts,
and under a day what else must be known of it. Trials that do not count are dim and say why.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from trainer.cli.history_days import under_day
from trainer.cli.history_lines import NONE, UNCOUNTED
from trainer.cli.terminal import aligned
from trainer.cli.words import LEGS, condition_words
from trainer.metrics.readable import BY_EYE, LEAN_NOISE, number, title, unit_of, with_unit
from trainer.progress.anchor import LEGS as LEG_ORDER
from trainer.progress.scale import TIME_TO_FAILURE, is_logarithmic
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.history import local_day
from trainer.recording.shown import shown
from trainer.recording.vocabulary import Side

if TYPE_CHECKING:
    from trainer.progress.days import DayRow, LegDay, PairTable
    from trainer.progress.values import LegProgress, Trend
    from trainer.sessions.patient_record import PatientRecord

GAP, WITHIN_LEG = "  ", " "
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
OF_BODY = {
    "thigh_medial_lean_at_30": f"thigh: degrees it leans in at 30° of bend; {LEAN_NOISE}",
    "pelvis_drop_deg": "pelvis: degrees it drops on the other side",
    "pelvis_lift_deg": "lifts: degrees the pelvis comes up above its start",
    BY_EYE[
        0
    ]: "eye: in how many trials the therapist saw the pelvis (P) drop, the knee (K) move in, "
    "the trunk (T) lean",
}
"""What the columns of the body's sensors and of the eye stand for."""


def table_lines(table: "PairTable", record: "PatientRecord") -> Iterator[Text]:
    """One test: its conditions, each leg's noise band, the days, and the verdicts."""
    yield Text(f"{table.activity} · {' · '.join(_usual_words(table.usual))}", style="bold")
    for leg in table.anchor:
        yield Text(_band_line(leg, record.episode.involved))
    yield from _rows(table, record)
    yield from _legends(table)
    for leg in table.anchor:
        yield Text()
        yield Text(leg.verdict.sentence)
        yield from (Text(f"  {note}") for note in leg.verdict.notes)
        if leg.trend is not None:
            yield Text(f"  {_trend_words(leg.metric, leg.trend)}")


def _usual_words(usual: Conditions) -> list[str]:
    """What the days have in common: no leg, and the dome is a column."""
    legs, dome = set(LEGS.values()), "dome "
    return [w for w in condition_words(usual) if w not in legs and not w.startswith(dome)]


def _band_line(leg: "LegProgress", involved: Side | None) -> str:
    who = LEGS[leg.side] + (", involved" if involved in (leg.side, Side.BOTH) else "")
    if leg.band is None:
        return f"{who}: no baseline yet"
    baseline = with_unit(leg.metric, leg.band.baseline)
    if leg.band.low == leg.band.high:
        return f"{who}: baseline {baseline}, its noise is not known yet"
    low, high = shown(leg.metric, leg.band.low), with_unit(leg.metric, leg.band.high)
    return f"{who}: baseline {baseline}; {low} to {high} is within noise"


def _trend_words(metric: str, trend: "Trend") -> str:
    """The slope a week with its interval, which is shown and not judged."""
    ends = (trend.per_week, trend.low, trend.high)
    if is_logarithmic(metric):
        told, unit = [f"{100 * end:+.1f}".replace("-", "−") for end in ends], " %"
    else:
        told = [("−" if end < 0 else "+") + shown(metric, abs(end)) for end in ends]
        unit = unit_of(metric)
    slope, low, high = told
    interval = f"95 % interval {low} to {high}"
    return f"trend since the baseline: {slope}{unit} a week ({interval}), not judged"


def _rows(table: "PairTable", record: "PatientRecord") -> Iterator[Text]:
    sides = [side for side in LEG_ORDER if any(side in row.legs for row in table.rows)]
    over = ["", "", *(LEGS[side] for side in sides), ""]
    blocks = [_block([row.legs.get(side) for row in table.rows], table) for side in sides]
    days = ["date", *(row.day.isoformat() for row in table.rows)]
    domes = ["dome", *(_dome(row.conditions.level) for row in table.rows)]
    pains = ["pain", *_pains(table.rows, record)]
    columns = zip(over, (days, domes, *blocks, pains), strict=True)
    heading, titles, *lines = aligned([[name, *cells] for name, cells in columns], GAP)
    yield Text(heading)
    yield Text(titles, style="bold")
    begun = local_day(record.episode.begun_at)
    earlier = False
    for row, line in zip(table.rows, lines, strict=True):
        if earlier and row.day >= begun:
            yield Text(f"    the episode begins: {begun}")
        earlier = row.day < begun
        counts = any(leg.valid for leg in row.legs.values())
        yield Text(line, style="" if counts and not earlier else UNCOUNTED)
        yield from under_day(row, table.usual)


def _pains(rows: Sequence["DayRow"], record: "PatientRecord") -> list[str]:
    """Each day's pain in its first row alone."""
    first = {row.day: nth for nth, row in reversed(list(enumerate(rows)))}
    return [
        record.pain_on(row.day) if first[row.day] == nth else "" for nth, row in enumerate(rows)
    ]


def _block(days: Sequence["LegDay | None"], table: "PairTable") -> list[str]:
    """One leg's columns as one, with its titles above; rim and time only where there are any."""
    known = [day for day in days if day is not None]
    columns = [["k/n", *("" if day is None else f"{day.valid}/{day.of}" for day in days)]]
    if any(day.rim_contacts is not None for day in known):
        columns.append(["rim", *map(_rim, days)])
    for name in table.metrics:
        if name not in BY_EYE:
            columns.append([SHORT.get(name, title(name)), *(_value(day, name) for day in days)])
    if any(name in BY_EYE for name in table.metrics):
        columns.append(["eye", *map(_eye, days)])
    if table.usual.level != FLOOR and any(day.time_to_failure_s is not None for day in known):
        columns.append(["holds", *map(_failure, days)])
    return aligned(columns, WITHIN_LEG)


def _dome(level: int) -> str:
    return {NO_DOME: "plate", FLOOR: "floor"}.get(level, str(level))


def _rim(day: "LegDay | None") -> str:
    if day is None:
        return ""
    return NONE if day.rim_contacts is None else f"{day.rim_contacts:.1f}".removesuffix(".0")


def _value(day: "LegDay | None", name: str) -> str:
    if day is None:
        return ""
    if name not in day.values:
        return NONE
    return _marked(number(name, day.values[name]), day, not day.failing)


def _eye(day: "LegDay | None") -> str:
    """In how many trials each part was seen to give way; what nobody scored is left out."""
    if day is None:
        return ""
    seen = {name: [t.metrics[name] for t in day.trials if name in t.metrics] for name in BY_EYE}
    return " ".join(f"{EYE_LETTERS[name]}{sum(found):.0f}" for name, found in seen.items() if found)


def _failure(day: "LegDay | None") -> str:
    if day is None:
        return ""
    if day.time_to_failure_s is None:
        return NONE
    time = ("≥" if day.censored else "") + shown(TIME_TO_FAILURE, day.time_to_failure_s)
    return _marked(time, day, day.failing)


def _marked(text: str, day: "LegDay", is_compared: bool) -> str:
    return f"{text} {MARKS.get(day.mark, day.mark)}".rstrip() if is_compared else text


def _legends(table: "PairTable") -> Iterator[Text]:
    shown_names = [BY_EYE[0] if name in BY_EYE else name for name in table.metrics]
    for name in dict.fromkeys(shown_names):
        if name in OF_BODY:
            yield Text(f"  {OF_BODY[name]}")
