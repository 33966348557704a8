"""Lamps along the rim: each stands for one full second in the ring, and is lit while it is played.

The playing screen lights them one by one; the result brightens all that were earned.
"""

from functools import lru_cache

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, circle, disc, halo
from games.engine.draw.palette import ABYSS, AMBER, INK, MIST
from trainer.recording.envelope import Rim

BEYOND_RIM = 24.0
"""From the rim's line outwards to a lamp's middle."""

CORE, GLOW, FLARE, UNLIT_SHARE = 13.0, 62.0, 96.0, 0.62
RUNGS = 8
"""A lamp comes up in so many steps, each drawn beforehand."""

KINDLED = 0.4
"""How bright a lamp becomes while its second runs; the full second lights it."""


class Lamps:
    """As many as the trial has seconds, clockwise from the toes."""

    def __init__(self, layout: Layout, field: FieldMap, rim: Rim, count: int) -> None:
        self._layout = layout
        self._slots = places(layout, field, rim, count)
        self._ladder = _ladder(layout)
        self._flare = _flare(layout)

    @property
    def count(self) -> int:
        return len(self._slots)

    def paint(self, canvas: Canvas) -> None:
        """All of them, unlit: small and dark, so that from afar only what was earned is seen."""
        radius = self._layout.px(UNLIT_SHARE * CORE)
        for slot in self._slots:
            canvas.paint(disc(slot, radius + self._layout.px(5)).blurred(3), ABYSS, 0.6)
            canvas.paint(disc(slot, radius), ABYSS, 0.85)
            canvas.paint(circle(slot, radius, max(self._layout.px(2.0), 1.0)), MIST, 0.34)

    def draw(self, onto: pygame.Surface, earned: int, under_way: float) -> None:
        """Those earned are lit; the next one kindles as its second runs, `under_way` 0 to 1.

        The newest one flares as long as the next one is young.
        """
        lit = self._ladder[-1]
        for slot in self._slots[:earned]:
            lit.draw_at(onto, slot)
        if 0 < earned <= self.count:
            self._flare.draw_at(onto, self._slots[earned - 1], 1.0 - 2.5 * under_way)
        if earned < self.count:
            step = int(under_way * KINDLED * RUNGS)
            if step:
                self._ladder[step - 1].draw_at(onto, self._slots[earned])

    def bloom(self, onto: pygame.Surface, earned: int, share: float) -> None:
        """All earned ones at once, from lit (0) to in full bloom (1)."""
        lit = self._ladder[-1]
        for slot in self._slots[:earned]:
            lit.draw_at(onto, slot)
            self._flare.draw_at(onto, slot, share)


def places(layout: Layout, field: FieldMap, rim: Rim, count: int) -> list[Point]:
    """Where the lamps stand: evenly along the rim, the first at the toes."""
    line = np.array(field.outline(rim))
    away = line - np.array(field.centre)
    line = line + away / np.hypot(*away.T)[:, None] * layout.px(BEYOND_RIM)
    steps = np.hypot(*np.diff(line, axis=0, append=line[:1]).T)
    along = np.concatenate(([0.0], np.cumsum(steps)))
    wanted = np.arange(count) / max(count, 1) * along[-1]
    closed = np.concatenate((line, line[:1]))
    x, y = (np.interp(wanted, along, closed[:, axis]) for axis in (0, 1))
    return list(zip(x.tolist(), y.tolist(), strict=True))


@lru_cache(maxsize=2)
def _ladder(layout: Layout) -> list[Sprite]:
    """A lamp coming up."""
    return [_lamp(layout, (step + 1) / RUNGS) for step in range(RUNGS)]


def _lamp(layout: Layout, share: float) -> Sprite:
    """A lamp at a share of its light."""
    reach = layout.px(GLOW)
    canvas = Canvas((2 * round(reach) + 1,) * 2)
    centre = (round(reach) + 0.5,) * 2
    canvas.paint(halo(centre, reach, 2.0), AMBER, 0.62 * share * share)
    canvas.paint(disc(centre, layout.px(CORE * (0.6 + 0.4 * share))), AMBER, 0.2 + 0.8 * share)
    canvas.paint(halo(centre, layout.px(CORE), 0.8), INK, 0.75 * share * share)
    return Sprite(canvas)


@lru_cache(maxsize=2)
def _flare(layout: Layout) -> Sprite:
    reach = layout.px(FLARE)
    canvas = Canvas((2 * round(reach) + 1,) * 2)
    centre = (round(reach) + 0.5,) * 2
    canvas.paint(halo(centre, reach, 2.0), AMBER, 0.5)
    canvas.paint(disc(centre, layout.px(1.25 * CORE)), AMBER)
    canvas.paint(halo(centre, layout.px(1.3 * CORE), 0.7), INK, 0.9)
    return Sprite(canvas)
