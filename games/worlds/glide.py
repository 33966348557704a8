"""Above the clouds at first light, seen from behind: the still layer and the sprites of `glide`.

The sun stands beside the field, so that no ring ever lies before it; the scene lifts it.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture
from games.engine.draw.palette import Colour
from games.worlds.kit.clouds import CloudRow, paint_cloud_row, wisps
from games.worlds.kit.noise import noise
from games.worlds.kit.ridges import paint_ridge, ridge_line, stars
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.kit.veil import lay_veil

VERSION = 2
HORIZON_Y, SUN_X, SUN_RADIUS = 518.0, 1064.0, 88.0
NIGHT: Colour = (11, 12, 32)
ZENITH: Colour = (17, 17, 46)
DUSK: Colour = (38, 32, 78)
PLUM: Colour = (72, 48, 94)
ROSE: Colour = (112, 66, 100)
EMBER: Colour = (244, 138, 96)
MOUNTAIN: Colour = (44, 38, 80)
MOUNTAIN_HAZE: Colour = (96, 60, 96)
ROWS = 13

Line = tuple[tuple[float, float], ...]
FAR: Line = (
    *((-500, 514), (600, 512), (760, 500), (880, 494), (980, 506), (1090, 513), (1180, 500)),
    *((1270, 482), (1400, 498), (1560, 440), (1660, 410), (1790, 470), (2600, 510)),
)
MIDDLE: Line = (
    *((-700, 540), (260, 500), (330, 470), (380, 450), (470, 486), (580, 514), (2600, 560)),
)
NEAR: Line = (
    *((-700, 520), (-160, 470), (-20, 452), (60, 392), (106, 366), (160, 398), (250, 430)),
    *((322, 408), (352, 424), (440, 482), (540, 514), (600, 526), (2600, 560)),
)
"""Peaks and saddles of the ridges at 1080 lines."""


def still_layer(layout: Layout, folder: Path | None) -> pygame.Surface:
    """Sky, mountains and the sea of clouds, as they are before the sun has risen."""
    key = StillKey("glide", VERSION, layout.size, (layout.grain,))
    return still(key, lambda: _painted(layout), folder)


def _painted(layout: Layout) -> pygame.Surface:
    scenery = Scenery(layout.size, grain=layout.grain)
    _paint_sky(scenery, layout)
    for ridge in _ridges(layout, scenery.x[:, 0]):
        ridge.paint(scenery, layout)
    _paint_clouds(scenery, layout)
    lay_veil(scenery, layout, NIGHT)
    return scenery.surface()


def _paint_sky(scenery: Scenery, layout: Layout) -> None:
    horizon = layout.at(0, HORIZON_Y)[1]
    up = horizon - scenery.y
    stops = ((0, ROSE), (layout.px(90), PLUM), (layout.px(300), DUSK), (layout.px(560), ZENITH))
    scenery.fill(gradient(stops, np.maximum(up, 0)))
    far = _from_sun(scenery, layout)
    scenery.wash((0.74 * np.exp(-far * 3.9)).astype(np.float32), EMBER)
    low = np.exp(-np.maximum(up, 0) / layout.px(54)) * np.exp(
        -np.abs(scenery.x - layout.at(SUN_X, 0)[0]) / layout.px(640)
    )
    scenery.wash((0.34 * low).astype(np.float32), EMBER)
    above = smoothstep(layout.px(150), layout.px(420), up)
    light = stars(scenery.size, 190, seed=11, scale=layout.scale * 1.3) * above
    scenery.shine(0.8 * light, (214, 218, 255))
    cells = layout.px(760), layout.px(44)
    thin = wisps(scenery.size, cells, seed=23, thin=0.5)
    band = smoothstep(0, layout.px(50), up) * smoothstep(layout.px(480), layout.px(200), up)
    colours = gradient(((0, (176, 96, 116)), (layout.px(420), (92, 60, 108))), np.maximum(up, 0))
    scenery.wash((0.62 * thin * band).astype(np.float32), colours)


def _from_sun(scenery: Scenery, layout: Layout) -> Picture:
    """Distance from where the sun rises; light spreads farther along the horizon."""
    x, y = layout.at(SUN_X, HORIZON_Y)
    away = np.hypot((scenery.x - x) / 1.5, scenery.y - y)
    return np.asarray(away / layout.px(620), np.float32)


def ground_line(layout: Layout, x: Picture) -> Picture:
    """The upper edge y(x) of everything that stands before the sun."""
    lines = [ridge.line for ridge in _ridges(layout, x)]
    horizon = np.full_like(x, layout.at(0, HORIZON_Y)[1])
    return np.asarray(np.minimum.reduce([*lines, horizon]), np.float32)


@dataclass(frozen=True)
class _Ridge:
    line: Picture
    crest: Colour
    haze: Colour

    def paint(self, scenery: Scenery, layout: Layout) -> None:
        sun_x, foot = layout.at(SUN_X, HORIZON_Y + 14)
        paint_ridge(scenery, self.line, self.crest, self.haze, foot, (sun_x, (206, 120, 116)))


def _ridges(layout: Layout, x: Picture) -> tuple[_Ridge, ...]:
    return (
        _Ridge(_placed(layout, x, FAR, 10, 5), (66, 46, 86), (124, 72, 98)),
        _Ridge(_placed(layout, x, MIDDLE, 12, 6), (58, 44, 86), (112, 66, 98)),
        _Ridge(_placed(layout, x, NEAR, 16, 7), MOUNTAIN, MOUNTAIN_HAZE),
    )


def _placed(layout: Layout, x: Picture, peaks: Line, rough: float, seed: int) -> Picture:
    return ridge_line(
        x, [layout.at(*peak) for peak in peaks], layout.px(rough), layout.px(70), seed
    )


def _paint_clouds(scenery: Scenery, layout: Layout) -> None:
    sun = np.exp(-np.abs(scenery.x - layout.at(SUN_X, 0)[0]) / layout.px(430))[..., None]
    drift = noise((scenery.size[0], 1), (layout.px(420), 1), seed=3)[..., None] - 0.5
    for index in range(ROWS):
        depth = index / (ROWS - 1)
        row = CloudRow(
            base_y=layout.at(0, HORIZON_Y + 9 + 600 * depth**1.7)[1],
            wide=layout.px(30 + 470 * depth**1.45),
            high=layout.px(12 + 190 * depth**1.25),
            lit_depth=layout.px(6 + 80 * depth),
            seed=40 + index,
        )
        lit = blend(_at(depth, LIT), (236, 142, 120), (0.8 * sun * (1 - depth) ** 1.5)[..., 0])
        body = blend(_at(depth, BODY), (176, 100, 104), (0.6 * sun * (1 - depth) ** 2)[..., 0])
        tone = (1 + 0.35 * drift).astype(np.float32)
        paint_cloud_row(scenery, row, lit * tone, body * tone, _at(depth, FOOT))


LIT = ((0.0, (176, 102, 106)), (0.3, (142, 84, 110)), (0.6, (90, 63, 110)), (1.0, (40, 40, 84)))
BODY = ((0.0, (124, 74, 98)), (0.3, (86, 56, 94)), (0.6, (52, 42, 88)), (1.0, (24, 25, 60)))
FOOT = ((0.0, (88, 56, 90)), (0.3, (52, 40, 82)), (0.6, (32, 31, 74)), (1.0, (15, 17, 46)))


def _at(depth: float, stops: tuple[tuple[float, Colour], ...]) -> Picture:
    return gradient(stops, np.float32(depth))
