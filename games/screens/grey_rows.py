"""The assessments in the grey hour: plain rows, for the therapist to choose from by keys or hand.

No world, no light, no colour: what is measured here promises nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.chrome import Key, background
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, Lettering, Style, Weight
from games.engine.draw.mask import Point, stroke
from games.engine.draw.palette import DEEP, INK, MIST, mixed
from games.engine.input import BUTTON, Wish, meaning
from games.engine.setup import Station
from games.engine.show import Show
from games.engine.window import Window
from games.screens.valley.card import fitting
from trainer.recording.interfaces import Feed

TITLE = "Assessments"
LEFT, RIGHT, TOP, BOTTOM, TALLEST = 180.0, 1740.0, 190.0, 985.0, 104.0
TITLE_Y, INSET, SUMMARY_X = 130.0, 44.0, 580.0
NAME = Style(50, Weight.SEMIBOLD, from_board=False)
SUMMARIES = tuple(Style(size, Weight.REGULAR, from_board=False) for size in (27, 25, 23, 21))
LINES, LINE = 2, 1.12
"""A summary has so many lines at most; from one to the next, as a share of the type's size."""
KEYS: tuple[Key, ...] = (("↑ ↓", "choose"), ("Enter", "begin"), ("Esc", "back"))
STEPS = {pygame.K_UP: -1, pygame.K_DOWN: 1}


@dataclass(frozen=True)
class Row:
    """An assessment: its name for programs, its title, and what it measures."""

    name: str
    title: str
    summary: str


class GreyRows:
    """The rows; one of them is chosen."""

    def __init__(self, layout: Layout, station: Station, rows: Sequence[Row]) -> None:
        self.rows, self.chosen = tuple(rows), 0
        self.lettering: Lettering = layout.lettering(station)
        self._layout = layout
        self._pitch = min(TALLEST, (BOTTOM - TOP) / max(len(self.rows), 1))
        self._still = background(layout).surface()
        self._bar = Sprite(self._chosen_bar())

    def row_at(self, point: Point) -> int | None:
        """The row that is pointed at; rows touch each other, so they are hard to miss."""
        (left, top), right = self._layout.at(LEFT, TOP), self._layout.at(RIGHT, 0)[0]
        row = int((point[1] - top) // self._layout.px(self._pitch))
        return row if left <= point[0] <= right and 0 <= row < len(self.rows) else None

    def step(self, key: int) -> None:
        """An arrow key was pressed."""
        self.chosen = (self.chosen + STEPS.get(key, 0)) % max(len(self.rows), 1)

    def draw(self, onto: pygame.Surface) -> None:
        layout, lettering = self._layout, self.lettering
        onto.blit(self._still, (0, 0))
        lettering.write(onto, TITLE, BODY, layout.at(LEFT + INSET, TITLE_Y), INK)
        middle, summary = (LEFT + RIGHT) / 2, self._summary_style()
        self._bar.draw_at(onto, layout.at(middle, self._middle(self.chosen)))
        for index, row in enumerate(self.rows):
            y = self._middle(index) + 14
            colour = INK if index == self.chosen else MIST
            style = fitting(lettering, row.title, NAME, layout.px(SUMMARY_X - INSET - 30))
            lettering.write(onto, row.title, style, layout.at(LEFT + INSET, y), colour)
            lines = self._lines(row, summary)
            y += 0.5 * LINE * summary.size * (1 - len(lines)) - 5
            for number, line in enumerate(lines):
                at = layout.at(LEFT + SUMMARY_X, y + LINE * summary.size * number)
                lettering.write(onto, line, summary, at, MIST)

    def _summary_style(self) -> Style:
        """One size for all summaries: the largest in which none has too many lines."""
        fits = (
            style
            for style in SUMMARIES
            if all(len(self._lines(row, style)) <= LINES for row in self.rows)
        )
        return next(fits, SUMMARIES[-1])

    def _lines(self, row: Row, style: Style) -> list[str]:
        room = self._layout.px(RIGHT - LEFT - SUMMARY_X - INSET)
        return self.lettering.wrapped(row.summary, style, room)

    def _middle(self, index: int) -> float:
        return TOP + self._pitch * (index + 0.5)

    def _chosen_bar(self) -> Canvas:
        """A thin line of ink round the chosen row."""
        layout = self._layout
        high, wide = layout.px(self._pitch - 4), layout.px(RIGHT - LEFT)
        canvas = Canvas((round(wide) + 8, round(high) + 8), grain=0.0)
        y = canvas.size[1] / 2
        ends = [(4 + high / 2, y), (canvas.size[0] - 4 - high / 2, y)]
        canvas.paint(stroke(ends, high), INK, 0.6)
        canvas.paint(stroke(ends, high - 2 * max(layout.px(3), 1.2)), mixed(DEEP, MIST, 0.12))
        return canvas


def choose_assessment(screen: GreyRows, window: Window, feed: Feed) -> tuple[str, bool]:
    """The name of the chosen assessment, empty if somebody goes back; and whether it was closed."""
    show = Show(feed, window, screen.lettering)
    tapped: list[bool] = []

    def see(event: pygame.event.Event) -> None:
        if event.type == pygame.KEYDOWN:
            screen.step(event.key)
        elif event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN):
            row = screen.row_at(event.pos)
            screen.chosen = screen.chosen if row is None else row
            if row is not None and event.type == pygame.MOUSEBUTTONDOWN:
                tapped.append(True)

    show.show_keys(KEYS)
    show.tell_keys()
    try:
        for _ in show.frames():
            for name in show.pressed(see):
                wish = meaning(name)
                if wish in (Wish.LEAVE, Wish.CLOSE):
                    return "", wish is Wish.CLOSE
                if name == BUTTON:
                    screen.step(pygame.K_DOWN)
                if wish is Wish.BEGIN:
                    tapped.append(True)
            if tapped:
                return screen.rows[screen.chosen].name, False
            show.paint(screen.draw)
    finally:
        pygame.mouse.set_visible(False)
    return "", True
