"""Rings: where to be is mint with a bloom, what comes later is thin ink, what was earned amber."""

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import circle, disc
from games.engine.draw.palette import AMBER, INK, MINT
from games.worlds.kit.glow import Sizes, spread

LINE, BLOOM, FILL = 7.0, 15.0, 0.07
LATER_LINE = 4.0


def mint_ring(layout: Layout, radius: float, lit: bool, strength: float = 1.0) -> Canvas:
    """The ring to be in, resting or with the light in it; `radius` in pixels."""
    centre, canvas = _square(radius + 3.4 * layout.px(BLOOM))
    bloom = circle(centre, radius, layout.px(LINE)).blurred(layout.px(BLOOM))
    canvas.paint(disc(centre, radius), MINT, (2.2 * FILL if lit else FILL) * strength)
    canvas.paint(bloom, MINT, (1.0 if lit else 0.62) * strength)
    width = max(layout.px(1.15 * LINE if lit else LINE), 2.0)
    canvas.paint(circle(centre, radius, width), MINT, (1.0 if lit else 0.92) * strength)
    return canvas


def later_ring(layout: Layout, radius: float, strength: float) -> Canvas:
    """A ring that is not the next one."""
    centre, canvas = _square(radius + layout.px(LATER_LINE))
    canvas.paint(circle(centre, radius, max(layout.px(LATER_LINE), 1.4)), INK, strength)
    return canvas


def earned_ring(layout: Layout, radius: float, strength: float) -> Canvas:
    """A ring that has been earned."""
    centre, canvas = _square(radius + 3.4 * layout.px(BLOOM))
    line = circle(centre, radius, layout.px(1.6 * LINE))
    canvas.paint(line.blurred(layout.px(BLOOM)), AMBER, 0.55 * strength)
    canvas.paint(line, AMBER, strength)
    return canvas


def growing(layout: Layout, radius: float, smallest: float, count: int, *, lit: bool) -> Sizes:
    """Mint rings from a share of a radius up to all of it."""
    sizes = spread(smallest * radius, radius, count)
    return Sizes(sizes, lambda size: mint_ring(layout, size, lit))


def _square(reach: float) -> tuple[tuple[float, float], Canvas]:
    half = round(reach) + 2
    return (half + 0.5, half + 0.5), Canvas((2 * half + 1,) * 2)
