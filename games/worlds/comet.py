"""The comet of `orbit`: a dark ring with a mint coma, a tail where it came from, beads ahead."""

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, disc, halo
from games.engine.draw.palette import INK, MINT, Colour
from games.worlds.kit.glow import Fading, Glow

TAIL, AHEAD = 32, 4
"""So many motes, from the ring's edge to the tail's end, and so many beads."""

MOTES, MOTE_LIGHT = (27.0, 6.0), (0.40, 0.05)
"""Radius and strength of a mote, at the ring and at the tail's end."""
COMA, COMA_LIGHT = 64.0, 0.34
BEADS = (9.0, 5.0)
"""Radius of the bead nearest to the ring, and of the last one."""

CALM: Colour = (17, 13, 42)
CALM_STRENGTH, CALM_EDGE = 0.90, 10.0
"""Night within the ring: neither star nor trail crosses where the light has to be."""


class Comet:
    """Its parts as sprites; where they are is said by the scene."""

    def __init__(self, layout: Layout, radius: float) -> None:
        """`radius` is that of its ring, in pixels."""
        shares = [step / (TAIL - 1) for step in range(TAIL)]
        self._tail = [_mote(layout, share) for share in shares]
        self._coma = Glow.of(halo((0.0, 0.0), layout.px(COMA), 1.7), MINT, COMA_LIGHT)
        self._calm = _calm(layout, radius)
        near, far = BEADS
        sizes = [near + (far - near) * step / (AHEAD - 1) for step in range(AHEAD)]
        self._beads = [_bead(layout.px(size)) for size in sizes]

    def draw_calm(self, onto: pygame.Surface, at: Point) -> None:
        """The dark within its ring, before anything else of it."""
        self._calm.draw_at(onto, at)

    def draw_tail(self, onto: pygame.Surface, places: list[Point]) -> None:
        """At places from the ring backwards; a shorter tail has fewer."""
        for mote, at in reversed(list(zip(self._tail, places, strict=False))):
            mote.draw_at(onto, at)

    def draw_coma(self, onto: pygame.Surface, at: Point) -> None:
        self._coma.draw_at(onto, at)

    def draw_beads(self, onto: pygame.Surface, places: list[Point]) -> None:
        """On the way ahead, the farther the smaller and fainter; up to `AHEAD`."""
        for index, (bead, at) in enumerate(zip(self._beads, places, strict=False)):
            bead.draw_at(onto, at, 0.9 * (1.0 - index / (len(places) + 1)))


def _calm(layout: Layout, radius: float) -> Fading:
    soft = layout.px(CALM_EDGE)
    half = round(radius + soft) + 2
    canvas = Canvas((2 * half + 1,) * 2)
    night = disc((half + 0.5,) * 2, radius).blurred(soft / 3)
    canvas.paint(night, CALM, CALM_STRENGTH)
    return Fading(canvas, steps=1)


def _bead(radius: float) -> Fading:
    """With a dark edge: it has to be seen before a trail, too."""
    half = round(1.8 * radius) + 2
    canvas = Canvas((2 * half + 1,) * 2)
    canvas.paint(halo((half + 0.5,) * 2, 1.8 * radius, 1.4), CALM, 0.6)
    canvas.paint(disc((half + 0.5,) * 2, radius), INK)
    return Fading(canvas)


def _mote(layout: Layout, share: float) -> Fading:
    """Of the tail: 0 is at the ring, 1 at its end."""
    (near, far), (bright, faint) = MOTES, MOTE_LIGHT
    radius = layout.px(near + (far - near) * share)
    half = round(radius) + 1
    canvas = Canvas((2 * half + 1,) * 2)
    strength = faint + (bright - faint) * (1 - share) ** 1.4
    canvas.paint(halo((half + 0.5,) * 2, radius, 1.3), MINT, strength)
    return Fading(canvas, steps=1)
