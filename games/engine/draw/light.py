"""The patient's light: a core, its glow, and the trail behind it.

As skill grows it fades: glow and trail first, then the core is only a ring, and at last nothing.
"""

from functools import lru_cache

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import circle, disc, halo
from games.engine.draw.palette import ABYSS, INK, MINT, MIST, Colour
from games.engine.scene import Recent

CORE, EDGE, OUTLINE = 34.0, 2.0, 4.0
"""Radius of the core, width of its dark edge, and of the ring that remains of it."""

TRAIL_S, TRAIL_STEPS = 1.3, 56
FIRST_MOTE, LAST_MOTE = (28.0, 0.24), (6.0, 0.02)
"""Radius and strength of the trail's motes, nearest to the light and farthest from it."""

GLOW_GONE = 0.5
"""At this strength glow and trail are gone; below it the core is only a ring."""


def glow_of(strength: float) -> float:
    """How much glow and trail a light of this strength has, 0 to 1."""
    return min(max((strength - GLOW_GONE) / (1.0 - GLOW_GONE), 0.0), 1.0)


class Light:
    """Sprites of the light, inside and outside the ring.

    `glow` is less than 1 where glow and trail would hide something that must be seen.
    """

    def __init__(self, layout: Layout, field: FieldMap, glow: float = 1.0) -> None:
        self._field, self._glow = field, glow
        self._glows = {colour: _glow(layout, colour) for colour in (MINT, MIST)}
        self._core, self._outline = _core(layout), _outline(layout)
        self._ages_s = np.linspace(TRAIL_S, 0.02, TRAIL_STEPS)
        self._trails = {colour: _trail(layout, colour) for colour in (MINT, MIST)}

    def draw_trail(
        self, onto: pygame.Surface, recent: Recent, lit: float, strength: float = 1.0
    ) -> None:
        """Where the light came from."""
        glow = self._glow * glow_of(strength)
        if not glow:
            return
        motes = self._trails[MINT if lit > 0.5 else MIST]
        for mote, ap, ml in zip(motes, *recent.track(self._ages_s), strict=False):
            mote.draw_at(onto, self._field.at(ap, ml), glow)

    def draw(
        self, onto: pygame.Surface, cursor: tuple[float, float], lit: float, strength: float
    ) -> None:
        """The light itself; `strength` fades it as skill grows."""
        at, glow = self._field.at(*cursor), self._glow * glow_of(strength)
        self._glows[MIST].draw_at(onto, at, glow * (1 - lit))
        self._glows[MINT].draw_at(onto, at, glow * lit)
        if strength >= GLOW_GONE:
            self._core.draw_at(onto, at)
        elif strength > 0:
            self._outline.draw_at(onto, at)


# The light is the same on every screen of a size, so its sprites are painted once for all of them.


@lru_cache(maxsize=4)
def _glow(layout: Layout, colour: Colour) -> Sprite:
    canvas, centre = _square(layout.px(140))
    canvas.paint(halo(centre, layout.px(140), 2.2), colour, 0.6)
    canvas.paint(halo(centre, layout.px(92), 0.9), colour, 0.8)
    return Sprite(canvas)


@lru_cache(maxsize=2)
def _core(layout: Layout) -> Sprite:
    canvas, centre = _square(layout.px(CORE + 4))
    canvas.paint(disc(centre, layout.px(CORE + EDGE)), ABYSS, 0.85)
    canvas.paint(disc(centre, layout.px(CORE)), INK)
    return Sprite(canvas)


@lru_cache(maxsize=2)
def _outline(layout: Layout) -> Sprite:
    """What remains of the core: a ring with a dark edge on both sides, seen on any water."""
    canvas, centre = _square(layout.px(CORE + 8))
    width = max(layout.px(OUTLINE), 2.0)
    radius = layout.px(CORE) - width / 2
    canvas.paint(circle(centre, radius, width + 2 * layout.px(EDGE)), ABYSS, 0.7)
    canvas.paint(circle(centre, radius, width), INK)
    return Sprite(canvas)


@lru_cache(maxsize=4)
def _trail(layout: Layout, colour: Colour) -> list[Sprite]:
    """From the farthest mote to the nearest."""
    shares = np.linspace(0.0, 1.0, TRAIL_STEPS).tolist()
    return [_mote(layout, colour, share) for share in shares]


def _mote(layout: Layout, colour: Colour, share: float) -> Sprite:
    radius = layout.px(LAST_MOTE[0] + (FIRST_MOTE[0] - LAST_MOTE[0]) * share)
    strength = LAST_MOTE[1] + (FIRST_MOTE[1] - LAST_MOTE[1]) * share * share
    canvas, centre = _square(1.6 * radius + 1)
    canvas.paint(halo(centre, 1.6 * radius, 1.2), colour, strength)
    return Sprite(canvas)


def _square(reach: float) -> tuple[Canvas, tuple[float, float]]:
    half = round(reach)
    return Canvas((2 * half + 1,) * 2), (half + 0.5, half + 0.5)
