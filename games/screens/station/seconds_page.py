"""Where the seconds of a visit went: each step, what was planned for it, and what it took."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from games.desk.buttons import end_of_a_page
from games.desk.header import TITLE_LEFT, paint_title
from games.desk.kit import BOTTOM, RIGHT, Kit
from games.desk.page import Item
from games.desk.sheet import Sheet
from games.desk.type import QUIET, WORDS
from games.desk.writing import write_line
from games.engine.draw.lettering import Style, Weight
from games.engine.draw.palette import INK, MIST, Colour
from games.screens.station.step import DONE

WHERE, STEP, PLANNED, TAKEN, TOGETHER = (
    "Where the time went",
    "step",
    "planned",
    "taken",
    "together",
)
HEAD_Y, WIDEST_PITCH = 214.0, 62.0
STEP_X, PLANNED_X, TAKEN_X, BARS_X, BARS_TO = TITLE_LEFT, 980.0, 1200.0, 1260.0, RIGHT - 6
NAMES_ROOM, TIMES_ROOM, TYPE_SHARE, MOST_TYPE = 680.0, 200.0, 0.72, 36.0
SMALLER = 1.0, 0.9, 0.8, 0.7
"""Shares of a row's type, for a name that is longer than its room."""


@dataclass(frozen=True)
class Spent:
    """One step in seconds; `taken_s` is None for a step that was left out."""

    step: str
    planned_s: float
    taken_s: float | None


class SecondsPage(Sheet):
    """A table with a bar for each step; the thin line is the plan."""

    main = DONE.name

    def __init__(self, kit: Kit, rows: Sequence[Spent]) -> None:
        super().__init__(kit)
        self._rows = tuple(rows)
        self._tiles = end_of_a_page(kit, DONE)

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in self._tiles]

    @property
    def together(self) -> Spent:
        """All steps; one that was left out took no time."""
        planned_s = sum(row.planned_s for row in self._rows)
        return Spent(TOGETHER, planned_s, sum(row.taken_s or 0.0 for row in self._rows))

    def paint(self, onto: pygame.Surface) -> None:
        paint_title(self.kit, onto, WHERE)
        pitch = min((BOTTOM - HEAD_Y) / (len(self._rows) + 2), WIDEST_PITCH)
        size = min(TYPE_SHARE * pitch, MOST_TYPE)
        self._write_row(onto, HEAD_Y, (STEP, PLANNED, TAKEN), _styles(Weight.SEMIBOLD, size), QUIET)
        plain = _styles(Weight.REGULAR, size)
        longest_s = max((max(row.planned_s, row.taken_s or 0.0) for row in self._rows), default=1.0)
        for index, row in enumerate(self._rows, start=1):
            y = HEAD_Y + pitch * index
            self._write_row(onto, y, _told(row), plain, WORDS)
            self._draw_bar(onto, y, pitch, row, longest_s)
        y = HEAD_Y + pitch * (len(self._rows) + 1)
        self._write_row(onto, y, _told(self.together), _styles(Weight.SEMIBOLD, size), WORDS)
        self.kit.tiles(onto, self._tiles)

    def _write_row(
        self,
        onto: pygame.Surface,
        y: float,
        cells: tuple[str, str, str],
        styles: Sequence[Style],
        colour: Colour,
    ) -> None:
        step, planned, taken = cells
        write_line(self.kit, onto, step, (STEP_X, y), NAMES_ROOM, styles, colour)
        for x, words in ((PLANNED_X, planned), (TAKEN_X, taken)):
            write_line(self.kit, onto, words, (x, y), TIMES_ROOM, styles, colour, align=1.0)

    def _draw_bar(
        self, onto: pygame.Surface, y: float, pitch: float, row: Spent, longest_s: float
    ) -> None:
        px = self.kit.layout.px
        per_s = (BARS_TO - BARS_X) / max(longest_s, 1.0)
        high = 0.3 * pitch
        left, top = self.kit.layout.at(BARS_X, y - 0.376 * pitch)
        if row.taken_s:
            wide = max(round(px(per_s * row.taken_s)), 2)
            bar = pygame.Rect(round(left), round(top), wide, max(round(px(high)), 2))
            pygame.draw.rect(onto, MIST, bar, border_radius=bar.height // 2)
        mark = round(left + px(per_s * row.planned_s))
        tall = max(round(px(1.9 * high)), 4)
        line = pygame.Rect(mark, round(top - px(0.45 * high)), max(round(px(4)), 2), tall)
        pygame.draw.rect(onto, INK, line)


def _styles(weight: Weight, size: float) -> tuple[Style, ...]:
    return tuple(Style(share * size, weight, from_board=False) for share in SMALLER)


def clock(seconds: float | None) -> str:
    """Minutes and seconds; a dash for nothing."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def _told(row: Spent) -> tuple[str, str, str]:
    return row.step, clock(row.planned_s), clock(row.taken_s)
