"""Charts of one trial: its course over time with what happened, and where the board went.

Lines carry names, by which the pages colour them by daylight and by night.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair
import numpy as np

from trainer.reading.course import DEGREES, Course, Line, Span
from trainer.reading.happened import Happened, Mark, timed
from trainer.reading.way_of_sway import Around, SwayWay
from trainer.recording.columns import FloatArray
from trainer.reports.charts import MIST, Chart, styled
from trainer.reports.thinning import MOST_POINTS, Indices, stretches, thinned
from trainer.texts import said, said_number

WIDTH, PANEL_HEIGHT, ROW_HEIGHT, APART = 1080, 130, 22, 14
PATH_SIZE = 400
LINES = ("#0b7a5c", "#0d5fa6", "#8a5300")
RIM_ROW = "rim"
WAY = "the way of the board"
ON_RIM = "{first} to {end} s: on the rim"
MOST_TOLD = 60
ZONES_WIDTH = 280
SECONDS = "seconds from the start"
SHARE, SIDEWAYS, TOES = "% of the time", "left − right +", "heel − toes +"
ROWS = (Mark.TOUCH, Mark.FOOT_DOWN, RIM_ROW, Mark.PAUSE, Mark.BUTTON, Mark.OTHER, Mark.TRIAL)
SHADES: Mapping[Around, tuple[str, list[int]]] = {
    Around.ELLIPSE: ("#8a5300", []),
    Around.RIM: (MIST, []),
    Around.RANGE: (MIST, [8, 4]),
    Around.RING: ("#0b7a5c", [2, 3]),
}
"""The colour of each outline, and its dashes: no two have the same."""


@dataclass(frozen=True)
class Frame:
    """How wide a course is drawn, and from where to where its time and its lines go; without spans
    as far as its own.
    """

    width: int = WIDTH
    time: Span | None = None
    values: Span | None = None


def known_lines(lines: Sequence[Line]) -> list[Line]:
    """Those that hold anything."""
    return [line for line in lines if np.isfinite(line.values).any()]


def frame_of(courses: Sequence[Course], width: int) -> Frame:
    """One frame for courses that stand beside each other: the same time and the same heights."""
    shown = [course.shown for course in courses]
    drawn = np.concatenate([line.values for c in courses for line in known_lines(c.board)])
    low, high = float(np.nanmin(drawn)), float(np.nanmax(drawn))
    room = 0.05 * (high - low) or 1.0
    time = min(first for first, _ in shown), max(end for _, end in shown)
    return Frame(width, time, (low - room, high + room))


def course_chart(
    lines: Sequence[Line],
    course: Course,
    events: Sequence[Happened] | None = None,
    frame: Frame | None = None,
) -> Chart:
    """Lines under each other on one axis of time, and under them what happened, unless that is
    None. What is shaded enters no value.
    """
    frame = frame or Frame()
    strip = [] if events is None else [_strip(course, events)]
    last = len(lines) - 1 if not strip else -1
    panels = [_panel(line, nth, course, frame, nth == last) for nth, line in enumerate(lines)]
    return styled(altair.vconcat(*panels, *strip, spacing=APART))


def way_chart(way: SwayWay, limit: float | None = None) -> Chart:
    """The way seen from above, toes up: the same scale both ways. `limit` is where both axes end,
    so that two ways can be compared.
    """
    end = limit or way_limit(way)
    titles = tuple(f"{said(words)}, {way.unit}" for words in (SIDEWAYS, TOES))
    layers = [_outline(outline.kind, outline.points, end, titles) for outline in way.outlines]
    axes, starts = way.sway.axes, [0, *way.sway.breaks, way.sway.n]
    parts = [np.arange(first, after) for first, after in pairwise(starts) if after > first]
    rows = list(_rows(("ap", "ml"), axes, parts, most=2 * MOST_POINTS))
    drawn = _closed_line(rows, end, (LINES[0], []), titles, WAY).properties(name="way")
    return styled(altair.layer(*layers, drawn).properties(width=PATH_SIZE, height=PATH_SIZE))


def zones_chart(shares: Sequence[tuple[str, float]]) -> Chart:
    """The share of the time in each zone, as bars with their numbers."""
    rows = [
        {"zone": zone, "share": share, "words": f"{share:.0f} %", "told": f"{zone}: {share:.0f} %"}
        for zone, share in shares
    ]
    order = [zone for zone, _ in shares]
    base = altair.Chart(_data(rows)).encode(
        y=altair.Y("zone:N", title=None, sort=order, axis=altair.Axis(labelLimit=260)),
        x=altair.X("share:Q", title=said(SHARE), scale=altair.Scale(domain=[0, 110])),
        description="told:N",
    )
    bars = base.mark_bar(color=LINES[1], height=ROW_HEIGHT - 8).properties(name="zones")
    told = base.mark_text(align="left", dx=5, color=MIST, fontSize=12, aria=False).encode(
        text="words:N"
    )
    height = (ROW_HEIGHT + 6) * len(rows)
    return styled(altair.layer(bars, told).properties(width=ZONES_WIDTH, height=height))


def way_limit(way: SwayWay) -> float:
    """The farthest of all that is drawn, with some room."""
    found = [way.sway.axes, *(outline.points for outline in way.outlines)]
    return 1.05 * max(float(np.abs(points).max()) for points in found) or 1.0


def _panel(line: Line, nth: int, course: Course, frame: Frame, titled: bool) -> Chart:
    within = (line.times_s >= course.shown[0]) & (line.times_s <= course.shown[1])
    at = np.flatnonzero(within)
    times_s, values = line.times_s[at], line.values[at]
    parts = list(stretches(times_s, values))
    rows = list(_rows(("t", "v"), np.stack([times_s, values]), parts, lowest_of=(1,)))
    base = altair.Chart(_data(rows)).encode(
        x=_time(frame.time or course.shown, said(SECONDS) if titled else None),
        y=altair.Y("v:Q", title=None, scale=_heights(frame)),
        detail="part:N",
    )
    drawn = base.mark_line(color=LINES[nth], strokeWidth=1.2, aria=False).properties(name="line")
    told = altair.Chart(_data(_told(line, times_s, values))).encode(
        x=_time(frame.time or course.shown, said(SECONDS) if titled else None, "s"),
        y=altair.Y("said:Q", title=None, scale=_heights(frame)),
        description="words:N",
    )
    unseen = told.mark_point(size=60, filled=True, color=LINES[nth], opacity=0)
    layers, heading = [_shaded(course), drawn, unseen], f"{said(line.title)}, {line.unit}"
    return altair.layer(*layers).properties(width=frame.width, height=PANEL_HEIGHT, title=heading)


def _told(line: Line, times_s: FloatArray, values: FloatArray) -> list[dict[str, Any]]:
    """Points that nobody sees until somebody asks what a line says there: one each second, or
    fewer of what is long.
    """
    if not len(times_s):
        return []
    step_s = np.ceil(max((times_s[-1] - times_s[0]) / MOST_TOLD, 1.0))
    at = np.searchsorted(times_s, np.arange(np.ceil(times_s[0]), times_s[-1], step_s))
    return [
        {"s": round(t, 3), "said": round(v, 3), "words": _words(t, v, line)}
        for t, v in zip(times_s[at].tolist(), values[at].tolist(), strict=True)
        if np.isfinite(v)
    ]


def _words(t_s: float, value: float, line: Line) -> str:
    apart = "" if line.unit == DEGREES else " "
    shown = said_number(f"{value:.1f}{apart}{line.unit}").replace("-", "−")
    return f"{t_s:.0f} s: {shown} ({said(line.title)})"


def _rim_words(first_s: float, end_s: float) -> str:
    first, end = (said_number(f"{each:.1f}") for each in (first_s, end_s))
    return said(ON_RIM).format(first=first, end=end)


def _heights(frame: Frame) -> Any:
    if frame.values is None:
        return altair.Scale(zero=False)
    return altair.Scale(domain=list(frame.values), nice=False)


def _strip(course: Course, events: Sequence[Happened]) -> Chart:
    """A row for each kind of event; the rim's contacts are bars as long as they were."""
    known: list[dict[str, Any]] = [
        {
            "t": at_s,
            "row": said(event.mark.value),
            "words": f"{said_number(f'{at_s:.1f} s')}: {event.words}",
        }
        for at_s, event in timed(tuple(events))
        if course.shown[0] <= at_s <= course.shown[1]
    ]
    bars: list[dict[str, Any]] = [
        {"t": first, "t2": end, "row": said(RIM_ROW), "words": _rim_words(first, end)}
        for first, end in course.contacts
    ]
    found = {str(row["row"]) for row in (*known, *bars)}
    rows = [said(row) for row in map(str, ROWS) if said(row) in found or row == RIM_ROW]
    y = altair.Y("row:N", title=None, sort=rows, scale=altair.Scale(domain=rows))
    x = _time(course.shown, said(SECONDS))
    points = altair.Chart(_data(known)).mark_tick(
        thickness=3, color=LINES[1], height=ROW_HEIGHT - 6
    )
    contacts = altair.Chart(_data(bars)).mark_bar(color=LINES[2], height=ROW_HEIGHT - 8)
    return altair.layer(
        contacts.encode(x=x, x2="t2:Q", y=y, description="words:N").properties(name="rim"),
        points.encode(x=x, y=y, description="words:N").properties(name="events"),
    ).properties(width=WIDTH, height=ROW_HEIGHT * len(rows))


def _shaded(course: Course) -> Chart:
    """What enters no value: before the measured part, after it, and pauses."""
    first, end = course.shown
    spans = list(course.pauses)
    if course.measured is None:
        spans = [course.shown]
    else:
        spans += [(first, course.measured[0]), (course.measured[1], end)]
    rows = [
        {"from": a, "to": b} for a, b in (_within(span, course.shown) for span in spans) if a < b
    ]
    shade = altair.Chart(_data(rows)).mark_rect(color=MIST, opacity=0.14, aria=False)
    return shade.encode(x=altair.X("from:Q"), x2="to:Q")


def _within(span: Span, shown: Span) -> Span:
    return max(span[0], shown[0]), min(span[1], shown[1])


def _time(shown: Span, title: str | None, field: str = "t") -> Any:
    scale = altair.Scale(domain=list(shown), nice=False)
    axis = altair.Axis(tickCount=12, labels=title is not None)
    return altair.X(f"{field}:Q", title=title, scale=scale, axis=axis)


def _outline(kind: Around, points: FloatArray, end: float, titles: tuple[str, ...]) -> Chart:
    rows = list(_rows(("ap", "ml"), points, [np.arange(points.shape[1])]))
    line = _closed_line(rows, end, SHADES[kind], titles, kind.value)
    return line.properties(name=kind.name.lower())


def _closed_line(
    rows: Sequence[Mapping[str, float]],
    end: float,
    shade: tuple[str, list[int]],
    titles: tuple[str, ...],
    words: str,
) -> Chart:
    """`titles` are those of the axes across and along."""
    colour, dashes = shade
    dashed = dashes or altair.Undefined
    across, along = titles
    scale = altair.Scale(domain=[-end, end], nice=False)
    return (
        altair.Chart(_data(rows))
        .mark_line(color=colour, strokeWidth=1.4, strokeDash=dashed, description=said(words))
        .encode(
            x=altair.X("ml:Q", title=across, scale=scale),
            y=altair.Y("ap:Q", title=along, scale=scale),
            order="nth:Q",
            detail="part:N",
        )
    )


def _rows(
    names: tuple[str, str],
    rows: FloatArray,
    parts: Sequence[Indices],
    lowest_of: tuple[int, ...] = (0, 1),
    most: int = MOST_POINTS,
) -> Iterator[dict[str, float]]:
    """The points to draw, about `most` of all parts together; extremes of the rows
    `lowest_of` stay.
    """
    total = sum(map(len, parts)) or 1
    for number, part in enumerate(parts):
        share = max(most * len(part) // total, 8)
        kept = part[thinned(*(rows[row][part] for row in lowest_of), most=share)]
        for nth, (one, other) in enumerate(rows[:, kept].T.round(3).tolist()):
            yield {names[0]: one, names[1]: other, "part": number, "nth": nth}


def _data(rows: Sequence[Mapping[str, Any]]) -> Any:
    # As text: Altair copies and checks whatever else it is given point by point, again and again.
    return altair.InlineData(
        values=json.dumps(list(rows)), format=altair.JsonDataFormat(type="json")
    )
