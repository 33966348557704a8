"""A form with a drawing below its question, which goes while keys are on the screen.

Used where an answer is about something that has places, such as the weight on the force plate.
"""

from collections.abc import Sequence

import pygame

from games.desk.kit import BOTTOM, RIGHT, Kit
from games.desk.type import QUIET
from games.desk.writing import write_down
from games.engine.draw.layout import Layout
from games.engine.draw.sketch import Drawing, Sketch
from games.screens.figures.plate import paint_plan
from games.screens.station.form import FormPage
from games.screens.station.message_page import SENTENCES
from games.screens.station.questions import Question
from trainer.recording.vocabulary import Side

MIDDLE, WORDS_LEFT, WORDS_TOP = (500.0, 610.0), 900.0, 440.0


def plate_plan(layout: Layout) -> Drawing:
    """The force plate from above, with its cells and the weight's places."""
    sketch = Sketch(layout.px(1.0))
    paint_plan(sketch, Side.RIGHT)
    return sketch.drawing()


class PicturedForm(FormPage):
    """`told` says beside the drawing what it shows."""

    def __init__(
        self,
        kit: Kit,
        title: str,
        questions: Sequence[Question],
        picture: Drawing,
        told: str,
        save: str,
    ) -> None:
        super().__init__(kit, title, questions, save=save)
        self._drawn, self._told = picture, told

    def paint(self, onto: pygame.Surface) -> None:
        super().paint(onto)
        if self.has_keys:
            return
        kit = self.kit
        self._drawn.draw(onto, kit.lettering, kit.layout.at(*MIDDLE))
        place = WORDS_LEFT, WORDS_TOP, RIGHT - WORDS_LEFT, BOTTOM - WORDS_TOP
        write_down(kit, onto, self._told, place, SENTENCES[3:], QUIET)
