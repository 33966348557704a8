"""The snow slope at the blue hour, seen from behind: the still layer of `slalom`.

From far to near: sky, peaks, woods, the valley with its village, the slope, firs at its edges.
Places are given at 1080 lines.
"""

from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture
from games.engine.draw.palette import Colour
from games.worlds.firs import Coat, Fir, forest_line, paint_fir
from games.worlds.kit.clouds import wisps
from games.worlds.kit.edges import below
from games.worlds.kit.ridges import ridge_line, stars
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.kit.veil import lay_veil
from games.worlds.peaks import paint_peaks
from games.worlds.snow import paint_slope, throw_shadow
from games.worlds.village import paint_village

VERSION = 2
NIGHT: Colour = (9, 12, 30)
ZENITH: Colour = (13, 17, 46)
INDIGO: Colour = (30, 40, 92)
BLUE: Colour = (60, 80, 146)
GLOW: Colour = (98, 116, 178)
VALLEY_Y, VALLEY_FOOT_Y = 200.0, 298.0

Line = tuple[tuple[float, float], ...]
FAR: Line = (
    *((-700, 186), (-120, 166), (20, 140), (110, 115), (190, 140), (270, 155), (350, 136)),
    *((430, 114), (486, 101), (560, 130), (640, 156), (740, 166), (820, 152), (900, 130)),
    *((980, 150), (1080, 162), (1180, 136), (1290, 104), (1400, 140), (1560, 125), (2700, 180)),
)
NEARER: Line = (
    *((-700, 186), (0, 152), (120, 166), (250, 186), (380, 199), (520, 206), (700, 208)),
    *((860, 200), (1000, 186), (1120, 166), (1240, 146), (1380, 156), (1560, 140), (2700, 186)),
)
WOODS: Line = ((-700, 158), (0, 158), (240, 192), (520, 206), (800, 204), (1060, 188), (2700, 118))
BROW: Line = (
    *((-700, 158), (0, 232), (180, 264), (360, 294), (560, 314), (760, 320), (960, 312)),
    *((1140, 286), (1320, 252), (1560, 208), (2700, 128)),
)
"""Peaks and saddles of what lies behind each other."""

NEAR_COAT = Coat((10, 14, 36), (112, 130, 184), (40, 52, 98))
FAR_COAT = Coat((22, 29, 64), (120, 138, 192), (56, 70, 122))
FIRS = (
    *((322, 326, 52), (290, 338, 84), (250, 344, 74), (214, 378, 124), (164, 388, 100)),
    *((116, 446, 180), (50, 470, 156), (6, 560, 280), (-64, 540, 230), (-70, 740, 430)),
    *((60, 1000, 330), (-110, 1040, 640), (10, 1170, 470)),
    *((1004, 330, 52), (1038, 342, 86), (1082, 348, 72), (1120, 384, 136), (1176, 392, 108)),
    *((1206, 452, 200), (1276, 500, 176), (1316, 600, 310), (1404, 640, 280), (1480, 800, 520)),
    *((1650, 900, 560), (1810, 1000, 640)),
)
"""x and y of the foot, height; those behind come first on either side."""


def still_layer(layout: Layout, folder: Path | None) -> pygame.Surface:
    """The slope and the dark village, as they are before the first gate."""
    key = StillKey("slalom", VERSION, layout.size, (layout.grain,))
    return still(key, lambda: _painted(layout), folder)


def _painted(layout: Layout) -> pygame.Surface:
    scenery = Scenery(layout.size, grain=layout.grain)
    _paint_sky(scenery, layout)
    _paint_mountains(scenery, layout)
    _paint_valley(scenery, layout)
    paint_village(scenery, layout)
    paint_slope(scenery, layout, _placed(layout, scenery.x[:, 0], BROW, 7, 160, 9))
    for x, y, high in FIRS:
        throw_shadow(scenery, layout, (x, y), high)
    for x, y, high in FIRS:
        foot = layout.at(x, y)
        coat = NEAR_COAT if high > 150 else FAR_COAT
        paint_fir(scenery, Fir(foot, layout.px(high), 200 + x), coat)
    lay_veil(scenery, layout, NIGHT)
    return scenery.surface()


def _paint_sky(scenery: Scenery, layout: Layout) -> None:
    top, foot = layout.at(0, 0)[1], layout.at(0, 185)[1]
    high = foot - top
    scenery.fill_down(
        (top - high, ZENITH),
        (top, ZENITH),
        (top + 0.45 * high, INDIGO),
        (top + 0.8 * high, BLUE),
        (foot, GLOW),
    )
    above = smoothstep(layout.at(0, 150)[1], layout.at(0, 20)[1], scenery.y)
    light = stars(scenery.size, 150, seed=5, scale=layout.scale * 1.3) * above
    scenery.shine(0.75 * light, (214, 222, 255))
    thin = wisps(scenery.size, (layout.px(820), layout.px(36)), seed=31, thin=0.52)
    band = smoothstep(layout.at(0, 20)[1], layout.at(0, 110)[1], scenery.y)
    scenery.wash(np.asarray(0.34 * thin * band, np.float32), (118, 120, 172))


def _paint_mountains(scenery: Scenery, layout: Layout) -> None:
    foot = layout.at(0, 214)[1]
    far = (84, 98, 152), (42, 54, 106), (66, 80, 136)
    paint_peaks(scenery, layout, FAR, far, foot, 12)
    nearer = (62, 76, 128), (32, 42, 86), (58, 72, 124)
    paint_peaks(scenery, layout, NEARER, nearer, foot, 23)


def _paint_valley(scenery: Scenery, layout: Layout) -> None:
    """Woods, the snow of the valley before them, and mist between."""
    x = scenery.x[:, 0]
    for (high, apart, down, seed), tone in (
        ((26, 7, -14, 41), (54, 68, 122)),
        ((34, 9, 0, 42), (36, 48, 96)),
    ):
        ground = _placed(layout, x, WOODS, 10, 200, seed) + np.float32(layout.px(down))
        edge = forest_line(x, ground, layout.px(high), layout.px(apart), seed)
        rows, y = _rows_from(scenery, edge)
        deep = y - (ground - np.float32(layout.px(0.6 * high)))[:, None]
        haze = smoothstep(0, layout.px(50), np.asarray(deep, np.float32))
        scenery.wash(below(edge, y), blend(tone, (76, 92, 146), 0.8 * haze), rows)
    floor = _placed(layout, x, ((-700, 218), (650, 214), (1100, 206), (2700, 168)), 5, 240, 43)
    rows, y = _rows_from(scenery, floor)
    deep = (y - floor[:, None]) / np.float32(layout.px(VALLEY_FOOT_Y - VALLEY_Y))
    snow = gradient(((0, (86, 102, 156)), (0.5, (74, 90, 146)), (1.2, (58, 72, 126))), deep)
    scenery.wash(below(floor, y), snow, rows)
    flat = smoothstep(layout.at(0, 174)[1], layout.at(0, 214)[1], scenery.y)
    flat = flat * smoothstep(layout.at(0, 268)[1], layout.at(0, 224)[1], scenery.y)
    mist = wisps(scenery.size, (layout.px(520), layout.px(30)), seed=33, thin=0.36)
    scenery.wash(np.asarray(0.22 * mist * flat, np.float32), (128, 144, 194))


def _rows_from(scenery: Scenery, edge: Picture) -> tuple[slice, Picture]:
    """The rows from an edge's highest place down, and their y."""
    first = min(max(int(edge.min() - scenery.origin[1]) - 2, 0), scenery.size[1] - 1)
    rows = slice(first, scenery.size[1])
    return rows, scenery.y[:, rows]


def _placed(
    layout: Layout, x: Picture, line: Line, rough: float, cell: float, seed: int
) -> Picture:
    return ridge_line(
        x, [layout.at(*peak) for peak in line], layout.px(rough), layout.px(cell), seed
    )
