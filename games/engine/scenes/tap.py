"""The cross, and nothing else for the patient; the therapist's corner says when to nudge."""

from typing import Any

import pygame

from games.engine.draw.chrome import MARGIN, QUIET
from games.engine.draw.lettering import ASIDE
from games.engine.scene import Moment
from games.engine.scenes.grey import GreyScene
from trainer.texts import said

CORNER_Y = 1044
READY = "Nudge when you like. Felt so far: {count}"
WAIT = "Wait until it is steady. Felt so far: {count}"


class TapScene(GreyScene):
    """The corner's line is small and quiet, so that it warns nobody on the board of a nudge."""

    def draw_forms(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        words = READY if rules.asked.nudge else WAIT
        at = self.stage.layout.at(MARGIN, CORNER_Y)
        line = said(words).format(count=len(rules.nudges))
        self.stage.lettering.write(onto, line, ASIDE, at, QUIET)
