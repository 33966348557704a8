"""Where the seconds of a visit went: each step, what was planned for it, and what it took."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from games.engine.draw.chrome import background
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, Style, Weight
from games.engine.draw.palette import INK, MIST
from games.engine.setup import Station
from games.screens.station.plates import DONE
from games.screens.station.sheet import SMALLER, Sheet

WHERE, STEP, PLANNED, TAKEN, TOGETHER = (
    "Where the time went",
    "step",
    "planned",
    "taken",
    "together",
)
TITLE_AREA = 56.0, 56.0, 1808.0, 90.0
TOP, BOTTOM, WIDEST_PITCH = 190.0, 890.0, 62.0
STEP_X, PLANNED_X, TAKEN_X, BARS_X, BARS_TO = 56.0, 980.0, 1196.0, 1260.0, 1864.0
NAMES_ROOM, TYPE_SHARE, MOST_TYPE = 740.0, 0.72, 36.0


@dataclass(frozen=True)
class Spent:
    """One step in seconds; `taken_s` is None for a step that was left out."""

    step: str
    planned_s: float
    taken_s: float | None


class SecondsPage(Sheet):
    """A table with a bar for each step; the thin line is the plan."""

    title = WHERE

    def __init__(self, layout: Layout, station: Station, rows: Sequence[Spent]) -> None:
        super().__init__(layout, station, (DONE,))
        self._rows = tuple(rows)

    @property
    def together(self) -> Spent:
        """All steps; one that was left out took no time."""
        planned_s = sum(row.planned_s for row in self._rows)
        return Spent(TOGETHER, planned_s, sum(row.taken_s or 0.0 for row in self._rows))

    def painted(self) -> pygame.Surface:
        still = background(self.layout, 0.8).surface()
        self.write_block(still, WHERE, TITLE_AREA, INK, (BODY, *SMALLER))
        pitch = min((BOTTOM - TOP) / (len(self._rows) + 2), WIDEST_PITCH)
        size = min(TYPE_SHARE * pitch, MOST_TYPE)
        plain, bold = (Style(size, weight, from_board=False) for weight in
                       (Weight.REGULAR, Weight.SEMIBOLD))  # fmt: skip
        self._write_row(still, TOP, (STEP, PLANNED, TAKEN), bold, MIST)
        longest_s = max((max(row.planned_s, row.taken_s or 0.0) for row in self._rows), default=1.0)
        for index, row in enumerate(self._rows, start=1):
            y = TOP + pitch * index
            self._write_row(still, y, _told(row), plain, INK)
            self._draw_bar(still, y, pitch, row, longest_s)
        y = TOP + pitch * (len(self._rows) + 1)
        self._write_row(still, y, _told(self.together), bold, INK)
        return still

    def _write_row(
        self,
        onto: pygame.Surface,
        y: float,
        cells: tuple[str, str, str],
        style: Style,
        colour: tuple[int, int, int],
    ) -> None:
        step, planned, taken = cells
        self.write(onto, step, style, (STEP_X, y), NAMES_ROOM, colour)
        for x, words in ((PLANNED_X, planned), (TAKEN_X, taken)):
            self.write(onto, words, style, (x, y), 180.0, colour, align=1.0)

    def _draw_bar(
        self, onto: pygame.Surface, y: float, pitch: float, row: Spent, longest_s: float
    ) -> None:
        px = self.layout.px
        per_s = (BARS_TO - BARS_X) / max(longest_s, 1.0)
        high = 0.3 * pitch
        left, top = self.layout.at(BARS_X, y - 0.376 * pitch)
        if row.taken_s:
            wide = max(round(px(per_s * row.taken_s)), 2)
            bar = pygame.Rect(round(left), round(top), wide, max(round(px(high)), 2))
            pygame.draw.rect(onto, MIST, bar, border_radius=bar.height // 2)
        mark = round(left + px(per_s * row.planned_s))
        tall = max(round(px(1.9 * high)), 4)
        line = pygame.Rect(mark, round(top - px(0.45 * high)), max(round(px(4)), 2), tall)
        pygame.draw.rect(onto, INK, line)


def clock(seconds: float | None) -> str:
    """Minutes and seconds; a dash for nothing."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def _told(row: Spent) -> tuple[str, str, str]:
    return row.step, clock(row.planned_s), clock(row.taken_s)
