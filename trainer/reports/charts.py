"""Charts of a patient's progress, each one definition for page and paper.

A chart says in its words what it shows: a page gives them to whoever cannot see it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import altair
import vl_convert

from trainer.metrics.readable import number, unit_of, words_of
from trainer.progress.scale import scale_of
from trainer.progress.sentences import quantity
from trainer.progress.values import AnchorVisit, LegProgress, Role
from trainer.recording.vocabulary import Side
from trainer.texts import said, said_day, said_figures, spoken

Chart = Any
"""A chart of Altair: which of its classes depends on how it is put together."""
FONT = "Manrope"
NAMELESS = re.compile(r'(<(?![^>]*aria-label)[^>]*) role="graphics-(?:symbol|object)"')
"""Roles of parts without a name, which a screen reader would stop at with nothing to say."""
OUR_PAGES = re.compile(r'xlink:href="https://vega\.github\.io/vega-datasets/(?=/)')
"""What vl-convert puts before an address that begins with a slash."""
OPEN = "#ffffff"
"""Points that are not compared are rings."""
COUNT = "{valid} of {of} trials count"
VISIT_IS = {Role.LEARNING: "a first visit, not compared", Role.BASELINE: "makes the baseline"}
BEYOND = {
    1: "better than the baseline by more than noise",
    0: "within noise of the baseline",
    -1: "worse than the baseline by more than noise",
}
UNKNOWN = "its noise is not known yet"
INK, MIST, LINE = "#0a1c28", "#48626d", "#d3dfe2"
LEG_COLOURS = {Side.LEFT: "#0b7a5c", Side.RIGHT: "#0d5fa6", Side.BOTH: "#0b7a5c"}
LEG_TITLES = {Side.LEFT: "Left leg", Side.RIGHT: "Right leg", Side.BOTH: "Both legs"}
ROLES = {Role.LEARNING: "learns", Role.BASELINE: "baseline", Role.COMPARED: "compared"}
LOCALES: Mapping[str, Any] = {"en": "en-GB", "de": "de-DE", "es": "es-ES"}
"""How each language writes numbers and months."""
ONE_LEG_WIDTH, HEIGHT = 330, 190


def anchor_chart(
    legs: Sequence[LegProgress], page_of: Callable[[date], str] | None = None
) -> Chart:
    """The anchor test of each leg over its visits, side by side, with the noise around its
    baseline. Legs that are compared by the same metric share a scale. A point leads to `page_of`
    its day, where there are pages.
    """
    drawn = [leg for leg in legs if points_of(leg)]
    charts = [
        _leg(leg, _span([each for each in drawn if each.metric == leg.metric]), page_of)
        for leg in drawn
    ]
    return styled(altair.hconcat(*charts, spacing=28))


def anchor_words(legs: Sequence[LegProgress]) -> str:
    """What `anchor_chart` shows, in words."""
    told = []
    for leg in legs:
        values = [f"{number(leg.metric, visit.value)} ({visit.day})" for visit in points_of(leg)]
        if values:
            told.append(f"{said(LEG_TITLES[leg.side])}, {_title(leg)}: {', '.join(values)}.")
    return said_figures(" ".join(told))


def points_of(leg: LegProgress) -> list[AnchorVisit]:
    """The visits with a value in the phase of today."""
    return [v for v in leg.visits if v.value is not None and v.phase is leg.phase]


def as_svg(chart: Chart) -> str:
    """The chart as SVG, in the type of the pages and the language that is spoken here."""
    _type_is_known()
    here = LOCALES[spoken()]
    svg = vl_convert.vegalite_to_svg(
        chart.to_dict(validate=False), format_locale=here, time_format_locale=here
    )
    return NAMELESS.sub(r"\1", OUR_PAGES.sub('href="', str(svg)))


def styled(chart: Chart) -> Chart:
    """The chart in the look of the pages, on no ground of its own."""
    axis = {"labelColor": MIST, "titleColor": MIST, "gridColor": LINE, "domainColor": LINE}
    return chart.configure(
        font=FONT,
        background="transparent",
        axis={
            **axis,
            "tickColor": LINE,
            "titleFontSize": 12,
            "titleFontWeight": 600,
            "labelFontSize": 12,
            "labelFontWeight": 500,
        },
        title={"color": INK, "anchor": "start", "fontSize": 14, "fontWeight": 700},
        view={"stroke": None},
    )


def visit_words(leg: LegProgress, visit: AnchorVisit) -> str:
    """One point in words: the day, the value with its unit, how many trials count, the finding."""
    value = quantity(scale_of(leg.metric), visit.value or 0.0, visit)
    counts = said(COUNT).format(valid=visit.valid, of=visit.of)
    told = ", ".join((value, counts, _found(visit)))
    return said_figures(f"{said(LEG_TITLES[leg.side])}, {said_day(visit.day)}: {told}")


def _found(visit: AnchorVisit) -> str:
    if visit.role is not Role.COMPARED:
        return said(VISIT_IS[visit.role])
    return said(UNKNOWN if visit.limit is None else BEYOND[visit.beyond])


def _leg(
    leg: LegProgress, span: tuple[float, float], page_of: Callable[[date], str] | None
) -> Chart:
    colour = LEG_COLOURS[leg.side]
    rows = [
        {
            "day": visit.day.isoformat(),
            "value": visit.value,
            "role": ROLES[visit.role],
            "words": visit_words(leg, visit),
            **({"page": page_of(visit.day)} if page_of else {}),
        }
        for visit in points_of(leg)
    ]
    scale = altair.Scale(domain=list(span), nice=False, zero=False)
    base = altair.Chart(_data(rows)).encode(
        x=altair.X("day:T", title=None, axis=altair.Axis(format="%-d %b", tickCount=6, grid=False)),
        y=altair.Y("value:Q", title=_title(leg), scale=scale),
    )
    compared = altair.datum.role == ROLES[Role.COMPARED]
    points = base.mark_point(size=80, strokeWidth=2, stroke=colour, opacity=1).encode(
        fill=altair.condition(compared, altair.value(colour), altair.value(OPEN)),
        description="words:N",
    )
    layers = [
        *_noise(leg),
        base.mark_line(color=colour, strokeWidth=2, aria=False),
        points.encode(href="page:N") if page_of else points,
    ]
    chart = altair.layer(*layers)
    return chart.properties(width=ONE_LEG_WIDTH, height=HEIGHT, title=said(LEG_TITLES[leg.side]))


def _title(leg: LegProgress) -> str:
    """What a leg is compared by, with its unit."""
    return ", ".join(filter(None, (said(words_of(leg.metric)), unit_of(leg.metric))))


def _noise(leg: LegProgress) -> list[Chart]:
    """The baseline as a line, and the noise around it as a band of mist."""
    if leg.band is None:
        return []
    band = leg.band
    data = _data([{"low": band.low, "high": band.high, "baseline": band.baseline}])
    line = (
        altair.Chart(data)
        .mark_rule(color=MIST, strokeDash=[4, 4], aria=False)
        .encode(y="baseline:Q")
    )
    if band.low == band.high:
        return [line]
    shade = altair.Chart(data).mark_rect(color=MIST, opacity=0.15, aria=False)
    mist = shade.encode(y="low:Q", y2="high:Q")
    return [mist, line]


def _span(legs: Sequence[LegProgress]) -> tuple[float, float]:
    """The lowest and highest of all that is drawn of these legs, with some room."""
    values = [visit.value for leg in legs for visit in points_of(leg) if visit.value is not None]
    values += [edge for leg in legs if leg.band for edge in (leg.band.low, leg.band.high)]
    room = 0.1 * (max(values) - min(values)) or 0.5
    return min(values) - room, max(values) + room


def _data(rows: Sequence[Mapping[str, object]]) -> Any:
    return altair.Data(values=rows)  # type: ignore[no-untyped-call]


@cache
def _type_is_known() -> None:
    vl_convert.register_font_directory(str(files("font_manrope") / "files"))
