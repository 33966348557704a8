"""The focus: a line set off round an item, with a light at its left that fills while one holds.

The form says it, and not a colour alone.
"""

from collections.abc import Sequence

import pygame

from games.desk.page import Item, Look
from games.engine.draw.canvas import Canvas, SegmentRing, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.mask import disc, halo
from games.engine.draw.palette import ABYSS, INK
from games.engine.draw.plate import rounded_line

APART, LINE, CORNER, CORE = 5.0, 5.0, 26.0, 11.0
HOLD, HOLD_LINE, SEGMENTS, INSIDE = 21.0, 7.0, 20, 2.5
"""The light lies on the line: beyond it, it would lie on what stands beside the item."""


class FocusMark:
    """Drawn over a page, for the item that Enter takes, or for a whole row."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lines: dict[tuple[int, int], Sprite] = {}
        self._light = Sprite(self._painted_light())
        self._dark = Sprite(self._painted_dark())
        self._hold: tuple[tuple[int, int], SegmentRing] | None = None

    def draw(self, onto: pygame.Surface, items: Sequence[Item], look: Look) -> None:
        """Round the item in focus, if there is one."""
        item = next((each for each in items if each.name == look.focus), None)
        if item is not None and look.focus:
            area = _row_of(item, items) if look.whole else item.area
            self.draw_round(onto, area, look.held if look.walking else 0.0)

    def draw_round(self, onto: pygame.Surface, area: pygame.Rect, held: float = 0.0) -> None:
        """Round an area; `held` fills the ring about its light."""
        apart = round(self._layout.px(APART + LINE))
        if area.size not in self._lines:
            self._lines[area.size] = Sprite(self._painted_line(area.inflate(2 * apart, 2 * apart)))
        onto.blit(self._lines[area.size].surface, area.move(-apart, -apart))
        at = area.left - apart + round(self._layout.px(INSIDE)), area.centery
        if held > 0:
            self._dark.draw_at(onto, at)
        self._light.draw_at(onto, at)
        if held > 0:
            if self._hold is None or self._hold[0] != at:
                self._hold = at, self._ring(at)
            self._hold[1].draw_first(onto, held)

    def _painted_line(self, area: pygame.Rect) -> Canvas:
        px = self._layout.px
        canvas = Canvas(area.size, grain=0.0)
        line = rounded_line(area.size, px(CORNER), max(round(px(LINE)), 2))
        canvas.paint(line, INK, 0.95)
        return canvas

    def _painted_light(self) -> Canvas:
        px = self._layout.px
        reach = round(px(4 * CORE))
        canvas = Canvas((2 * reach + 1,) * 2, grain=0.0)
        middle = reach + 0.5, reach + 0.5
        canvas.paint(halo(middle, reach, 2.0), INK, 0.4)
        canvas.paint(disc(middle, px(CORE) + max(px(3), 1.0)), ABYSS)
        canvas.paint(disc(middle, px(CORE)), INK)
        return canvas

    def _painted_dark(self) -> Canvas:
        """Below the ring that fills, which may lie on a bright plate."""
        radius = self._layout.px(HOLD + HOLD_LINE)
        reach = round(radius) + 1
        canvas = Canvas((2 * reach + 1,) * 2, grain=0.0)
        canvas.paint(disc((reach + 0.5, reach + 0.5), radius), ABYSS, 0.9)
        return canvas

    def _ring(self, at: tuple[int, int]) -> SegmentRing:
        px = self._layout.px
        width = max(px(HOLD_LINE), 2.0)
        return SegmentRing(at, px(HOLD), width, count=SEGMENTS, colour=INK, gap_deg=1.5)


def _row_of(item: Item, items: Sequence[Item]) -> pygame.Rect:
    """Round all items of one row."""
    return item.area.unionall([each.area for each in items if each.row == item.row])
