"""Almost nothing to look at: a cross in the middle, or with eyes closed not even that.

Before the start it is the field, so that the patient can find level. On a force plate there is no
level to find.
"""

from typing import Any

import pygame

from games.engine.draw.chrome import background, write_chrome
from games.engine.draw.lettering import BODY, LARGE
from games.engine.draw.mask import halo, line, union
from games.engine.draw.palette import INK, MIST, SHALLOW
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.field import FieldScene
from games.engine.words import at_the_gate_words, let_go_words
from trainer.recording.conditions import NO_DOME
from trainer.recording.vocabulary import Eyes

CLOSED_BRIGHTNESS = 0.35
MIDDLE, CROSS_Y, HANDS_Y, SENTENCE_Y = 960, 518, 790, 900


class CalmScene:
    """No clock: a running number would draw the patient's eyes."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._gate = FieldScene(stage)
        self._still = self._painted()
        self._finds_level = stage.setup.conditions.level != NO_DOME

    def _painted(self) -> pygame.Surface:
        stage, layout = self._stage, self._stage.layout
        eyes = stage.setup.conditions.eyes
        canvas = background(layout, 1.0 if eyes is Eyes.OPEN else CLOSED_BRIGHTNESS)
        if eyes is Eyes.OPEN:
            x, y = layout.at(MIDDLE, CROSS_Y)
            canvas.light(halo((x, y), layout.px(420), 1.6), SHALLOW, 0.5)
            reach, width = layout.px(92), layout.px(17)
            cross = union(
                line((x - reach, y), (x + reach, y), width),
                line((x, y - reach), (x, y + reach), width),
            )
            canvas.light(cross.blurred(layout.px(22)), INK, 0.4)
            canvas.paint(cross, INK)
        still = canvas.surface()
        write_chrome(still, stage)
        return still

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        if moment.phase not in RUNNING and self._finds_level:
            self._gate.draw(onto, moment, rules)
            return
        onto.blit(self._still, (0, 0))
        self._write(onto, moment)

    def _write(self, onto: pygame.Surface, moment: Moment) -> None:
        stage = self._stage
        eyes = stage.setup.conditions.eyes
        write, at = stage.lettering.write, stage.layout.at
        if moment.phase is Phase.LEAD_IN:
            hands = let_go_words(stage.setup.conditions)
            write(onto, hands, LARGE, at(MIDDLE, HANDS_Y), INK, align=0.5)
        words, colour = stage.wording.playing[eyes], INK if eyes is Eyes.OPEN else MIST
        if moment.hindrance is not None:
            words, colour = at_the_gate_words(moment.hindrance, stage.setup.conditions), INK
        elif moment.phase is Phase.READY:
            words = stage.wording.gate[eyes]
        write(onto, words, BODY, at(MIDDLE, SENTENCE_Y), colour, align=0.5)
