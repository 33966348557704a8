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
from games.worlds.snow import paint_slope
from games.worlds.village import paint_village

VERSION = 1
NIGHT: Colour = (9, 12, 30)
ZENITH: Colour = (13, 17, 46)
INDIGO: Colour = (30, 40, 92)
BLUE: Colour = (60, 80, 146)
GLOW: Colour = (98, 116, 178)
VALLEY_Y, VALLEY_FOOT_Y = 372.0, 470.0

Line = tuple[tuple[float, float], ...]
FAR: Line = (
    *((-700, 250), (-120, 214), (20, 168), (110, 122), (190, 168), (270, 196), (350, 160)),
    *((430, 120), (486, 96), (560, 150), (640, 196), (740, 214), (820, 190), (900, 150)),
    *((980, 186), (1080, 208), (1180, 160), (1290, 104), (1400, 168), (1560, 140), (2700, 240)),
)
NEARER: Line = (
    *((-700, 300), (0, 236), (120, 262), (250, 300), (380, 326), (520, 338), (700, 342)),
    *((860, 330), (1000, 300), (1120, 262), (1240, 224), (1380, 244), (1560, 210), (2700, 300)),
)
WOODS: Line = ((-700, 330), (0, 330), (240, 364), (520, 378), (800, 376), (1060, 360), (2700, 290))
BROW: Line = (
    *((-700, 330), (0, 404), (180, 436), (360, 466), (560, 486), (760, 492), (960, 484)),
    *((1140, 458), (1320, 424), (1560, 380), (2700, 300)),
)
"""Peaks and saddles of what lies behind each other."""

NEAR_COAT = Coat((10, 14, 36), (112, 130, 184), (40, 52, 98))
FAR_COAT = Coat((22, 29, 64), (120, 138, 192), (56, 70, 122))
FIRS = (
    *((424, 500, 60), (392, 516, 92), (352, 530, 84), (318, 560, 132), (268, 566, 110)),
    *((226, 610, 190), (160, 640, 170), (128, 716, 290), (58, 690, 240), (6, 860, 420)),
    *((150, 980, 330), (-70, 1040, 640), (70, 1150, 470)),
    *((986, 500, 56), (1018, 512, 88), (1064, 516, 76), (1092, 548, 140), (1150, 556, 112)),
    *((1176, 604, 210), (1246, 640, 180), (1290, 720, 310), (1390, 760, 280), (1470, 900, 520)),
    *((1640, 960, 560), (1800, 1060, 640)),
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
        foot = layout.at(x, y)
        coat = NEAR_COAT if high > 150 else FAR_COAT
        paint_fir(scenery, Fir(foot, layout.px(high), 100 + x), coat)
    lay_veil(scenery, layout, NIGHT)
    return scenery.surface()


def _paint_sky(scenery: Scenery, layout: Layout) -> None:
    top, foot = layout.at(0, 0)[1], layout.at(0, 240)[1]
    high = foot - top
    scenery.fill_down(
        (top - high, ZENITH),
        (top, ZENITH),
        (top + 0.45 * high, INDIGO),
        (top + 0.8 * high, BLUE),
        (foot, GLOW),
    )
    above = smoothstep(layout.at(0, 190)[1], layout.at(0, 30)[1], scenery.y)
    light = stars(scenery.size, 150, seed=5, scale=layout.scale * 1.3) * above
    scenery.shine(0.75 * light, (214, 222, 255))
    thin = wisps(scenery.size, (layout.px(820), layout.px(36)), seed=31, thin=0.52)
    band = smoothstep(layout.at(0, 30)[1], layout.at(0, 150)[1], scenery.y)
    scenery.wash(np.asarray(0.34 * thin * band, np.float32), (118, 120, 172))


def _paint_mountains(scenery: Scenery, layout: Layout) -> None:
    foot = layout.at(0, 380)[1]
    far = (110, 126, 178), (46, 58, 110), (78, 94, 150)
    paint_peaks(scenery, layout, FAR, far, foot, 12)
    nearer = (78, 94, 148), (36, 46, 92), (72, 88, 142)
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
    floor = _placed(layout, x, ((-700, 390), (650, 386), (1100, 378), (2700, 340)), 5, 240, 43)
    rows, y = _rows_from(scenery, floor)
    deep = (y - floor[:, None]) / np.float32(layout.px(VALLEY_FOOT_Y - VALLEY_Y))
    snow = gradient(((0, (86, 102, 156)), (0.5, (74, 90, 146)), (1.2, (58, 72, 126))), deep)
    scenery.wash(below(floor, y), snow, rows)
    flat = smoothstep(layout.at(0, 345)[1], layout.at(0, 385)[1], scenery.y)
    flat = flat * smoothstep(layout.at(0, 440)[1], layout.at(0, 395)[1], scenery.y)
    mist = wisps(scenery.size, (layout.px(520), layout.px(30)), seed=33, thin=0.36)
    scenery.wash(np.asarray(0.34 * mist * flat, np.float32), (128, 144, 194))


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
