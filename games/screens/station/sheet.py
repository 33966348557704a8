"""What the pages of a visit share: a still picture, plates at its foot, and what was taken."""

from collections.abc import Sequence

import pygame

from games.desk.page import Item, Look
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, TITLE, Lettering, Style
from games.engine.draw.palette import INK, Colour
from games.engine.setup import Station
from games.screens.station.plates import LEFT, Action, Plates
from games.screens.valley.card import fitting

SMALLER = tuple(Style(size, BODY.weight) for size in (56, 52, 48, 44, 40, 36, 32, 28))
"""For words that are too long for a size; from 56 on they are read at 2.5 m."""


class Sheet:
    """A page that offers actions. Any of them ends it; `taken` is the newest."""

    title = ""

    def __init__(
        self, layout: Layout, station: Station, actions: Sequence[Action], main: str = "",
        from_x: float = LEFT,
    ) -> None:  # fmt: skip
        self.layout, self.station = layout, station
        self.lettering: Lettering = layout.lettering(station)
        self.taken = ""
        self.plates = Plates(layout, self.lettering)
        self._main = main or (actions[-1].name if actions else "")
        self._words = {each.name: each.words for each in actions}
        self._row = self.plates.row(actions, self._main, from_x)
        self._still: pygame.Surface | None = None

    @property
    def items(self) -> Sequence[Item]:
        """What can be chosen now."""
        return self._row

    @property
    def main(self) -> str:
        """What a press of the event button takes."""
        return self._main

    def take(self, name: str) -> bool:
        """Every action ends the page."""
        self.taken = name
        return True

    def type(self, text: str) -> None:
        """Nothing is typed here."""

    def draw(self, onto: pygame.Surface, look: Look) -> None:
        """The still picture, what moves, and the plates."""
        if self._still is None:
            self._still = self.painted()
        onto.blit(self._still, (0, 0))
        self.draw_moving(onto, look)
        for item in self._row:
            main = item.name == self.main
            self.plates.draw(onto, item, self._words[item.name], look, main)

    def painted(self) -> pygame.Surface:
        """The still picture with its words: a surface of its own."""
        raise NotImplementedError

    def draw_moving(self, onto: pygame.Surface, look: Look) -> None:
        """What changes from frame to frame."""

    def write(
        self, onto: pygame.Surface, words: str, style: Style, at: tuple[float, float], room: float,
        colour: Colour = INK, align: float = 0.0,
    ) -> None:  # fmt: skip
        """One line at a place of 1920 × 1080, smaller where it would be wider than its room."""
        style = fitting(self.lettering, words, style, self.layout.px(room))
        self.lettering.write(onto, words, style, self.layout.at(*at), colour, align=align)

    def write_block(
        self, onto: pygame.Surface, words: str, area: tuple[float, float, float, float],
        colour: Colour = INK, styles: Sequence[Style] = (TITLE, BODY, *SMALLER),
    ) -> float:  # fmt: skip
        """Lines from the top of (left, top, width, height), as large as they fit.

        Returns the last baseline, at 1080 lines.
        """
        left, top, wide, high = area
        px, lettering = self.layout.px, self.lettering
        for style in styles:
            lines = lettering.wrapped(words, style, px(wide))
            fits = all(lettering.width(line, style) <= px(wide) for line in lines)
            if fits and len(lines) * lettering.pitch_px(style) <= px(high):
                break
        x, y = self.layout.at(left, top)
        y += lettering.cap_px(style)
        for row, line in enumerate(lines):
            lettering.write(onto, line, style, (x, y + row * lettering.pitch_px(style)), colour)
        high_px = lettering.cap_px(style) + (len(lines) - 1) * lettering.pitch_px(style)
        return top + high_px / self.layout.scale
