"""What lies before the eye in the grove: shallow water with the morning in it, and mossy stones.

It is painted over the veil behind the sentence, which would else leave the lowest third black.
"""

import numpy as np

from games.engine.draw.layout import Layout
from games.engine.draw.palette import Colour
from games.worlds.grove import Grove
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, smoothstep
from games.worlds.kit.stones import Stone, paint_stone, throw_shadow
from games.worlds.kit.veil import COLUMN_FROM, COLUMN_FULL

SHALLOWS: Colour = (17, 74, 66)
GLEAM: Colour = (96, 158, 128)
MOSS: Colour = (40, 72, 48)
ROCK: Colour = (46, 64, 60)
SHADE: Colour = (3, 14, 13)
LIT_FROM_Y, LIT_FULL_Y = 760.0, 960.0
LIGHT_FROM_DEG = 330.0
DARK_RIGHT = 0.42
"""Stones on the right stand where the column's night begins."""
STONES = (
    (40.0, 1046.0, 104.0), (152.0, 1010.0, 62.0), (232.0, 1062.0, 74.0), (92.0, 950.0, 44.0),
    (24.0, 914.0, 34.0), (1024.0, 1068.0, 66.0), (1106.0, 1024.0, 50.0), (1164.0, 1074.0, 80.0),
)  # fmt: skip
"""Middle and half length at 1080 lines, on both sides of the sentence."""


def paint_foreground(scenery: Scenery, grove: Grove) -> None:
    """Light in the water up to the column's night, then the stones that stand in it."""
    layout = grove.layout
    _paint_shallows(scenery, layout, grove.field.centre[0])
    stones = [_stone(layout, index) for index in range(len(STONES))]
    for stone in stones:
        throw_shadow(scenery, stone, SHADE, LIGHT_FROM_DEG)
    for stone in sorted(stones, key=lambda each: each.centre[1]):
        colour = MOSS if stone.seed % 3 else ROCK
        tone = DARK_RIGHT if stone.centre[0] > grove.field.centre[0] else 1.0
        red, green, blue = (round(level * tone) for level in colour)
        paint_stone(scenery, stone, (red, green, blue), LIGHT_FROM_DEG)


def _paint_shallows(scenery: Scenery, layout: Layout, middle_x: float) -> None:
    rows = slice(max(round(layout.at(0, LIT_FROM_Y)[1]), 0), None)
    y = scenery.y[:, rows]
    low = smoothstep(layout.at(0, LIT_FROM_Y)[1], layout.at(0, LIT_FULL_Y)[1], y)
    night = smoothstep(layout.at(COLUMN_FROM - 60, 0)[0], layout.at(COLUMN_FULL, 0)[0], scenery.x)
    near = np.exp(-(((scenery.x - middle_x) / layout.px(760)) ** 2))
    seen = low * (1 - night) * (0.35 + 0.65 * near)
    scenery.wash((0.78 * seen).astype(np.float32), SHALLOWS, rows)
    size = scenery.size[0], seen.shape[1]
    ripples = noise(size, (layout.px(330), layout.px(15)), seed=23, octaves=3)
    gleam = smoothstep(0.60, 0.78, ripples) * seen * near
    scenery.wash((0.22 * gleam).astype(np.float32), GLEAM, rows)


def _stone(layout: Layout, index: int) -> Stone:
    x, y, long = STONES[index]
    draw = np.random.default_rng(310 + index)
    wide = long * float(draw.uniform(0.56, 0.7))
    return Stone(
        layout.at(x, y), layout.px(long), layout.px(wide), 90 + float(draw.normal(0, 7)), index
    )
