"""A small plot of the anchor for each leg: its values over the visits, and the noise around its
baseline. `baps history` prints it under the anchor's table.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from trainer.metrics.readable import title
from trainer.reading.words import LEGS

if TYPE_CHECKING:
    from trainer.progress.values import LegProgress

FEWEST_VISITS = 2
WIDTH, HEIGHT = 76, 11
MARGIN_SHARE = 0.03
MOST_DATES = 9
POINT, EDGE = "●", "-"


def plot_lines(legs: Sequence["LegProgress"]) -> Iterator[str]:
    """The lines of a plot for each leg; none of a leg without two visits with a value.

    Legs that are compared by the same metric have the same height and dates.
    """
    drawn = [leg for leg in legs if len(_points(leg)) >= FEWEST_VISITS]
    for leg in drawn:
        same = [other for other in drawn if other.metric == leg.metric]
        noise = f" · {EDGE} edges of the noise around its baseline" if _has_noise(leg) else ""
        yield f"{LEGS[leg.side]}: {title(leg.metric)}{noise}"
        yield from _drawn(leg, same)


def _drawn(leg: "LegProgress", same: Sequence["LegProgress"]) -> Iterator[str]:
    # One figure of this module is all that plotext has, so it is cleared first.
    import plotext

    days = sorted({day for other in same for day, _ in _points(other)})
    at = [(day - days[0]).days for day in days]
    margin = max(MARGIN_SHARE * at[-1], 0.5)
    low, high = _span(same)
    plotext.clear_figure()
    plotext.plotsize(WIDTH, HEIGHT)
    plotext.theme("clear")
    plotext.xlim(-margin, at[-1] + margin)
    plotext.ylim(low, high)
    every = -(-len(at) // MOST_DATES)
    plotext.xticks(at[::every], [f"{day:%m-%d}" for day in days[::every]])
    _draw_noise(plotext, leg, (-margin, at[-1] + margin))
    points = _points(leg)
    where = [(day - days[0]).days for day, _ in points]
    plotext.scatter(where, [value for _, value in points], marker=POINT)
    for line in plotext.uncolorize(plotext.build()).splitlines():
        yield line.rstrip()


def _draw_noise(plotext: Any, leg: "LegProgress", ends: tuple[float, float]) -> None:
    if leg.band is None or not _has_noise(leg):
        return
    for edge in (leg.band.low, leg.band.high):
        plotext.plot(list(ends), [edge, edge], marker=EDGE)


def _span(legs: Sequence["LegProgress"]) -> tuple[float, float]:
    """The lowest and highest of all that is drawn of these legs, with some room."""
    values = [value for leg in legs for _, value in _points(leg)]
    values += [edge for leg in legs if leg.band for edge in (leg.band.low, leg.band.high)]
    room = 0.05 * (max(values) - min(values)) or 0.5
    return min(values) - room, max(values) + room


def _has_noise(leg: "LegProgress") -> bool:
    return leg.band is not None and leg.band.low < leg.band.high


def _points(leg: "LegProgress") -> list[tuple[date, float]]:
    """Each visit's day and value, as far as it has one in the phase of today."""
    return [
        (visit.day, visit.value)
        for visit in leg.visits
        if visit.value is not None and visit.phase is leg.phase
    ]
