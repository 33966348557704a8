"""Something to read in full before it is taken: named paragraphs, one below the other.

Shown of a template: what is done, where its doses come from, for whom, and what to mind.
"""

from collections.abc import Sequence

import pygame

from games.desk.buttons import Choice, in_line
from games.desk.header import paint_title
from games.desk.kit import BOTTOM, LEFT, RIGHT, TOP, Kit
from games.desk.page import Item
from games.desk.sheet import Sheet
from games.desk.type import LINES, QUIET, WORDS
from games.engine.draw.lettering import Style

SPLIT, APART = 480.0, 34.0
"""Where the words begin, right of their names, and how far paragraphs stand apart."""


class ParagraphsPage(Sheet):
    """`paragraphs` are (name, words); empty ones are left out. The first choice is the main one."""

    def __init__(
        self,
        kit: Kit,
        title: str,
        paragraphs: Sequence[tuple[str, str]],
        choices: Sequence[Choice],
    ) -> None:
        super().__init__(kit)
        self.title = title
        self._paragraphs = [each for each in paragraphs if each[1]]
        self._tiles = in_line(kit, choices, right=RIGHT)
        self.main = choices[0].name

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in self._tiles]

    def paint(self, onto: pygame.Surface) -> None:
        kit, letters = self.kit, self.kit.lettering
        paint_title(kit, onto, self.title)
        style = self._style()
        top = kit.layout.at(0, TOP)[1]
        names_x, words_x = kit.layout.at(LEFT + 6, 0)[0], kit.layout.at(SPLIT, 0)[0]
        for name, words in self._paragraphs:
            lines, names = self._lines(words, style), [name]
            high = max(len(lines), 1) * letters.pitch_px(style)
            first = top + letters.pitch_px(style) / 2
            letters.write_block(onto, names, style, (names_x, first), QUIET)
            letters.write_block(onto, lines, style, (words_x, top + high / 2), WORDS)
            top += high + kit.layout.px(APART)
        kit.tiles(onto, self._tiles)

    def _style(self) -> Style:
        """The largest in which all of it has room."""
        return next((each for each in LINES if self._high(each) <= self._room()), LINES[-1])

    def _room(self) -> float:
        return self.kit.layout.px(BOTTOM - TOP)

    def _high(self, style: Style) -> float:
        lines = sum(len(self._lines(words, style)) for _, words in self._paragraphs)
        apart = self.kit.layout.px(APART) * (len(self._paragraphs) - 1)
        return lines * self.kit.lettering.pitch_px(style) + apart

    def _lines(self, words: str, style: Style) -> list[str]:
        return self.kit.lettering.wrapped(words, style, self.kit.layout.px(RIGHT - SPLIT))
