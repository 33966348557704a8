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

SIGN_X, WORDS_X, STATE_WIDE = 64.0, 122.0, 400.0
LEAD_HIGH = 92.0
TITLE_AT, TITLE_SHARE, LINE_SHARE = 0.09, 0.47, 0.35
"""Of a row with two lines: where the first begins, and how high both are."""
STEP, MOST_TITLE, MOST_LINES, MOST_LEAD = 38.0, 3, 3, 4
"""How much higher each line more makes a row, and of how many lines title, line and
lead may be."""


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
        self._lead_high = self._lead_needs() if lead else 0.0
        self._top = TOP + self._lead_high
        self._heights = [self._height(row) for row in self._rows]
        apart = ROW_PITCH - ROW
        self._pages = Pages([high + apart for high in self._heights], ROOM - (self._top - TOP))
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
            area = kit.area(LEFT + 6, TOP - 16, RIGHT - LEFT - 12, self._lead_high)
            kit.write_in(onto, self._lead, area, LINES, QUIET, most=MOST_LEAD)
        for row, area in self._placed():
            self._paint_row(onto, row, area)
        if not self._rows:
            area = kit.area(LEFT + 6, TOP + 30, RIGHT - LEFT - 300, 200)
            kit.write_in(onto, self._empty, area, HEADINGS[2:], QUIET)
        kit.tiles(onto, self._actions)
        self._pages.paint(kit, onto)

    def _placed(self) -> list[tuple[ListRow, pygame.Rect]]:
        """The rows of this page and where they are."""
        found, top = [], self._top
        for index in self._pages.shown:
            height = self._heights[index]
            found.append((self._rows[index], self.kit.area(LEFT, top, RIGHT - LEFT, height)))
            top += height + ROW_PITCH - ROW
        return found

    def _lead_needs(self) -> float:
        """In design pixels: the usual height has room for two lines."""
        kit = self.kit
        wide = kit.area(LEFT + 6, 0, RIGHT - LEFT - 12, ROW).width
        lines = len(kit.lettering.wrapped(self._lead, LINES[-1], wide))
        return LEAD_HIGH + max(min(lines, MOST_LEAD) - 2, 0) * STEP

    def _height(self, row: ListRow) -> float:
        """In design pixels: a row grows with the lines that its words take."""
        room = self._words_room(row, self.kit.area(LEFT, 0, RIGHT - LEFT, ROW))
        titles = len(self._title(row, room.width)[1])
        if not row.line:
            return ROW + max(titles - 2, 0) * STEP
        return ROW + (titles + len(self._line(row, room.width)[1]) - 2) * STEP

    def _words_room(self, row: ListRow, area: pygame.Rect) -> pygame.Rect:
        """Right of the sign, and left of the state."""
        px = self.kit.layout.px
        left = area.left + round(px(WORDS_X if row.sign else SIGN_X - 20))
        aside = self._state_wide(row) + px(30) if row.state else 0.0
        return pygame.Rect(left, area.top, area.right - round(px(30) + aside) - left, area.height)

    def _state_wide(self, row: ListRow) -> float:
        """As wide as its words, in two lines where these are many."""
        wide = self.kit.lettering.width(row.state, LINES[0])
        return min(wide + 2, self.kit.layout.px(STATE_WIDE))

    def _title(self, row: ListRow, width: float) -> tuple[Style, list[str]]:
        return _in_lines(self.kit, row.title, NAMES[1:], width, MOST_TITLE)

    def _line(self, row: ListRow, width: float) -> tuple[Style, list[str]]:
        """Never larger than the title above it."""
        title = self._title(row, width)[0]
        styles = [each for each in LINES if each.size <= title.size]
        return _in_lines(self.kit, row.line, styles, width, MOST_LINES)

    def _paint_row(self, onto: pygame.Surface, row: ListRow, area: pygame.Rect) -> None:
        kit, px = self.kit, self.kit.layout.px
        if row.enabled:
            kit.plate(onto, area, Form.BARE)
        room = self._words_room(row, area)
        if row.sign:
            draw_sign(kit, onto, row.sign, (area.left + px(SIGN_X), area.centery))
        style, lines = self._title(row, room.width)
        title = room.copy()
        if row.line:
            title.top += round(px(TITLE_AT * ROW))
            title.height = round(px(TITLE_SHARE * ROW + (len(lines) - 1) * STEP))
        colour = WORDS if row.enabled else QUIET
        kit.lettering.write_block(onto, lines, style, (room.left, title.centery), colour)
        if row.line:
            style, lines = self._line(row, room.width)
            high = px(LINE_SHARE * ROW + (len(lines) - 1) * STEP)
            at = room.left, title.bottom + high / 2
            kit.lettering.write_block(onto, lines, style, at, QUIET)
        if row.state:
            wide = round(self._state_wide(row))
            state = pygame.Rect(area.right - round(px(30)) - wide, area.top, wide, area.height)
            kit.write_in(onto, row.state, state, LINES, WORDS, align=1.0)


def _in_lines(
    kit: Kit, words: str, styles: Sequence[Style], width: float, most: int
) -> tuple[Style, list[str]]:
    """In one line if there is room, else small and in several; what people typed may be longer
    still, and only its beginning is seen.
    """
    letters = kit.lettering
    for style in styles:
        if letters.width(words, style) <= width:
            return style, [words]
    style = styles[-1]
    lines = letters.wrapped(words, style, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return style, [letters.cut(line, style, width) for line in lines]
