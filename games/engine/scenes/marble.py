"""Marble's picture: the light rolls through the garden in a glass ball and rakes a groove.

Until the start, and in a pause, the light shows the board itself, as in every game; from the start
on it is in the ball, and a crescent at the ball shows to which side the board leans. The groove is
stamped onto a copy of the still layer from the points that the rules keep, so a replay draws the
same one.
"""

from math import hypot
from typing import Any

import pygame

from games.engine.draw.canvas import Sprite
from games.engine.draw.palette import INK
from games.engine.draw.way_back import direction_to_press
from games.engine.garden.plan import Place, Plan
from games.engine.phase import RUNNING, Phase
from games.engine.scene import FADE_S, Moment, Stage
from games.engine.scenes.coming import Sparks
from games.engine.scenes.place import LOST_S, PlaceScene
from games.engine.setup import number
from games.engine.spots import Spots
from games.training.marble import Marble
from games.worlds.garden import Garden
from games.worlds.glass import GlassBall, Groove, LeanMark
from games.worlds.kit.rings import WaitArc, bedded_ring, later_ring, on_canvas
from games.worlds.marble import foot_print, still_layer
from games.worlds.stone_lantern import Lamps

KINDLES_S, SETTLES_S, QUIET, LATER = 0.6, 1.2, 0.5, 0.4
"""A lantern flares as it kindles, then burns quietly, so that the ring stays the brightest."""

SPARKS, SPARK_S, SPARK_LAG_S, SPARK_PX = 5, 0.7, 0.06, 22.0
FILL = 0.12
LEANS_FULL = 2.0
"""The mark is whole where the board points so far from the ball, in its radii."""

LEAN_FULL_DEG = 8.0


class MarbleScene(PlaceScene):
    """Garden, lanterns and ball; the field's own light, column and words."""

    def __init__(self, stage: Stage) -> None:
        setup = stage.setup
        self._plan, self._spots = Plan.of(setup.parameters), Spots.of(setup.parameters)
        super().__init__(stage)
        layout, per_deg = stage.layout, self.field.px_per_deg
        self._foot = Sprite(foot_print(self._garden))
        self._fresh, self._sand = self._still.copy(), self._still.copy()
        self._foot_area = self._foot.surface.get_rect(topleft=self._foot.origin)
        self._foot.draw(self._still)
        self._groove, self._raked = Groove(layout), 1
        self._rings_of = {
            radius_deg: [
                Sprite(bedded_ring(layout, radius_deg * per_deg, lit, FILL))
                for lit in (False, True)
            ]
            for radius_deg in self._radii_deg()
        }
        radius = self._spots.radius_deg * per_deg
        self._later = Sprite(on_canvas(later_ring(layout, radius, LATER), INK))
        self._sparks = Sparks.amber(layout, SPARKS, SPARK_S, SPARK_LAG_S, SPARK_PX)
        self._wait = WaitArc(layout, radius)
        self._lamps, self._places = Lamps(layout), self._garden.lanterns()
        self._ball = GlassBall(layout, self._garden.ball_px)
        self._mark = LeanMark(layout, self._garden.ball_px)
        self._calm = setup.station.reduced_motion
        self._lit: list[int] = []

    def still_place(self) -> pygame.Surface:
        stage, setup = self._stage, self._stage.setup
        side = setup.conditions.side
        self._garden = Garden(stage.layout, self.field, self._plan, self._spots, side)
        return still_layer(self._garden, setup.station.stills_folder)

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Marble) -> None:
        self._rules = rules
        if self._strength > 0:
            self._rake(rules)
        super().draw(onto, moment, rules)

    def draw_under(self, onto: pygame.Surface, moment: Moment, rules: Marble) -> None:
        """Lanterns that burn; each kindles when its sparks have come."""
        if len(self._lit) != len(rules.lit):
            self._lit = _lamps_of(rules.lit, len(self._spots.places))
        burning: dict[int, float] = {}
        for index, at_s in enumerate(rules.lit_at_s):
            lamp = self._lit[index]
            share = QUIET if self._calm else _kindled(moment.t_s - at_s - SPARK_S)
            burning[lamp] = max(burning.get(lamp, 0.0), share)
        for lamp, share in burning.items():
            self._lamps.draw_at(onto, self._places[lamp], share)

    def draw_ring(self, onto: pygame.Surface, moment: Moment, rules: Marble) -> None:
        """Where the ball should be now, and how long it has rested there."""
        if rules.aim is None or moment.phase not in RUNNING:
            super().draw_ring(onto, moment, rules)
            return
        goal = self._spots.places[rules.next]
        if rules.aim[:2] != goal:
            self._later.draw_at(onto, self.field.at(*goal))
        # The next ring is not lit by what was in the previous one.
        lit_share = _lit(moment, rules) if rules.inside_at_s > rules.since_s else 0.0
        at = self.field.at(*rules.aim[:2])
        resting, lit = self._rings_of[rules.aim[2]]
        resting.draw_at(onto, at, 1.0 - lit_share)
        lit.draw_at(onto, at, lit_share)
        if rules.held_share > 0.0:
            self._wait.draw_at(onto, at, rules.held_share)

    def draw_over_ring(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """Sparks that carry the newest light from its court to the lantern."""
        if self._calm or not rules.lit:
            return
        age_s = moment.t_s - rules.lit_at_s[-1]
        court = self.field.at(*self._spots.places[rules.lit[-1]])
        self._sparks.draw(onto, (court, 0.0), self._places[self._lit[-1]], age_s)

    def _draw_light(self, onto: pygame.Surface, moment: Moment) -> None:
        """The light in its ball; before the start and in a pause the light is the board itself."""
        if moment.cursor is None:
            return
        self._care.draw(onto, moment.cursor, moment.rim_share)
        if moment.phase not in RUNNING:
            if moment.phase is Phase.PAUSED:
                self._draw_ball(onto, self._rules.ball.place, (0.0, 0.0))
            self._draw_ball(onto, moment.cursor, moment.cursor, moment.lit)
        elif self._strength > 0:
            ball = self._rules.ball.seen(moment.ahead_s)
            self._beads.draw(onto, ball, moment.target, self._outside_s(moment))
            self._draw_ball(onto, ball, moment.cursor, _lit(moment, self._rules))
            self._draw_mark(onto, ball, moment.cursor)

    def _draw_ball(
        self, onto: pygame.Surface, ball: Place, board: Place, lit: float | None = None
    ) -> None:
        """The ball with the light in it, or with None an empty one; the board leans there."""
        at = self.field.at(*ball)
        self._ball.draw_shadow(onto, at, (board[1] / LEAN_FULL_DEG, -board[0] / LEAN_FULL_DEG))
        if lit is not None:
            self._light.draw(onto, ball, lit, 1.0)
        # Towards toes or right it turns one way, back the other.
        self._ball.draw_glass(onto, at, (ball[0] + ball[1]) / self._plan.ball_deg)

    def _draw_mark(self, onto: pygame.Surface, ball: Place, board: Place) -> None:
        away = hypot(board[0] - ball[0], board[1] - ball[1]) / self._plan.ball_deg
        self._mark.draw_at(onto, self.field.at(*ball), self.field.at(*board), away / LEANS_FULL)

    def _outside_s(self, moment: Moment) -> float:
        """How long the ball has been on its way to the ring."""
        rules = self._rules
        return 0.0 if rules.aim is None else moment.t_s - max(rules.since_s, rules.inside_at_s)

    def _rake(self, rules: Marble) -> None:
        """Stamp what the ball has raked since the previous picture."""
        track = rules.track
        if self._raked > max(len(track), 1):
            self._sand.blit(self._fresh, (0, 0))
            self._still.blit(self._fresh, (0, 0))
            self._raked = 1
        elif self._raked >= len(track):
            return
        for place in track[self._raked :]:
            for surface in (self._sand, self._still):
                self._groove.stamp(surface, self.field.at(*place))
        self._raked = max(len(track), 1)
        # The print stays whole: the sand under it, then the print anew.
        self._still.blit(self._sand, self._foot_area, self._foot_area)
        self._foot.draw(self._still)

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """All lanterns of this round brighten together."""
        del petal
        lit = self._lit if len(self._lit) == earned else list(range(earned))
        for lamp in {one % len(self._places) for one in lit}:
            self._lamps.draw_at(onto, self._places[lamp], QUIET + (1 - QUIET) * share)

    def _radii_deg(self) -> set[float]:
        gate_deg = number(self._stage.setup.parameters, "gate_radius_deg")
        return {self._spots.radius_deg, self._plan.way_deg, gate_deg}

    def _press(self, moment: Moment) -> int | None:
        """The word that brings a lost ball on its way."""
        if moment.phase not in RUNNING:
            return super()._press(moment)
        if self._outside_s(moment) <= LOST_S or self._strength <= 0:
            return None
        return direction_to_press(self._rules.ball.place, moment.target)


def _lamps_of(lit: list[int], courts: int) -> list[int]:
    """The lantern that each reward lit: one of its court's two, or else one that is still dark."""
    dark = list(range(2 * courts))
    found = []
    for court in lit:
        own = [lamp for lamp in (court, court + courts) if lamp in dark]
        lamp = (own or dark or [court])[0]
        found.append(lamp)
        if lamp in dark:
            dark.remove(lamp)
    return found


def _kindled(age_s: float) -> float:
    """How brightly a lantern burns so long after its sparks have come."""
    if age_s <= 0.0:
        return 0.0
    flares = min(age_s / KINDLES_S, 1.0)
    settled = min(max((age_s - KINDLES_S) / SETTLES_S, 0.0), 1.0)
    return flares - (1.0 - QUIET) * settled


def _lit(moment: Moment, rules: Marble) -> float:
    """1 while the ball rests in a court, and a quarter of a second later 0."""
    if rules.inside_at_s < 0.0:
        return 0.0
    return min(max(1.0 - (moment.t_s - rules.inside_at_s) / FADE_S, 0.0), 1.0)
