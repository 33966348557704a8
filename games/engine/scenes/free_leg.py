"""Free leg's picture: a tide pool with the ring, a wave that keeps the beat, shells it leaves.

A small person beside the pool swings a leg as the patient is asked to. Everything follows from the
rules and the moment's time, so a replay draws the same.
"""

from math import cos, pi

import pygame

from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.bullseye import radii_deg
from games.engine.scenes.place import PlaceScene
from games.engine.swing import Way
from games.screens.figures.body.moves import Move
from games.screens.figures.swinging import swinger
from games.training.free_leg import SWINGS, FreeLeg, waves_of
from games.worlds.free_leg import pool_cut_out, still_layer
from games.worlds.shells import Shells
from games.worlds.tide import Tide
from games.worlds.tide_pool import TidePool
from trainer.recording.vocabulary import Eyes

FIGURE, FIGURE_HEIGHT = (136.0, 610.0), 400.0
FIGURE_LIGHT = (186, 196, 208)
MOVES = {
    Way.OUT: Move.OTHER_LEG_OUT,
    Way.BACK: Move.OTHER_LEG_BACK,
    Way.FRONT: Move.OTHER_LEG_FORWARD,
}
COMES_S, GLOWS_S, RESTING_GLOW = 0.5, 1.4, 0.45
SETS_OUT_S = 0.6
TOLD_AHEAD, TURNED_AHEAD = 0.4, 0.08
"""The words say a new way so much of a wave before it begins; the small person turns with both
feet together.
"""


class FreeLegScene(PlaceScene):
    """Beach, wave, pool and shells; the field's own light, column and words."""

    # The small person stands to the left of them.
    WORDS_FROM = 252.0

    def __init__(self, stage: Stage) -> None:
        setup, layout = stage.setup, stage.layout
        self._tide_rules = waves_of(setup.parameters)
        self._calm = setup.station.reduced_motion
        super().__init__(stage)
        self._pool_over = pool_cut_out(self._pool, self.place, setup.station.stills_folder)
        self._upper = self._upper_part()
        self._tide, self._shells = Tide(layout, self._calm), Shells(layout)
        height = layout.px(FIGURE_HEIGHT)
        self._figure = swinger(height, setup.conditions.side, FIGURE_LIGHT)
        for way in self._tide_rules.ways:
            self._figure.paint_ahead(MOVES[way], self._tide_rules.swing_deg)
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
        self._draw_figure(onto, t_s)

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """All shells of this round brighten together."""
        del petal
        for index in range(earned):
            self._shells.draw(onto, index, glow=RESTING_GLOW + (1 - RESTING_GLOW) * share)

    def _draw_shells(self, onto: pygame.Surface, rules: FreeLeg, t_s: float) -> None:
        tide = self._tide_rules
        good = [number for number, wave in enumerate(rules.waves) if wave.good]
        for index, number in enumerate(good):
            age_s = t_s - tide.ends_s(number)
            there = 1.0 if self._calm else min(age_s / COMES_S, 1.0)
            fresh = max(1.0 - age_s / GLOWS_S, 0.0)
            glow = RESTING_GLOW + (1 - RESTING_GLOW) * fresh
            self._shells.draw(onto, index, there, glow)

    def _draw_figure(self, onto: pygame.Surface, t_s: float) -> None:
        """Both feet together at first; then the leg goes with the wave."""
        tide, at = self._tide_rules, self._stage.layout.at(*FIGURE)
        swing_deg = (1 - cos(2 * pi * tide.phase(t_s))) / 2 * tide.swing_deg
        move = MOVES[tide.way_ahead(t_s, TURNED_AHEAD)]
        self._figure.draw(onto, at, move, min(t_s / SETS_OUT_S, 1.0) * swing_deg)

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
