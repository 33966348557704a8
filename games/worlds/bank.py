"""What lies round and under the koi water: pebbles on its ground, mossy boulders and grass."""

from collections.abc import Iterator
from math import cos, hypot, radians, sin

import numpy as np

from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point
from games.engine.draw.palette import Colour
from games.worlds.kit.leaves import Leaf, leaf_shadow, paint_leaf
from games.worlds.kit.scenery import Scenery
from games.worlds.kit.stones import Stone, paint_moss, paint_stone, throw_shadow
from games.worlds.shore import times
from trainer.recording.envelope import Rim

SHADE: Colour = (2, 9, 13)
PEBBLE: Colour = (84, 104, 110)
BOULDER: Colour = (92, 104, 112)
MOSS_DARK: Colour = (18, 40, 26)
MOSS_LIGHT: Colour = (104, 128, 70)
BLADE_DARK: Colour = (14, 34, 24)
BLADE_LIGHT: Colour = (82, 112, 66)
PEBBLES, TUFTS, BLADES = 200, 30, 8
BOULDER_PX = (20.0, 66.0)
MOSSY = 0.78


def paint_bottom(scenery: Scenery, layout: Layout, field: FieldMap, rim: Rim) -> None:
    """Pebbles of all sizes on the ground, more of them near the shore."""
    draw = np.random.default_rng(61)
    for index in range(PEBBLES):
        direction, out = float(draw.uniform(0, 360)), float(draw.uniform(0.12, 1.0)) ** 0.6
        size = layout.px(float(draw.uniform(9, 15) + 26 * draw.random() ** 5))
        at = _at(field, rim, direction, out)
        wide = size * float(draw.uniform(0.62, 0.92))
        stone = Stone(at, size, wide, float(draw.uniform(0, 180)), 900 + index)
        throw_shadow(scenery, stone, SHADE)
        paint_stone(scenery, stone, times(PEBBLE, float(draw.uniform(0.55, 1.15))))


def paint_bank(scenery: Scenery, layout: Layout, field: FieldMap, rim: Rim) -> None:
    """Boulders along the shore, large and small, most of them with moss."""
    boulders = list(_boulders(layout, field, rim))
    for boulder in boulders:
        throw_shadow(scenery, boulder, SHADE)
    for boulder in sorted(boulders, key=lambda one: one.long):
        draw = np.random.default_rng(boulder.seed)
        paint_stone(scenery, boulder, times(BOULDER, float(draw.uniform(0.62, 1.02))))
        if draw.random() < MOSSY:
            share = float(draw.uniform(0.45, 1.0))
            paint_moss(scenery, boulder, MOSS_DARK, times(MOSS_LIGHT, 0.8), share)


def _boulders(layout: Layout, field: FieldMap, rim: Rim) -> Iterator[Stone]:
    """Side by side along the shore, each a little beyond it; a second row behind the first."""
    draw = np.random.default_rng(17)
    for row, (beyond, apart) in enumerate(((0.55, 1.55), (2.3, 2.6))):
        direction = 0.0
        while direction < 360.0:
            small, large = BOULDER_PX
            size = layout.px(small + (large - small) * float(draw.random()) ** 2.2)
            shore = _at(field, rim, direction, 1.0)
            away = hypot(shore[0] - field.centre[0], shore[1] - field.centre[1])
            wide = size * float(draw.uniform(0.66, 0.9))
            out = 1.0 + beyond * wide / away * float(draw.uniform(0.85, 1.2))
            turn = direction + 90 + float(draw.uniform(-24, 24))
            seed = 500 + 1000 * row + round(direction * 10)
            yield Stone(_at(field, rim, direction, out), size, wide, turn, seed)
            direction += float(np.degrees(apart * size / away)) * float(draw.uniform(0.9, 1.1))


def paint_tufts(scenery: Scenery, layout: Layout, field: FieldMap, rim: Rim) -> None:
    """Long grass behind the boulders, which leans over them here and there."""
    draw = np.random.default_rng(29)
    for direction in (np.arange(TUFTS) + draw.uniform(-0.9, 0.9, TUFTS)) * 360 / TUFTS:
        foot = _at(field, rim, float(direction), 1.16 + 0.2 * float(draw.random()))
        for _ in range(BLADES):
            at = tuple(part + float(draw.normal(0, layout.px(9))) for part in foot)
            length = layout.px(float(draw.uniform(56, 132)))
            turn = float(direction) + float(draw.normal(0, 30))
            leaf = Leaf(
                (at[0], at[1]), turn, length, 0.10 * length, float(draw.uniform(-0.45, 0.45))
            )
            leaf_shadow(scenery, leaf, SHADE, layout.px(6))
            tone = float(draw.uniform(0.35, 0.9))
            paint_leaf(scenery, leaf, times(BLADE_DARK, tone), times(BLADE_LIGHT, tone))


def _at(field: FieldMap, rim: Rim, direction_deg: float, share: float) -> Point:
    """A place on the screen: so much of the rim in a direction."""
    ap, ml = cos(radians(direction_deg)), sin(radians(direction_deg))
    tilt_deg = share * float(rim.limit_deg(ap, ml))
    return field.at(tilt_deg * ap, tilt_deg * ml)
