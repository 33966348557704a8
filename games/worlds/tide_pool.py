"""The tide pool of `free_leg`: clear water in a ring of wet stones, seen from above.

It holds the widest ring of all rungs. Its far bank is flatter than its near one, and far stones are
smaller: that is all the low eye changes, for the ring in it is a circle.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, pi, sin

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Picture, Point
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import Area, covered
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep
from games.worlds.kit.stones import Stone, paint_stone, throw_shadow

WATER_ROOM, WIDER = 34.0, 22.0
"""From the widest ring to the stones, and what is added at both sides."""
FLATTER = 0.93
STONE_PX = 31.0
FAR_STONE, NEAR_STONE = 0.62, 1.3
STONES_APART = 1.5
STONE: Colour = (84, 97, 110)
SHADE: Colour = (6, 11, 19)
LIGHT_FROM_DEG = 348.0
BOTTOM: Colour = (30, 54, 66)
DEEP_WATER: Colour = (13, 30, 42)
SKY_IN_WATER: Colour = (84, 104, 118)


@dataclass(frozen=True)
class TidePool:
    """Where it lies: its middle is the field's, `ring_px` the radius of the widest ring."""

    layout: Layout
    centre: Point
    ring_px: float

    @property
    def half_width(self) -> float:
        return self.ring_px + self.layout.px(WATER_ROOM + WIDER)

    def half_height(self, far: bool) -> float:
        """Towards the sea or towards the patient."""
        near = self.ring_px + self.layout.px(WATER_ROOM)
        return FLATTER * near if far else near

    @property
    def reach(self) -> float:
        """No stone lies farther out than this."""
        return self.half_width + self.layout.px(2.6 * STONE_PX * NEAR_STONE)

    def out(self, area: Area) -> Picture:
        """0 in the middle, 1 where water and stones meet."""
        dx, dy = area.x - np.float32(self.centre[0]), area.y - np.float32(self.centre[1])
        high = np.where(dy < 0, self.half_height(far=True), self.half_height(far=False))
        away = np.hypot(dx / np.float32(self.half_width), dy / high)
        turn = np.arctan2(dy, dx)
        wobble = 1 + 0.016 * np.sin(3 * turn + 0.7) + 0.012 * np.sin(5 * turn + 2.1)
        return np.asarray(away / wobble, np.float32)

    def bank(self, direction: float, out: float = 1.0) -> Point:
        """A place on the bank; the direction is radians from the right, downwards."""
        high = self.half_height(far=sin(direction) < 0)
        x, y = self.centre
        return x + out * self.half_width * cos(direction), y + out * high * sin(direction)

    def nearness(self, place: Point) -> float:
        """0 at the far bank, 1 at the near one."""
        far, near = self.half_height(far=True), self.half_height(far=False)
        return min(max((place[1] - self.centre[1] + far) / (far + near), 0.0), 1.0)


def paint_pool(scenery: Scenery, pool: TidePool) -> None:
    """Water and stones over the sand."""
    stones = _stones(pool)
    for stone in stones:
        throw_shadow(scenery, stone, SHADE, LIGHT_FROM_DEG)
    _paint_water(scenery, pool)
    for stone in sorted(stones, key=lambda each: each.centre[1]):
        tone = float(np.random.default_rng(stone.seed).uniform(0.62, 1.08))
        red, green, blue = (round(level * tone) for level in STONE)
        paint_stone(scenery, stone, (red, green, blue), LIGHT_FROM_DEG)


def pool_mask(pool: TidePool) -> Mask:
    """What a wave that runs past the pool does not cover: its water and its stones."""
    area = Area.around(pool.centre, pool.reach)
    cover = covered(1.04 - pool.out(area))
    stones = Scenery.on(area)
    for stone in _stones(pool):
        paint_stone(stones, stone, STONE)
    solid = pygame.surfarray.array_alpha(stones.surface()).astype(np.float32) / np.float32(255)
    return Mask(area.left, area.top, np.maximum(cover, solid))


def _stones(pool: TidePool) -> list[Stone]:
    """The bank, and pebbles beyond it; none on the near side, where shells will lie."""
    pebbles = _bank_stones(pool, 1.24, 0.62, 700)
    return [
        *_bank_stones(pool, 1.10, 1.0, 500),
        *(each for each in pebbles if each.centre[1] < pool.centre[1]),
    ]


def _bank_stones(pool: TidePool, out: float, size: float, seed: int) -> Iterator[Stone]:
    """Stones all round, the nearer the larger, with gaps as chance leaves them."""
    draw = np.random.default_rng(seed)
    at = 0.0
    while at < 2 * pi - 0.04:
        place = pool.bank(at, out + float(draw.uniform(-0.012, 0.03)))
        grown = FAR_STONE + (NEAR_STONE - FAR_STONE) * pool.nearness(place)
        long = pool.layout.px(STONE_PX) * size * grown * float(draw.uniform(0.78, 1.25))
        turn = degrees(atan2(place[0] - pool.centre[0], pool.centre[1] - place[1])) + 90
        turn += float(draw.uniform(-24, 24))
        wide = long * float(draw.uniform(0.62, 0.84))
        yield Stone(place, long, wide, turn, seed + round(1000 * at))
        apart = STONES_APART if size == 1.0 else float(draw.uniform(1.7, 4.2))
        at += apart * long / hypot(pool.half_width * sin(at), pool.half_height(False) * cos(at))


def _paint_water(scenery: Scenery, pool: TidePool) -> None:
    """Sandy ground that sinks into the dark, and the sky's light on the water's far side."""
    px, area = pool.layout.px, Area.around(pool.centre, pool.reach)
    out = pool.out(area)
    top = pool.centre[1] - pool.half_height(far=True)
    foot = pool.centre[1] + pool.half_height(far=False)
    pebbles = noise(area.size, (px(120), px(64)), seed=61, octaves=6, gain=0.6)
    ground = blend(BOTTOM, (58, 80, 88), smoothstep(0.36, 0.72, pebbles))
    depth = smoothstep(1.02, 0.42, out)
    colours = blend(ground, DEEP_WATER, (0.10 + 0.66 * depth).astype(np.float32))
    sky = gradient(((top, (62, 0, 0)), (top + 0.55 * (foot - top), (0, 0, 0))), area.y)[..., 0]
    glaze = noise(area.size, (px(240), px(22)), seed=63, octaves=3)
    colours = blend(colours, SKY_IN_WATER, (sky / 100 * (0.55 + 0.9 * smoothstep(0.4, 0.7, glaze))))
    bank = smoothstep(0.86, 1.0, out) * (1 - 0.5 * sky / 62)
    colours = blend(colours, SHADE, (0.55 * bank).astype(np.float32))
    scenery.paint_many(area.mask(covered(1.05 - out)), colours)
