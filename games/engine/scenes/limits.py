"""Thin circles around a home: the called one fills. Nothing shows where the board is."""

from typing import Any

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.mask import circle
from games.engine.draw.palette import INK
from games.engine.marks import marks_of
from games.engine.scene import Moment, Stage
from games.engine.scenes.grey import FORM_LINE, GreyScene, ink_disc, ink_ring, paint_rim
from games.engine.setup import number

MARK_SHARE, CALLED_SHARE = 0.48, 0.62
"""Marks are drawn smaller than where they count as reached: eight full circles would touch."""
HOME_RADIUS, HOME_WIDTH = 34, 12
QUIET = 0.6
REACH = "Lean to the filled circle"


class LimitsScene(GreyScene):
    """The circles stand on the field, so that toes down is up as in every game."""

    ON_FIELD = True

    def __init__(self, stage: Stage) -> None:
        parameters, layout = stage.setup.parameters, stage.layout
        self._marks = marks_of(parameters)
        self._radius_deg = number(parameters, "mark_radius_deg")
        super().__init__(stage)
        self._called = ink_disc(CALLED_SHARE * self._radius_deg * self.field.px_per_deg)
        # Never a filled one: that would look like the light, which is not there any more.
        self._home = ink_ring(layout, layout.px(HOME_RADIUS), HOME_WIDTH)

    def paint_forms(self, canvas: Canvas) -> None:
        layout, field = self.stage.layout, self.field
        paint_rim(canvas, layout, field, self.stage.setup.rim)
        width = max(layout.px(FORM_LINE), 1.5)
        for mark in self._marks:
            radius = MARK_SHARE * self._radius_deg * field.px_per_deg
            canvas.paint(circle(field.at(*mark), radius, width), INK, QUIET)
        canvas.paint(circle(field.centre, layout.px(HOME_RADIUS), width), INK, QUIET)

    def draw_forms(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        if rules.called is None:
            self._home.draw_at(onto, self.field.centre)
        else:
            self._called.draw_at(onto, self.field.at(*self._marks[rules.called]))

    def sentence(self, moment: Moment, rules: Any) -> str:
        return super().sentence(moment, rules) if rules.called is None else REACH
