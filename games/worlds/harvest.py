"""The lily pond at the blue hour, from above: the still layer of `harvest`.

The shore's stones lie on the rim as it was measured, so every patient has a pond of their own;
where the leg must not go there is a bank of reeds instead of lilies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.field import FieldMap, standing_feet
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, circle, disc, polygon
from games.engine.draw.palette import Colour
from games.engine.spots import Spot, Spots
from games.worlds.kit.leaves import (
    Leaf,
    Pad,
    leaf_shadow,
    pad_shadow,
    paint_bloom,
    paint_leaf,
    paint_pad,
)
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.kit.stones import Stone, paint_stone, throw_shadow
from games.worlds.kit.veil import lay_veil
from trainer.recording.envelope import Rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side

VERSION = 1
NIGHT: Colour = (5, 12, 20)
MOSS: Colour = (9, 26, 32)
SHADE: Colour = (2, 8, 14)
DEPTH: Colour = (14, 44, 78)
MIDDLE_WATER: Colour = (26, 74, 110)
SKY_IN_WATER: Colour = (62, 58, 122)
STONE: Colour = (98, 113, 132)
LEAF_DARK: Colour = (7, 30, 32)
LEAF_LIGHT: Colour = (38, 104, 84)
PAD_DARK: Colour = (14, 56, 48)
PAD_LIGHT: Colour = (36, 110, 82)
PAD_EDGE: Colour = (88, 158, 118)
PETAL: Colour = (190, 104, 146)
HEART: Colour = (240, 214, 222)
STONE_PX, LANTERN_EVERY = 25.0, 3
PAD_SHARE, BUD_SHARE = 0.92, 0.46
HOME_STONE: Colour = (64, 84, 92)


@dataclass(frozen=True)
class Pond:
    """Everything that decides what the pond looks like."""

    layout: Layout
    field: FieldMap
    rim: Rim
    side: Side
    spots: Spots
    home_deg: float
    no_go: tuple[Sector, ...] = ()

    def still(self, folder: Path | None) -> pygame.Surface:
        """The pond at night, with every lily shut and no lantern lit."""
        made_for = (
            *(self.rim.directions_deg, self.rim.tilt_deg, self.side.value, self.spots),
            *(self.home_deg, self.no_go, self.layout.grain, self.field),
        )
        key = StillKey("harvest", VERSION, self.layout.size, made_for)
        return still(key, lambda: _painted(self), folder)

    def shore(self) -> Iterator[tuple[Point, float]]:
        """Places along the shore about two stones' halves apart, with their direction there."""
        line = self.field.outline(self.rim)
        left = 0.0
        for start, end in zip(line, [*line[1:], line[0]], strict=True):
            length = hypot(end[0] - start[0], end[1] - start[1])
            at = left
            while at < length:
                share = at / length
                place = (
                    start[0] + (end[0] - start[0]) * share,
                    start[1] + (end[1] - start[1]) * share,
                )
                yield place, self.direction_deg(place)
                at += self.layout.px(1.62 * STONE_PX)
            left = at - length

    def lanterns(self) -> list[Point]:
        """Where lanterns stand on the shore, clockwise from the toes; none among the reeds."""
        places = list(self.shore())[1::LANTERN_EVERY]
        free = [place for place, direction in places if not self.closed(direction)]
        return free or [place for place, _ in places]

    def direction_deg(self, place: Point) -> float:
        """The direction of a place on the screen, as envelopes count them."""
        x, y = self.field.centre
        return degrees(atan2(place[0] - x, y - place[1])) % 360.0

    def closed(self, direction_deg: float) -> bool:
        """Whether the leg must not go there."""
        return any(sector.holds(direction_deg) for sector in self.no_go)

    def pad(self, index: int, place: Spot) -> Pad:
        """The leaf that a lily floats on."""
        at = self.field.at(*place)
        room_deg = min(self.spots.radius_deg, 0.36 * hypot(*place))
        radius = PAD_SHARE * room_deg * self.field.px_per_deg
        draw = np.random.default_rng(70 + index)
        return Pad(at, float(radius * draw.uniform(0.9, 1.04)), float(draw.uniform(0, 360)), index)


def _painted(pond: Pond) -> pygame.Surface:
    scenery = Scenery(pond.layout.size, grain=pond.layout.grain)
    _paint_ground(scenery, pond)
    _paint_grass(scenery, pond, 52, 1.28, 0.5, 21)
    _paint_water(scenery, pond)
    _paint_shore(scenery, pond)
    _paint_grass(scenery, pond, 46, 1.12, 0.95, 22)
    _paint_reeds(scenery, pond)
    for place in pond.lanterns():
        _paint_lantern(scenery, pond.layout, place)
    _paint_pads(scenery, pond)
    _paint_home(scenery, pond)
    lay_veil(scenery, pond.layout, NIGHT)
    return scenery.surface()


def _paint_ground(scenery: Scenery, pond: Pond) -> None:
    """Dark moss, a little lighter round the pond."""
    layout = pond.layout
    x, y = pond.field.centre
    away = np.hypot(scenery.x - x, scenery.y - y)
    mottled = noise(scenery.size, (layout.px(150),) * 2, seed=8)
    near = smoothstep(layout.px(820), layout.px(330), away)
    scenery.fill(blend(NIGHT, MOSS, np.clip(near * (0.45 + 0.9 * mottled), 0, 1)))


def _paint_water(scenery: Scenery, pond: Pond) -> None:
    """Blue, deeper below, with the violet of the sky in one corner, and long quiet streaks."""
    layout, field = pond.layout, pond.field
    line = field.outline(pond.rim)
    edge = polygon(line)
    scenery.paint(edge.blurred(layout.px(30)), SHADE, 0.7)
    cover = np.zeros(scenery.size, np.float32)
    whole = type(edge)(0, 0, cover)
    cover = edge.over(whole)
    x, y = field.centre
    reach = layout.px(360)
    down = (scenery.y - y) / reach + np.zeros_like(scenery.x)
    water = gradient(((-1.0, MIDDLE_WATER), (0.1, (20, 62, 98)), (1.0, DEPTH)), down)
    sky = np.exp(
        -(((scenery.x - x - 0.45 * reach) / (0.62 * reach)) ** 2)
        - ((scenery.y - y + 0.62 * reach) / (0.5 * reach)) ** 2
    )
    water = blend(water, SKY_IN_WATER, (0.85 * sky).astype(np.float32))
    light = np.exp(
        -(((scenery.x - x + 0.3 * reach) / (0.7 * reach)) ** 2)
        - ((scenery.y - y + 0.2 * reach) / (0.45 * reach)) ** 2
    )
    water = blend(water, (44, 104, 142), (0.5 * light).astype(np.float32))
    streaks = noise(scenery.size, (layout.px(260), layout.px(15)), seed=5, octaves=3)
    shine = smoothstep(0.60, 0.86, streaks)
    water = blend(water, (116, 166, 204), (0.34 * shine).astype(np.float32))
    scenery.wash(cover, water)
    shadow = edge.cover - edge.blurred(layout.px(24)).over(edge)
    deep = type(edge)(edge.left, edge.top, np.clip(1.5 * shadow, 0, 1).astype(np.float32))
    scenery.paint(deep, SHADE, 0.8)


def _paint_shore(scenery: Scenery, pond: Pond) -> None:
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


def _paint_lantern(scenery: Scenery, layout: Layout, place: Point) -> None:
    """An unlit clay lantern: a small round top with a rim."""
    radius = layout.px(15)
    scenery.paint(disc((place[0], place[1] + 3), radius + 2).blurred(layout.px(4)), SHADE, 0.8)
    scenery.paint(disc(place, radius), (86, 66, 60))
    scenery.paint(
        disc((place[0] - 0.2 * radius, place[1] - 0.25 * radius), 0.62 * radius), (98, 78, 70)
    )
    scenery.paint(circle(place, radius, max(layout.px(2), 1.1)), (160, 112, 86), 0.8)


def _paint_grass(
    scenery: Scenery, pond: Pond, count: int, out: float, strength: float, seed: int
) -> None:
    """`count` tufts of leaves that lean outwards from the shore."""
    layout, draw = pond.layout, np.random.default_rng(seed)
    x, y = pond.field.centre
    angles = np.radians((np.arange(count) + draw.uniform(-0.8, 0.8, count)) * 360 / count)
    places = pond.field.outline(pond.rim)
    leaves = []
    for angle in angles.tolist():
        rim = places[int(degrees(angle) % 360 / 2) % len(places)]
        far = out + float(draw.uniform(-0.04, 0.12))
        foot = x + (rim[0] - x) * far, y + (rim[1] - y) * far
        for _ in range(5):
            turn = degrees(angle) + float(draw.normal(0, 42))
            length = layout.px(float(draw.uniform(52, 92)))
            spread = layout.px(11)
            at = foot[0] + float(draw.normal(0, spread)), foot[1] + float(draw.normal(0, spread))
            leaves.append(Leaf(at, turn, length, 0.24 * length, float(draw.uniform(-0.14, 0.14))))
    for leaf in leaves:
        leaf_shadow(scenery, leaf, SHADE, layout.px(6))
        tone = strength * float(draw.uniform(0.6, 1.05))
        dark = _times(LEAF_DARK, 0.6 + 0.4 * tone)
        paint_leaf(scenery, leaf, dark, _times(LEAF_LIGHT, tone))


def _paint_reeds(scenery: Scenery, pond: Pond) -> None:
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
            paint_leaf(scenery, leaf, _times((12, 38, 32), tone), _times((70, 108, 72), tone))


def _paint_pads(scenery: Scenery, pond: Pond) -> None:
    """A large leaf for each lily, small ones beside them, and a shut bud upon each large one."""
    draw = np.random.default_rng(14)
    pads = [pond.pad(index, place) for index, place in enumerate(pond.spots.places)]
    small = []
    for index, pad in enumerate(pads):
        direction = radians(pond.direction_deg(pad.centre) + float(draw.uniform(48, 84)))
        away = 1.2 * pad.radius
        at = pad.centre[0] + away * sin(direction), pad.centre[1] - away * cos(direction)
        small.append(Pad(at, 0.5 * pad.radius, float(draw.uniform(0, 360)), 40 + index))
    for pad in (*pads, *small):
        pad_shadow(scenery, pad, SHADE)
    for pad in (*pads, *small):
        tone = float(draw.uniform(0.82, 1.04))
        paint_pad(scenery, pad, _times(PAD_DARK, tone), _times(PAD_LIGHT, tone), PAD_EDGE)
    for pad in pads:
        radius = BUD_SHARE * pad.radius
        paint_bloom(scenery, pad.centre, radius, 0.0, _times(PETAL, 0.72), _times(HEART, 0.86))


def _paint_home(scenery: Scenery, pond: Pond) -> None:
    """The flat stone in the middle, under water, with the foot that stands on it."""
    layout, centre = pond.layout, pond.field.centre
    radius = pond.home_deg * pond.field.px_per_deg
    stone = disc(centre, radius)
    scenery.paint(stone.blurred(layout.px(14)), SHADE, 0.5)
    area_noise = noise(stone.cover.shape, (layout.px(60),) * 2, seed=77)
    light = (0.86 + 0.3 * area_noise)[..., None]
    scenery.paint_many(stone, (light * np.array(HOME_STONE, np.float32)).astype(np.float32), 0.92)
    scenery.paint(circle(centre, 0.93 * radius, max(layout.px(5), 1.5)), (150, 178, 186), 0.22)
    for foot in standing_feet(centre, min(1.62 * radius, layout.px(300)), pond.side):
        print_ = foot.mask()
        scenery.paint(print_, (24, 42, 50), 0.62)
        scenery.paint(print_.blurred(layout.px(3)).within(print_), (16, 30, 38), 0.3)


def _times(colour: Colour, factor: float) -> Colour:
    red, green, blue = (min(round(level * factor), 255) for level in colour)
    return red, green, blue
