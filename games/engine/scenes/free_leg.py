"""Free leg's picture: a tide pool with the ring, a wave that keeps the beat, shells it leaves.

A person beside the pool swings a leg as the patient is asked to. Everything follows from the
rules and the moment's time, so a replay draws the same.
"""

from math import pi, sin

import pygame

from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.bullseye import radii_deg
from games.engine.scenes.place import PlaceScene
from games.engine.scenes.swinging_person import SwingingPerson
from games.engine.setup import number
from games.engine.swing import Way
from games.screens.demo import LOOP_S
from games.training.free_leg import SWINGS, FreeLeg, waves_of
from games.worlds.free_leg import pool_cut_out, still_layer
from games.worlds.shells import Shells
from games.worlds.tide import Tide
from games.worlds.tide_pool import TidePool
from trainer.recording.vocabulary import Eyes

COMES_S, GLOWS_S, RESTING_GLOW = 0.5, 1.4, 0.45
SETS_OUT_S = 0.6
SWAY_SHARE = 0.22
"""Of the ring's radius: how far the instruction's light sways."""
INSTRUCTION_FADES = 860.0, 1110.0
"""Between these the instruction's wave fades out: its words begin there."""
TOLD_AHEAD, TURNED_AHEAD = 0.4, 0.08
"""The words say a new way so much of a wave before it begins; the person turns with both feet
together.
"""


class SwingDemo:
    """What the instruction shows: the light stays in the ring, and the other leg goes each way in
    turn, once in 3 s. In reduced motion it is still.
    """

    def __init__(self, scene: "FreeLegScene", tide: Tide, ways: tuple[Way, ...]) -> None:
        self._scene, self._tide, self._ways = scene, tide, ways

    def draw(self, onto: pygame.Surface, t_s: float) -> None:
        """The loop at this moment."""
        turn, phase = divmod(t_s / LOOP_S, 1.0)
        self._scene.draw_asked(onto, self._tide, self._ways[int(turn) % len(self._ways)], phase)


class FreeLegScene(PlaceScene):
    """Beach, wave, pool and shells; the field's own light, column and words."""

    # The small person stands to the left of them.
    WORDS_FROM = 252.0

    def __init__(self, stage: Stage) -> None:
        setup, layout = stage.setup, stage.layout
        self._tide_rules = waves_of(setup.parameters)
        self._calm = setup.station.reduced_motion
        self._gate_deg = number(setup.parameters, "gate_radius_deg")
        super().__init__(stage)
        self._pool_over = pool_cut_out(self._pool, self.place, setup.station.stills_folder)
        self._upper = self._upper_part()
        self._tide, self._shells = Tide(layout, self._calm), Shells(layout)
        self._person = SwingingPerson(layout, setup.conditions.side, self._tide_rules)
        self._way_told = Way.OUT

    def still_place(self) -> pygame.Surface:
        stage = self._stage
        ring_px = max(radii_deg(stage.setup)) * self.field.px_per_deg
        self._pool = TidePool(stage.layout, self.field.centre, ring_px)
        return still_layer(self._pool, stage.setup.station.stills_folder)

    def draw_under(self, onto: pygame.Surface, moment: Moment, rules: FreeLeg) -> None:
        """The wave behind the pool, the person beside it, and the shells so far."""
        begun = moment.phase in RUNNING or moment.phase is Phase.PAUSED
        # At the gate the water stands where the first frame will find it.
        t_s, tide = moment.t_s if begun else 0.0, self._tide_rules
        phase = tide.phase(t_s)
        self._way_told = tide.way_ahead(t_s, TOLD_AHEAD)
        self._tide.draw(onto, phase)
        onto.blit(self._pool_over, self._upper.topleft, self._upper)
        if not moment.felt:
            self._draw_shells(onto, rules, t_s)
        if begun:
            way = tide.way_ahead(t_s, TURNED_AHEAD)
            self._person.draw(onto, way, phase, min(t_s / SETS_OUT_S, 1.0))
        else:
            self._person.draw_waiting(onto, tide.ways[0])

    def demo(self) -> SwingDemo:
        """What the instruction shows; its words stand farther left than a trial's."""
        tide = Tide(self._stage.layout, self._calm, INSTRUCTION_FADES)
        return SwingDemo(self, tide, self._tide_rules.ways)

    def draw_asked(self, onto: pygame.Surface, tide: Tide, way: Way, phase: float) -> None:
        """What is asked for, at a phase of a wave; in reduced motion the leg is where it goes."""
        phase = 0.5 if self._calm else phase
        tide.draw(onto, phase)
        onto.blit(self._pool_over, self._upper.topleft, self._upper)
        if self._calm:
            self._person.draw_still(onto, self._tide_rules.ways[0])
        else:
            self._person.draw(onto, way, phase)
        self._rings[self._gate_deg][1].draw_at(onto, self.field.centre)
        sway_deg, turn = SWAY_SHARE * self._gate_deg, 2 * pi * phase
        self._light.draw(onto, (sway_deg * sin(2 * turn), sway_deg * sin(turn)), 1.0, 1.0)

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """All shells of this round brighten together."""
        del petal
        for index in range(earned):
            self._shells.draw(onto, index, glow=RESTING_GLOW + (1 - RESTING_GLOW) * share)

    def _draw_shells(self, onto: pygame.Surface, rules: FreeLeg, t_s: float) -> None:
        tide = self._tide_rules
        good = [at for at, wave in enumerate(rules.waves) if wave.good]
        for index, at in enumerate(good):
            age_s = t_s - tide.ends_s(at)
            there = 1.0 if self._calm else min(age_s / COMES_S, 1.0)
            fresh = max(1.0 - age_s / GLOWS_S, 0.0)
            glow = RESTING_GLOW + (1 - RESTING_GLOW) * fresh
            self._shells.draw(onto, index, there, glow)

    def _sentence(self, moment: Moment) -> str:
        eyes = self._stage.setup.conditions.eyes
        if moment.phase is not Phase.MEASURING or eyes is Eyes.CLOSED or moment.weight_side:
            return super()._sentence(moment)
        return SWINGS[self._way_told]

    def _upper_part(self) -> pygame.Rect:
        """As much of the pool as a wave can reach."""
        layout, pool = self._stage.layout, self._pool
        x, y = pool.centre
        top, foot = y - pool.reach, layout.at(0, 500.0)[1]
        part = pygame.Rect(round(x - pool.reach), round(top), 0, 0)
        part.size = round(2 * pool.reach), max(round(foot - top), 0)
        return part.clip(self._pool_over.get_rect())
