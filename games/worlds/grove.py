"""Where things stand in the grove of `knee_lane`: walls, water, culms and lanterns."""

from dataclasses import dataclass

import numpy as np

from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point

LANTERNS, LANTERN_X, LOWEST_ABOVE, HIGHEST_Y = 10, 236.0, 96.0, 196.0
"""They hang left and right of the widest lane in turns, from above the water upwards."""
BESIDE_RING = 12.0
WALL_CULM, WALL_STEP = 34.0, 37.0
STOUT = (-596.0, -470.0, -352.0, 372.0, 474.0, 640.0, 800.0, 968.0, 1130.0)
"""Culms beyond the walls, from the lane's middle."""


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

    def wall_x(self, side: float) -> float:
        """Where the lane ends: -1 on the left, 1 on the right."""
        half = self.lane_deg * self.field.px_per_deg + self.layout.px(BESIDE_RING)
        return self.field.centre[0] + side * half

    @property
    def culms(self) -> tuple[tuple[float, float, float], ...]:
        """Middle, width and tone of each near culm, those behind first."""
        px, x = self.layout.px, self.field.centre[0]
        draw = np.random.default_rng(17)
        found = [
            (x + px(off), px(float(draw.uniform(44, 62))), float(draw.uniform(0.2, 0.5)))
            for off in STOUT
        ]
        for side in (-1.0, 1.0):
            room = px(LANTERN_X + 24) - abs(self.wall_x(side) - x)
            count = max(int(room / px(WALL_STEP)), 2)
            for index in reversed(range(count)):
                at = self.wall_x(side) + side * px(WALL_CULM / 2 + WALL_STEP * index)
                tone = 1.0 - 0.55 * min(index / 3, 1.0)
                found.append((at, px(WALL_CULM * float(draw.uniform(0.92, 1.06))), tone))
        return tuple(found)

    @property
    def lanterns(self) -> tuple[Point, ...]:
        """Where they hang, in the order in which they are lit."""
        rows = (LANTERNS + 1) // 2
        top = self.layout.at(0, HIGHEST_Y)[1]
        bottom = self.water_y - self.layout.px(LOWEST_ABOVE)
        found = []
        for index in range(LANTERNS):
            side = -1.0 if index % 2 == 0 else 1.0
            share = index / (LANTERNS - 1) if rows > 1 else 0.0
            y = bottom + (top - bottom) * share
            found.append((self.field.centre[0] + side * self.layout.px(LANTERN_X), y))
        return tuple(found)

    def twig(self, index: int) -> Point:
        """Where a lantern's twig leaves its culm."""
        x, y = self.lanterns[index]
        side = 1.0 if x < self.field.centre[0] else -1.0
        return x + side * self.layout.px(40), y - self.layout.px(58)
