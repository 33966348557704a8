"""The plates of a page: what can be taken, large enough for a finger and for tired eyes.

The main one is bright; the one that Enter takes has the mint ring, as the valley's cards have.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pygame

from games.desk.page import Item, Look
from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import LABEL, Lettering, Style
from games.engine.draw.mask import Mask
from games.engine.draw.palette import ABYSS, INK, MINT, MIST, Colour, mixed
from games.engine.draw.plate import rounded
from games.screens.valley.card import fitting
from games.worlds.kit.rings import LINE

TOP, HIGH, LEFT, RIGHT, APART = 936.0, 108.0, 56.0, 1864.0, 28.0
AROUND, LEAST_WIDE, MAIN_WIDE = 40.0, 190.0, 420.0
CORNER, EDGE, FRAME_APART, HELD_APART = 26.0, 2.5, 6.0, 12.0
NIGHT: Colour = mixed(ABYSS, (30, 50, 72), 0.45)


LINE_SHARES, ONE_LINE = (1.0, 0.9, 0.82, 0.78, 0.7, 0.62, 0.54), 0.82
"""Sizes that are tried for a plate's words, as shares of the wanted one; down to `ONE_LINE` they
stay in one line."""


@dataclass(frozen=True)
class Action:
    """What a page offers: its item's name, its words, the letter that takes it."""

    name: str
    words: str
    key: str = ""
    enabled: bool = True


DONE, SKIP = Action("done", "Done"), Action("skip", "Leave out")
"""What most pages offer."""


class Plates:
    """Draws items as plates; each is painted once."""

    def __init__(self, layout: Layout, lettering: Lettering) -> None:
        self._layout, self._lettering = layout, lettering
        self._painted: dict[object, pygame.Surface] = {}
        self._frames: dict[tuple[int, int], Sprite] = {}

    def row(self, actions: Sequence[Action], main: str, from_x: float = LEFT) -> list[Item]:
        """A row at the foot of a page: the main one ends at the right, all others begin at
        `from_x`. Where words are long, all plates of the row become narrower alike.
        """
        px = self._layout.px
        wide = {each.name: self._wanted(each, main) for each in actions}
        room = RIGHT - from_x - APART * max(len(actions) - 1, 0)
        share = min(1.0, room / max(sum(wide.values()), 1.0))
        items, x = [], from_x
        for each in actions:
            width = share * wide[each.name]
            left, top = self._layout.at(RIGHT - width if each.name == main else x, TOP)
            area = pygame.Rect(round(left), round(top), round(px(width)), round(px(HIGH)))
            items.append(Item(each.name, area, each.enabled, each.key, words=each.words))
            x += 0.0 if each.name == main else width + APART
        return items

    def draw(
        self, onto: pygame.Surface, item: Item, words: str, look: Look, main: bool = False,
        style: Style = LABEL,
    ) -> None:  # fmt: skip
        """One item with its words; the ring of focus, and how far the button has been held."""
        onto.blit(self._plate(item, words, main, style), item.area)
        if look.focus == item.name:
            self._frame(item.area.size).draw_at(onto, item.area.center)
        if look.held and (main if not look.walking else look.focus == item.name):
            self._draw_held(onto, item.area, look.held)

    def _wanted(self, action: Action, main: str) -> float:
        words = self._lettering.width(action.words, LABEL) / self._layout.scale + 2 * AROUND
        return max(words, MAIN_WIDE if action.name == main else LEAST_WIDE)

    def _draw_held(self, onto: pygame.Surface, area: pygame.Rect, held: float) -> None:
        high = max(round(self._layout.px(8)), 3)
        top = area.bottom + round(self._layout.px(HELD_APART))
        bar = pygame.Rect(area.left, top, round(min(held, 1.0) * area.width), high)
        pygame.draw.rect(onto, INK, bar, border_radius=high // 2)

    def _plate(self, item: Item, words: str, main: bool, style: Style) -> pygame.Surface:
        key = item.area.size, words, main, item.enabled, style
        if key not in self._painted:
            self._painted[key] = self._paint(item, words, main, style)
        return self._painted[key]

    def _paint(self, item: Item, words: str, main: bool, style: Style) -> pygame.Surface:
        size, lettering = item.area.size, self._lettering
        corner = max(self._layout.px(CORNER), 3.0)
        canvas = Canvas(size, grain=0.0)
        bright = main and item.enabled
        canvas.paint(rounded(size, corner), INK if bright else NIGHT, 0.96 if bright else 0.84)
        if not bright:
            canvas.paint(self._line(size, EDGE, corner), MIST, 0.5 if item.enabled else 0.2)
        surface = canvas.surface()
        room = size[0] - self._layout.px(AROUND)
        style, lines = self._fitted(words, style, room, size[1])
        colour = ABYSS if bright else INK if item.enabled else mixed(NIGHT, MIST, 0.6)
        middle = size[0] / 2, size[1] / 2 + 0.1 * lettering.cap_px(style)
        lettering.write_block(surface, lines, style, middle, colour, align=0.5)
        return surface

    def _fitted(
        self, words: str, style: Style, room: float, high: float
    ) -> tuple[Style, list[str]]:
        """In one line if that is nearly as large as it should be, else in as many as there is
        room for.
        """
        lettering = self._lettering
        for share in LINE_SHARES:
            smaller = replace(style, size=share * style.size)
            lines = [words] if share >= ONE_LINE else lettering.wrapped(words, smaller, room)
            fits = all(lettering.width(line, smaller) <= room for line in lines)
            if fits and (len(lines) + 0.2) * lettering.pitch_px(smaller) <= max(
                high, 1.3 * lettering.pitch_px(smaller)
            ):
                return smaller, lines
        return fitting(lettering, words, style, room), [words]

    def _line(self, size: tuple[int, int], width: float, corner: float) -> Mask:
        line = max(round(self._layout.px(width)), 1)
        inner = rounded((size[0] - 2 * line, size[1] - 2 * line), max(corner - line, 1.0))
        hole = np.pad(inner.cover, line)
        return replace(inner, cover=np.clip(rounded(size, corner).cover - hole, 0, 1))

    def _frame(self, area: tuple[int, int]) -> Sprite:
        """The mint ring round an item of a size."""
        if area not in self._frames:
            apart = round(self._layout.px(FRAME_APART + LINE))
            size = area[0] + 2 * apart, area[1] + 2 * apart
            line = self._line(size, LINE, self._layout.px(CORNER + FRAME_APART + LINE))
            bloom = line.blurred(max(self._layout.px(12), 2.0))
            canvas = Canvas.around(bloom)
            canvas.paint(bloom.times(1.4), MINT, 0.8)
            canvas.paint(line, MINT)
            self._frames[area] = Sprite(canvas)
        return self._frames[area]
