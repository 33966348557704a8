"""Bullseye's place: stone steps under water, lamps that light second by second, and the lily."""

from typing import Any

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.field import FieldMap
from games.engine.draw.lamps import Lamps
from games.engine.draw.ring_change import RingChange
from games.engine.phase import Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.field import FieldScene
from games.engine.setup import TrialSetup
from games.engine.visit_rounds import PETALS
from games.worlds.bullseye import VERSION, paint_steps, steps_of
from games.worlds.kit.stills import StillKey, still
from games.worlds.lily import Lily
from trainer.recording.target import target_of

LILY = 176.0, 800.0
"""In the open water beside the pool, where neither column nor sentence is."""


class BullseyeScene(FieldScene):
    """The ring is one of the steps; when it is another one than before, the old one shrinks."""

    def __init__(self, stage: Stage) -> None:
        layout, setup = stage.layout, stage.setup
        field = FieldMap.of(layout, setup.rim)
        self._radii_deg = radii_deg(setup)
        self._lamps = Lamps(layout, field, setup.rim, max(round(setup.conditions.seconds), 1))
        self._lily = Lily(layout, layout.at(*LILY))
        super().__init__(stage)
        before, now = stage.rounds.rung, setup.conditions.rung
        radii = [radius * field.px_per_deg for radius in self._radii_deg]
        changes = before and now and len(radii) >= max(before, now)
        pair = (radii[before - 1], radii[now - 1]) if changes else (0.0, 0.0)
        self._change = RingChange(layout, field.centre, *pair, setup.station.reduced_motion)

    def still_place(self) -> pygame.Surface:
        setup, layout = self._stage.setup, self._stage.layout
        made_for = (
            setup.rim,
            tuple(self._radii_deg),
            setup.conditions.rung,
            self._lamps.count,
            layout.grain,
        )
        key = StillKey("bullseye", VERSION, layout.size, made_for)
        return still(key, super().still_place, setup.station.stills_folder)

    def paint_place(self, canvas: Canvas) -> None:
        setup, layout = self._stage.setup, self._stage.layout
        steps = steps_of(self._radii_deg, setup.conditions.rung, self.field)
        paint_steps(canvas, layout, self.field, setup.rim, steps)
        self._lamps.paint(canvas)

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        petals = self._stage.rounds.petals
        if petal is None or petals == PETALS:
            self._lily.draw(onto, petals)
        else:
            self._lily.draw(onto, petals + 1, petal)
        self._lamps.bloom(onto, earned, share)

    def draw_over_ring(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        self._lily.draw(onto, self._stage.rounds.petals)
        self._lamps.draw(onto, moment.earned, moment.value - moment.earned)
        if moment.phase is Phase.READY:
            self._change.draw(onto, moment.waited_s)


def radii_deg(setup: TrialSetup) -> list[float]:
    """The radius of each ring of the ladder; of a recording without them, that of its own ring."""
    stored = setup.parameters.get("steps_deg")
    if isinstance(stored, list) and stored:
        return [float(str(radius)) for radius in stored]
    path = target_of(setup.parameters)
    return [max(path.radii_deg)] if path else [1.0]
