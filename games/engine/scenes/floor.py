"""An exercise off the board in the grey hour: one repetition shown, then the cross and the pace.

A bead of ink beside the cross sinks and rises as the exercise asks; it shows the pace and never the
patient, for whoever sees what the thigh does practises, and this measures. The right half is the
therapist's, who may score what is seen.
"""

from typing import Any

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.chrome import write_chrome
from games.engine.draw.eye_panel import EyePanel
from games.engine.draw.lettering import BODY, LABEL
from games.engine.draw.mask import disc, halo, line
from games.engine.draw.palette import INK, MIST
from games.engine.phase import Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.grey import (
    MIDDLE,
    Aside,
    GreyScene,
    deep_water,
    gate_words,
    write_hands,
)
from games.engine.words import ARMS, stop_words
from games.screens.figures.repetition import Demonstration
from trainer.motion.exercises import Exercise, Place, exercise_of
from trainer.recording.conditions import LEAD_IN_S
from trainer.texts import said

PACE_X, TOP, BOTTOM = 500.0, 250.0, 786.0
"""As far to the left of the cross as the therapist's buttons begin to the right of it, and more."""
TICK, BEAD, TRACK = 78.0, 44.0, 6.0
COUNT_Y = 176.0
FIGURE = 620.0, 470.0
GATE_SENTENCE_Y, GATE_SENTENCE_ROOM, GATE_NOTE_Y = 930.0, 1040.0, 792.0
HANDS_APART = 1.4
"""How far below the words for the hands a note begins at least, in lines of it."""

WHICH_ONE = "{number} of {count}"
WATCH_ONE = "Watch one, then go with the light"
STRAP_SILENT = "The thigh's strap sends nothing: check its cable"


class FloorScene(GreyScene):
    """The person who shows it, the bead on its line, and the number of the repetition."""

    def __init__(self, stage: Stage) -> None:
        setup = stage.setup
        self._exercise = exercise_of(setup.parameters) or Exercise.SQUAT
        self._panel = EyePanel(stage.layout, stage.lettering)
        self._count = self._exercise.pace.repetitions_in(setup.conditions.seconds)
        super().__init__(stage)
        if stage.beside is None:
            self._panel.write(self._still)
        self._bead = _bead(stage)
        self._demonstration = Demonstration(stage)
        self._aside = Aside(stage)
        self._before = _room(stage)

    def paint_forms(self, canvas: Canvas) -> None:
        super().paint_forms(canvas)
        layout = self.stage.layout
        ends = layout.at(PACE_X, TOP), layout.at(PACE_X, BOTTOM)
        canvas.paint(line(*ends, layout.px(TRACK)), MIST, 0.45)
        for depth in sorted({0.0, *(each.ends_at for each in self._exercise.pace.strokes)}):
            x, y = layout.at(PACE_X, self._y(depth))
            reach = layout.px(TICK if depth == 0.0 else 0.6 * TICK)
            canvas.paint(line((x - reach, y), (x + reach, y), layout.px(TRACK)), MIST, 0.8)

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        if moment.phase is not Phase.MEASURING:
            self.draw_gate(onto, moment)
            return
        super().draw(onto, moment, rules)

    def draw_forms(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        place, layout = self._place(moment), self.stage.layout
        self._bead.draw_at(onto, layout.at(PACE_X, self._y(place.depth)))
        if self.stage.beside is None:
            self._panel.draw(onto, moment.eye)
        count = said(WHICH_ONE).format(number=min(place.number, self._count), count=self._count)
        write = self.stage.lettering.write
        if place.number:
            write(onto, count, LABEL, layout.at(MIDDLE, COUNT_Y), MIST, align=0.5)
        if rules.strap_silent:
            self._aside.write(onto, STRAP_SILENT, INK)

    def sentence(self, moment: Moment, rules: Any) -> str:
        return self.stage.wording.pace[self._place(moment).stroke]

    def draw_gate(self, onto: pygame.Surface, moment: Moment) -> None:
        """Up to the measured part: the exercise itself, once through while the hands let go."""
        stage, layout = self.stage, self.stage.layout
        onto.blit(self._before, (0, 0))
        leading_in = moment.phase is Phase.LEAD_IN
        if leading_in:
            self._demonstration.draw(onto, moment.t_s)
        else:
            self._demonstration.draw_ahead(onto, moment.waited_s)
        words = WATCH_ONE if leading_in else gate_words(stage, moment)
        lines = stage.lettering.wrapped(words, BODY, layout.px(GATE_SENTENCE_ROOM))
        for row, part in enumerate(lines):
            x, y = layout.at(FIGURE[0], GATE_SENTENCE_Y)
            at = x, y + row * stage.lettering.pitch_px(BODY)
            stage.lettering.write(onto, part, BODY, at, INK, align=0.5)
        hands_y = write_hands(onto, stage, moment)
        self._write_note(onto, leading_in, hands_y)

    def _write_note(self, onto: pygame.Surface, leading_in: bool, hands_y: float) -> None:
        """How to stop; once the hands let go of the rail, where the arms go."""
        stage, layout = self.stage, self.stage.layout
        arms = ARMS[stage.setup.conditions.arms]
        words = arms if leading_in else stop_words(stage.setup)
        lines = stage.lettering.wrapped(words, LABEL, layout.column_width)
        pitch = stage.lettering.pitch_px(LABEL)
        # Longer words for the hands, as in German, push it down.
        first_y = max(layout.at(0, GATE_NOTE_Y)[1], hands_y + HANDS_APART * pitch)
        for row, text in enumerate(lines):
            at = layout.column, first_y + row * pitch
            stage.lettering.write(onto, text, LABEL, at, MIST)

    def _place(self, moment: Moment) -> Place:
        return self._exercise.pace.at(moment.t_s - LEAD_IN_S)

    def _y(self, depth: float) -> float:
        """Where a depth is on the line."""
        highest = min(0.0, *(stroke.ends_at for stroke in self._exercise.pace.strokes))
        return TOP + (BOTTOM - TOP) * (depth - highest) / (1.0 - highest)


def _room(stage: Stage) -> pygame.Surface:
    """What stands still before the measured part."""
    still = deep_water(stage.layout, stage.layout.at(*FIGURE)).surface()
    write_chrome(still, stage)
    return still


def _bead(stage: Stage) -> Sprite:
    """A disc of ink with a little light around it, painted once."""
    px = stage.layout.px
    size = 2 * round(px(BEAD * 2.6)) + 1
    middle = size / 2, size / 2
    canvas = Canvas((size, size), grain=0.0)
    canvas.paint(halo(middle, px(BEAD * 2.6), 1.8), INK, 0.30)
    canvas.paint(disc(middle, px(BEAD)), INK)
    return Sprite(canvas)
