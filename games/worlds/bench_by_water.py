"""A bench by the lake, and the moon that breathes above the water: the rest between two trials."""

from math import cos, pi
from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Picture, polygon
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import Area
from games.worlds.kit.glow import Glow
from games.worlds.kit.noise import line_noise, noise
from games.worlds.kit.scenery import Scenery, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.kit.veil import lay_veil
from games.worlds.still_water import Hour, paint_lake, paint_reeds

VERSION = 1
MOONRISE = Hour((7, 12, 30), (44, 64, 104), (150, 164, 196), 600.0, (14, 36, 58), 548.0, 9, 320)
NIGHT: Colour = (5, 11, 22)
BANK: Colour = (7, 17, 24)
WOOD: Colour = (12, 20, 30)
EDGE: Colour = (150, 172, 204)
MOON: Colour = (236, 238, 230)
SHINE: Colour = (126, 150, 196)
REEDS = ((-30.0, 420.0, 40), (150.0, 250.0, 16), (1150.0, 240.0, 14))

MOON_AT, MOON_RADIUS, HALO = (600.0, 306.0), 104.0, 330.0
BREATH_IN_S, BREATH_OUT_S = 5.0, 5.0
LEAST_HALO, HALO_STEPS = 0.30, 48
WAY = (-190.0, MOONRISE.horizon_y), (190.0, 828.0)
WAY_LIGHT: Colour = (164, 184, 220)
BANK_Y = 850.0
BENCH_X = 600.0
BOARDS = (
    *(((-199.0, 668.0, -177.0, 884.0), False), ((177.0, 668.0, 199.0, 884.0), False)),
    *(((-231.0, 674.0, 231.0, 700.0), True), ((-233.0, 714.0, 233.0, 740.0), True)),
    *(((-235.0, 754.0, 235.0, 780.0), True), ((-248.0, 806.0, 248.0, 828.0), True)),
    *(((-248.0, 764.0, -222.0, 778.0), True), ((222.0, 764.0, 248.0, 778.0), True)),
)
"""The bench: left, top, right and bottom of each board from its middle, and whether the moon lights
its edge.
"""


def still_layer(layout: Layout, folder: Path | None) -> pygame.Surface:
    """Lake, moon and bench."""
    key = StillKey("bench", VERSION, layout.size, (layout.grain,))
    return still(key, lambda: _painted(layout), folder)


def breath(t_s: float) -> float:
    """How far the moon has breathed in at a moment, 0 to 1."""
    t_s %= BREATH_IN_S + BREATH_OUT_S
    if t_s < BREATH_IN_S:
        return (1 - cos(pi * t_s / BREATH_IN_S)) / 2
    return (1 + cos(pi * (t_s - BREATH_IN_S) / BREATH_OUT_S)) / 2


class MoonBreath:
    """The halo that the moon's breath adds, in the air and on the water."""

    def __init__(self, layout: Layout) -> None:
        self._at = layout.at(*MOON_AT)
        self._halo = Glow(_halo_light(layout), HALO_STEPS)
        way = _way_light(layout)
        self._way = Glow.of(way, WAY_LIGHT, 0.72)
        wide, high = way.cover.shape
        self._way_at = way.left + wide // 2, way.top + high // 2

    def draw(self, onto: pygame.Surface, share: float) -> None:
        """So far breathed in."""
        strength = LEAST_HALO + (1 - LEAST_HALO) * share
        self._halo.draw_at(onto, self._at, strength)
        self._way.draw_at(onto, self._way_at, strength)


def _painted(layout: Layout) -> pygame.Surface:
    scenery = Scenery(layout.size, grain=layout.grain)
    paint_lake(scenery, layout, MOONRISE)
    _paint_moon(scenery, layout)
    _paint_bank(scenery, layout)
    _paint_bench(scenery, layout)
    paint_reeds(scenery, layout, MOONRISE, REEDS)
    lay_veil(scenery, layout, NIGHT)
    return scenery.surface()


def _paint_moon(scenery: Scenery, layout: Layout) -> None:
    """Full, with its quiet seas."""
    (x, y), radius = layout.at(*MOON_AT), layout.px(MOON_RADIUS)
    away = np.hypot(scenery.x - x, scenery.y - y)
    disc = np.clip(radius - away + 0.5, 0, 1)
    seas = noise(scenery.size, (1.1 * radius, 0.9 * radius), seed=12, octaves=4)
    tone = 1.0 - 0.20 * smoothstep(0.46, 0.66, seas) - 0.10 * (away / radius) ** 2
    scenery.wash(
        disc.astype(np.float32), (tone[..., None] * np.array(MOON, np.float32)).astype(np.float32)
    )


def _paint_bank(scenery: Scenery, layout: Layout) -> None:
    """The grassy bank that the bench stands on."""
    x = (scenery.x[:, 0] - layout.at(BENCH_X, 0)[0]) / layout.px(1)
    hill = BANK_Y - 26 * np.exp(-((x / 620) ** 2)) + 60 * (x / 1100) ** 2
    tufts = 16 * (line_noise(len(x), layout.px(7), 8, 4, 0.7) - 0.5)
    line = layout.at(0, 0)[1] + layout.px(1) * (hill + tufts)
    cover = np.clip(scenery.y - line[:, None] + 0.5, 0, 1).astype(np.float32)
    depth = scenery.y - line[:, None]
    lit = np.exp(-np.maximum(depth, 0) / layout.px(10)) * np.exp(-((x / 420) ** 2))[:, None]
    colours = np.array(BANK, np.float32) + (0.5 * lit)[..., None] * np.array(
        (70, 92, 120), np.float32
    )
    scenery.wash(cover, colours.astype(np.float32))


def _paint_bench(scenery: Scenery, layout: Layout) -> None:
    """Seen from behind, before the moon's way."""
    for box, lit in BOARDS:
        scenery.paint(_board(layout, *box), WOOD)
        if lit:
            left, top, right, _ = box
            scenery.paint(_board(layout, left, top, right, top + 4.5), EDGE, 0.55)


def _board(layout: Layout, left: float, top: float, right: float, bottom: float) -> Mask:
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return polygon([layout.at(BENCH_X + x, y) for x, y in corners])


def _halo_light(layout: Layout) -> Picture:
    reach = round(layout.px(HALO))
    axis = np.arange(-reach, reach + 1, dtype=np.float32)
    away = np.hypot(axis[:, None], axis[None, :]) / np.float32(reach)
    radius = np.float32((MOON_RADIUS - 3) / HALO)
    beyond = np.maximum(away - radius, 0) / (1 - radius)
    light = np.where(away < radius, 0.05, 0.62 * np.clip(1 - beyond, 0, 1) ** 2.6)
    return np.asarray(light[..., None] * np.array(SHINE, np.float32), np.float32)


def _way_light(layout: Layout) -> Mask:
    """The moon's way on the water, broken by ripples, wider the nearer, and hidden by the bench."""
    (left, top), (right, bottom) = (layout.at(MOON_AT[0] + x, y) for x, y in WAY)
    area = Area.of([(left, top), (right, bottom)], 0)
    down = (area.y - top) / (bottom - top)
    spread = layout.px(16) + layout.px(64) * down
    glints = noise(area.size, (layout.px(80), layout.px(8)), seed=15, octaves=3)
    fade = np.clip(down * 9, 0, 1) * np.clip((1 - down) * 4, 0, 1)
    away = (area.x - layout.at(MOON_AT[0], 0)[0]) / spread
    light = np.exp(-(away**2)) * (0.10 + 0.9 * smoothstep(0.47, 0.66, glints)) * fade
    mask = area.mask(light.astype(np.float32))
    for box, _ in BOARDS:
        mask.cover[:] *= 1 - _board(layout, *box).over(mask)
    return mask
