"""What grows and lies round the pond of `harvest`: stones, lanterns, grass, and reeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, radians, sin
from typing import Protocol

import numpy as np

from games.engine.draw.canvas import Canvas
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, circle, disc
from games.engine.draw.palette import Colour
from games.worlds.kit.leaves import Leaf, leaf_shadow, paint_leaf
from games.worlds.kit.scenery import Scenery
from games.worlds.kit.stones import Stone, paint_stone, throw_shadow
from games.worlds.pond import STONE_PX, Pond
from trainer.recording.envelope import Rim
from trainer.recording.sector import Sector

SHADE: Colour = (2, 8, 14)
STONE: Colour = (98, 113, 132)
LEAF_DARK: Colour = (7, 30, 32)
LEAF_LIGHT: Colour = (38, 104, 84)
BLADES = 5


def paint_shore(scenery: Scenery, pond: Pond) -> None:
    """Stones on the rim: they are where the board meets the floor."""
    stones = [
        _shore_stone(pond, index, place, direction)
        for index, (place, direction) in enumerate(pond.shore())
    ]
    for stone in stones:
        throw_shadow(scenery, stone, SHADE)
    order = np.random.default_rng(9).permutation(len(stones)).tolist()
    for index in order:
        tone = 0.72 + 0.42 * float(np.random.default_rng(index).random())
        red, green, blue = (round(level * tone) for level in STONE)
        paint_stone(scenery, stones[index], (red, green, blue))


def _shore_stone(pond: Pond, index: int, place: Point, direction_deg: float) -> Stone:
    draw = np.random.default_rng(300 + index)
    size = pond.layout.px(STONE_PX) * float(draw.uniform(0.82, 1.22))
    x, y = pond.field.centre
    out = (
        pond.layout.px(STONE_PX)
        * float(draw.uniform(0.15, 0.5))
        / hypot(place[0] - x, place[1] - y)
    )
    at = place[0] + (place[0] - x) * out, place[1] + (place[1] - y) * out
    turn = direction_deg + 90 + float(draw.uniform(-22, 22))
    return Stone(at, size, size * float(draw.uniform(0.66, 0.86)), turn, 300 + index)


def paint_lantern(scenery: Canvas, layout: Layout, place: Point) -> None:
    """An unlit clay lantern: a small round top with a rim."""
    radius = layout.px(15)
    scenery.paint(disc((place[0], place[1] + 3), radius + 2).blurred(layout.px(4)), SHADE, 0.8)
    scenery.paint(disc(place, radius), (86, 66, 60))
    scenery.paint(
        disc((place[0] - 0.2 * radius, place[1] - 0.25 * radius), 0.62 * radius), (98, 78, 70)
    )
    scenery.paint(circle(place, radius, max(layout.px(2), 1.1)), (160, 112, 86), 0.8)


@dataclass(frozen=True)
class Tufts:
    """A row of tufts round the pond: how many, how far out, how bright, and how deep they shade."""

    count: int
    out: float
    tone: float
    drop: float
    seed: int


def paint_grass(scenery: Scenery, pond: Pond, tufts: Tufts) -> None:
    """Tufts of leaves that lean outwards from the shore."""
    draw = np.random.default_rng(tufts.seed)
    for leaf in list(_blades(pond, tufts, draw)):
        if tufts.drop:
            leaf_shadow(scenery, leaf, SHADE, pond.layout.px(tufts.drop))
        tone = tufts.tone * float(draw.uniform(0.6, 1.05))
        dark = times(LEAF_DARK, 0.6 + 0.4 * tone)
        paint_leaf(scenery, leaf, dark, times(LEAF_LIGHT, tone))


def _blades(pond: Pond, tufts: Tufts, draw: np.random.Generator) -> Iterator[Leaf]:
    layout, (x, y) = pond.layout, pond.field.centre
    shore, count = pond.field.outline(pond.rim), tufts.count
    for angle in ((np.arange(count) + draw.uniform(-0.8, 0.8, count)) * 360 / count).tolist():
        rim = shore[int(angle % 360 / 2) % len(shore)]
        far = tufts.out + float(draw.uniform(-0.04, 0.12))
        foot = x + (rim[0] - x) * far, y + (rim[1] - y) * far
        for _ in range(BLADES):
            turn = angle + float(draw.normal(0, 42))
            length = layout.px(float(draw.uniform(56, 98)))
            at = tuple(part + float(draw.normal(0, layout.px(12))) for part in foot)
            bend = float(draw.uniform(-0.14, 0.14))
            yield Leaf((at[0], at[1]), turn, length, 0.24 * length, bend)


class Shored(Protocol):
    """Any water whose shore is the rim."""

    @property
    def layout(self) -> Layout: ...
    @property
    def field(self) -> FieldMap: ...
    @property
    def rim(self) -> Rim: ...
    @property
    def no_go(self) -> tuple[Sector, ...]: ...


def paint_reeds(scenery: Scenery, pond: Shored) -> None:
    """A thick bank of reeds over each no-go sector: from the shore inwards, nowhere to land."""
    layout, draw = pond.layout, np.random.default_rng(31)
    for sector in pond.no_go:
        for _ in range(round(sector.width_deg * 3.2)):
            direction = sector.from_deg + sector.width_deg * float(draw.random())
            turn = radians(direction)
            limit = float(pond.rim.limit_deg(cos(turn), sin(turn)))
            far = limit * float(draw.uniform(0.52, 1.0))
            foot = pond.field.at(far * cos(turn), far * sin(turn))
            length = layout.px(float(draw.uniform(60, 120)))
            lean = direction + float(draw.normal(0, 26))
            leaf = Leaf(foot, lean, length, 0.13 * length, float(draw.uniform(-0.2, 0.2)))
            leaf_shadow(scenery, leaf, SHADE, layout.px(5))
            tone = float(draw.uniform(0.55, 1.0))
            paint_leaf(scenery, leaf, times((12, 38, 32), tone), times((70, 108, 72), tone))


def times(colour: Colour, factor: float) -> Colour:
    """A brighter or darker colour."""
    red, green, blue = (min(round(level * factor), 255) for level in colour)
    return red, green, blue
