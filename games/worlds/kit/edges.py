"""Shapes given by a function of the pixels, with soft edges: the function divided by its slope.

That needs no supersampling, and unlike a polygon's it gives a shape its inside for shading.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from games.engine.draw.mask import Mask, Picture, Point

Pixels = npt.NDArray[np.float32]
LEAST_SLOPE = 1e-6


@dataclass(frozen=True)
class Area:
    """Pixels from (left, top) on: `x` is (width, 1) and `y` (1, height), the pixels' middles."""

    left: int
    top: int
    x: Pixels
    y: Pixels

    @classmethod
    def around(cls, centre: Point, reach: float) -> "Area":
        """A square of pixels that holds a disc."""
        return cls.of([centre], reach)

    @classmethod
    def of(cls, points: Sequence[Point], reach: float) -> "Area":
        """Pixels that hold a disc round each of the points."""
        left, top = (floor(min(point[axis] for point in points) - reach) - 1 for axis in (0, 1))
        right, bottom = (ceil(max(point[axis] for point in points) + reach) + 2 for axis in (0, 1))
        x = np.arange(left, right, dtype=np.float32)[:, None] + np.float32(0.5)
        y = np.arange(top, bottom, dtype=np.float32)[None, :] + np.float32(0.5)
        return cls(left, top, x, y)

    @property
    def size(self) -> tuple[int, int]:
        return len(self.x), self.y.shape[1]

    def turned(self, origin: Point, turn_deg: float) -> tuple[Picture, Picture]:
        """Distances along and across a direction from a point; 0 is up, clockwise."""
        angle = np.radians(turn_deg)
        dx, dy = self.x - np.float32(origin[0]), self.y - np.float32(origin[1])
        sin, cos = np.float32(np.sin(angle)), np.float32(np.cos(angle))
        return dx * sin - dy * cos, dx * cos + dy * sin

    def mask(self, cover: Picture) -> Mask:
        """A coverage of these pixels."""
        return Mask(self.left, self.top, cover)


def covered(inside: Picture) -> Picture:
    """Coverage of the pixels where a function is above zero; it must cross zero with a slope."""
    across, down = np.gradient(inside)
    slope = np.maximum(np.hypot(across, down), LEAST_SLOPE)
    return np.asarray(np.clip(inside / slope + 0.5, 0, 1), np.float32)


def below(edge_y: npt.ArrayLike, y: Pixels) -> Picture:
    """Coverage of what lies below a line y(x), of `len(edge_y)` columns and the rows `y`."""
    line = np.asarray(edge_y, np.float32)
    slope = np.hypot(1.0, np.gradient(line)).astype(np.float32)
    away = (y - line[:, None]) / slope[:, None]
    return np.asarray(np.clip(away + 0.5, 0, 1), np.float32)
