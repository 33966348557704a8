"""What lies behind every page: still water at night, and one light at the head of the page."""

from functools import cache

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import disc, halo, line
from games.engine.draw.palette import ABYSS, DEEP, INK, MIST, WATER, mixed

LIGHT = 76.0, 100.0
"""Where the light is, left of the page's title."""

CORE, GLOW = 14.0, 120.0
SHORE = mixed(ABYSS, DEEP, 0.15)
NEAR_LIGHT = mixed(DEEP, WATER, 0.4)
GLINTS = (
    *((148.0, 34.0, 0.6), (166.0, 52.0, 0.42), (190.0, 30.0, 0.34), (222.0, 44.0, 0.26)),
    *((264.0, 24.0, 0.2), (318.0, 36.0, 0.15), (386.0, 18.0, 0.12), (470.0, 28.0, 0.08)),
)
"""Each stroke of the light on the water: its y, its width, and how bright it is."""


@cache
def still_night(layout: Layout) -> pygame.Surface:
    """The picture of it, painted once for a size."""
    px, centre = layout.px, layout.at(*LIGHT)
    canvas = Canvas(layout.size, grain=layout.grain)
    canvas.glow(centre, (px(1750), px(1150)), NEAR_LIGHT, SHORE)
    for y, wide, bright in GLINTS:
        x = centre[0]
        ends = (x - px(wide / 2), layout.at(0, y)[1]), (x + px(wide / 2), layout.at(0, y)[1])
        canvas.light(line(*ends, max(px(3), 1.0)).blurred(max(px(7), 1.2)), INK, bright)
    canvas.light(halo(centre, px(GLOW), 2.4), MIST, 0.34)
    canvas.paint(disc(centre, px(CORE) + max(px(2), 1.0)), ABYSS, 0.6)
    canvas.paint(disc(centre, px(CORE)), INK)
    return canvas.surface()
