"""The comet of `orbit`: a mint coma in its ring, a tail on the way it came, beads on its way."""

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, disc, halo
from games.engine.draw.palette import INK, MINT
from games.worlds.kit.glow import Fading, Glow

TAIL = 32
"""So many motes, from the ring's edge to the tail's end."""

MOTES, MOTE_LIGHT = (27.0, 6.0), (0.40, 0.05)
"""Radius and strength of a mote, at the ring and at the tail's end."""
COMA, COMA_LIGHT = 64.0, 0.34
BEAD = 6.0


class Comet:
    """Its parts as sprites; where they are is said by the scene."""

    def __init__(self, layout: Layout) -> None:
        shares = [step / (TAIL - 1) for step in range(TAIL)]
        self._tail = [_mote(layout, share) for share in shares]
        self._coma = Glow.of(halo((0.0, 0.0), layout.px(COMA), 1.7), MINT, COMA_LIGHT)
        half = round(layout.px(BEAD)) + 2
        canvas = Canvas((2 * half + 1,) * 2)
        canvas.paint(disc((half + 0.5,) * 2, layout.px(BEAD)), INK)
        self._bead = Fading(canvas)

    def draw_tail(self, onto: pygame.Surface, places: list[Point]) -> None:
        """At places from the ring backwards; a shorter tail has fewer."""
        for mote, at in reversed(list(zip(self._tail, places, strict=False))):
            mote.draw_at(onto, at)

    def draw_coma(self, onto: pygame.Surface, at: Point) -> None:
        self._coma.draw_at(onto, at)

    def draw_beads(self, onto: pygame.Surface, places: list[Point]) -> None:
        """On the way ahead, the farther the fainter."""
        for index, at in enumerate(places):
            self._bead.draw_at(onto, at, 0.8 * (1.0 - index / (len(places) + 1)))


def _mote(layout: Layout, share: float) -> Fading:
    """Of the tail: 0 is at the ring, 1 at its end."""
    (near, far), (bright, faint) = MOTES, MOTE_LIGHT
    radius = layout.px(near + (far - near) * share)
    half = round(radius) + 1
    canvas = Canvas((2 * half + 1,) * 2)
    strength = faint + (bright - faint) * (1 - share) ** 1.4
    canvas.paint(halo((half + 0.5,) * 2, radius, 1.3), MINT, strength)
    return Fading(canvas, steps=1)
