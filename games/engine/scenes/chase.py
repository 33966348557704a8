"""Chase's picture: the koi under its ring, the school behind it, and the fish that is coming.

The school swims the koi's own way some moments later, each fish a little to one side. All of it
follows from the rules and the moment's time, so a replay draws the same.
"""

from dataclasses import replace
from math import cos, radians, sin
from typing import Any

import pygame

from games.engine.draw.canvas import Sprite
from games.engine.draw.light import Light
from games.engine.draw.mask import Point, around
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.place import PlaceScene
from games.engine.setup import number
from games.engine.swimming import Pose, Swimming
from games.training.chase import TOGETHER_S, Company
from games.worlds.chase import KoiWater, still_layer
from games.worlds.kit.rings import WaitArc, bedded_ring
from games.worlds.koi import Koi, YoungFish
from trainer.recording.conditions import LEAD_IN_S
from trainer.recording.sector import sectors_of
from trainer.recording.target import TargetPath, target_of

FIRST_BEHIND, APART = 172.0, 40.0
LANES = (-30.0, 34.0, -62.0, 2.0, 66.0, -14.0, 46.0)
WANDER, WANDER_HZ = 9.0, 0.23
COMES_FROM, COMES_LATER = 96.0, 70.0
"""A fish that is coming begins so far to the side of its place, and so far behind it."""

JOINS_S = 0.8
BURST_S = 0.9
FULL_SCHOOL = 6
"""On the result the school swims in a circle with places for a multiple of so many, never full."""
CIRCLE, SWUM_DEG, EMPTY = 300.0, 46.0, 0.42

GLOW = 0.42
"""The light is a thin one here: below it the koi glows, and must be seen."""

COMING_FROM, COMING_TO = 0.3, 0.9


class ChaseScene(PlaceScene):
    """Water, koi and school; the field's own light, column and words."""

    def __init__(self, stage: Stage) -> None:
        setup = stage.setup
        self._home_deg = number(setup.parameters, "gate_radius_deg")
        super().__init__(stage)
        layout = stage.layout
        path = _path(target_of(setup.parameters))
        radius = max(path.radii_deg) * self.field.px_per_deg
        self._calm = setup.station.reduced_motion
        self._swimming = Swimming(path, LEAD_IN_S + setup.conditions.seconds)
        self._koi, self._young = Koi(layout), YoungFish(layout)
        self._light = Light(layout, self.field, GLOW)
        self._wait = WaitArc(layout, radius)
        self._resting, self._lit = (
            Sprite(bedded_ring(layout, radius, lit)) for lit in (False, True)
        )

    def still_place(self) -> pygame.Surface:
        stage, setup = self._stage, self._stage.setup
        water = KoiWater(
            stage.layout,
            self.field,
            setup.rim,
            setup.conditions.side,
            self._home_deg,
            sectors_of(setup.parameters),
        )
        return still_layer(water, setup.station.stills_folder)

    def draw_under(self, onto: pygame.Surface, moment: Moment, rules: Company) -> None:
        """Everybody who swims: the koi always, the school once it has joined."""
        pose = self._swimming.at(moment.t_s, moment.waited_s)
        at = self.field.at(pose.ap_deg, pose.ml_deg)
        self._koi.draw_shadow(onto, at, pose)
        # In a felt round nobody is told whether the light is with the koi.
        begun = moment.phase in RUNNING or moment.phase is Phase.PAUSED
        if begun and not moment.felt:
            self._draw_school(onto, moment.t_s, rules)
        running = moment.phase in RUNNING
        self._koi.draw(onto, at, pose, moment.lit if running else 0.0)

    def draw_ring(self, onto: pygame.Surface, moment: Moment, rules: Company) -> None:
        if moment.phase not in RUNNING:
            super().draw_ring(onto, moment, rules)
            return
        at = self.field.at(*moment.target[:2])
        self._resting.draw_at(onto, at, 1.0 - moment.lit)
        self._lit.draw_at(onto, at, moment.lit)
        self._wait.draw_at(onto, at, 0.0 if moment.felt else rules.together_s / TOGETHER_S)

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """The school swims part of a circle, which one more fish would make fuller."""
        del petal
        places = FULL_SCHOOL * (earned // FULL_SCHOOL + 1)
        radius = self._stage.layout.px(CIRCLE)
        for place in range(places):
            direction = 360.0 * place / places + SWUM_DEG * (share - 1.0)
            at = around(self.field.centre, radius, direction)
            pose = Pose(0.0, 0.0, direction + 90.0, 0.0, 0.37 * place + share)
            if place < earned:
                self._young.draw_joined(onto, at, pose, 0.4 + 0.6 * share)
            else:
                self._young.draw_coming(onto, at, pose, EMPTY)

    def _draw_school(self, onto: pygame.Surface, t_s: float, rules: Company) -> None:
        """The last one first, so that none hides who swims before it; then the one who comes."""
        joined = rules.joined_at_s
        for index in range(len(joined) - 1, -1, -1):
            at, pose = self._placed(index, t_s)
            age_s = t_s - joined[index]
            self._young.draw_joined(onto, at, pose, 0.35 + 0.65 * min(age_s / JOINS_S, 1.0))
            if age_s < BURST_S and not self._calm:
                self._young.draw_burst(onto, at, 1.0 - age_s / BURST_S)
        near = rules.together_s / TOGETHER_S
        if near > 0.0:
            at, pose = self._placed(len(joined), t_s, 0.0 if self._calm else 1.0 - near)
            strength = COMING_FROM + (COMING_TO - COMING_FROM) * near
            self._young.draw_coming(onto, at, pose, strength)

    def _placed(self, index: int, t_s: float, apart: float = 0.0) -> tuple[Point, Pose]:
        """Where a fish of the school swims; `apart` 1 is where it comes from."""
        behind = self._stage.layout.px(FIRST_BEHIND + APART * index + COMES_LATER * apart)
        passed_s = self._swimming.passed_s(t_s, behind / self.field.px_per_deg)
        pose = self._swimming.at(passed_s)
        lane = LANES[index % len(LANES)]
        aside = lane + WANDER * sin(6.28 * WANDER_HZ * t_s + 1.7 * index)
        aside += (COMES_FROM if lane > 0 else -COMES_FROM) * apart
        turn, px = radians(pose.heading_deg), self._stage.layout.px(aside)
        x, y = self.field.at(pose.ap_deg, pose.ml_deg)
        # Young ones beat their tails more quickly, and not all at once.
        pose = replace(pose, stroke=1.7 * pose.stroke + 0.31 * index)
        return (x + px * cos(turn), y + px * sin(turn)), pose

    def draw_over_ring(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """Nothing: what lies over the ring here is the light alone."""


def _path(path: TargetPath | None) -> TargetPath:
    if path is None:
        raise ValueError("the trial has no path for the koi")
    return path
