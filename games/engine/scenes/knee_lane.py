"""Knee lane's picture: a ring that sinks between two walls of bamboo, and lanterns up the culms.

The light is where the thigh puts it (`games.engine.thigh_light`); before the thigh was ever known
there is none, and the sentence says why.
"""

import pygame

from games.engine.draw.canvas import Sprite
from games.engine.draw.field import FieldMap
from games.engine.draw.mask import Point
from games.engine.draw.palette import MINT
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.place import PlaceScene
from games.engine.setup import number
from games.engine.thigh_light import ring_at
from games.training.knee_lane import Lift, Stroke
from games.worlds.grove import Grove
from games.worlds.kit.rings import mint_ring, on_canvas
from games.worlds.knee_lane import still_layer
from trainer.recording.vocabulary import Eyes

PX_PER_DEG = 12.0
NO_STRAP = "The strap on the thigh sends nothing"
OUTWARD, INWARD = "A little outward", "A little inward"
STROKES = (Stroke.SINK, Stroke.RISE, Stroke.STAND)
BRUSH_TOLD_S = 1.5


class KneeLaneScene(PlaceScene):
    """Grove, ring and lanterns; the field's own light, column and words."""

    def __init__(self, stage: Stage) -> None:
        self._lane_deg = number(stage.setup.parameters, "lane_deg")
        super().__init__(stage)
        self._rules: Lift | None = None
        layout, radius = stage.layout, self._lane_deg * self.field.px_per_deg
        self._lift = [
            Sprite(on_canvas(mint_ring(layout, radius, lit), MINT)) for lit in (False, True)
        ]

    def draw_ring(self, onto: pygame.Surface, moment: Moment, rules: Lift) -> None:
        """The ring stands at the top until the bead sinks."""
        at = self.field.at(*moment.target[:2])
        resting, lit = self._lift
        resting.draw_at(onto, at, 1.0 - moment.lit)
        lit.draw_at(onto, at, moment.lit)

    def field_map(self) -> FieldMap:
        layout = self._stage.layout
        return FieldMap(layout.field_centre, layout.px(PX_PER_DEG))

    def gate_at(self) -> Point:
        return self.field.at(*ring_at(0.0, self._lane_deg)[:2])

    def still_place(self) -> pygame.Surface:
        stage, water_deg = self._stage, number(self._stage.setup.parameters, "water_deg")
        water_y = self.field.at(*ring_at(water_deg, 0.0)[:2])[1]
        self._grove = Grove(stage.layout, self.field, self._lane_deg, water_deg, water_y)
        return still_layer(self._grove, stage.setup.station.stills_folder)

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Lift) -> None:
        self._rules = rules
        super().draw(onto, moment, rules)

    def _words_share(self, moment: Moment) -> float:
        """The ends of the board are not those of a thigh."""
        return 0.0

    def _press(self, moment: Moment) -> int | None:
        return None

    def _sentence(self, moment: Moment) -> str:
        stage, rules = self._stage, self._rules
        if moment.cursor is None and moment.phase is not Phase.FINISHED:
            return NO_STRAP
        told = moment.phase is Phase.MEASURING and stage.setup.conditions.eyes is Eyes.OPEN
        if not told or rules is None:
            return super()._sentence(moment)
        if rules.brushed and moment.phase in RUNNING:
            return OUTWARD if rules.brushed > 0 else INWARD
        return stage.wording.pace[STROKES.index(rules.stroke)]

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """The lanterns of this round brighten together."""
