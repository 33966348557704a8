"""A ball on a dished garden, by pymunk: the board pulls it, the dish pulls it back, sand slows it.

The dish is so deep that a ball comes to rest where the light would be in every other game: at a
tilt of 4 degrees to the toes it rolls to the place of 4 degrees to the toes. So the board's map is
the one the foot knows, and yet the tilt accelerates the ball: it sets out late, rolls past, and
has to go round the walls. Lengths are degrees of tilt, times seconds.

A step is 10 ms of the board's own time. The same tilts from the start give the same way to the
last digit: a space of its own is made for every trial, since Chipmunk keeps the contacts of
earlier steps. Only the rules of `marble` import this, when a trial begins: pymunk is slow to load.
"""

from itertools import pairwise
from math import exp

import pymunk

from games.engine.garden.plan import Place, Plan

STEP_US = 10_000
PULL_PER_S = 3.4
"""How stiff the dish is: a free ball would swing with so many radians a second."""

SOFT_DRAG = 3.0
"""Soft sand slows so many times more than raked sand."""

BOUNCE = 0.3
SLOP_SHARE, SEES_PAST_SHARE = 0.02, 0.92
"""How far a ball may sink into a wall, and how wide the way must be to be free, in its radii."""

GROUND, BALL = pymunk.ShapeFilter(categories=1), pymunk.ShapeFilter(categories=2)
ONLY_GROUND = pymunk.ShapeFilter(mask=1)


class Ball:
    """A ball in a garden. `drag` is its damping on raked sand; below 1 it rolls past and swings."""

    def __init__(self, plan: Plan, drag: float) -> None:
        self._plan = plan
        step_s = STEP_US / 1e6
        rates = (2.0 * PULL_PER_S * drag * soft for soft in (1.0, SOFT_DRAG))
        self._kept, self._kept_soft = (exp(-rate * step_s) for rate in rates)
        self._gain = PULL_PER_S * PULL_PER_S * step_s
        self._space = pymunk.Space()
        self._space.collision_slop = SLOP_SHARE * plan.ball_deg
        self._space.add(*_ground(self._space.static_body, plan))
        self._body = pymunk.Body(1.0, float("inf"))
        shape = pymunk.Circle(self._body, plan.ball_deg)
        shape.elasticity, shape.friction, shape.filter = BOUNCE, 0.0, BALL
        self._space.add(self._body, shape)
        self._wide = SEES_PAST_SHARE * plan.ball_deg
        self.place: Place = (0.0, 0.0)
        self.rate: Place = (0.0, 0.0)
        self._due_us = 0

    def lay(self, place: Place) -> None:
        """Lay it there, at rest."""
        self._body.position, self._body.velocity = place, (0.0, 0.0)
        self.place, self.rate = place, (0.0, 0.0)

    def let_pass(self, passed_s: float, ap_deg: float, ml_deg: float) -> int:
        """Time passes on a board of this tilt; returns how many steps are done with it."""
        steps, self._due_us = divmod(self._due_us + round(passed_s * 1e6), STEP_US)
        for _ in range(steps):
            self._step(ap_deg, ml_deg)
        return steps

    def seen(self, ahead_s: float) -> Place:
        """Where it will be so soon after its newest step, to draw it."""
        ahead_s += self._due_us / 1e6
        return self.place[0] + ahead_s * self.rate[0], self.place[1] + ahead_s * self.rate[1]

    def free(self, start: Place, end: Place) -> bool:
        """Whether a ball could roll straight from one place to another, and lie at the first."""
        if self._space.point_query_nearest(start, self._wide, ONLY_GROUND) is not None:
            return False
        return self._space.segment_query_first(start, end, self._wide, ONLY_GROUND) is None

    def _step(self, ap_deg: float, ml_deg: float) -> None:
        (ap, ml), (ap_rate, ml_rate) = self.place, self.rate
        kept = self._kept_soft if self._plan.soft(ap, ml) else self._kept
        self._body.velocity = (
            kept * ap_rate + self._gain * (ap_deg - ap),
            kept * ml_rate + self._gain * (ml_deg - ml),
        )
        self._space.step(STEP_US / 1e6)
        place, rate = self._body.position, self._body.velocity
        self.place, self.rate = (place.x, place.y), (rate.x, rate.y)


def _ground(body: pymunk.Body, plan: Plan) -> list[pymunk.Segment]:
    """Kerb and walls."""
    kerb = plan.kerb()
    lines = [(*kerb, kerb[0]), *plan.walls]
    found = []
    for line in lines:
        for start, end in pairwise(line):
            segment = pymunk.Segment(body, start, end, plan.wall_half_deg)
            segment.elasticity, segment.friction, segment.filter = BOUNCE, 0.0, GROUND
            found.append(segment)
    return found
