"""Following in the grey hour: a ring of ink that moves, and the light as a plain dot of ink.

The one assessment that shows where the board is. Ring and dot look the same whether the dot is in
the ring or not: nothing is praised.
"""

from typing import Any, ClassVar

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.field import paint_feet
from games.engine.scene import Moment, Stage
from games.engine.scenes.grey import GreyScene, ink_disc, ink_ring, paint_rim
from trainer.recording.target import target_of
from trainer.recording.vocabulary import Eyes

RING_LINE_PX, LIGHT_PX = 7, 27


class TrackScene(GreyScene):
    """The rim and the foot stand still; ring and light move."""

    ON_FIELD: ClassVar[bool] = True

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        layout = stage.layout
        path = target_of(stage.setup.parameters)
        radius_deg = max(path.radii_deg) if path else 0.0
        self._ring = ink_ring(layout, radius_deg * self.field.px_per_deg, RING_LINE_PX)
        self._light = ink_disc(layout.px(LIGHT_PX))

    def paint_forms(self, canvas: Canvas) -> None:
        """Rim and foot, for open eyes."""
        stage = self.stage
        if stage.setup.conditions.eyes is Eyes.OPEN:
            paint_feet(canvas, stage.layout, self.field, stage.setup.conditions.side)
            paint_rim(canvas, stage.layout, self.field, stage.setup.rim)

    def draw_forms(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """The ring where it is, and the light where the board is."""
        if self.stage.setup.conditions.eyes is Eyes.CLOSED:
            return
        self._ring.draw_at(onto, self.field.at(*moment.target[:2]))
        if moment.cursor is not None:
            self._light.draw_at(onto, self.field.at(*moment.cursor))
