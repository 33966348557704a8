"""The two wings that the light wears in `glide`, banked in steps of 4 degrees."""

from math import cos, radians, sin

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, polygon
from games.engine.draw.palette import INK, MINT
from games.worlds.kit.scenery import Scenery, blend, smoothstep

BANK_STEP_DEG, MOST_STEPS = 4.0, 6
SPAN, ROOT = 206.0, 22.0
STRENGTH = 0.92
STEPS = 24


class Wings:
    """Thirteen banks, painted once."""

    def __init__(self, layout: Layout) -> None:
        banks = range(-MOST_STEPS, MOST_STEPS + 1)
        self._surfaces = [_painted(layout, bank * BANK_STEP_DEG).surface() for bank in banks]

    def draw_at(self, onto: pygame.Surface, centre: Point, bank_deg: float) -> None:
        """Behind the light; positive banks lower the right wing."""
        step = min(max(round(bank_deg / BANK_STEP_DEG), -MOST_STEPS), MOST_STEPS)
        surface = self._surfaces[step + MOST_STEPS]
        half = surface.get_width() // 2
        onto.blit(surface, (round(centre[0]) - half, round(centre[1]) - half))


def _painted(layout: Layout, bank_deg: float) -> Canvas:
    # A mask is a little wider than what it covers, on however small a screen.
    half = round(layout.px(SPAN + 14)) + 6
    scenery = Scenery((2 * half + 1,) * 2, (-half, -half))
    away = (np.hypot(scenery.x, scenery.y) / layout.px(SPAN)).astype(np.float32)
    colours = blend(blend(MINT, INK, smoothstep(0.06, 0.30, away)), (176, 190, 214), 0.5 * away)
    fade = (STRENGTH * smoothstep(1.02, 0.55, away) + 0.1).clip(0, 1).astype(np.float32)
    for side in (-1.0, 1.0):
        mask = polygon([_turned(layout, point, side, bank_deg) for point in _outline()])
        left, top = mask.left + half, mask.top + half
        part = slice(left, left + mask.cover.shape[0]), slice(top, top + mask.cover.shape[1])
        mask = type(mask)(mask.left, mask.top, mask.cover * fade[part])
        scenery.paint_many(mask, colours[part])
    return scenery


def _outline() -> list[Point]:
    """The right wing: out along its upper edge, back along the lower one."""
    tip = SPAN, 4.0
    upper = _bend((ROOT, -16.0), (112.0, -62.0), tip)
    lower = _bend(tip, (116.0, -24.0), (ROOT - 4, 20.0))
    return [*upper, *lower]


def _bend(start: Point, over: Point, end: Point) -> list[Point]:
    shares = [step / STEPS for step in range(STEPS + 1)]
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * over[0] + t * t * end[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * over[1] + t * t * end[1],
        )
        for t in shares
    ]


def _turned(layout: Layout, point: Point, side: float, bank_deg: float) -> Point:
    turn = radians(bank_deg)
    x, y = side * layout.px(point[0]), layout.px(point[1])
    return x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)
