"""A ring of segments that are lit one by one: seconds that are left, or how long was held."""

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.mask import Point, arc
from games.engine.draw.palette import Colour


class SegmentRing:
    """Segments clockwise from the top. The unlit ones belong to a still layer, by `paint`."""

    def __init__(
        self,
        centre: Point,
        radius: float,
        width: float,
        *,
        count: int,
        colour: Colour,
        gap_deg: float,
    ) -> None:
        step = 360.0 / count
        half = max(step / 2 - gap_deg, 0.25)
        middles = [(index + 0.5) * step for index in range(count)]
        self._arcs = [arc(centre, radius, width, at - half, at + half) for at in middles]
        self._lit: list[Sprite] = []
        for mask in self._arcs:
            canvas = Canvas.around(mask)
            canvas.paint(mask, colour)
            self._lit.append(Sprite(canvas))

    def paint(self, canvas: Canvas, colour: Colour, strength: float) -> None:
        """All segments, unlit."""
        for mask in self._arcs:
            canvas.paint(mask, colour, strength)

    def draw_last(self, onto: pygame.Surface, count: int, strength: float = 1.0) -> None:
        """Light the last so many, as time runs out from the top clockwise."""
        for sprite in self._lit[len(self._lit) - count :]:
            sprite.draw(onto, strength)

    def draw_first(self, onto: pygame.Surface, share: float, strength: float = 1.0) -> None:
        """Light a share of them from the top clockwise."""
        for sprite in self._lit[: round(share * len(self._lit))]:
            sprite.draw(onto, strength)
