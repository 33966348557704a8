"""A question that the patient answers from 0 to 10: pain, or how hard an exercise was."""

from collections.abc import Sequence

import pygame

from games.desk.page import Item, Look
from games.engine.draw.canvas import Canvas
from games.engine.draw.chrome import background
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, LABEL, LARGE, TITLE, Style, Weight
from games.engine.draw.mask import polygon
from games.engine.draw.palette import INK, MIST
from games.engine.pain_talk import SCORE_KEYS
from games.engine.setup import Station
from games.screens.station.plates import Action
from games.screens.station.sheet import SMALLER, Sheet

EFFORT, EASY, HARDEST = "How hard was it?", "no effort", "as hard as can be"
PAIN_NOW, NO_PAIN, WORST = "How much pain now?", "no pain", "worst imaginable"
QUESTION = 56.0, 190.0, 1808.0, 200.0
LEFT, RIGHT, CHIPS_Y, CHIP, WEDGE_Y, ENDS_Y = 56.0, 1864.0, 490.0, 150.0, 676.0, 784.0
WEDGE = 4.0, 34.0
NUMBER = Style(84, Weight.EXTRABOLD)


class ScalePage(Sheet):
    """Taking a number ends the page; `value` is that number."""

    def __init__(
        self,
        layout: Layout,
        station: Station,
        question: str,
        ends: tuple[str, str],
        actions: Sequence[Action] = (),
    ) -> None:
        super().__init__(layout, station, actions)
        self.value: int | None = None
        self._question, self._ends = question, ends
        self.title = question
        self._chips = [self._chip(key, score) for key, score in SCORE_KEYS.items()]

    @property
    def items(self) -> list[Item]:
        return [*self._chips, *super().items]

    @property
    def main(self) -> str:
        """None: a press walks along the numbers."""
        return ""

    def take(self, name: str) -> bool:
        if name.isdigit():
            self.value = int(name)
        return super().take(name)

    def painted(self) -> pygame.Surface:
        canvas: Canvas = background(self.layout, 0.8)
        thin, thick = WEDGE
        corners = ((LEFT, WEDGE_Y + thick - thin), (RIGHT, WEDGE_Y), (RIGHT, WEDGE_Y + thick),
                   (LEFT, WEDGE_Y + thick))  # fmt: skip
        canvas.paint(polygon([self.layout.at(*corner) for corner in corners]), MIST, 0.4)
        still = canvas.surface()
        self.write_block(still, self._question, QUESTION, INK, (LARGE, TITLE, BODY, *SMALLER))
        for x, words, align in ((LEFT, self._ends[0], 0.0), (RIGHT, self._ends[1], 1.0)):
            self.write(still, words, LABEL, (x, ENDS_Y), 860.0, MIST, align)
        return still

    def draw_moving(self, onto: pygame.Surface, look: Look) -> None:
        for item in self._chips:
            self.plates.draw(onto, item, item.name, look, style=NUMBER)

    def _chip(self, key: str, score: int) -> Item:
        apart = (RIGHT - LEFT - CHIP) / 10
        left, top = self.layout.at(LEFT + apart * score, CHIPS_Y)
        side = round(self.layout.px(CHIP))
        area = pygame.Rect(round(left), round(top), side, side)
        return Item(str(score), area, key=key.lower(), words=str(score))


def pain_page(layout: Layout, station: Station, question: str = PAIN_NOW) -> ScalePage:
    """Pain, as the patient says it."""
    return ScalePage(layout, station, question, (NO_PAIN, WORST))


def effort_page(layout: Layout, station: Station) -> ScalePage:
    """How hard an exercise was."""
    return ScalePage(layout, station, EFFORT, (EASY, HARDEST))
