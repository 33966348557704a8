"""What came of a calibration: passed or not by sign and word, what was checked, what to do next."""

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.chrome import MARGIN, background, write_keys
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, LABEL, LARGE, Lettering
from games.engine.draw.mask import circle, disc, stroke
from games.engine.draw.palette import ABYSS, AMBER, INK, MINT, MIST
from games.engine.setup import Station
from games.screens.calibration import write_title
from trainer.recording.guidance import Finished

PASSED, NOT_PASSED = "Passed", "Do it again"
MARK, MARK_RADIUS = (330.0, 450.0), 168.0
TEXT_X, TEXT_WIDTH, ROW, LINE = 660.0, 1204.0, 84.0, 78.0
KEYS_PASSED, KEY_AGAIN = (("Enter", "go on"),), ("R", "do it again")


class FinishedScreen:
    """Still from beginning to end."""

    def __init__(
        self, layout: Layout, station: Station, finished: Finished, offers_again: bool
    ) -> None:
        self.offers_again = offers_again
        self.lettering: Lettering = layout.lettering(station)
        self._layout = layout
        canvas = background(layout)
        (paint_passed if finished.passed else paint_not_passed)(canvas, layout)
        self._still = canvas.surface()
        self._write(finished)

    def draw(self, onto: pygame.Surface) -> None:
        """One frame."""
        onto.blit(self._still, (0, 0))

    def _write(self, finished: Finished) -> None:
        onto, layout, lettering = self._still, self._layout, self.lettering
        write_title(onto, layout, lettering, finished.title)
        word, colour = (PASSED, MINT) if finished.passed else (NOT_PASSED, AMBER)
        lettering.write(onto, word, LARGE, layout.at(TEXT_X, 300), colour)
        y = 420.0
        for label, text in finished.lines:
            y = self._write_line(label, text, y)
        room = layout.px(1920 - 2 * MARGIN)
        for row, words in enumerate(lettering.wrapped(finished.advice, BODY, room)):
            at = layout.at(MARGIN, max(y + 60, 800) + LINE * row)
            lettering.write(onto, words, BODY, at, INK)
        keys = (*KEYS_PASSED, KEY_AGAIN) if self.offers_again else KEYS_PASSED
        write_keys(onto, layout, lettering, keys)

    def _write_line(self, label: str, text: str, y: float) -> float:
        layout, lettering = self._layout, self.lettering
        lettering.write(self._still, label, LABEL, layout.at(TEXT_X, y), MIST)
        left = max(TEXT_X + 420, TEXT_X + 30 + lettering.width(label, LABEL) / layout.scale)
        room = layout.px(TEXT_X + TEXT_WIDTH - left)
        lines = lettering.wrapped(text, LABEL, room)
        for row, words in enumerate(lines):
            lettering.write(self._still, words, LABEL, layout.at(left, y + LINE * row), INK)
        return y + ROW + LINE * (len(lines) - 1)


def paint_passed(canvas: Canvas, layout: Layout) -> None:
    """A full disc with a check mark."""
    centre, radius = layout.at(*MARK), layout.px(MARK_RADIUS)
    canvas.light(disc(centre, radius).blurred(layout.px(40)), MINT, 0.22)
    canvas.paint(disc(centre, radius), MINT)
    x, y = centre
    check = [(x - 0.46 * radius, y + 0.02 * radius), (x - 0.12 * radius, y + 0.36 * radius)]
    check.append((x + 0.5 * radius, y - 0.36 * radius))
    canvas.paint(stroke(check, layout.px(36)), ABYSS)


def paint_not_passed(canvas: Canvas, layout: Layout) -> None:
    """A ring with an exclamation mark: look here."""
    centre, radius = layout.at(*MARK), layout.px(MARK_RADIUS)
    canvas.light(circle(centre, radius, layout.px(24)).blurred(layout.px(30)), AMBER, 0.3)
    canvas.paint(circle(centre, radius, layout.px(20)), AMBER)
    x, y = centre
    bar = [(x, y - 0.5 * radius), (x, y + 0.14 * radius)]
    canvas.paint(stroke(bar, layout.px(34)), AMBER)
    canvas.paint(disc((x, y + 0.5 * radius), layout.px(21)), AMBER)
