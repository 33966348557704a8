"""A small plot of the anchor over the visits: both legs' values and the noise around each baseline.

`baps history` prints it under the anchor's table.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from trainer.metrics.readable import title
from trainer.recording.vocabulary import Side

if TYPE_CHECKING:
    from trainer.progress.values import LegProgress

FEWEST_VISITS = 2
WIDTH, HEIGHT = 76, 16
MARGIN_SHARE = 0.03
MOST_DATES = 9
LETTERS = {Side.LEFT: "L", Side.RIGHT: "R", Side.BOTH: "B"}
EDGES = {Side.LEFT: "-", Side.RIGHT: "·", Side.BOTH: "-"}


def plot_lines(legs: Sequence["LegProgress"]) -> Iterator[str]:
    """The lines of a plot for each metric that is compared; none where no leg has two values."""
    drawn = [leg for leg in legs if len(_points(leg)) >= FEWEST_VISITS]
    for metric in dict.fromkeys(leg.metric for leg in drawn):
        same = [leg for leg in drawn if leg.metric == metric]
        days = sorted({day for leg in same for day, _ in _points(leg)})
        yield _legend(same)
        yield from _drawn(same, days)


def _legend(legs: Sequence["LegProgress"]) -> str:
    parts = [title(legs[0].metric)]
    for leg in legs:
        noise = f", {EDGES[leg.side]} edges of its noise" if _has_noise(leg) else ""
        parts.append(f"{LETTERS[leg.side]} {leg.side} leg{noise}")
    return " · ".join(parts)


def _drawn(legs: Sequence["LegProgress"], days: Sequence[date]) -> Iterator[str]:
    # One figure of this module is all that plotext has, so it is cleared first.
    import plotext

    plotext.clear_figure()
    plotext.plotsize(WIDTH, HEIGHT)
    plotext.theme("clear")
    at = [(day - days[0]).days for day in days]
    margin = max(MARGIN_SHARE * at[-1], 0.5)
    plotext.xlim(-margin, at[-1] + margin)
    every = -(-len(at) // MOST_DATES)
    plotext.xticks(at[::every], [f"{day:%m-%d}" for day in days[::every]])
    for leg in legs:
        _draw_noise(plotext, leg, (-margin, at[-1] + margin))
    for leg in legs:
        points = _points(leg)
        where = [(day - days[0]).days for day, _ in points]
        plotext.scatter(where, [value for _, value in points], marker=LETTERS[leg.side])
    for line in plotext.uncolorize(plotext.build()).splitlines():
        yield line.rstrip()


def _draw_noise(plotext: Any, leg: "LegProgress", ends: tuple[float, float]) -> None:
    if leg.band is None or not _has_noise(leg):
        return
    for edge in (leg.band.low, leg.band.high):
        plotext.plot(list(ends), [edge, edge], marker=EDGES[leg.side])


def _has_noise(leg: "LegProgress") -> bool:
    return leg.band is not None and leg.band.low < leg.band.high


def _points(leg: "LegProgress") -> list[tuple[date, float]]:
    """Each visit's day and value, as far as it has one in the phase of today."""
    return [
        (visit.day, visit.value)
        for visit in leg.visits
        if visit.value is not None and visit.phase is leg.phase
    ]
