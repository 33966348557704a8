"""What the event button does on this page, in words at the lower right, and how far it is held."""

import pygame

from games.desk.page import Look
from games.engine.draw.canvas import Canvas, SegmentRing, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering, Style, Weight
from games.engine.draw.mask import circle
from games.engine.draw.palette import INK, MIST, mixed
from trainer.texts import said

WALKS = "Button: next · hold: choose"
TAKES = "Button: go on · hold: other choices"
TYPE = Style(28, Weight.REGULAR, from_board=False)
RIGHT, BASE, RING_GAP = 1800.0, 1060.0, 30.0
RADIUS, LINE, SEGMENTS = 15.0, 5.0, 16
WORDS = mixed(MIST, INK, 0.45)


class Legend:
    """One line that ends at `end`; the ring before it fills while the button is held."""

    def __init__(
        self, layout: Layout, lettering: Lettering, end: tuple[float, float] = (RIGHT, BASE)
    ) -> None:
        self._layout, self._lettering = layout, lettering
        self._end = layout.at(*end)
        self._rings: dict[str, tuple[Sprite, SegmentRing]] = {}

    def draw(self, onto: pygame.Surface, look: Look) -> None:
        """Over the page."""
        words = said(WALKS if look.walking else TAKES)
        if words not in self._rings:
            self._rings[words] = self._ring(words)
        empty, filled = self._rings[words]
        empty.draw(onto)
        filled.draw_first(onto, look.held)
        self._lettering.write(onto, words, TYPE, self._end, WORDS, align=1)

    def _ring(self, words: str) -> tuple[Sprite, SegmentRing]:
        """Left of the words."""
        px = self._layout.px
        x, y = self._end
        x -= self._lettering.width(words, TYPE) + px(RING_GAP)
        centre = x, y - self._lettering.cap_px(TYPE) / 2
        mask = circle(centre, px(RADIUS), max(px(2), 1.0))
        canvas = Canvas.around(mask)
        canvas.paint(mask, WORDS, 0.8)
        ring = SegmentRing(
            centre, px(RADIUS), max(px(LINE), 2.0), count=SEGMENTS, colour=INK, gap_deg=1.0
        )
        return Sprite(canvas), ring
