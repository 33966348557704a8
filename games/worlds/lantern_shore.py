"""A shore before dawn with one lantern for each visit: how high it hangs is the visit's value.

`games.screens.station.shore` decides where lanterns hang; here they and the water are painted. The
water's line is the scale's lower end, so that a lantern's height over the water is honest.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, halo, line
from games.engine.draw.palette import AMBER, INK, MIST, Colour, mixed
from games.worlds.kit.edges import Area
from games.worlds.kit.glow import add_light
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.paper_lanterns import paint_paper
from games.worlds.still_water import Hour, paint_lake, paint_reeds

VERSION = 1
BEFORE_DAWN = Hour((8, 13, 32), (52, 66, 104), (206, 134, 120), 1560.0, (15, 38, 58), 250.0, 21)
REEDS = ((-20.0, 330.0, 30), (1935.0, 330.0, 30))
POST: Colour = (58, 62, 74)
POST_LIT: Colour = (150, 140, 132)
PAPER_EDGE, PAPER_HEART = (230, 140, 54), (255, 248, 222)
DARK_EDGE, DARK_HEART = (52, 60, 70), (84, 94, 104)
HIGHEST, LOWEST = 30.0, 8.0
"""Half the height of a lantern where there is much room and where there is little, 1080 lines."""


def still_layer(layout: Layout, folder: Path | None) -> pygame.Surface:
    """The lake without a lantern."""
    key = StillKey("lantern-shore", VERSION, layout.size, (layout.grain,))
    return still(key, lambda: _lake(layout), folder)


def _lake(layout: Layout) -> pygame.Surface:
    scenery = Scenery(layout.size, grain=layout.grain)
    paint_lake(scenery, layout, BEFORE_DAWN)
    paint_reeds(scenery, layout, BEFORE_DAWN, REEDS)
    head = smoothstep(layout.at(0, 400)[1], layout.at(0, 130)[1], scenery.y)
    foot = smoothstep(layout.at(0, 830)[1], layout.at(0, 920)[1], scenery.y)
    seen = (1 - 0.55 * head) * (1 - 0.86 * foot) + np.zeros_like(scenery.x)
    scenery.wash((1 - seen).astype(np.float32), (6, 12, 24))
    return scenery.surface()


def mist_band(size: tuple[int, int], seed: int) -> Canvas:
    """A band of mist of a size in pixels: soft at its ends, its upper and lower edge just seen."""
    scenery = Scenery(size)
    wide, high = size
    x = np.minimum(scenery.x, wide - scenery.x) / max(0.1 * wide, 1.0)
    y = np.minimum(scenery.y, high - scenery.y)
    drift = noise(size, (0.4 * wide, max(0.7 * high, 4.0)), seed, octaves=4)
    ends = np.clip(x, 0, 1) ** 0.8
    edge = np.exp(-((y / max(0.02 * wide * 0.12, 1.2)) ** 2))
    cover = (
        ends
        * (0.17 + 0.26 * smoothstep(0.35, 0.75, drift) + 0.09 * edge)
        * smoothstep(0, 0.1 * high, y)
    )
    scenery.wash(np.asarray(cover, np.float32), (176, 192, 208))
    return scenery


def half_height(apart_px: float, layout: Layout) -> float:
    """Half of a lantern's height where neighbours stand so far apart."""
    return float(np.clip(0.46 * apart_px, layout.px(LOWEST), layout.px(HIGHEST)))


def paint_post(onto: pygame.Surface, foot: Point, top: Point, wide: float) -> None:
    """A post out of the water, its mirror image, and the bar that a lantern hangs from."""
    reach = round(3 * wide) + 4
    left, low = round(foot[0]) - reach, foot[1] + 0.22 * (foot[1] - top[1])
    canvas = Canvas((2 * reach + 1, round(low - top[1]) + 2 * reach), (left, round(top[1]) - reach))
    canvas.paint(line((foot[0], foot[1] + 2), (foot[0], low), 0.8 * wide), POST, 0.28)
    canvas.paint(line(top, foot, wide), POST)
    side = 0.28 * wide
    canvas.paint(
        line((top[0] + side, top[1]), (foot[0] + side, foot[1]), 0.34 * wide), POST_LIT, 0.6
    )
    canvas.paint(line((foot[0] - 2 * wide, foot[1]), (foot[0] + 2 * wide, foot[1]), 1.6), MIST, 0.3)
    onto.blit(canvas.surface(), canvas.origin)


def paint_lantern(onto: pygame.Surface, at: Point, half: float, lit: float) -> None:
    """A paper lantern round a place; `lit` 0 to 1."""
    tones = mixed(DARK_EDGE, PAPER_EDGE, lit), mixed(DARK_HEART, PAPER_HEART, lit)
    scenery = Scenery.on(Area.around(at, 1.5 * half))
    paint_paper(scenery, at, (0.78 * half, half), tones, max(0.16 * half, 1.6))
    onto.blit(scenery.surface(), scenery.origin)


def shine(onto: pygame.Surface, at: Point, half: float, water_y: float, lit: float) -> None:
    """What a lit lantern adds: its glow, and its image in the water as far below as it is above."""
    add_light(onto, AMBER, halo(at, 3.6 * half, 2.3).times(0.40 * lit))
    mirror_y = water_y + 0.26 * (water_y - at[1])
    area = Area.of([(at[0], mirror_y - 2.0 * half), (at[0], mirror_y + 3.2 * half)], 1.6 * half)
    broken = 0.66 + 0.34 * np.sin((area.y - water_y) * np.float32(7.5 / half))
    away = ((area.x - at[0]) / (0.62 * half)) ** 2
    tall = ((area.y - mirror_y) / (1.9 * half)) ** 2
    light = np.exp(-away - tall) * broken * (area.y > water_y)
    add_light(onto, AMBER, area.mask((0.55 * lit * light).astype(np.float32)))


def paint_way(onto: pygame.Surface, points: Sequence[Point], wide: float, colour: Colour) -> None:
    """A thin thread from lantern to lantern."""
    for start, end in pairwise(points):
        mask = line(start, end, wide)
        canvas = Canvas.around(mask)
        canvas.paint(mask, colour, 0.34)
        onto.blit(canvas.surface(), canvas.origin)


def paint_tie(onto: pygame.Surface, at: Point, wide: float) -> None:
    """A white band round a post: this visit belongs to the baseline."""
    mask = line((at[0] - 1.1 * wide, at[1]), (at[0] + 1.1 * wide, at[1]), max(1.3 * wide, 3.0))
    canvas = Canvas.around(mask)
    canvas.paint(mask, INK, 0.95)
    onto.blit(canvas.surface(), canvas.origin)
