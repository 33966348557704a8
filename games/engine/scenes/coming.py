"""What several places draw: how near and how far out a ring to come is, how the light banks, and
sparks that fly to what a ring has lit.
"""

from dataclasses import dataclass
from math import cos, sin

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, halo
from games.engine.draw.palette import AMBER
from games.engine.phase import Phase
from games.engine.scene import Moment
from games.worlds.kit.glow import Glow

DISTANCE_PER_S, DRIFT_PER_S = 0.34, 0.30
"""How quickly distance makes a thing small, and draws it to the middle."""

APART_RAD = 2.4
"""From one spark's start to the next one's: far apart, all round the ring."""

ARC = 0.9
"""How high sparks fly over the straight way, in radii of the ring."""

BANK_BACK_S = 0.18
_BANK_AGES_S = np.array([BANK_BACK_S, 0.0])


def nearness(left_s: float) -> float:
    """A thing's size as a share of its own, so many seconds before it arrives."""
    return 1.0 / (1.0 + DISTANCE_PER_S * max(left_s, 0.0))


def drift(wait_s: float) -> float:
    """How far out a thing stands, as a share, that is next in so many seconds."""
    return 1.0 / (1.0 + DRIFT_PER_S * max(wait_s, 0.0))


def bank_deg(moment: Moment, per_deg_s: float) -> float:
    """How far the light leans the way it moves sideways; not at all in a pause."""
    if moment.cursor is None or moment.phase is Phase.PAUSED:
        return 0.0
    _, ml = moment.recent.track(_BANK_AGES_S)
    if len(ml) < 2:
        return 0.0
    return float(per_deg_s * (ml[1] - ml[0]) / BANK_BACK_S)


@dataclass(frozen=True)
class Sparks:
    """Sparks that fly from a ring to what they light, each for `spark_s`; each one starts `lag_s`
    after the one before it.
    """

    glow: Glow
    count: int
    spark_s: float
    lag_s: float

    @classmethod
    def amber(
        cls, layout: Layout, count: int, spark_s: float, lag_s: float, px: float = 17.0
    ) -> "Sparks":
        """Sparks in the colour of what was earned, `px` wide at 1080 lines."""
        glow = Glow.of(halo((0.0, 0.0), layout.px(px), 1.5), AMBER, 1.2)
        return cls(glow, count, spark_s, lag_s)

    def draw(
        self, onto: pygame.Surface, ring: tuple[Point, float], to: Point, age_s: float
    ) -> None:
        """From a ring, given by its middle and radius, `age_s` after it has passed."""
        (middle_x, middle_y), radius = ring
        for spark in range(self.count):
            share = (age_s - spark * self.lag_s) / self.spark_s
            if not 0.0 < share < 1.0:
                continue
            x = middle_x + radius * cos(APART_RAD * spark)
            y = middle_y + radius * sin(APART_RAD * spark)
            eased = share * share
            arc = -radius * ARC * share * (1 - share)
            place = x + (to[0] - x) * eased, y + (to[1] - y) * eased + arc
            self.glow.draw_at(onto, place, 1.0 - 0.5 * share)
