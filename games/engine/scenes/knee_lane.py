"""Knee lane's picture: a ring that sinks between two walls of bamboo, and lanterns up the culms.

The light is where the thigh puts it (`games.engine.thigh_light`). Who leans over a wall hears no
scolding: its leaves rustle, its edge swells beside the light, and the lantern stays as it is.
"""

from math import cos, inf, pi

import pygame

from games.engine.draw.canvas import Sprite
from games.engine.draw.field import FieldMap
from games.engine.draw.light import Light
from games.engine.draw.mask import Point
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.place import PlaceScene
from games.engine.setup import number
from games.engine.thigh_light import ring_at
from games.screens.demo import LOOP_S
from games.training.knee_lane import Lift, Stroke
from games.worlds.grove import LANTERNS, Grove
from games.worlds.knee_lane import still_layer
from games.worlds.paper_lanterns import Lanterns
from games.worlds.rustle import CareWall, Leaves, Ripples, lift_ring, tassel
from trainer.recording.vocabulary import Eyes, Side

PX_PER_DEG = 12.0
NO_STRAP = "The strap on the thigh sends nothing"
OUTWARD, INWARD = "A little outward", "A little inward"
STROKES = (Stroke.SINK, Stroke.RISE, Stroke.STAND)
"""In the order of the words of the pace."""
LIGHTS_S, BELOW_LANTERN, MIRRORED = 0.7, 48.0, 0.8
MIRRORED_UNTIL_Y = 880.0
"""Farther down the sentence is written."""


class LiftDemo:
    """The ring with the light in it, once down and up every 3 s; in reduced motion it is still."""

    def __init__(
        self,
        light: Light,
        ring: Sprite,
        leaves: Leaves,
        field: FieldMap,
        water_deg: float,
        calm: bool,
    ) -> None:
        self._light, self._ring, self._field, self._leaves = light, ring, field, leaves
        self._water_deg, self._calm = water_deg, calm

    def draw(self, onto: pygame.Surface, t_s: float) -> None:
        """The loop at this moment."""
        share = 0.0 if self._calm else (1.0 - cos(2 * pi * t_s / LOOP_S)) / 2
        place = ring_at(self._water_deg * share, 0.0)[:2]
        self._leaves.draw(onto, 0.0, inf)
        self._ring.draw_at(onto, self._field.at(*place))
        self._light.draw(onto, place, 1.0, 1.0)


class KneeLaneScene(PlaceScene):
    """Grove, ring and lanterns; the field's own light, column and words."""

    def __init__(self, stage: Stage) -> None:
        self._lane_deg = number(stage.setup.parameters, "lane_deg")
        super().__init__(stage)
        layout, grove = stage.layout, self._grove
        self._rules: Lift | None = None
        self._calm = stage.setup.station.reduced_motion
        self._inner = 1.0 if stage.setup.conditions.side is Side.LEFT else -1.0
        radius = self._lane_deg * self.field.px_per_deg
        self._lift = [Sprite(lift_ring(layout, radius, lit)) for lit in (False, True)]
        self._leaves, self._wall_care, self._ripples = (
            Leaves(grove),
            CareWall(layout),
            Ripples(layout),
        )
        self._lanterns, self._lantern_places = Lanterns(layout), grove.lanterns
        self._best = stage.headline.best(stage.past.values)
        self._mark = Sprite(tassel(layout))

    def field_map(self) -> FieldMap:
        layout = self._stage.layout
        return FieldMap(layout.field_centre, layout.px(PX_PER_DEG))

    def gate_ring(self, radius_deg: float) -> tuple[Point, float]:
        """Round the ring that waits at the top, which is as wide as the lane."""
        del radius_deg
        return self.field.at(*ring_at(0.0, 0.0)[:2]), self._lane_deg * self.field.px_per_deg

    def still_place(self) -> pygame.Surface:
        stage, water_deg = self._stage, number(self._stage.setup.parameters, "water_deg")
        water_y = self.field.at(*ring_at(water_deg, 0.0)[:2])[1]
        self._grove = Grove(stage.layout, self.field, self._lane_deg, water_deg, water_y)
        return still_layer(self._grove, stage.setup.station.stills_folder)

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Lift) -> None:
        self._rules = rules
        super().draw(onto, moment, rules)

    def draw_under(self, onto: pygame.Surface, moment: Moment, rules: Lift) -> None:
        """Lanterns and leaves, also while a pause waits for the thigh to come back."""
        for index, at_s in enumerate(() if moment.felt else rules.lit_at_s):
            share = 1.0 if self._calm else (moment.t_s - at_s) / LIGHTS_S
            self._light_lantern(onto, index, min(max(share, 0.0), 1.0))
        if self._best is not None and 0 < self._best <= LANTERNS:
            x, y = self._lantern_places[int(self._best) - 1]
            self._mark.draw_at(onto, (x, y + self._stage.layout.px(BELOW_LANTERN)))
        told = self._tells(moment) and not self._calm
        wall = self._wall(rules) if told else 0.0
        self._leaves.draw(onto, wall, moment.t_s - rules.brushed_at_s if wall else inf)

    def draw_ring(self, onto: pygame.Surface, moment: Moment, rules: Lift) -> None:
        """The ring stands at the top until the bead sinks."""
        if not self._calm and self._tells(moment) and rules.wet_at_s <= moment.t_s:
            at = self._grove.middle_x, self._grove.water_y
            self._ripples.draw_at(onto, at, moment.t_s - rules.wet_at_s)
        at = self.field.at(*moment.target[:2])
        resting, lit = self._lift
        resting.draw_at(onto, at, 1.0 - moment.lit)
        lit.draw_at(onto, at, moment.lit)

    def draw_over_ring(self, onto: pygame.Surface, moment: Moment, rules: Lift) -> None:
        """The edge of the wall that the thigh leans over."""
        if rules.brushed and moment.cursor is not None and self._tells(moment):
            y = self.field.at(*moment.cursor)[1]
            self._wall_care.draw(onto, (self._grove.wall_x(self._wall(rules)), y), 1.0)

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """The lanterns of this round brighten together."""
        del petal
        for index in range(earned):
            self._light_lantern(onto, index, 0.5 + 0.5 * share)

    def demo(self) -> "LiftDemo":
        """What the instruction shows: down to the water and up again, the light in the ring."""
        water_deg = number(self._stage.setup.parameters, "water_deg")
        ring, leaves = self._lift[1], self._leaves
        return LiftDemo(self._light, ring, leaves, self.field, water_deg, self._calm)

    def _light_lantern(self, onto: pygame.Surface, index: int, share: float) -> None:
        """Ten hang there; who lights more begins anew at the water."""
        x, y = self._lantern_places[index % LANTERNS]
        self._lanterns.draw_at(onto, (x, y), share)
        below = 2 * self._grove.water_y - y
        if below < self._stage.layout.at(0, MIRRORED_UNTIL_Y)[1]:
            self._lanterns.mirror_at(onto, (x, below), MIRRORED * share)

    def _tells(self, moment: Moment) -> bool:
        """Whether the picture may say where the thigh is: not where it is to be felt."""
        return moment.phase in RUNNING and self._strength > 0 and not moment.felt

    def _wall(self, rules: Lift) -> float:
        """On which side of the screen the thigh leans over its wall, or last did."""
        return self._inner * rules.leaned

    def _words_share(self, moment: Moment) -> float:
        """The four ends of a board are not those of a thigh."""
        return 0.0

    def _press(self, moment: Moment) -> int | None:
        """Nor are there any to press."""
        return None

    def _sentence(self, moment: Moment) -> str:
        stage, rules = self._stage, self._rules
        waits = moment.phase in (Phase.READY, Phase.PAUSED)
        if rules is None or (moment.cursor is None if waits else rules.blind):
            return NO_STRAP
        if moment.phase is not Phase.MEASURING or stage.setup.conditions.eyes is Eyes.CLOSED:
            return super()._sentence(moment)
        if rules.brushed and self._tells(moment):
            return OUTWARD if rules.brushed > 0 else INWARD
        return stage.wording.pace[STROKES.index(rules.stroke)]
