"""Beads for the sets of an exercise: what is done is amber and stays lit, the next is a ring."""

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, circle, disc, halo
from games.engine.draw.palette import AMBER, INK, MIST, Colour

BEAD, LINE, APART, GLOW = 13.0, 3.5, 52.0, 2.7


class Beads:
    """A row of `count`; closer together where there is no room for as many."""

    def __init__(self, layout: Layout, count: int, room: float) -> None:
        self._layout, self._count = layout, count
        self.apart = min(APART, room / count)
        size = min(BEAD, 0.4 * self.apart)
        radius, line = layout.px(size), max(layout.px(LINE), 1.5)
        reach = GLOW * radius
        middle = reach, reach
        core, ring = disc(middle, radius), circle(middle, radius - line / 2, line)
        self._done = _bead(reach, (halo(middle, reach, 2.0), AMBER, 0.35), (core, AMBER, 1.0))
        self._next = _bead(reach, (ring, INK, 1.0))
        self._later = _bead(reach, (ring, MIST, 0.5))

    @property
    def width(self) -> float:
        """From the first bead's middle to the last one's, at 1080 lines."""
        return self.apart * (self._count - 1)

    def draw(self, onto: pygame.Surface, left: float, y: float, done: int) -> None:
        """The first bead's middle is at `left`; `done` of them are lit."""
        for index in range(self._count):
            sprite = self._done if index < done else self._later
            if index == done:
                sprite = self._next
            sprite.draw_at(onto, self._layout.at(left + index * self.apart, y))


def _bead(reach: float, *painted: tuple[Mask, Colour, float]) -> Sprite:
    canvas = Canvas((round(2 * reach) + 1,) * 2, grain=0.0)
    for mask, colour, strength in painted:
        canvas.paint(mask, colour, strength)
    return Sprite(canvas)
