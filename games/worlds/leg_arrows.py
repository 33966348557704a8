"""The way that a free leg is to go, as an arrow beside its foot: there, and back again."""

from collections.abc import Sequence
from math import hypot

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Point, polygon, stroke, union
from games.engine.draw.palette import ABYSS, INK, SKY, mixed

WIDTH, HEAD, HEAD_HALF, SOFT = 13.0, 40.0, 31.0, 6.0
COLOUR = mixed(INK, SKY, 0.72)
"""The other leg's own."""


class LegArrows:
    """Both arrows of a way; its points are about the place where the person's board stands."""

    def __init__(self, layout: Layout, way: Sequence[Point]) -> None:
        self._there, self._back = (_Arrow(layout, each) for each in (way, way[::-1]))

    def draw(self, onto: pygame.Surface, at: Point, there: float) -> None:
        """1 there, -1 back, fainter between them, and nothing at 0."""
        arrow = self._there if there > 0 else self._back
        arrow.draw(onto, at, abs(there))


class _Arrow:
    """One arrow, a little darker all round so that it is seen on bright sand, too."""

    def __init__(self, layout: Layout, way: Sequence[Point]) -> None:
        shape = _shape(layout, way)
        shade = shape.blurred(layout.px(SOFT))
        canvas = Canvas.around(shade)
        canvas.paint(shade, ABYSS, 0.8)
        canvas.paint(shape, COLOUR)
        self._sprite = Sprite(canvas)
        width, height = self._sprite.surface.get_size()
        self._middle = shade.left + width // 2, shade.top + height // 2

    def draw(self, onto: pygame.Surface, at: Point, strength: float) -> None:
        x, y = self._middle
        self._sprite.draw_at(onto, (at[0] + x, at[1] + y), strength)


def _shape(layout: Layout, way: Sequence[Point]) -> Mask:
    """A line with a head at its end, which points on along the way."""
    (x, y), (before_x, before_y) = way[-1], way[max(len(way) - 4, 0)]
    length = max(hypot(x - before_x, y - before_y), 1e-6)
    ahead_x, ahead_y = (x - before_x) / length, (y - before_y) / length
    half, long = layout.px(HEAD_HALF), layout.px(HEAD)
    head = [
        (x + long * ahead_x, y + long * ahead_y),
        (x - half * ahead_y, y + half * ahead_x),
        (x + half * ahead_y, y - half * ahead_x),
    ]
    return union(stroke(way, layout.px(WIDTH)), polygon(head))
