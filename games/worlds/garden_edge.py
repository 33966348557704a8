"""What lies round the garden of `marble`: river pebbles along the kerb, boulders, stepping stones.

It stands where neither column nor sentence is written.
"""

from math import hypot

import numpy as np

from games.engine.draw.mask import Point
from games.engine.draw.palette import Colour
from games.worlds.garden import Garden
from games.worlds.kit.leaves import Leaf, leaf_shadow, paint_leaf
from games.worlds.kit.scenery import Scenery
from games.worlds.kit.stones import Stone, paint_stone, throw_shadow

PEBBLE: Colour = (64, 67, 80)
BOULDER: Colour = (98, 102, 114)
STEP: Colour = (106, 107, 114)
BLADE_DARK: Colour = (18, 24, 26)
BLADE_LIGHT: Colour = (66, 80, 68)
PEBBLES_OUT_PX = (20.0, 34.0, 48.0)
PEBBLE_PX, PEBBLES_APART_PX = 9.5, 17.0

BOULDERS = (
    *((-470.0, -300.0, 62.0), (-398.0, -358.0, 40.0), (-520.0, -232.0, 30.0)),
    *((470.0, 262.0, 56.0), (524.0, 206.0, 34.0), (430.0, 330.0, 28.0)),
    (462.0, -330.0, 36.0),
)
"""Middle beside the field's, and size, at 1080 lines."""

STEPS = ((-560.0, 372.0, 56.0), (-478.0, 306.0, 50.0), (-408.0, 234.0, 54.0))
TUFTS = (
    *((-420.0, -290.0), (-540.0, -300.0), (-450.0, -400.0), (-500.0, 60.0), (-470.0, 120.0)),
    *((420.0, 290.0), (540.0, 270.0), (500.0, -290.0), (500.0, -40.0), (-380.0, 330.0)),
)
BLADES = 13


def paint_surroundings(scenery: Scenery, garden: Garden, shade: Colour) -> None:
    """All of it, the shadows of each kind before its stones."""
    _paint_pebbles(scenery, garden, shade)
    big = [_stone(garden, spot, seed) for seed, spot in enumerate(BOULDERS, 500)]
    flat = [_stone(garden, spot, seed) for seed, spot in enumerate(STEPS, 520)]
    for stone in (*flat, *big):
        throw_shadow(scenery, stone, shade)
        throw_shadow(scenery, _lower(stone), shade)
    for stone in flat:
        paint_stone(scenery, stone, STEP)
    _paint_tufts(scenery, garden, shade)
    for stone in big:
        paint_stone(scenery, stone, BOULDER)


def _paint_pebbles(scenery: Scenery, garden: Garden, shade: Colour) -> None:
    """A bed of dark pebbles along the outside of the kerb."""
    draw, px = np.random.default_rng(51), garden.layout.px
    stones = []
    for row, out in enumerate(PEBBLES_OUT_PX):
        for place, (right, down) in _along(garden.kerb, px(PEBBLES_APART_PX)):
            far = garden.half_px + px(out + float(draw.uniform(-5, 5)) - 8)
            at = place[0] + right * far, place[1] + down * far
            size = px(PEBBLE_PX) * float(draw.uniform(0.7, 1.3))
            turn, flat = float(draw.uniform(0, 180)), float(draw.uniform(0.66, 0.95))
            stones.append(
                (Stone(at, size, size * flat, turn, 600 + row), float(draw.uniform(0.5, 1.05)))
            )
    for stone, _ in stones:
        throw_shadow(scenery, stone, shade)
    for stone, tone in stones:
        red, green, blue = (round(level * tone) for level in PEBBLE)
        paint_stone(scenery, stone, (red, green, blue))


def _along(line: list[Point], apart: float) -> list[tuple[Point, Point]]:
    """Places evenly along a closed line, each with the direction outwards there."""
    found = []
    left = 0.0
    for start, end in zip(line, [*line[1:], line[0]], strict=True):
        step = end[0] - start[0], end[1] - start[1]
        length = hypot(*step)
        while left < length:
            place = start[0] + step[0] * left / length, start[1] + step[1] * left / length
            # The line goes clockwise on the screen.
            found.append((place, (step[1] / length, -step[0] / length)))
            left += apart
        left -= length
    return found


def _stone(garden: Garden, spot: tuple[float, float, float], seed: int) -> Stone:
    draw = np.random.default_rng(seed)
    size = garden.layout.px(spot[2])
    flat, turn = float(draw.uniform(0.72, 0.9)), float(draw.uniform(0, 180))
    return Stone(_at(garden, spot[0], spot[1]), size, flat * size, turn, seed)


def _lower(stone: Stone) -> Stone:
    """Farther down in the moon's light: its second shadow makes the first a long one."""
    away = 0.5 * stone.wide
    at = stone.centre[0] + 0.64 * away, stone.centre[1] + 0.77 * away
    return Stone(at, stone.long, stone.wide, stone.turn_deg, stone.seed)


def _paint_tufts(canvas: Scenery, garden: Garden, shade: Colour) -> None:
    """Dry grass, quieter than anything that is lit."""
    draw, px = np.random.default_rng(52), garden.layout.px
    for right, down in TUFTS:
        for _ in range(BLADES):
            turn = float(draw.uniform(0, 360))
            length = px(float(draw.uniform(34, 66)))
            foot = _at(garden, right + float(draw.normal(0, 9)), down + float(draw.normal(0, 9)))
            leaf = Leaf(foot, turn, length, 0.13 * length, float(draw.uniform(-0.2, 0.2)))
            leaf_shadow(canvas, leaf, shade, px(5))
            paint_leaf(canvas, leaf, BLADE_DARK, BLADE_LIGHT)


def _at(garden: Garden, right: float, down: float) -> Point:
    x, y = garden.field.centre
    return x + garden.layout.px(right), y + garden.layout.px(down)
