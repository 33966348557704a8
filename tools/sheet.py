"""A dark sheet for figures of the docs: words, boxes, lines and dots in the look of the windows.

Everything is drawn twice as large and scaled down, so that slanted and round edges are smooth.
"""

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.lettering import Lettering, Style, Weight
from games.engine.draw.palette import ABYSS, DEEP, MIST, SHALLOW, WATER, Colour, mixed

FINE = 2
TITLE, NAME, FIGURE, SMALL = (
    Style(58, Weight.EXTRABOLD, from_board=False),
    Style(42, Weight.SEMIBOLD, from_board=False),
    Style(36, Weight.SEMIBOLD, from_board=False),
    Style(32, Weight.REGULAR, from_board=False),
)
LINE = mixed(DEEP, SHALLOW, 0.8)
Area = tuple[float, float, float, float]
"""Left, top, width and height in the figure's pixels."""


class Sheet:
    """A figure of this size while it is drawn; places are in the pixels of the finished figure."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.letters = Lettering(FINE, 1.0)
        canvas = Canvas((size[0] * FINE, size[1] * FINE), grain=0.0)
        reach = size[0] * FINE * 0.9, size[1] * FINE * 1.1
        canvas.glow((size[0] * FINE * 0.45, 0.0), reach, mixed(DEEP, WATER, 0.5), ABYSS)
        self.surface = canvas.surface()

    def finished(self) -> pygame.Surface:
        """The figure."""
        return pygame.transform.smoothscale(self.surface, self.size)

    def width(self, style: Style, text: str) -> float:
        """How wide a text is."""
        return self.letters.width(text, style) / FINE

    def write(
        self, style: Style, text: str, x: float, y: float, colour: Colour = MIST, align: float = 0.0
    ) -> float:
        """Writes a text on the base line y and returns where it ends."""
        at = x * FINE, y * FINE
        return self.letters.write(self.surface, text, style, at, colour, align=align) / FINE

    def box(self, area: Area, colour: Colour, rounded: int = 3) -> None:
        """A filled box."""
        pygame.draw.rect(self.surface, colour, self.fine(area), border_radius=rounded * FINE)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: Colour, thick: int = 2
    ) -> None:
        """A straight line."""
        first, last = ((round(x * FINE), round(y * FINE)) for x, y in (start, end))
        pygame.draw.line(self.surface, colour, first, last, thick * FINE)

    def dot(self, x: float, y: float, colour: Colour, radius: int = 9) -> None:
        """A dot with a dark edge, so that it stands out on a line."""
        at = round(x * FINE), round(y * FINE)
        for size, shade in ((radius + 3, ABYSS), (radius, colour)):
            pygame.draw.circle(self.surface, shade, at, size * FINE)

    def hollow(self, x: float, y: float, colour: Colour, radius: int = 9) -> None:
        """A ring of the size of a dot."""
        self.dot(x, y, colour, radius)
        at = round(x * FINE), round(y * FINE)
        pygame.draw.circle(self.surface, ABYSS, at, (radius - 3) * FINE)

    def fine(self, area: Area) -> pygame.Rect:
        """An area in the pixels that are drawn on."""
        return pygame.Rect(*(round(edge * FINE) for edge in area))
