"""The patients: a row for each, found by typing, and what else the station can do.

Items: `patient:CODE` for each row, `new`, `free`, `boards`, `settings`, and `back` to leave;
`search` opens the keys on the screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from games.desk.buttons import Choice, in_line
from games.desk.field import TextField
from games.desk.header import paint_title
from games.desk.keyboard import KEYS_TOP, Keyboard
from games.desk.kit import LEFT, RIGHT, ROW, ROW_PITCH, TARGET, TOP, Form, Kit, Tile
from games.desk.page import BACK, Item, Look
from games.desk.paging import ROOM, Pages
from games.desk.sheet import Sheet
from games.desk.signs import Sign, draw_sign
from games.desk.type import HEADINGS, LINES, NAMES, QUIET, WORDS
from games.screens.station.way_badge import way_badge
from trainer.texts import said

TITLE, HINT = "Patients", "type to search"
NO_PLAN, NEVER = "no plan yet", "not here yet"
NOBODY = "Nobody is here yet. Begin with a new patient, or try the board in free play."
NOT_FOUND = "No code has “{text}” in it."
NEW, FREE, BOARDS, SETTINGS, LEAVE = (
    "New patient",
    "Free play",
    "Boards",
    "Settings",
    "Leave",
)
SEARCH_LEFT, SEARCH_TOP, SEARCH_WIDE = 620.0, 54.0, 700.0
BADGE, CODE_X, LAST_X, PLAN_X, LOCK_X = 20.0, 150.0, 560.0, 900.0, 1330.0
"""Where the columns of a row begin, from its left."""


@dataclass(frozen=True)
class PatientRow:
    """A patient as the list shows them. `last` says in words when they were last here.

    `way` are the (ap, ml) points of the light in the last trial, in degrees; `locked` are a few
    words where a leg is locked.
    """

    code: str
    last: str = ""
    plan: str = ""
    locked: str = ""
    way: Sequence[tuple[float, float]] = ()


class PatientsPage(Sheet):
    """Rows of those whose code holds what was typed."""

    title = TITLE

    def __init__(self, kit: Kit, rows: Sequence[PatientRow]) -> None:
        super().__init__(kit)
        self._rows = tuple(rows)
        self._search = TextField("search")
        self._search_area = kit.area(SEARCH_LEFT, SEARCH_TOP, SEARCH_WIDE, TARGET)
        self._keyboard: Keyboard | None = None
        self._badges: dict[str, pygame.Surface] = {}
        choices = [
            Choice("new", NEW, primary=not rows),
            Choice("free", FREE),
            Choice("boards", BOARDS),
            Choice("settings", SETTINGS),
            Choice(BACK, LEAVE),
        ]
        self._buttons = in_line(kit, choices)
        self._find()

    @property
    def items(self) -> Sequence[Item]:
        return self._items

    def take(self, name: str) -> bool:
        """Rows and buttons end the page; the rest changes what is seen."""
        if self._pages.take(name):
            self._lay()
        elif name == self._search.name and self._keyboard is None:
            self._keyboard = Keyboard(self._search)
            self._find()
        elif self._keyboard is not None and not name.startswith("patient:"):
            if self._keyboard.take(name):
                self._keyboard = None
            self._find()
        else:
            return True
        return False

    def onward(self, name: str) -> str:
        """From the field to its keys, and from the keys to what they have found."""
        if name == self._search.name and self._keyboard is not None:
            return self._tiles[0].name
        if name in (BACK, self._search.name):
            return self._items[0].name
        return name

    def type(self, text: str) -> str:
        """Whoever types searches, wherever the focus is; it stays, for Enter takes who is found."""
        self._search.type(text)
        self._keyboard = None
        self._find()
        return ""

    def paint(self, onto: pygame.Surface) -> None:
        kit = self.kit
        paint_title(kit, onto, TITLE)
        if self._rows:
            self._search.paint(kit, onto, self._search_area, HINT)
        for row, area in zip(self._seen, self._areas, strict=True):
            self._paint_row(onto, row, area)
        if not self._found:
            words = said(NOT_FOUND).format(text=self._search.text) if self._rows else NOBODY
            area = kit.area(LEFT + 6, TOP + 30, RIGHT - LEFT - 300, 200)
            kit.write_in(onto, words, area, HEADINGS[2:], QUIET)
        kit.tiles(onto, self._tiles)
        if self._keyboard is None:
            self._pages.paint(kit, onto)

    def move(self, onto: pygame.Surface, look: Look) -> None:
        """The caret, while somebody searches."""
        if self._rows and (self._search.text or look.focus == self._search.name):
            self._search.draw_caret(self.kit, onto, self._search_area, look.now_s)

    def _find(self) -> None:
        """Another text is searched for."""
        wanted = self._search.text.strip().casefold()
        self._found = [row for row in self._rows if wanted in row.code.casefold()]
        room = ROOM if self._keyboard is None else KEYS_TOP - TOP
        self._pages = Pages([ROW_PITCH] * len(self._found), room)
        self._lay()

    def _lay(self) -> None:
        """Place what this page of the list shows."""
        kit = self.kit
        self._seen = [self._found[index] for index in self._pages.shown]
        self._areas = [
            kit.area(LEFT, TOP + index * ROW_PITCH, RIGHT - LEFT, ROW)
            for index in range(len(self._seen))
        ]
        rows = [
            Item(f"patient:{row.code}", area, words=row.code)
            for row, area in zip(self._seen, self._areas, strict=True)
        ]
        turns: list[Tile] = []
        if self._keyboard is not None:
            self._tiles = self._keyboard.tiles(kit)
        else:
            self._tiles, turns = self._buttons, self._pages.tiles(kit)
        search = [self._search.item(self._search_area, HINT)] if self._rows else []
        self._items = [*rows, *(tile.item for tile in (*turns, *self._tiles)), *search]
        self.change()

    def _paint_row(self, onto: pygame.Surface, row: PatientRow, area: pygame.Rect) -> None:
        kit, px = self.kit, self.kit.layout.px
        kit.plate(onto, area, Form.BARE)
        onto.blit(
            self._badge(row, area.height),
            (area.left + round(px(BADGE)), area.top),
            special_flags=pygame.BLEND_RGB_ADD,
        )

        def column(left: float, right: float) -> pygame.Rect:
            start = area.left + round(px(left))
            return pygame.Rect(start, area.top, round(px(right - left - 24)), area.height)

        end = RIGHT - LEFT
        code = column(CODE_X, LAST_X)
        kit.write_in(
            onto, kit.lettering.cut(row.code, NAMES[-1], code.width), code, NAMES, WORDS, most=1
        )
        kit.write_in(onto, row.last or NEVER, column(LAST_X, PLAN_X), LINES, QUIET)
        plan_end = LOCK_X if row.locked else end
        kit.write_in(onto, row.plan or NO_PLAN, column(PLAN_X, plan_end), LINES, QUIET)
        if row.locked:
            at = area.left + px(LOCK_X + 24), area.centery
            draw_sign(kit, onto, Sign.LOCKED, at)
            kit.write_in(onto, row.locked, column(LOCK_X + 66, end), LINES, WORDS)

    def _badge(self, row: PatientRow, size: int) -> pygame.Surface:
        if row.code not in self._badges:
            self._badges[row.code] = way_badge(row.way, size)
        return self._badges[row.code]
