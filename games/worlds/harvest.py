"""The lily pond at the blue hour, from above: the still layer of `harvest`.

The shore's stones lie on the rim as it was measured, so every patient has a pond of their own;
where the leg must not go there is a bank of reeds instead of lilies.
"""

from math import cos, radians, sin
from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.field import standing_feet
from games.engine.draw.mask import Mask, circle, disc, polygon
from games.engine.draw.palette import Colour
from games.worlds.kit.leaves import Pad, pad_shadow, paint_bloom, paint_pad
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Colours, Scenery, blend, gradient, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.kit.veil import lay_veil
from games.worlds.pond import Pond
from games.worlds.shore import (
    SHADE,
    Tufts,
    paint_grass,
    paint_lantern,
    paint_reeds,
    paint_shore,
    times,
)

VERSION = 2
NIGHT: Colour = (5, 12, 20)
MOSS: Colour = (9, 26, 32)
DEPTH: Colour = (14, 44, 78)
LOW_WATER: Colour = (20, 62, 98)
HIGH_WATER: Colour = (26, 74, 110)
LIT_WATER: Colour = (44, 104, 142)
STREAK: Colour = (116, 166, 204)
SKY_IN_WATER: Colour = (62, 58, 122)
PAD_DARK: Colour = (14, 56, 48)
PAD_LIGHT: Colour = (36, 110, 82)
PAD_EDGE: Colour = (88, 158, 118)
PETAL: Colour = (214, 122, 166)
HEART: Colour = (250, 224, 232)
HOME_STONE: Colour = (64, 84, 92)
BUD_SHARE = 0.58
FAR_GRASS = Tufts(66, 1.26, 0.5, 0.0, 21)
NEAR_GRASS = Tufts(60, 1.11, 0.95, 6.0, 22)


def still_layer(pond: Pond, folder: Path | None) -> pygame.Surface:
    """The pond at night, with every lily shut and no lantern lit."""
    made_for = (*pond.painted_from, pond.layout.grain)
    key = StillKey("harvest", VERSION, pond.layout.size, made_for)
    return still(key, lambda: _painted(pond), folder)


def _painted(pond: Pond) -> pygame.Surface:
    scenery = Scenery(pond.layout.size, grain=pond.layout.grain)
    _paint_ground(scenery, pond)
    paint_grass(scenery, pond, FAR_GRASS)
    _paint_water(scenery, pond)
    paint_shore(scenery, pond)
    paint_grass(scenery, pond, NEAR_GRASS)
    paint_reeds(scenery, pond)
    for place in pond.lanterns():
        paint_lantern(scenery, pond.layout, place)
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
    """Blue, deeper below, with the violet of the sky in one corner, and dark along the shore."""
    layout = pond.layout
    edge = polygon(pond.field.outline(pond.rim))
    scenery.paint(edge.blurred(layout.px(30)), SHADE, 0.7)
    whole = Mask(0, 0, np.zeros(scenery.size, np.float32))
    scenery.wash(edge.over(whole), _water(scenery, pond))
    shadow = edge.cover - edge.blurred(layout.px(24)).over(edge)
    deep = Mask(edge.left, edge.top, np.clip(1.5 * shadow, 0, 1).astype(np.float32))
    scenery.paint(deep, SHADE, 0.8)


def _water(scenery: Scenery, pond: Pond) -> Colours:
    layout, (x, y) = pond.layout, pond.field.centre
    reach = layout.field_radius
    right, down = (scenery.x - x) / reach, (scenery.y - y) / reach
    everywhere = down + np.zeros_like(scenery.x)
    water = gradient(((-1.0, HIGH_WATER), (0.1, LOW_WATER), (1.0, DEPTH)), everywhere)
    sky = np.exp(-(((right - 0.45) / 0.62) ** 2) - ((down + 0.62) / 0.5) ** 2)
    water = blend(water, SKY_IN_WATER, (0.85 * sky).astype(np.float32))
    lit = np.exp(-(((right + 0.3) / 0.7) ** 2) - ((down + 0.2) / 0.45) ** 2)
    water = blend(water, LIT_WATER, (0.5 * lit).astype(np.float32))
    streaks = noise(scenery.size, (layout.px(260), layout.px(15)), seed=5, octaves=3)
    return blend(water, STREAK, 0.34 * smoothstep(0.60, 0.86, streaks))


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
        paint_pad(scenery, pad, times(PAD_DARK, tone), times(PAD_LIGHT, tone), PAD_EDGE)
    for pad in pads:
        radius = BUD_SHARE * pad.radius
        paint_bloom(scenery, pad.centre, radius, 0.0, times(PETAL, 0.72), times(HEART, 0.86))


def _paint_home(scenery: Scenery, pond: Pond) -> None:
    """The flat stone in the middle, under water, with the foot that stands on it."""
    layout, centre = pond.layout, pond.field.centre
    radius = pond.home_deg * pond.field.px_per_deg
    stone = disc(centre, radius)
    scenery.paint(stone.blurred(layout.px(14)), SHADE, 0.5)
    wide, high = stone.cover.shape
    area_noise = noise((wide, high), (layout.px(60),) * 2, seed=77)
    light = (0.86 + 0.3 * area_noise)[..., None]
    scenery.paint_many(stone, (light * np.array(HOME_STONE, np.float32)).astype(np.float32), 0.92)
    scenery.paint(circle(centre, 0.93 * radius, max(layout.px(5), 1.5)), (150, 178, 186), 0.22)
    for foot in standing_feet(centre, min(1.62 * radius, layout.px(300)), pond.side):
        print_ = foot.mask()
        scenery.paint(print_, (24, 42, 50), 0.62)
        scenery.paint(print_.blurred(layout.px(3)).within(print_), (16, 30, 38), 0.3)
