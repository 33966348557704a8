"""A light that sinks and rises at the pace of a squat; it shows the pace and never the patient.

What the thigh does is not drawn: whoever sees it practises, and this measures.
"""

from typing import Any

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.chrome import background, write_chrome
from games.engine.draw.column import hands_words
from games.engine.draw.lettering import BODY, LABEL, TITLE
from games.engine.draw.mask import disc, halo, line
from games.engine.draw.palette import INK, MINT, MIST
from games.engine.pace import pace, squats_in
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.words import AT_THE_GATE, stop_words

TOP, BOTTOM, X = 250.0, 790.0, 650.0
BELOW_Y, STOP_Y = 620.0, 750.0
LIGHT = 44.0


class SquatScene:
    """The light on its line, one word beside it, and the number of the squat."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._squats = squats_in(stage.setup.conditions.seconds)
        self._still = self._painted()
        self._light = self._lit()

    def _painted(self) -> pygame.Surface:
        stage, layout = self._stage, self._stage.layout
        canvas = background(layout)
        track = line(layout.at(X, TOP), layout.at(X, BOTTOM), layout.px(10))
        canvas.paint(track, MIST, 0.5)
        for y in (TOP, BOTTOM):
            mark = line(layout.at(X - 70, y), layout.at(X + 70, y), layout.px(10))
            canvas.paint(mark, MIST, 0.7)
        still = canvas.surface()
        write_chrome(still, layout, stage.lettering, stage.setup, stage.title)
        return still

    def _lit(self) -> Sprite:
        """The light, painted once."""
        layout = self._stage.layout
        size = round(layout.px(LIGHT * 6))
        middle = size / 2, size / 2
        canvas = Canvas((size, size), grain=0.0)
        canvas.paint(halo(middle, layout.px(LIGHT * 3), 1.6), MINT, 0.4)
        canvas.paint(disc(middle, layout.px(LIGHT)), MINT)
        return Sprite(canvas)

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        del rules
        onto.blit(self._still, (0, 0))
        running = moment.phase in RUNNING
        now = pace(moment.t_s if running else 0.0)
        stage, layout = self._stage, self._stage.layout
        self._light.draw_at(onto, layout.at(X, TOP + now.depth * (BOTTOM - TOP)))
        eyes = stage.setup.conditions.eyes
        words, colour = now.word if running else stage.wording.gate[eyes], INK
        if moment.hindrance is not None:
            words, colour = AT_THE_GATE[moment.hindrance], INK
        at = layout.at(X + 180, (TOP + BOTTOM) / 2)
        stage.lettering.write(onto, words, TITLE if running else BODY, at, colour)
        if moment.phase is not Phase.MEASURING:
            hands = hands_words(stage.setup.conditions, moment)
            stage.lettering.write(onto, hands, BODY, layout.at(X + 180, BELOW_Y), INK)
        elif now.number:
            count = f"{min(now.number, self._squats)} of {self._squats}"
            stage.lettering.write(onto, count, LABEL, layout.at(X + 180, BELOW_Y), MIST)
        if moment.phase is not Phase.MEASURING:
            self._write_before(onto, moment)

    def _write_before(self, onto: pygame.Surface, moment: Moment) -> None:
        """How to stop; once the hands let go of the rail, where the arms go."""
        stage, layout = self._stage, self._stage.layout
        arms = f"{stage.setup.conditions.arms.words}.".capitalize()
        words = arms if moment.phase is Phase.LEAD_IN else stop_words(stage.setup)
        stage.lettering.write(onto, words, LABEL, layout.at(X + 180, STOP_Y), MIST)
