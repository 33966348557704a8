"""A calibration's result: passed or not, as sign and word; what was checked; what to do next."""

from collections.abc import Callable

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.chrome import MARGIN, Key, background, write_keys
from games.engine.draw.icons import paint_done, paint_look
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, LARGE, Lettering, Style, Weight
from games.engine.draw.mask import Point
from games.engine.draw.palette import AMBER, INK, MINT, MIST
from games.engine.setup import Station
from games.screens.calibration import write_title
from trainer.recording.guidance import Finished

PASSED, NOT_PASSED = "Passed", "Not passed"
LEFT, MARK_RADIUS = MARGIN, 88.0
MARK_Y, LINES_Y, LABEL_X, TEXT_X, TEXT_WIDTH = 270.0, 466.0, 144.0, 880.0, 970.0
ROW, LEAST_ADVICE_Y, ADVICE_ROW = 66.0, 740.0, 64.0
FIGURES = Style(44, Weight.REGULAR, from_board=False)
FIGURES_BOLD = Style(44, Weight.SEMIBOLD, from_board=False)
ADVICE = Style(48, Weight.SEMIBOLD, from_board=False)
GO_ON: Key = ("Enter", "go on")
AGAIN: Key = ("R", "do it again")

Sign = Callable[[Canvas, Point, float], None]


class FinishedScreen:
    """Nothing on it moves; `keys` are what can be pressed on it."""

    def __init__(
        self, layout: Layout, station: Station, finished: Finished, keys: tuple[Key, ...] = (GO_ON,)
    ) -> None:
        self.lettering: Lettering = layout.lettering(station)
        self.keys = keys
        self._layout, self._finished = layout, finished
        canvas = background(layout)
        sign = paint_done if finished.passed else paint_look
        sign(canvas, layout.at(LEFT + MARK_RADIUS, MARK_Y), layout.px(MARK_RADIUS))
        rows = self._rows()
        for y, paint in self._signs(rows):
            paint(canvas, layout.at(LEFT + 30, y - 15), layout.px(23))
        self._still = canvas.surface()
        self._write(rows)
        write_keys(self._still, layout, self.lettering, keys)

    def draw(self, onto: pygame.Surface) -> None:
        onto.blit(self._still, (0, 0))

    def _rows(self) -> list[tuple[float, str, list[str]]]:
        """Baseline, label and lines of each checked line."""
        rows, y = [], LINES_Y
        for label, text in self._finished.lines:
            words = self.lettering.wrapped(text, FIGURES_BOLD, self._layout.px(TEXT_WIDTH))
            rows.append((y, label, words))
            y += ROW * len(words)
        return rows

    def _signs(self, rows: list[tuple[float, str, list[str]]]) -> list[tuple[float, Sign]]:
        failed = self._finished.failed
        if not (self._finished.passed or failed):
            return []
        return [(y, paint_look if label in failed else paint_done) for y, label, _ in rows]

    def _write(self, rows: list[tuple[float, str, list[str]]]) -> None:
        onto, layout, lettering = self._still, self._layout, self.lettering
        write_title(onto, layout, lettering, self._finished.title)
        word, colour = (PASSED, MINT) if self._finished.passed else (NOT_PASSED, AMBER)
        at = layout.at(LEFT + 2 * MARK_RADIUS + 56, MARK_Y + 40)
        lettering.write(onto, word, LARGE, at, colour)
        for y, label, words in rows:
            lettering.write(onto, label, FIGURES, layout.at(LABEL_X, y), MIST)
            for line, text in enumerate(words):
                at = layout.at(TEXT_X, y + ROW * line)
                lettering.write(onto, text, FIGURES_BOLD, at, INK)
        self._write_advice(rows)

    def _write_advice(self, rows: list[tuple[float, str, list[str]]]) -> None:
        layout, lettering = self._layout, self.lettering
        style, y, row = BODY, LINES_Y + 24, 84.0
        if rows:
            last, _, words = rows[-1]
            style, row = ADVICE, ADVICE_ROW
            y = max(last + ROW * (len(words) - 1) + 100, LEAST_ADVICE_Y)
        room = layout.px(1920 - LEFT - MARGIN)
        for line, text in enumerate(lettering.wrapped(_sentence(self._finished), style, room)):
            at = layout.at(LEFT, y + row * line)
            lettering.write(self._still, text, style, at, INK)


def _sentence(finished: Finished) -> str:
    """The advice as a sentence."""
    return finished.advice[:1].upper() + finished.advice[1:]
