"""A light that sinks and rises at the pace of a squat; it shows the pace and never the patient.

Two seconds down, two up, two standing. What the thigh does is not drawn: to see oneself would be
practice, and this measures.
"""

from typing import Any, NamedTuple

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.chrome import (
    JUDGING_KEYS,
    PLAYING_KEYS,
    QUIET,
    background,
    write_chrome,
    write_keys,
)
from games.engine.draw.lettering import ASIDE, BODY, TITLE
from games.engine.draw.mask import disc, halo, line
from games.engine.draw.palette import INK, MINT, MIST
from games.engine.scene import Moment, Stage
from games.engine.trial import RUNNING
from trainer.recording.conditions import LEAD_IN_S

DOWN_S, UP_S, STAND_S = 2.0, 2.0, 2.0
CYCLE_S = DOWN_S + UP_S + STAND_S
TOP, BOTTOM, X = 250.0, 790.0, 650.0
LIGHT = 44.0


class Pace(NamedTuple):
    """What to do now, how deep (0 to 1), and which squat it is."""

    word: str
    depth: float
    number: int


def pace(t_s: float) -> Pace:
    """The pace at a trial's running time; the first squat begins with the measured part."""
    since_s = t_s - LEAD_IN_S
    if since_s < 0.0:
        return Pace("Stand", 0.0, 0)
    number, at_s = int(since_s // CYCLE_S) + 1, since_s % CYCLE_S
    if at_s < DOWN_S:
        return Pace("Down", at_s / DOWN_S, number)
    if at_s < DOWN_S + UP_S:
        return Pace("Up", 1.0 - (at_s - DOWN_S) / UP_S, number)
    return Pace("Stand", 0.0, number)


class SquatScene:
    """The light on its line, one word beside it, and the number of the squat."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._squats = round(stage.setup.conditions.seconds / CYCLE_S)
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
        write_keys(still, layout, stage.lettering, JUDGING_KEYS, PLAYING_KEYS)
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
        words = now.word if running else stage.wording.gate[eyes]
        at = layout.at(X + 180, (TOP + BOTTOM) / 2)
        stage.lettering.write(onto, words, TITLE if running else BODY, at, INK)
        if now.number:
            count = f"{min(now.number, self._squats)} of {self._squats}"
            stage.lettering.write(onto, count, ASIDE, layout.at(1864, 74), QUIET, align=1)
