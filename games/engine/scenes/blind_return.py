"""A mark to reach with the light, and then nothing: what it felt like must be found again."""

from typing import Any

import pygame

from games.assessments.blind_return import BlindReturn, Task
from games.engine.draw.canvas import Canvas
from games.engine.draw.light import Light
from games.engine.draw.mask import circle
from games.engine.draw.palette import INK
from games.engine.scene import Moment, Stage
from games.engine.scenes.grey import FORM_LINE, GreyScene, ink_disc, ink_ring, paint_rim
from games.engine.setup import number

HOME_RADIUS = 34
GOES_OUT_S = 0.3
"""The light goes out like a candle."""
SENTENCES = {
    Task.REACH: "Bring the light to the circle, and feel it",
    Task.BACK: "Back to the middle",
    Task.FIND: "Find the same place, and hold still",
}


class BlindReturnScene(GreyScene):
    """The light has no trail and does not change in the ring: it shows the way and no more."""

    ON_FIELD = True

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        layout, field = stage.layout, self.field
        radius = number(stage.setup.parameters, "mark_radius_deg") * field.px_per_deg
        self._ring = ink_ring(layout, radius)
        self._home = ink_disc(layout.px(HOME_RADIUS))
        self._light = Light(layout, field)

    def paint_forms(self, canvas: Canvas) -> None:
        layout = self.stage.layout
        paint_rim(canvas, layout, self.field, self.stage.setup.rim)
        width = max(layout.px(FORM_LINE), 1.5)
        canvas.paint(circle(self.field.centre, layout.px(HOME_RADIUS), width), INK, 0.9)

    def draw_forms(self, onto: pygame.Surface, moment: Moment, rules: BlindReturn) -> None:
        if rules.task is Task.REACH:
            self._ring.draw_at(onto, self.field.at(*moment.target[:2]))
        elif rules.task is not Task.FIND:
            self._home.draw_at(onto, self.field.centre, 0.5)
        if moment.cursor is not None:
            self._light.draw(onto, moment.cursor, 0.0, _strength(moment, rules))

    def sentence(self, moment: Moment, rules: Any) -> str:
        return SENTENCES.get(rules.task) or super().sentence(moment, rules)


def _strength(moment: Moment, rules: BlindReturn) -> float:
    """How bright the light is: none of it is left soon after it was taken away."""
    if rules.task is not Task.FIND:
        return 1.0
    return max(1.0 - (moment.t_s - rules.since_s) / GOES_OUT_S, 0.0)
