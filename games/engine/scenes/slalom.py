"""Slalom's picture: gates come by on a slope of snow, and each one passed lights a window.

A gate that is next stands where the light has to be, and only grows; those behind it drift there.
Everything follows from the rules and the moment's time, so a replay draws the same.
"""

from typing import Any

import numpy as np
import pygame

from games.engine.draw.palette import MINT
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.coming import Sparks, bank_deg, drift, nearness
from games.engine.scenes.place import PlaceScene
from games.engine.setup import number
from games.training.slalom import Slalom, bell_at
from games.worlds.gates import (
    LARGEST,
    MISSED_LARGEST,
    PoleLight,
    later_poles,
    mint_arc,
    missed_gates,
    near_poles,
    next_arcs,
    next_poles,
    passed_gates,
)
from games.worlds.kit.glow import Fading
from games.worlds.kit.rings import on_canvas
from games.worlds.slalom import still_layer
from games.worlds.sled import Sled
from games.worlds.windows import Windows
from trainer.recording.conditions import LEAD_IN_S

SMALLEST, UP = 0.42, 170.0
"""How small the next gate begins at most; how far up the slope a gate far away stands, at 1080
lines.
"""

PASSED_S, FADE_IN_S = 0.9, 0.8
SPARKS, SPARK_S, SPARK_LAG_S, LIGHTS_S = 6, 0.9, 0.06, 0.5
BANK_PER_DEG_S = 1.3
_LINE_AGES_S = np.linspace(0.9, 0.0, 64)
_FRESH = (1.0 - _LINE_AGES_S / 0.9).tolist()


class SlalomScene(PlaceScene):
    """Gates, sparks, windows and the sled; the field's own light, column and words."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        layout, self._calm = stage.layout, stage.setup.station.reduced_motion
        radius = number(stage.setup.parameters, "spot_radius_deg") * self.field.px_per_deg
        self._radius, self._up = radius, layout.px(UP)
        self._arcs = {lit: next_arcs(layout, radius, SMALLEST, lit) for lit in (False, True)}
        self._later = later_poles(layout, radius)
        self._poles = next_poles(layout, radius, SMALLEST)
        self._pole_light = PoleLight(layout, radius, SMALLEST)
        self._appearing = Fading(near_poles(layout, radius))
        self._appearing_arc = Fading(on_canvas(mint_arc(layout, radius, lit=False), MINT))
        self._passed, self._missed = passed_gates(layout, radius), missed_gates(layout, radius)
        self._sparks = Sparks.amber(layout, SPARKS, SPARK_S, SPARK_LAG_S)
        self._bell_at = bell_at(stage.setup.conditions.seconds)
        self._windows = Windows(layout, self._bell_at)
        self._sled = Sled(layout)
        self._words_stay = False  # gates come by where the words are

    def still_place(self) -> pygame.Surface:
        stage = self._stage
        return still_layer(stage.layout, stage.setup.station.stills_folder)

    def draw_under(self, onto: pygame.Surface, moment: Moment, rules: Slalom) -> None:
        """The village, also while a pause waits for the light to come back."""
        if moment.felt:
            return
        if moment.phase in RUNNING or moment.phase is Phase.PAUSED:
            flies_s = 0.0 if self._calm else SPARK_S
            lights, rung_for_s = _lit(rules, moment.t_s - flies_s, self._bell_at)
            self._windows.draw(onto, lights, None if self._calm else rung_for_s)

    def draw_ring(self, onto: pygame.Surface, moment: Moment, rules: Slalom) -> None:
        """Gates from the farthest to those that have come by."""
        running = moment.phase in RUNNING
        if running and not self._calm:
            self._draw_later(onto, rules, moment.t_s)
        if rules.aim is None or not running:
            super().draw_ring(onto, moment, rules)
            return
        since_s = rules.gates[rules.next - 1].arrives_s if rules.next else LEAD_IN_S
        self._draw_next(onto, moment, rules, since_s)
        self._draw_come_by(onto, rules, moment)

    def draw_over_ring(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        if moment.cursor is None or (moment.phase in RUNNING and self._strength == 0):
            return
        if moment.phase in RUNNING and not self._calm:
            way = zip(*moment.recent.track(_LINE_AGES_S), strict=True)
            places = [self.field.at(ap, ml) for ap, ml in way]
            self._sled.draw_lines(onto, list(zip(places, _FRESH, strict=False)))
        bank = 0.0 if self._calm else bank_deg(moment, BANK_PER_DEG_S)
        self._sled.draw_at(onto, self.field.at(*moment.cursor), bank)

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """All windows of this round brighten together."""
        del petal
        self._windows.draw(onto, earned * share)

    def _draw_next(
        self, onto: pygame.Surface, moment: Moment, rules: Slalom, since_s: float
    ) -> None:
        """Where to be now; with reduced motion it fades in at its full size."""
        gate = rules.gates[rules.next]
        at, left_s = self.field.at(gate.ap_deg, gate.ml_deg), gate.arrives_s - moment.t_s
        share = (moment.t_s - since_s) / FADE_IN_S if self._calm else 1.0
        if share < 1.0:
            self._appearing.draw_at(onto, at, share)
            self._appearing_arc.draw_at(onto, at, share)
            return
        size = self._radius if self._calm else nearness(left_s) * self._radius
        self._poles.draw_at(onto, at, size)
        if not moment.felt:
            self._pole_light.draw_at(onto, at, size, rules.stayed_share)
        self._arcs[moment.lit > 0.5].draw_at(onto, at, size)

    def _draw_later(self, onto: pygame.Surface, rules: Slalom, t_s: float) -> None:
        """Pairs of poles that drift to their places, the farthest first."""
        first = rules.next if rules.aim is None else rules.next + 1
        for index in range(len(rules.gates) - 1, first - 1, -1):
            gate = rules.gates[index]
            wait_s = rules.gates[index - 1].arrives_s - t_s if index else gate.arrives_s - t_s
            out = drift(wait_s)
            x, y = self.field.at(gate.ap_deg * out, gate.ml_deg * out)
            at = x, y - (1.0 - out) * self._up
            self._later.draw_at(onto, at, nearness(gate.arrives_s - t_s) * self._radius)

    def _draw_come_by(self, onto: pygame.Surface, rules: Slalom, moment: Moment) -> None:
        """Gates that have just come by: amber ones with sparks that go to their window.

        In a felt round all of them just go by.
        """
        t_s = moment.t_s
        for index in range(rules.next - 1, max(rules.next - 3, -1), -1):
            gate, age_s = rules.gates[index], t_s - rules.gates[index].arrives_s
            at, share = self.field.at(gate.ap_deg, gate.ml_deg), age_s / PASSED_S
            passed = bool(gate.passed) and not moment.felt
            if passed and not self._calm:
                window = self._windows.place(_passed_before(rules, index))
                self._sparks.draw(onto, (at, self._radius), window, age_s)
            if share >= (0.5 if self._calm else 1.0):
                continue
            ladder, largest = self._missed, MISSED_LARGEST
            if passed:
                ladder, largest = self._passed, LARGEST
            grown = 1.0 if self._calm else 1.0 + (largest - 1.0) * share
            ladder.draw_at(onto, at, grown * self._radius)


def _passed_before(rules: Slalom, index: int) -> int:
    return sum(bool(gate.passed) for gate in rules.gates[:index])


def _lit(rules: Slalom, t_s: float, bell_at: int) -> tuple[float, float | None]:
    """How many windows are lit, and for how long the bell has rung."""
    lights, rung_for_s = 0.0, None
    for gate in rules.gates[: rules.next]:
        if gate.passed:
            since_s = t_s - gate.arrives_s
            lights += min(max(since_s / LIGHTS_S, 0.0), 1.0)
            if lights >= bell_at and rung_for_s is None:
                rung_for_s = since_s
    return lights, rung_for_s
