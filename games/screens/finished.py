"""A calibration's result: passed or not, as sign and word, and what happened in one sentence.

What was measured, and what a program would say to do, stands behind a key.
"""

import re
from collections.abc import Callable

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.chrome import BACK, DETAILS, MARGIN, Key, background, write_keys
from games.engine.draw.icons import paint_done, paint_look
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, LARGE, Lettering, Style, Weight
from games.engine.draw.mask import Point
from games.engine.draw.palette import AMBER, INK, MIST
from games.engine.setup import Station
from games.screens.calibration import write_title
from trainer.recording.guidance import Finished
from trainer.texts import begun, said, said_figures, told

PASSED, NOT_PASSED = "Passed", "Not passed"
LEFT, MARK_RADIUS = MARGIN, 88.0
MARK_Y, LINES_Y, LABEL_X, TEXT_X, TEXT_WIDTH = 270.0, 466.0, 144.0, 880.0, 970.0
ROW, LEAST_ADVICE_Y, ADVICE_ROW = 66.0, 740.0, 64.0
PARAGRAPH = 24.0
FIGURES = Style(44, Weight.REGULAR, from_board=False)
FIGURES_BOLD = Style(44, Weight.SEMIBOLD, from_board=False)
ADVICE = Style(48, Weight.SEMIBOLD, from_board=False)
GO_ON: Key = ("Enter", "go on")
AGAIN: Key = ("R", "do it again")
DO_IT_AGAIN = "Please do it once more."
SENTENCE_Y = 520.0

Sign = Callable[[Canvas, Point, float], None]


class FinishedScreen:
    """Nothing on it moves; `keys` are what can be pressed on it, details apart."""

    def __init__(
        self, layout: Layout, station: Station, finished: Finished, keys: tuple[Key, ...] = (GO_ON,)
    ) -> None:
        self.lettering: Lettering = layout.lettering(station)
        self.keys = keys
        self._layout, self._finished = layout, finished
        self._detailed = False
        self._stills = {detailed: self._painted(detailed) for detailed in (False, True)}

    def turn_over(self) -> None:
        """Show the details, or no longer."""
        self._detailed = not self._detailed

    @property
    def all_keys(self) -> tuple[Key, ...]:
        """The keys in the corner."""
        return self._with_details(self._detailed)

    def _with_details(self, detailed: bool) -> tuple[Key, ...]:
        return (*self.keys, BACK if detailed else DETAILS)

    def draw(self, onto: pygame.Surface) -> None:
        onto.blit(self._stills[self._detailed], (0, 0))

    def _painted(self, detailed: bool) -> pygame.Surface:
        layout = self._layout
        canvas = background(layout)
        sign = paint_done if self._finished.passed else paint_look
        sign(canvas, layout.at(LEFT + MARK_RADIUS, MARK_Y), layout.px(MARK_RADIUS))
        rows = self._rows()
        for y, paint in self._signs(rows) if detailed else ():
            paint(canvas, layout.at(LEFT + 30, y - 15), layout.px(23))
        still = canvas.surface()
        self._write_title(still)
        if detailed:
            self._write_details(still, rows)
        else:
            self._write_sentence(still)
        write_keys(still, layout, self.lettering, self._with_details(detailed))
        return still

    def _write_sentence(self, onto: pygame.Surface) -> None:
        """What happened, and that it is to be done again."""
        if self._finished.passed:
            return
        layout, lettering = self._layout, self.lettering
        sentences = f"{what_happened(told(self._finished.advice))}.", DO_IT_AGAIN
        room, y = layout.px(1920 - LEFT - MARGIN), layout.at(0, SENTENCE_Y)[1]
        for words, colour in zip(sentences, (INK, MIST), strict=True):
            for line in lettering.wrapped(words, BODY, room):
                lettering.write(onto, line, BODY, (layout.at(LEFT, 0)[0], y), colour)
                y += lettering.pitch_px(BODY)
            y += layout.px(PARAGRAPH)

    def _rows(self) -> list[tuple[float, str, list[str]]]:
        """Baseline, label and lines of each checked line."""
        rows, y = [], LINES_Y
        for label, text in self._finished.lines:
            words = self.lettering.wrapped(
                said_figures(said(text)), FIGURES_BOLD, self._layout.px(TEXT_WIDTH)
            )
            rows.append((y, label, words))
            y += ROW * len(words)
        return rows

    def _signs(self, rows: list[tuple[float, str, list[str]]]) -> list[tuple[float, Sign]]:
        failed = self._finished.failed
        if not (self._finished.passed or failed):
            return []
        return [(y, paint_look if label in failed else paint_done) for y, label, _ in rows]

    def _write_title(self, onto: pygame.Surface) -> None:
        layout, lettering = self._layout, self.lettering
        write_title(onto, layout, lettering, self._finished.title)
        word, colour = (PASSED, INK) if self._finished.passed else (NOT_PASSED, AMBER)
        at = layout.at(LEFT + 2 * MARK_RADIUS + 56, MARK_Y + 40)
        lettering.write(onto, word, LARGE, at, colour)

    def _write_details(
        self, onto: pygame.Surface, rows: list[tuple[float, str, list[str]]]
    ) -> None:
        layout, lettering = self._layout, self.lettering
        for y, label, words in rows:
            lettering.write(onto, label, FIGURES, layout.at(LABEL_X, y), MIST)
            for line, text in enumerate(words):
                at = layout.at(TEXT_X, y + ROW * line)
                lettering.write(onto, text, FIGURES_BOLD, at, INK)
        self._write_advice(onto, rows)

    def _write_advice(self, onto: pygame.Surface, rows: list[tuple[float, str, list[str]]]) -> None:
        layout, lettering = self._layout, self.lettering
        style, y, row = BODY, LINES_Y + 24, 84.0
        if rows:
            last, _, words = rows[-1]
            style, row = ADVICE, ADVICE_ROW
            y = max(last + ROW * (len(words) - 1) + 100, LEAST_ADVICE_Y)
        room = layout.px(1920 - LEFT - MARGIN)
        for line, text in enumerate(lettering.wrapped(_sentence(self._finished), style, room)):
            at = layout.at(LEFT, y + row * line)
            lettering.write(onto, text, style, at, INK)


def what_happened(advice: str) -> str:
    """An error's first part: what happened stands before a colon, what to do behind it."""
    first = re.split("[:;]", advice)[0].strip()
    return begun(first)


def _sentence(finished: Finished) -> str:
    """The advice as a sentence."""
    return begun(told(finished.advice))
