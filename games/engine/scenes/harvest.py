"""Harvest's picture: one open lily at a time, its light on the way home, lanterns on the shore."""

from typing import Any

import pygame

from games.engine.draw.canvas import Sprite
from games.engine.draw.mask import Point
from games.engine.draw.palette import MINT
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.pause import waits
from games.engine.scenes.place import PlaceScene
from games.engine.setup import number
from games.engine.spots import Spots
from games.training.harvest import CARRY_HOME, WAIT_THERE, Harvest, Task
from games.worlds.harvest import still_layer
from games.worlds.kit.beads import WaitBeads
from games.worlds.kit.rings import mint_ring, on_canvas
from games.worlds.lilies import OPENINGS, Blooms, Carried, Lanterns, Ripples
from games.worlds.pond import Pond
from trainer.recording.sector import sectors_of
from trainer.recording.vocabulary import Eyes

OPENS_S, SHUTS_S, FLOATS_S, RIPPLE_S = 0.3, 0.8, 0.9, 1.1
BLOOM_SHARE = 1.0


class HarvestScene(PlaceScene):
    """Pond, lilies and lanterns; the field's own light, column and words."""

    def __init__(self, stage: Stage) -> None:
        setup = stage.setup
        self._spots = Spots.of(setup.parameters)
        self._home_deg = number(setup.parameters, "gate_radius_deg")
        super().__init__(stage)
        layout, per_deg = stage.layout, self.field.px_per_deg
        radius = self._spots.radius_deg * per_deg
        self._task, self._waiting = Task.REACH, False
        self._calm = setup.station.reduced_motion
        self._rings_of = {
            task: [
                Sprite(on_canvas(mint_ring(layout, size, lit=lit), MINT)) for lit in (False, True)
            ]
            for task, size in ((Task.REACH, radius), (Task.CARRY, self._home_deg * per_deg))
        }
        pads = [self._pond.pad(index, place) for index, place in enumerate(self._spots.places)]
        self._blooms = Blooms(BLOOM_SHARE * max(pad.radius for pad in pads))
        self._wait, self._carried = WaitBeads(layout, radius), Carried(layout)
        self._lanterns, self._lantern_places = Lanterns(layout), self._pond.lanterns()
        self._ripples = Ripples(layout, 0.5 * radius)
        self._words_stay = False  # lilies lie where the words are

    def still_place(self) -> pygame.Surface:
        stage, setup = self._stage, self._stage.setup
        self._pond = Pond(
            stage.layout,
            self.field,
            setup.rim,
            setup.conditions.side,
            self._spots,
            self._home_deg,
            sectors_of(setup.parameters),
        )
        return still_layer(self._pond, setup.station.stills_folder)

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Harvest) -> None:
        # Who waits there is in the ring: nobody is told so in a felt round.
        self._task, self._waiting = rules.task, rules.held_share > 0.0 and not moment.felt
        super().draw(onto, moment, rules)
        if waits(moment) or moment.phase not in RUNNING or moment.cursor is None:
            return
        if rules.aim is not None and rules.task is Task.CARRY and self._strength > 0:
            share = 1.0 if self._calm else (moment.t_s - rules.since_s) / OPENS_S
            self._carried.draw_at(onto, self.field.at(*moment.cursor), min(share, 1.0))

    def draw_ring(self, onto: pygame.Surface, moment: Moment, rules: Harvest) -> None:
        """What was earned, what is open, and the ring round it."""
        if not moment.felt:
            self._draw_lanterns(onto, rules, moment.t_s)
        if rules.aim is None or moment.phase not in RUNNING:
            super().draw_ring(onto, moment, rules)
            return
        self._draw_lilies(onto, rules, moment.t_s)
        at = self.field.at(*rules.aim[:2])
        resting, lit = self._rings_of[rules.task]
        # Ring and flower come together: round a shut lily there is never a ring.
        seen = self._opened(rules, moment.t_s) if rules.task is Task.REACH else 1.0
        resting.draw_at(onto, at, seen * (1.0 - moment.lit))
        lit.draw_at(onto, at, seen * moment.lit)
        if rules.task is Task.REACH:
            self._wait.draw_at(onto, at, 0.0 if moment.felt else rules.held_share)

    def draw_over_ring(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """Nothing: what lies over the ring here is the light alone."""

    def _draw_lilies(self, onto: pygame.Surface, rules: Harvest, t_s: float) -> None:
        age_s = t_s - rules.since_s
        at = self.field.at(*self._spots.places[rules.open])
        if rules.task is Task.REACH:
            self._blooms.draw_at(onto, at, self._opened(rules, t_s))
        else:
            # What gave its light shuts; the first stage stands for the shut bud.
            share = 0.0 if self._calm else 1.0 - _eased(age_s / SHUTS_S)
            self._blooms.draw_at(onto, at, max(share, 1.0 / OPENINGS))
            if not self._calm:
                self._ripples.draw_at(onto, at, age_s / RIPPLE_S)

    def _opened(self, rules: Harvest, t_s: float) -> float:
        """How far the lily to reach for is open: it can be reached at once, so it opens quickly."""
        if self._calm:
            return 1.0
        shut = 1.0 - min(max((t_s - rules.since_s) / OPENS_S, 0.0), 1.0)
        return 1.0 - shut * shut

    def _draw_lanterns(self, onto: pygame.Surface, rules: Harvest, t_s: float) -> None:
        """All that came home; the newest one still floats from the stone to its place."""
        for index, at_s in enumerate(rules.home_at_s):
            place = self._lantern(index)
            share = 1.0 if self._calm else _eased((t_s - at_s) / FLOATS_S)
            x, y = self.field.centre
            at = x + (place[0] - x) * share, y + (place[1] - y) * share
            self._lanterns.draw_at(onto, at)
            if not self._calm:
                self._ripples.draw_at(onto, self.field.centre, (t_s - at_s) / RIPPLE_S)

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """All lanterns of this round brighten together."""
        del petal
        for index in range(earned):
            self._lanterns.draw_at(onto, self._lantern(index), 0.5 + 0.5 * share)

    def _lantern(self, index: int) -> Point:
        """Lights fill the shore clockwise from the toes, and then begin again."""
        return self._lantern_places[index % len(self._lantern_places)]

    def _sentence(self, moment: Moment) -> str:
        eyes = self._stage.setup.conditions.eyes
        if moment.phase is not Phase.MEASURING or eyes is Eyes.CLOSED or moment.weight_side:
            return super()._sentence(moment)
        if self._task is Task.CARRY:
            return CARRY_HOME
        return WAIT_THERE if self._waiting else super()._sentence(moment)


def _eased(share: float) -> float:
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)
