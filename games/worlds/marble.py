"""The moon garden, an hour after midnight, from above: the still layer of `marble`.

Warm sand, raked in lines that go round kerb and walls; pale stone; the moon stands at the upper
left, so every shadow falls long to the lower right. The one dry place of the night.
"""

from functools import reduce
from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.field import standing_feet
from games.engine.draw.mask import Mask, Picture, softened, union
from games.engine.draw.palette import Colour
from games.worlds.garden import Distances, Garden, distances
from games.worlds.garden_edge import paint_surroundings
from games.worlds.kit.edges import covered
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, blend, shaded, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.kit.veil import lay_veil
from games.worlds.stone_lantern import paint_lantern, paint_lantern_shadow

VERSION = 2
NIGHT: Colour = (11, 13, 24)
EARTH: Colour = (34, 35, 46)
MOSS: Colour = (36, 46, 46)
SAND: Colour = (95, 85, 79)
SOFT_SAND: Colour = (105, 95, 88)
PRESSED: Colour = (68, 60, 59)
LIT_EDGE: Colour = (128, 118, 112)
PALE: Colour = (158, 154, 154)
SHADE: Colour = (10, 10, 18)
LIGHT_X, LIGHT_Y = -0.64, -0.77
"""Towards the moon, on the screen."""

RAKE_PX, RIPPLES_PX = 15.0, 84.0
SLANT_DEG = -24.0
RIDGE, FURROW = 0.19, 0.07
DUNES, DIMPLES = 0.10, 0.07
BEVEL_FROM = 0.62
WALL_SHADOW_PX, SHADOW_STEPS = 34.0, 7
KERB_STONE_PX, WALL_STONE_PX = 66.0, 44.0
FOOT_PX = 214.0


def still_layer(garden: Garden, folder: Path | None) -> pygame.Surface:
    """The garden at night, with every lantern dark and the sand freshly raked."""
    made_for = (*garden.painted_from, garden.layout.grain)
    key = StillKey("marble", VERSION, garden.layout.size, made_for)
    return still(key, lambda: _painted(garden), folder)


def _painted(garden: Garden) -> pygame.Surface:
    scenery = Scenery(garden.layout.size, grain=garden.layout.grain)
    _paint_earth(scenery, garden)
    paint_surroundings(scenery, garden, SHADE)
    away = distances(garden)
    _paint_sand(scenery, garden, away)
    _paint_walls(scenery, garden, away)
    for place in garden.lanterns():
        paint_lantern_shadow(scenery, garden.layout, place)
    for place in garden.lanterns():
        paint_lantern(scenery, garden.layout, place)
    lay_veil(scenery, garden.layout, NIGHT)
    return scenery.surface()


def _paint_earth(scenery: Scenery, garden: Garden) -> None:
    """Dark earth and moss round the garden, lighter towards the moon."""
    layout, (x, y) = garden.layout, garden.field.centre
    mottled = noise(scenery.size, (layout.px(120),) * 2, seed=5)
    fine = noise(scenery.size, (layout.px(9),) * 2, seed=6, octaves=2)
    ground = blend(EARTH, MOSS, smoothstep(0.46, 0.64, mottled))
    away = np.hypot(scenery.x - x + layout.px(180), scenery.y - y + layout.px(160))
    light = smoothstep(layout.px(1050), layout.px(260), away) * (0.72 + 0.5 * fine)
    scenery.fill(blend(NIGHT, ground, np.asarray(light, np.float32)))


def _paint_sand(scenery: Scenery, garden: Garden, away: Distances) -> None:
    layout, area = garden.layout, garden.area
    inside = covered(away.kerb)
    soft = _soft(garden, away)
    raked = _raked(garden, away) * (1 - soft) + _loose(garden) * soft
    grain = noise(area.size, (layout.px(3.2),) * 2, seed=31, octaves=2) - 0.5
    drifts = noise(area.size, (layout.px(300), layout.px(180)), seed=32, octaves=2) - 0.5
    light = (1 + raked + 0.07 * grain + 0.10 * drifts) * _moonlight(garden)
    colours = blend(SAND, SOFT_SAND, soft) * light[..., None]
    scenery.paint_many(area.mask(inside), np.asarray(colours, np.float32))


def _moonlight(garden: Garden) -> Picture:
    """Brighter on the moon's side."""
    area, (x, y), reach = garden.area, garden.field.centre, garden.layout.field_radius
    towards = ((area.x - x) * LIGHT_X + (area.y - y) * LIGHT_Y) / reach
    return np.asarray(0.97 + 0.20 * np.clip(towards, -1, 1), np.float32)


def _soft(garden: Garden, away: Distances) -> Picture:
    """Where the sand is soft, with an uneven edge."""
    area, px = garden.area, garden.layout.px
    uneven = px(16) * (noise(area.size, (px(70),) * 2, seed=33, octaves=2) - 0.5)
    soft = smoothstep(px(5), -px(5), away.firm + uneven)
    reach = garden.plan.patch_deg * garden.field.px_per_deg
    for place in garden.plan.patches:
        x, y = garden.field.at(*place)
        far = np.hypot(area.x - np.float32(x), area.y - np.float32(y)) + 1.6 * uneven
        soft = np.maximum(soft, smoothstep(reach + px(5), reach - px(5), far))
    return np.asarray(soft, np.float32)


def _raked(garden: Garden, away: Distances) -> Picture:
    """Light and shade of the rake's lines: along soft sand and walls, else straight."""
    area, px = garden.area, garden.layout.px
    around = np.minimum(away.firm, away.walls - np.float32(garden.half_px))
    rings = around < px(RIPPLES_PX)
    slant = np.radians(SLANT_DEG)
    straight = (area.y * np.cos(slant) + area.x * np.sin(slant)).astype(np.float32)
    across, down = np.gradient(np.where(rings, around, straight))
    length = np.maximum(np.hypot(across, down), 1e-3)
    facing = (across * LIGHT_X + down * LIGHT_Y) / length
    phase = np.where(rings, around, straight) * np.float32(2 * np.pi / px(RAKE_PX))
    return np.asarray(RIDGE * np.sin(phase) * facing + FURROW * np.cos(phase), np.float32)


def _loose(garden: Garden) -> Picture:
    """Light and shade of sand that nobody rakes: low dunes with dimples."""
    size, px = garden.area.size, garden.layout.px
    found = np.zeros(size, np.float32)
    for cell, strength, seed in ((60.0, DUNES, 34), (13.0, DIMPLES, 35)):
        height = noise(size, (px(cell),) * 2, seed=seed, octaves=1)
        across, down = np.gradient(height)
        lit = -(across * LIGHT_X + down * LIGHT_Y) * px(cell)
        found += np.float32(strength) * np.clip(lit, -1, 1)
    return found


def foot_print(garden: Garden) -> Canvas:
    """The print of the standing foot, pressed into the sand: it stays where the ball rakes."""
    px = garden.layout.px
    feet = [foot.mask() for foot in standing_feet(garden.field.centre, px(FOOT_PX), garden.side)]
    canvas = Canvas.around(reduce(union, feet).blurred(px(9)))
    for print_ in feet:
        canvas.paint(print_.blurred(px(7)), SAND, 0.55)
        canvas.paint(print_, PRESSED, 0.92)
        moved = Mask(print_.left + round(px(5)), print_.top + round(px(6)), print_.cover)
        near = print_.cover * (1 - moved.over(print_))
        canvas.paint(
            Mask(print_.left, print_.top, near).blurred(px(2.5)).within(print_), SHADE, 0.5
        )
        far = moved.cover * (1 - print_.over(moved))
        canvas.paint(Mask(moved.left, moved.top, far).blurred(px(1.5)), LIT_EDGE, 0.45)
    return canvas


def _paint_walls(scenery: Scenery, garden: Garden, away: Distances) -> None:
    """Kerb and walls: one shadow of all, then the stones with their joints."""
    area, px, half = garden.area, garden.layout.px, np.float32(garden.half_px)
    kerb = np.abs(away.kerb)
    walls = np.maximum(away.walls, -away.kerb)  # no wall goes on outside
    cover = np.maximum(covered(half - kerb), covered(half - walls))
    scenery.paint(area.mask(_thrown(cover, px(WALL_SHADOW_PX))), SHADE, 0.62)
    for off, along, length, seed in (
        (walls, away.wall_along, px(WALL_STONE_PX), 41),
        (kerb, away.kerb_along, px(KERB_STONE_PX), 42),
    ):
        light = _stone_light(garden, off, along, length, seed)
        scenery.paint_many(area.mask(covered(half - off)), shaded(PALE, light))


def _thrown(cover: Picture, reach: float) -> Picture:
    """The shadow of what covers, smeared away from the moon and softer the farther it falls."""
    found = np.zeros_like(cover)
    for step in range(1, SHADOW_STEPS + 1):
        far = reach * step / SHADOW_STEPS
        moved = _moved(cover, round(-LIGHT_X * far), round(-LIGHT_Y * far))
        found = np.maximum(found, moved * np.float32(1 - 0.5 * step / SHADOW_STEPS))
    return softened(found, max(0.12 * reach, 0.8))


def _moved(cover: Picture, right: int, down: int) -> Picture:
    found = np.zeros_like(cover)
    width, height = cover.shape
    found[right:, down:] = cover[: width - right, : height - down]
    return found


def _stone_light(garden: Garden, off: Picture, along: Picture, length: float, seed: int) -> Picture:
    """Rounded tops, joints, and a tone of its own for each stone."""
    px, half = garden.layout.px, garden.half_px
    across, down = np.gradient(off)
    # Away from the middle line the top falls off: towards the moon it is bright.
    facing = across * LIGHT_X + down * LIGHT_Y
    bevel = smoothstep(BEVEL_FROM, 1.0, off / np.float32(half))
    tones = np.random.default_rng(seed).uniform(0.80, 1.0, 97).astype(np.float32)
    tone = tones[(along / length).astype(int) % len(tones)]
    # A wall's rounded end is a whole stone's: its first joint is half a stone farther.
    along = along + np.float32(length / 2)
    joint = np.abs(along % length - length / 2)
    gap = 1 - 0.55 * smoothstep(length / 2 - px(3.5), length / 2 - px(0.5), joint)
    skin = 0.84 + 0.30 * noise(garden.area.size, (px(14),) * 2, seed=seed, octaves=3)
    light = (0.74 + bevel * (0.10 + 0.42 * facing)) * _moonlight(garden)
    return np.asarray(light * tone * gap * skin, np.float32)
