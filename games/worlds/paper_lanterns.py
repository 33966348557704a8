"""Paper lanterns on twigs of bamboo: unlit ones for still layers, and the light that stays."""

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Point, halo, line
from games.engine.draw.palette import AMBER, Colour
from games.worlds.kit.edges import Area, covered
from games.worlds.kit.glow import Fading, Glow
from games.worlds.kit.scenery import Scenery, blend

WIDE, HIGH = 24.0, 31.0
"""Half its width and half its height at 1080 lines."""
RIBS = 6
PAPER_DARK: Colour = (98, 108, 94)
PAPER: Colour = (186, 190, 168)
"""Pale where no light is in it: it is seen before bamboo, and looks like none that burns."""
LIT_EDGE: Colour = (226, 138, 52)
LIT_HEART: Colour = (255, 238, 196)
TWIG: Colour = (78, 108, 58)
THREAD: Colour = (150, 160, 112)
CAP: Colour = (18, 26, 20)


def paint_hanging(scenery: Scenery, layout: Layout, at: Point, twig: Point) -> None:
    """An unlit lantern, its thread, and the twig that it hangs from."""
    knot = at[0], twig[1] - layout.px(4)
    scenery.paint(line(twig, knot, max(layout.px(6), 1.6)), TWIG)
    scenery.paint(line(knot, at, max(layout.px(3), 1.2)), THREAD)
    _paint_body(scenery, layout, at, PAPER_DARK, PAPER)


class Lanterns:
    """What a lit lantern adds to the picture: its body, a glow, and the streak in the water."""

    def __init__(self, layout: Layout) -> None:
        reach = round(layout.px(HIGH + 12))
        body = Scenery((2 * reach + 1,) * 2, (-reach, -reach))
        _paint_body(body, layout, (0.5, 0.5), LIT_EDGE, LIT_HEART)
        self._body = Fading(body)
        self._glow = Glow.of(halo((0.0, 0.0), layout.px(150), 2.4), AMBER, 0.46)
        self._streak = Glow.of(_streak(layout), AMBER, 0.32)

    def draw_at(self, onto: pygame.Surface, at: Point, strength: float = 1.0) -> None:
        """One lantern so far lit."""
        self._glow.draw_at(onto, at, strength)
        self._body.draw_at(onto, at, min(2.0 * strength, 1.0))

    def mirror_at(self, onto: pygame.Surface, at: Point, strength: float) -> None:
        """Its light on the water."""
        self._streak.draw_at(onto, at, strength)


def _paint_body(scenery: Scenery, layout: Layout, at: Point, edge: Colour, heart: Colour) -> None:
    size = layout.px(WIDE), layout.px(HIGH)
    paint_paper(scenery, at, size, (edge, heart), max(layout.px(6), 2.0))


def paint_paper(
    scenery: Scenery, at: Point, half: Point, tones: tuple[Colour, Colour], cap_px: float
) -> None:
    """A round of paper over thin ribs, with a dark cap above and below.

    `half` is half its width and half its height in pixels, `tones` its edge's and its middle's.
    """
    wide, high = half
    area = Area.around(at, 1.3 * high)
    across, down = (area.x - at[0]) / wide, (area.y - at[1]) / high
    out = (np.abs(across) ** 2.3 + np.abs(down) ** 2.6) ** (1 / 2.4)
    cover = covered(((1 - out) * wide).astype(np.float32))
    inner = np.clip(1.15 - np.hypot(across, 0.8 * down - 0.12), 0, 1)
    ribs = 0.86 + 0.14 * np.abs(np.sin(np.pi * RIBS * 0.5 * (down + 1)))
    colours = blend(*tones, (inner * ribs).astype(np.float32))
    scenery.paint_many(area.mask(cover), colours)
    for y in (at[1] - 0.95 * high, at[1] + 0.95 * high):
        ends = (at[0] - 0.42 * wide, y), (at[0] + 0.42 * wide, y)
        scenery.paint(line(*ends, cap_px), CAP)


def _streak(layout: Layout) -> Mask:
    """A tall soft patch of light."""
    wide, high = round(layout.px(46)), round(layout.px(150))
    x = np.arange(-wide, wide + 1, dtype=np.float32)[:, None] / np.float32(0.45 * wide)
    y = np.arange(-high, high + 1, dtype=np.float32)[None, :] / np.float32(0.42 * high)
    broken = 0.75 + 0.25 * np.sin(y * 17.0)
    return Mask(-wide, -high, np.asarray(np.exp(-(x * x) - y * y) * broken, np.float32))
