"""The cross, and nothing else for the patient; the therapist's corner says when to nudge."""

from typing import Any

import pygame

from games.engine.draw.palette import MIST
from games.engine.scene import Moment, Stage
from games.engine.scenes.grey import Aside, GreyScene
from trainer.texts import said

READY = "Nudge when you like. Felt so far: {count}"
WAIT = "Wait until it is steady. Felt so far: {count}"


class TapScene(GreyScene):
    """The therapist's line is of one quiet colour: whether it is time does not catch the eye."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._aside = Aside(stage)

    def draw_forms(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        words = READY if rules.asked.nudge else WAIT
        self._aside.write(onto, said(words).format(count=len(rules.nudges)), MIST)
