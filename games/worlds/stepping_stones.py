"""Stepping stones across a pond: one for each step of a visit, and what each of them says; a bench
stands where a rest is.

`games.screens.station.stones` decides where they lie. A place is the middle of a stone's flat top.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import pi, sin
from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Picture, Point, halo
from games.engine.draw.palette import ABYSS, AMBER, CORAL, MINT, Colour
from games.worlds.kit.edges import Area, covered
from games.worlds.kit.glow import add_light
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, blend, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.paper_lanterns import paint_paper
from games.worlds.path_bench import paint_path_bench
from games.worlds.still_water import Hour, paint_lake, paint_reeds

VERSION = 1
BLUE_HOUR = Hour((9, 15, 38), (46, 66, 108), (196, 122, 128), 340.0, (16, 46, 64), seed=4)
REEDS = ((-10.0, 460.0, 46), (120.0, 300.0, 26), (1905.0, 560.0, 60), (1780.0, 330.0, 30))
FLAT = 0.46
"""How much flatter a stone's top is than wide: the pond is seen from a bank."""

STONE: Colour = (104, 120, 134)
WET: Colour = (60, 76, 92)
SUNK: Colour = (40, 74, 90)
FLAME, FLAME_EDGE = (255, 250, 226), (232, 142, 54)
FIRST_X, LAST_X, MIDDLE_Y, WAVE = 190.0, 1730.0, 500.0, 118.0
WIDEST, SHARE_OF_ROOM, MOST_APART = 96.0, 0.40, 430.0


class StoneState(Enum):
    """What became of a step; or a rest between two of them, which has a bench for a stone."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    SKIPPED = "skipped"
    LOCKED = "locked"
    REST = "rest"


@dataclass(frozen=True)
class StonePlace:
    """The middle of a stone's top in pixels, and half its width."""

    centre: Point
    half: float
    seed: int


def still_layer(layout: Layout, folder: Path | None) -> pygame.Surface:
    """The pond without a stone."""
    key = StillKey("stepping-stones", VERSION, layout.size, (layout.grain,))
    return still(key, lambda: _pond(layout), folder)


def stone_places(
    layout: Layout, count: int, middle_y: float = MIDDLE_Y, wave: float = WAVE
) -> list[StonePlace]:
    """So many stones from the left shore to the right one, along a wave; nearer ones are wider."""
    whole = LAST_X - FIRST_X
    apart = min(whole / max(count - 1, 1), MOST_APART)
    places = []
    for index in range(count):
        share = 0.5 + (index - (count - 1) / 2) * apart / whole
        y = middle_y + wave * sin(2 * pi * (1.12 * share + 0.06))
        nearness = (y - BLUE_HOUR.horizon_y) / (MIDDLE_Y - BLUE_HOUR.horizon_y)
        half = min(WIDEST, SHARE_OF_ROOM * apart) * (0.55 + 0.45 * nearness)
        centre = layout.at(FIRST_X + whole * share, y)
        places.append(StonePlace(centre, layout.px(half), 40 + index))
    return places


def lay_stones(
    onto: pygame.Surface, places: Sequence[StonePlace], states: Sequence[StoneState]
) -> None:
    """Paint all stones onto a picture of water, the farthest first."""
    for place, state in sorted(
        zip(places, states, strict=True), key=lambda each: each[0].centre[1]
    ):
        canvas = _stone_picture(place, state)
        onto.blit(canvas.surface(), canvas.origin)
        if state is StoneState.DONE:
            for light in _lantern_light(place):
                add_light(onto, AMBER, light)


def ring_sprite(place: StonePlace, line_px: float) -> Canvas:
    """The mint ring round the stone of the step now."""
    reach = 1.62 * place.half
    area = Area.around(place.centre, reach + 4 * line_px)
    away = _away(area, place.centre)
    radius = np.float32(1.36 * place.half)
    # A ring that lies on the water: its line is thinner where it is seen at a slant.
    slant = np.hypot(area.x - place.centre[0], (area.y - place.centre[1]) / FLAT**2) / away
    off = np.abs(away - radius) / np.maximum(slant * 0.62, 0.62)
    line = np.clip(line_px / 2 + 0.5 - off, 0, 1)
    bloom = 0.5 * np.exp(-((off / (2.3 * line_px)) ** 2))
    bed = 0.62 * np.exp(-((off / (3.4 * line_px)) ** 2))
    canvas = Canvas(area.size, (area.left, area.top))
    canvas.paint(area.mask(bed.astype(np.float32)), ABYSS)
    canvas.paint(area.mask((1 - (1 - line) * (1 - bloom)).astype(np.float32)), MINT)
    return canvas


def _pond(layout: Layout) -> pygame.Surface:
    scenery = Scenery(layout.size, grain=layout.grain)
    paint_lake(scenery, layout, BLUE_HOUR)
    paint_reeds(scenery, layout, BLUE_HOUR, REEDS)
    foot = smoothstep(layout.at(0, 690)[1], layout.at(0, 860)[1], scenery.y)
    middle = 1 - smoothstep(0, layout.px(900), np.abs(scenery.x - layout.at(960, 0)[0]))
    seen = 1 - foot * (0.52 + 0.4 * np.minimum(3 * middle, 1))
    scenery.wash((1 - seen).astype(np.float32), (5, 12, 24))
    return scenery.surface()


def _away(area: Area, centre: Point) -> Picture:
    """Distance from a point on the water, in pixels of its width."""
    down = (area.y - np.float32(centre[1])) / np.float32(FLAT)
    return np.asarray(np.maximum(np.hypot(area.x - np.float32(centre[0]), down), 0.5), np.float32)


def _stone_picture(place: StonePlace, state: StoneState) -> Scenery:
    x, y = place.centre
    area = Area.of([(x, y - 0.9 * place.half), (x, y + 1.0 * place.half)], 1.75 * place.half)
    scenery = Scenery.on(area)
    if state is StoneState.REST:
        paint_path_bench(scenery, area, place.centre, place.half)
        return scenery
    if state is StoneState.SKIPPED:
        _paint_sunk(scenery, area, place)
        return scenery
    _paint_ripple(scenery, area, place)
    _paint_body(scenery, area, place, WET if state is StoneState.LATER else STONE)
    if state is StoneState.LOCKED:
        _paint_care(scenery, area, place)
    if state is StoneState.DONE:
        _paint_lantern(scenery, area, place)
    return scenery


def _outline(area: Area, centre: Point, place: StonePlace) -> Picture:
    """Above 0 within the stone's uneven outline, in pixels."""
    away = _away(area, centre)
    turn = np.arctan2(area.y - centre[1], area.x - centre[0])
    draw = np.random.default_rng(place.seed)
    uneven = np.ones_like(turn)
    for harmonic in (2, 3, 5):
        size, phase = 0.035 * draw.uniform(0.4, 1.0), draw.uniform(0, 2 * pi)
        uneven += np.float32(size) * np.sin(harmonic * turn + np.float32(phase))
    return np.asarray(place.half * uneven - away, np.float32)


def _paint_body(scenery: Scenery, area: Area, place: StonePlace, colour: Colour) -> None:
    """Its side in the water, then its top, which is lit from the sky at the left."""
    x, y = place.centre
    high = 0.24 * place.half
    top = _outline(area, place.centre, place)
    side = np.maximum(
        _outline(area, (x, y + high), place), _outline(area, (x, y + high / 2), place)
    )
    across = (area.x - x) / place.half
    mirrored = covered(_outline(area, (x, y + 2.3 * high), place))
    scenery.paint_many(
        area.mask(0.55 * mirrored), np.full((*area.size, 3), (6, 16, 26), np.float32)
    )
    shade = np.clip(0.42 - 0.22 * across, 0.12, 0.7) + np.zeros_like(area.y)
    walls = shade[..., None] * np.array(colour, np.float32)
    scenery.paint_many(area.mask(covered(np.maximum(top, side))), walls.astype(np.float32))
    skin = noise(area.size, (0.5 * place.half, 0.3 * place.half), place.seed, octaves=5)
    light = (0.62 - 0.24 * across - 0.16 * (area.y - y) / (place.half * FLAT)) * (0.7 + 0.6 * skin)
    lip = np.exp(-((top / (0.07 * place.half + 0.8)) ** 2)) * np.clip(0.75 - 0.5 * across, 0.1, 1)
    tones = np.clip(light, 0.1, 1.2)[..., None] * np.array(colour, np.float32)
    tones = tones + (0.42 * lip)[..., None] * np.array((150, 172, 190), np.float32)
    scenery.paint_many(area.mask(covered(top)), tones.astype(np.float32))


def _paint_ripple(scenery: Scenery, area: Area, place: StonePlace) -> None:
    """A line of light where the water touches it."""
    x, y = place.centre
    away = _away(area, (x, y + 0.26 * place.half)) / place.half
    for radius, wide, strength in ((1.1, 0.035, 0.34), (1.3, 0.03, 0.14)):
        line = np.exp(-(((away - radius) / wide) ** 2)) * strength
        scenery.paint(area.mask(line.astype(np.float32)), (132, 160, 190))


def _paint_sunk(scenery: Scenery, area: Area, place: StonePlace) -> None:
    """A stone under water: no edge, no side, only its pale shape."""
    x, y = place.centre
    inside = _outline(area, (x, y + 0.2 * place.half), place) / place.half
    cover = 0.58 * smoothstep(-0.16, 0.34, inside)
    skin = noise(area.size, (0.6 * place.half, 0.2 * place.half), place.seed, octaves=4)
    tones = blend(SUNK, (78, 120, 132), smoothstep(0.45, 0.75, skin))
    scenery.paint_many(area.mask(cover), tones)


def _paint_care(scenery: Scenery, area: Area, place: StonePlace) -> None:
    """Coral as a form: the part of the stone's rim towards the viewer thickens."""
    x, y = place.centre
    away = _away(area, place.centre)
    turn = np.degrees(np.arctan2(area.x - x, (area.y - y) / FLAT))
    near = np.clip((64 - np.abs(turn)) / 34, 0, 1)
    line = (0.045 + 0.085 * near) * place.half
    cover = np.clip(line - np.abs(away - 0.96 * place.half) + 0.5, 0, 1) * (np.abs(turn) < 66)
    scenery.paint(area.mask(cover.astype(np.float32)), CORAL)


def _paint_lantern(scenery: Scenery, area: Area, place: StonePlace) -> None:
    """A paper lantern that stands on it, and its light on the stone."""
    x, y = place.centre
    wide, high = 0.33 * place.half, 0.42 * place.half
    on_top = 0.75 * np.exp(-((_away(area, place.centre) / (0.62 * place.half)) ** 2))
    inside = np.clip(_outline(area, place.centre, place) + 0.5, 0, 1)
    scenery.paint(area.mask((on_top * inside).astype(np.float32)), AMBER)
    middle = x, y - 0.86 * high
    paint_paper(scenery, middle, (wide, high), (FLAME_EDGE, FLAME), max(0.16 * high, 1.6))


def _lantern_light(place: StonePlace) -> tuple[Mask, Mask]:
    """Its glow in the air, and its streak in the water."""
    x, y = place.centre
    glow = halo((x, y - 0.36 * place.half), 1.9 * place.half, 2.2).times(0.42)
    area = Area.of([(x, y + 0.5 * place.half), (x, y + 2.6 * place.half)], 0.5 * place.half)
    down = (area.y - (y + 0.62 * place.half)) / (2.0 * place.half)
    broken = 0.72 + 0.28 * np.sin(area.y * np.float32(26.0 / place.half))
    streak = np.exp(-(((area.x - x) / (0.26 * place.half)) ** 2)) * broken
    streak = streak * smoothstep(0.0, 0.12, down) * np.clip(1 - down, 0, 1) ** 1.4
    return glow, area.mask((0.5 * streak).astype(np.float32))
