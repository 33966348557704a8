"""The valley at night, where all places of the games lie along one way round a lake.

Its left is dusk, its middle the night, and at its right the sun will rise: whoever follows the way
goes through the night. Only `games.screens.valley` shows it.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture, Point
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import below
from games.worlds.kit.noise import line_noise, noise
from games.worlds.kit.ridges import paint_ridge, ridge_line, stars
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.kit.veil import STRENGTH
from games.worlds.valley_floor import HORIZON_Y, paint_lake, paint_trees, paint_way

VERSION = 2
NIGHT: Colour = (5, 10, 22)
ZENITH: Colour = (8, 12, 32)
LOW_SKY: Colour = (40, 50, 90)
DUSK: Colour = (128, 74, 116)
DAWN: Colour = (226, 132, 108)
DUSK_X, DAWN_X = 20.0, 1130.0
COLUMN_FROM, COLUMN_FULL, SENTENCE_FROM, SENTENCE_FULL = 1180.0, 1332.0, 850.0, 985.0
"""The veil is narrower than a field's: cards stand where it would begin."""

MOON, MOON_RADIUS = (490.0, 50.0), 25.0
MOONLIGHT: Colour = (214, 224, 244)

Line = tuple[tuple[float, float], ...]
FAR: Line = (
    *((-500, 190), (-60, 150), (60, 118), (150, 160), (300, 178), (390, 140), (470, 168)),
    *((640, 190), (760, 152), (850, 112), (910, 146), (1010, 176), (1130, 150), (1240, 178)),
    *((1400, 140), (1560, 100), (1760, 160), (2600, 190)),
)
MIDDLE: Line = (
    *((-500, 150), (0, 164), (110, 196), (260, 206), (420, 198), (560, 210), (760, 208)),
    *((930, 196), (1060, 206), (1180, 192), (1320, 150), (1600, 130), (2600, 170)),
)

SPURS = (
    (262.0, 470.0, 74.0, 3),
    (318.0, 500.0, 112.0, 4),
    (400.0, 530.0, 150.0, 5),
    (520.0, 560.0, 190.0, 6),
    (690.0, 590.0, 240.0, 7),
    (900.0, 610.0, 250.0, 8),
)
"""The valley's sides, far to near: foot, how far from the middle they begin, height, and seed."""

MEADOW = ((HORIZON_Y, (62, 82, 116)), (320.0, (42, 74, 94)), (620.0, (22, 52, 60)))
FOREGROUND = (1080.0, (6, 15, 24))


def still_layer(layout: Layout, line: Sequence[Point], folder: Path | None) -> pygame.Surface:
    """The valley without a postcard; its way follows a line of (right, down) of the middle."""
    key = StillKey("valley", VERSION, layout.size, (tuple(line), layout.grain))
    return still(key, lambda: painted(layout, line), folder)


def painted(layout: Layout, line: Sequence[Point]) -> pygame.Surface:
    scenery = Scenery(layout.size, grain=layout.grain)
    _paint_sky(scenery, layout)
    _paint_mountains(scenery, layout)
    _paint_meadow(scenery, layout)
    _paint_spurs(scenery, layout)
    paint_lake(scenery, layout, MOON[0], MOONLIGHT)
    paint_way(scenery, layout, line)
    paint_trees(scenery, layout)
    _lay_mist(scenery, layout)
    _lay_veil(scenery, layout)
    return scenery.surface()


def hours(scenery: Scenery, layout: Layout, wide: float) -> tuple[Picture, Picture]:
    """How much of dusk and of sunrise each column has, (width, 1)."""
    x = (scenery.x - layout.at(0, 0)[0]) / layout.scale
    dusk = np.exp(-(((x - DUSK_X) / wide) ** 2))
    dawn = np.exp(-(((x - DAWN_X) / wide) ** 2))
    return dusk.astype(np.float32), dawn.astype(np.float32)


def _paint_sky(scenery: Scenery, layout: Layout) -> None:
    horizon = layout.at(0, HORIZON_Y)[1]
    up = np.maximum(horizon - scenery.y, 0)
    scenery.fill(gradient(((0, LOW_SKY), (layout.px(130), (20, 26, 58)), (horizon, ZENITH)), up))
    low = np.exp(-up / layout.px(120)).astype(np.float32)
    dusk, dawn = hours(scenery, layout, 430)
    scenery.wash(0.78 * dusk * low, DUSK)
    scenery.wash(0.94 * dawn * low, DAWN)
    thin = smoothstep(0.52, 0.8, noise(scenery.size, (layout.px(620), layout.px(30)), seed=23))
    scenery.wash(0.3 * thin * low, (150, 116, 140))
    above = smoothstep(layout.px(20), layout.px(120), up)
    light = stars(scenery.size, 420, seed=5, scale=layout.scale * 1.3) * above
    scenery.shine(0.85 * light * (1 - 0.8 * dawn), (214, 222, 255))
    _paint_moon(scenery, layout)


def _paint_moon(scenery: Scenery, layout: Layout) -> None:
    """A crescent, lit from where the sun will rise, and its halo."""
    x, y = layout.at(*MOON)
    radius = layout.px(MOON_RADIUS)
    away = np.hypot(scenery.x - x, scenery.y - y)
    scenery.shine(0.3 * np.exp(-away / (2.6 * radius)).astype(np.float32), (120, 140, 190))
    shade = np.hypot(scenery.x - (x - 0.55 * radius), scenery.y - (y - 0.16 * radius))
    disc = np.clip(radius - away + 0.5, 0, 1)
    lit = disc * np.clip((shade - 0.93 * radius) / (0.16 * radius), 0, 1)
    scenery.wash((0.30 * disc).astype(np.float32), (46, 54, 92))
    scenery.wash(lit.astype(np.float32), (238, 238, 230))


def _paint_mountains(scenery: Scenery, layout: Layout) -> None:
    x = scenery.x[:, 0]
    foot = layout.at(0, HORIZON_Y + 12)[1]
    sun = layout.at(DAWN_X, 0)[0], (214, 128, 116)
    tones = ((FAR, 11, (34, 40, 78), (78, 76, 112), 5), (MIDDLE, 9, (24, 32, 60), (54, 62, 92), 6))
    for peaks, rough, crest, haze, seed in tones:
        at = [layout.at(*peak) for peak in peaks]
        line = ridge_line(x, at, layout.px(rough), layout.px(60), seed)
        paint_ridge(scenery, line, crest, haze, foot, sun)


def _paint_meadow(scenery: Scenery, layout: Layout) -> None:
    """The valley's floor: fields and woods, longer the nearer; dusk and sunrise lie on it."""
    horizon = layout.at(0, HORIZON_Y)[1]
    rows = slice(max(round(horizon), 0), scenery.size[1])
    down = scenery.y[:, rows]
    stops = [(layout.at(0, y)[1], colour) for y, colour in (*MEADOW, FOREGROUND)]
    width, height = scenery.size[0], down.shape[1]
    ground = gradient(stops, np.broadcast_to(down, (width, height)))
    fields = noise((width, height), (layout.px(230), layout.px(46)), seed=8, octaves=5)
    tufts = noise((width, height), (layout.px(26), layout.px(9)), seed=9, octaves=3)
    tone = 0.62 + 0.56 * fields + 0.24 * tufts
    ground = ground * tone[..., None]
    woods = smoothstep(0.53, 0.66, noise((width, height), (layout.px(300), layout.px(80)), seed=12))
    ground = blend(ground, (7, 22, 30), 0.55 * woods)
    far = smoothstep(layout.at(0, 640)[1], horizon, down)
    dusk, dawn = hours(scenery, layout, 420)
    ground = blend(ground, (104, 66, 112), 0.52 * dusk * (0.25 + 0.75 * far))
    ground = blend(ground, (176, 106, 104), 0.56 * dawn * (0.15 + 0.85 * far))
    scenery.wash(np.ones((width, height), np.float32), ground, rows)


def _paint_spurs(scenery: Scenery, layout: Layout) -> None:
    """The valley's sides, one behind the other; each sinks into the night at its foot."""
    x = (scenery.x[:, 0] - layout.at(0, 0)[0]) / layout.scale
    _, dawn = hours(scenery, layout, 520)
    for index, (foot, begins, high, seed) in enumerate(SPURS):
        depth = index / (len(SPURS) - 1)
        out = np.clip((np.abs(x - 650) - begins) / 330, 0, 1.8)
        rough = line_noise(len(x), layout.px(110), seed, octaves=6, gain=0.55) - 0.5
        rise = high * out**0.8 * (1 + 0.5 * rough)
        line = layout.at(0, foot)[1] - layout.px(1) * rise.astype(np.float32)
        foot_y = layout.at(0, foot + 8)[1]
        rows = slice(max(int(line.min()) - 2, 0), min(int(foot_y) + 1, scenery.size[1]))
        y = scenery.y[:, rows]
        down = np.maximum(y - line[:, None], 0)
        edge = np.exp(-down / layout.px(5 + 6 * depth)).astype(np.float32)
        body = _between((40, 48, 84), (12, 24, 38), depth)
        colours = blend(body, (150, 104, 112), 0.5 * edge * dawn)
        colours = blend(colours, (110, 126, 166), 0.22 * edge * (1 - dawn))
        sinks = smoothstep(foot_y, foot_y - layout.px(0.5 * high + 24), y)
        scenery.wash(below(line, y) * sinks * np.float32(0.92), colours, rows)


def _between(far: Colour, near: Colour, depth: float) -> Picture:
    return np.asarray(gradient(((0.0, far), (1.0, near)), np.float32(depth)))


def _lay_mist(scenery: Scenery, layout: Layout) -> None:
    """Mist along the horizon, and thin bands of it over the far shore."""
    horizon = layout.at(0, HORIZON_Y + 4)[1]
    low = np.exp(-(((scenery.y - horizon) / layout.px(26)) ** 2)) + np.zeros_like(scenery.x)
    dusk, dawn = hours(scenery, layout, 420)
    tone = blend((64, 76, 116), (112, 78, 122), 0.8 * dusk * np.ones_like(low))
    scenery.wash((0.62 * low).astype(np.float32), blend(tone, (190, 124, 122), 0.8 * dawn * low))
    found = noise(scenery.size, (layout.px(700), layout.px(26)), seed=31, octaves=4)
    top, bottom = layout.at(0, 205)[1], layout.at(0, 400)[1]
    middle = layout.at(0, 268)[1]
    band = smoothstep(top, middle, scenery.y) * smoothstep(bottom, middle, scenery.y)
    scenery.wash(0.42 * smoothstep(0.42, 0.8, found) * band, (104, 116, 150))


def _lay_veil(scenery: Scenery, layout: Layout) -> None:
    """The night behind column and sentence."""
    column = smoothstep(layout.at(COLUMN_FROM, 0)[0], layout.at(COLUMN_FULL, 0)[0], scenery.x)
    sentence = smoothstep(layout.at(0, SENTENCE_FROM)[1], layout.at(0, SENTENCE_FULL)[1], scenery.y)
    seen = (1 - STRENGTH * column) * (1 - STRENGTH * sentence)
    scenery.wash((1 - seen).astype(np.float32), NIGHT)
