"""Which calibration to do: each with its state, when it was done, and its picture.

`trainer.sessions` passes the rows in; a person chooses by keys, mouse or touch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.chrome import Key, background, write_keys
from games.engine.draw.icons import paint_done, paint_due, paint_look, paint_not_yet
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering, Style, Weight
from games.engine.draw.mask import Point, stroke
from games.engine.draw.palette import AMBER, INK, MINT, MIST, SHALLOW
from games.engine.draw.sketch import Drawing
from games.engine.setup import LIKELY_STATION, Station
from games.engine.window import GO_ON, Window, events, leaves, presses
from games.screens.calibration import write_title
from games.screens.figures import drawing_of
from trainer.recording.guidance import Figure
from trainer.recording.vocabulary import Side
from trainer.texts import said

TITLE, CHOOSE = "Calibrate", "choose a step"
LEFT, RIGHT, TOP, BOTTOM, TALLEST = 1010.0, 1864.0, 176.0, 960.0, 110.0
FIGURE_MIDDLE, FIGURE_SCALE = (510.0, 570.0), 0.92
WHEN = Style(36, Weight.REGULAR, from_board=False)
NAMES = (
    Style(50, Weight.SEMIBOLD, from_board=False),
    Style(42, Weight.SEMIBOLD, from_board=False),
    Style(34, Weight.SEMIBOLD, from_board=False),
)
"""The smaller ones are for longer names."""

NAME_X, ABOVE, BELOW = 126.0, 2.0, 38.0
KEYS: tuple[Key, ...] = (("↑ ↓", "choose"), ("Enter", "begin"), ("Esc", "leave"))
STEPS = {pygame.K_UP: -1, pygame.K_DOWN: 1}
POINTING = frozenset({pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN})


class Standing(Enum):
    """The state of a calibration; each has its own sign."""

    DONE = "done"
    DUE = "due"
    FAILED = "failed"
    MISSING = "not yet"


STANDINGS = {
    Standing.DONE: "done",
    Standing.DUE: "due",
    Standing.FAILED: "failed",
    Standing.MISSING: "not yet",
}
SIGNS = {
    Standing.DONE: paint_done,
    Standing.DUE: paint_due,
    Standing.FAILED: paint_look,
    Standing.MISSING: paint_not_yet,
}


@dataclass(frozen=True)
class MenuRow:
    """One calibration: its name for programs, its title for people, and its state.

    `when` says in a few words when it was last done ("today", "3 Nov 2026"); empty if never.
    """

    name: str
    title: str
    figure: Figure
    standing: Standing = Standing.MISSING
    when: str = ""

    @property
    def words(self) -> str:
        """Its state in words."""
        if self.standing is Standing.DONE:
            return self.when or STANDINGS[Standing.DONE]
        return " · ".join(said(each) for each in (STANDINGS[self.standing], self.when) if each)


class MenuScreen:
    """The rows, one of them chosen, and the chosen one's picture."""

    def __init__(
        self,
        layout: Layout,
        station: Station,
        rows: Sequence[MenuRow],
        side: Side = Side.RIGHT,
        chosen: int = 0,
    ) -> None:
        self.rows, self.chosen = tuple(rows), chosen
        self._layout, self._side = layout, side
        self.lettering: Lettering = layout.lettering(station)
        self._pitch = min(TALLEST, (BOTTOM - TOP) / max(len(self.rows), 1))
        self._still = background(layout).surface()
        self._signs = {standing: _sign(layout.px(30), standing) for standing in Standing}
        self._bar = self._chosen_bar()
        self._drawing = cache(self._painted)

    def takes(self, event: pygame.event.Event) -> bool:
        """Follow keys and pointer; True when the chosen row is to begin."""
        pointed = self.row_at(event.pos) if event.type in POINTING else None
        if pointed is not None:
            self.chosen = pointed
            return bool(event.type == pygame.MOUSEBUTTONDOWN)
        if event.type == pygame.KEYDOWN:
            self.chosen = (self.chosen + STEPS.get(event.key, 0)) % len(self.rows)
        return presses(event, GO_ON)

    def draw(self, onto: pygame.Surface) -> None:
        onto.blit(self._still, (0, 0))
        layout, lettering = self._layout, self.lettering
        write_title(onto, layout, lettering, TITLE, CHOOSE)
        self._bar.draw_at(onto, layout.at((LEFT + RIGHT) / 2, self._middle(self.chosen)))
        for index, row in enumerate(self.rows):
            self._signs[row.standing].draw_at(onto, layout.at(LEFT + 62, self._middle(index)))
            self._write_row(onto, row, self._middle(index), index == self.chosen)
        picture = self._drawing(self.rows[self.chosen].figure)
        picture.draw_bare(onto, layout.at(*FIGURE_MIDDLE))
        write_keys(onto, layout, lettering, KEYS)

    def _write_row(self, onto: pygame.Surface, row: MenuRow, y: float, chosen: bool) -> None:
        """The name, as large as it fits, and its state below it."""
        layout, lettering = self._layout, self.lettering
        room = layout.px(RIGHT - LEFT - NAME_X - 36)
        fits = (each for each in NAMES if lettering.width(row.title, each) <= room)
        style = next(fits, NAMES[-1])
        at = layout.at(LEFT + NAME_X, y - ABOVE)
        lettering.write(onto, row.title, style, at, INK if chosen else MIST)
        late = row.standing in (Standing.DUE, Standing.FAILED)
        at = layout.at(LEFT + NAME_X, y + BELOW)
        lettering.write(onto, row.words, WHEN, at, AMBER if late else MIST)

    def row_at(self, point: Point) -> int | None:
        """The row that is pointed at; rows touch each other, so they are hard to miss."""
        left, top = self._layout.at(LEFT, TOP)
        right = self._layout.at(RIGHT, 0)[0]
        row = int((point[1] - top) // self._layout.px(self._pitch))
        return row if left <= point[0] <= right and 0 <= row < len(self.rows) else None

    def _middle(self, index: int) -> float:
        return TOP + self._pitch * (index + 0.5)

    def _chosen_bar(self) -> Sprite:
        layout = self._layout
        high, wide = layout.px(self._pitch - 10), layout.px(RIGHT - LEFT)
        canvas = Canvas((round(wide) + 8, round(high) + 8), grain=0.0)
        y = canvas.size[1] / 2
        ends = [(4 + high / 2, y), (canvas.size[0] - 4 - high / 2, y)]
        canvas.paint(stroke(ends, high), MINT, 0.85)
        canvas.paint(stroke(ends, high - 2 * max(layout.px(3.5), 1.5)), SHALLOW)
        return Sprite(canvas)

    def _painted(self, figure: Figure) -> Drawing:
        return drawing_of(figure, self._layout.px(FIGURE_SCALE), self._side)


def _sign(radius: float, standing: Standing) -> Sprite:
    reach = 1.6 * radius
    canvas = Canvas((2 * round(reach) + 1,) * 2, grain=0.0)
    SIGNS[standing](canvas, (reach + 0.5, reach + 0.5), radius)
    return Sprite(canvas)


def choose_in_window(
    rows: Sequence[MenuRow],
    window: Window,
    *,
    station: Station = LIKELY_STATION,
    side: Side = Side.RIGHT,
    chosen: int = 0,
) -> str | None:
    """Show the rows until one is chosen, and return its name; None when somebody leaves."""
    screen = MenuScreen(window.layout, station, rows, side, chosen)
    pygame.mouse.set_visible(True)
    try:
        return _chosen(screen, window)
    finally:
        pygame.mouse.set_visible(False)


def _chosen(screen: MenuScreen, window: Window) -> str | None:
    for event in events(window, screen.draw):
        if leaves(event):
            return None
        if screen.takes(event):
            return screen.rows[screen.chosen].name
    return None
