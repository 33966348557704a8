"""The cross, and nothing else for the patient; the therapist's corner says when to nudge."""

from typing import Any

import pygame

from games.engine.draw.chrome import MARGIN
from games.engine.draw.lettering import NOTE
from games.engine.draw.palette import MIST
from games.engine.scene import Moment
from games.engine.scenes.grey import GreyScene

CORNER_Y = 1044
READY, WAIT = "For the therapist: nudge when you like", "For the therapist: wait"
COUNTED = "{words} · {count} felt"


class TapScene(GreyScene):
    """The corner's line is too small to be read from the board, so it warns nobody of a nudge."""

    def draw_forms(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        words = READY if rules.asked.nudge else WAIT
        line = COUNTED.format(words=words, count=len(rules.nudges))
        at = self.stage.layout.at(MARGIN, CORNER_Y)
        self.stage.lettering.write(onto, line, NOTE, at, MIST)
