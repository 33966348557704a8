"""Where things stand in the grove of `knee_lane`: walls, water, culms, leaves and lanterns."""

from dataclasses import dataclass

import numpy as np

from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point
from games.worlds.bamboo import Spray

LANTERNS = 10
LANTERN_COLUMNS = (-292.0, 292.0, -392.0, 392.0)
"""They hang on both sides of the widest lane, upwards from the water: near ones and far ones."""
LOWEST_ABOVE, HIGHEST_Y = 100.0, 178.0
BESIDE_RING = 12.0
WALL_CULM, WALL_STEP, WALL_ENDS = 34.0, 37.0, 246.0
STOUT = (-604.0, -512.0, -342.0, 342.0, 446.0, 560.0, 700.0, 850.0, 1010.0, 1160.0)
"""Culms beyond the walls, from the lane's middle."""
SPRAYS_APART, FIRST_SPRAY_Y, SPRAY = 104.0, 150.0, 112.0


@dataclass(frozen=True)
class Stem:
    """A culm that stands near: its middle, its width, and how much morning falls on it, 0 to 1."""

    x: float
    width: float
    lit: float


@dataclass(frozen=True)
class Grove:
    """What the still layer is painted from; degrees are the thigh's, `water_y` is in pixels."""

    layout: Layout
    field: FieldMap
    lane_deg: float
    water_deg: float
    water_y: float

    @property
    def painted_from(self) -> tuple[float, ...]:
        """All that changes the picture beside its size."""
        return self.lane_deg, self.water_deg, self.layout.grain

    @property
    def middle_x(self) -> float:
        """Where an upright thigh holds the light."""
        return self.field.centre[0]

    def wall_x(self, side: float) -> float:
        """Where the lane ends: -1 on the left, 1 on the right."""
        half = self.lane_deg * self.field.px_per_deg + self.layout.px(BESIDE_RING)
        return self.middle_x + side * half

    @property
    def stout(self) -> tuple[Stem, ...]:
        """The culms beyond the walls."""
        px, draw = self.layout.px, np.random.default_rng(17)
        return tuple(
            Stem(
                self.middle_x + px(off),
                px(float(draw.uniform(42, 58))),
                float(draw.uniform(0.3, 0.6)) * max(1.0 - abs(off) / 1100, 0.25),
            )
            for off in STOUT
        )

    @property
    def wall(self) -> tuple[Stem, ...]:
        """The culms of both walls, those behind first."""
        px, draw = self.layout.px, np.random.default_rng(18)
        found = []
        for side in (-1.0, 1.0):
            room = px(WALL_ENDS) - abs(self.wall_x(side) - self.middle_x)
            for index in reversed(range(max(int(room / px(WALL_STEP)), 2))):
                at = self.wall_x(side) + side * px(WALL_CULM / 2 + WALL_STEP * index)
                width = px(WALL_CULM * float(draw.uniform(0.92, 1.06)))
                found.append(Stem(at, width, 1.0 - 0.5 * min(index / 3, 1.0)))
        return tuple(found)

    def wall_sprays(self, side: float) -> tuple[Spray, ...]:
        """The twigs on one wall, which rustle when the thigh leans over it."""
        px, found = self.layout.px, []
        y, index = self.layout.at(0, FIRST_SPRAY_Y)[1], 0
        while y < self.water_y - px(70):
            foot = self.wall_x(side) + side * px(8), y + px(26.0 * (index % 2) + 10 * side)
            found.append(Spray(foot, side, px(SPRAY), 40 + index % 3))
            y, index = y + px(SPRAYS_APART), index + 1
        return tuple(found)

    @property
    def lanterns(self) -> tuple[Point, ...]:
        """Where they hang, in the order in which they are lit."""
        px, top = self.layout.px, self.layout.at(0, HIGHEST_Y)[1]
        bottom = self.water_y - px(LOWEST_ABOVE)
        return tuple(
            (
                self.middle_x + px(LANTERN_COLUMNS[index % len(LANTERN_COLUMNS)]),
                bottom + (top - bottom) * index / (LANTERNS - 1),
            )
            for index in range(LANTERNS)
        )

    def twig(self, index: int) -> Point:
        """Where a lantern's twig leaves the culm between the two columns."""
        x, y = self.lanterns[index]
        side = -1.0 if x < self.middle_x else 1.0
        return self.middle_x + side * self.layout.px(STOUT[3]), y - self.layout.px(46)
