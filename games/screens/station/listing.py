"""A list with actions below it: templates, items of a plan, boards, calibrations, rests, sectors.

A row's name is its item's; actions have names of their own, `back` among them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from games.desk.buttons import Choice, in_line
from games.desk.header import paint_title
from games.desk.kit import LEFT, RIGHT, ROW, ROW_PITCH, TOP, Form, Kit
from games.desk.page import Item
from games.desk.paging import ROOM, Pages
from games.desk.sheet import Sheet
from games.desk.signs import Sign, draw_sign
from games.desk.type import HEADINGS, LINES, NAMES, QUIET, WORDS
from games.engine.draw.lettering import Style
from trainer.texts import said

SIGN_X, WORDS_X, ASIDE_WIDE = 64.0, 122.0, 430.0
LEAD_HIGH = 92.0
MORE = "…"
TITLE_AT, TITLE_SHARE, LINE_SHARE = 0.09, 0.47, 0.35
"""Of a row with two lines: where the first begins, and how high both are."""


@dataclass(frozen=True)
class ListRow:
    """A thing of the list: its title, a quieter second line, and at the right its state in words.

    `enabled` False is read and cannot be taken.
    """

    name: str
    title: str
    line: str = ""
    sign: Sign | None = None
    state: str = ""
    enabled: bool = True


class ListPage(Sheet):
    """`lead` is a sentence above the rows, `empty` what stands there without any."""

    def __init__(
        self,
        kit: Kit,
        title: str,
        rows: Sequence[ListRow],
        actions: Sequence[Choice],
        lead: str = "",
        empty: str = "",
        main: str = "",
    ) -> None:
        super().__init__(kit)
        self.title, self._rows, self._lead, self._empty = title, tuple(rows), lead, empty
        self.main = main
        self._top = TOP + (LEAD_HIGH if lead else 0.0)
        self._pages = Pages([ROW_PITCH] * len(self._rows), ROOM - (self._top - TOP))
        self._actions = in_line(kit, actions)

    @property
    def items(self) -> Sequence[Item]:
        rows = [Item(row.name, area, row.enabled, words=row.title) for row, area in self._placed()]
        tiles = (*self._pages.tiles(self.kit), *self._actions)
        return [*rows, *(tile.item for tile in tiles)]

    def take(self, name: str) -> bool:
        if not self._pages.take(name):
            return True
        self.change()
        return False

    def paint(self, onto: pygame.Surface) -> None:
        kit = self.kit
        paint_title(kit, onto, self.title)
        if self._lead:
            area = kit.area(LEFT + 6, TOP - 16, RIGHT - LEFT - 12, LEAD_HIGH)
            kit.write_in(onto, self._lead, area, LINES, QUIET)
        for row, area in self._placed():
            self._paint_row(onto, row, area)
        if not self._rows:
            area = kit.area(LEFT + 6, TOP + 30, RIGHT - LEFT - 300, 200)
            kit.write_in(onto, self._empty, area, HEADINGS[2:], QUIET)
        kit.tiles(onto, self._actions)
        self._pages.paint(kit, onto)

    def _placed(self) -> list[tuple[ListRow, pygame.Rect]]:
        """The rows of this page and where they are."""
        return [
            (
                self._rows[index],
                self.kit.area(LEFT, self._top + place * ROW_PITCH, RIGHT - LEFT, ROW),
            )
            for place, index in enumerate(self._pages.shown)
        ]

    def _paint_row(self, onto: pygame.Surface, row: ListRow, area: pygame.Rect) -> None:
        kit, px = self.kit, self.kit.layout.px
        if row.enabled:
            kit.plate(onto, area, Form.BARE)
        left = area.left + round(px(WORDS_X if row.sign else SIGN_X - 20))
        if row.sign:
            draw_sign(kit, onto, row.sign, (area.left + px(SIGN_X), area.centery))
        right = area.right - round(px(ASIDE_WIDE if row.state else 30))
        title = pygame.Rect(left, area.top, right - left, area.height)
        if row.line:
            title.top += round(TITLE_AT * area.height)
            title.height = round(TITLE_SHARE * area.height)
        colour = WORDS if row.enabled else QUIET
        words = _cut(kit, row.title, title, NAMES[-1])
        kit.write_in(onto, words, title, NAMES[1:], colour, most=1)
        if row.line:
            line = pygame.Rect(left, title.bottom, title.width, round(LINE_SHARE * area.height))
            words = _cut(kit, row.line, line, LINES[-1])
            kit.write_in(onto, words, line, LINES, QUIET, most=1)
        if row.state:
            state = pygame.Rect(right, area.top, round(px(ASIDE_WIDE - 30)), area.height)
            kit.write_in(onto, row.state, state, LINES, WORDS, align=1.0)


def _cut(kit: Kit, words: str, area: pygame.Rect, style: Style) -> str:
    """The beginning of what has no room in one line: texts that people have typed may be long."""
    seen = said(words)
    if kit.lettering.width(seen, style) <= area.width:
        return words
    while seen and kit.lettering.width(seen + MORE, style) > area.width:
        seen = seen[:-1]
    return seen.rstrip() + MORE
