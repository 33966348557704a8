"""The convex hull of a record, and the largest distance between two of its points.

The metric `range` calls it. It is written out here because `scipy.spatial` would bring a quarter
of a second to every `baps metrics`; a test compares it with all distances.
"""

import math
from collections.abc import Iterable

import numpy as np

from trainer.metrics.sway import lengths
from trainer.recording.columns import FloatArray

DIRECTIONS = 16
FLAT = 1e-12
"""A hull with less area than this share of its length squared is a line."""

Corner = tuple[float, float]


def diameter(points: FloatArray) -> float:
    """Largest distance between two of 2 by N points, by calipers around their convex hull.

    Each edge of the hull is paired with the corner farthest from it: the one at which the edges
    have turned by half a circle. Points on one line are measured along that line.
    """
    corners = hull(points)
    along = _length_of_a_line(corners)
    if _area(corners) <= FLAT * along**2:
        return along
    edges = np.roll(corners, -1, axis=1) - corners
    turned = np.unwrap(np.arctan2(edges[1], edges[0]))
    around = np.concatenate([turned, turned + 2 * math.pi])
    opposite = np.searchsorted(around, turned + math.pi)
    starts = np.arange(corners.shape[1])
    return max(
        float(lengths(np.take(corners, here, 1, mode="wrap") - there).max())
        for there in (np.take(corners, opposite + ahead, 1, mode="wrap") for ahead in (0, 1))
        for here in (starts, starts + 1)
    )


def hull(points: FloatArray) -> FloatArray:
    """The corners of the convex hull of 2 by N points, in a round; 2 by M.

    Andrew's monotone chain, on the points that are left outside a polygon of sixteen extreme ones.
    """
    outside = _not_within(points)
    order = np.lexsort((outside[1], outside[0]))
    corners: list[Corner] = list(zip(*outside[:, order].tolist(), strict=True))
    there, back = _chain(corners), _chain(reversed(corners))
    return np.array(there[:-1] + back[:-1] or there, dtype=np.float64).T


def _not_within(points: FloatArray) -> FloatArray:
    """The points without those strictly inside the polygon of the farthest ones."""
    angle = 2 * math.pi * np.arange(DIRECTIONS) / DIRECTIONS
    towards = np.stack((np.cos(angle), np.sin(angle)), axis=1)
    farthest = list(dict.fromkeys(np.argmax(towards @ points, axis=1).tolist()))
    if len(farthest) < 3:
        return points
    ends = points[:, farthest]
    inside = np.ones(points.shape[1], dtype=np.bool_)
    for (x, y), (dx, dy) in zip(ends.T, (np.roll(ends, -1, axis=1) - ends).T, strict=True):
        inside &= dx * (points[1] - y) > dy * (points[0] - x)
    return points[:, ~inside]


def _chain(points: Iterable[Corner]) -> list[Corner]:
    """The corners of one half of the hull, from the first of the sorted points to the last."""
    chain: list[Corner] = []
    for x, y in points:
        while len(chain) > 1:
            (x0, y0), (x1, y1) = chain[-2:]
            if (x1 - x0) * (y - y0) > (y1 - y0) * (x - x0):
                break
            chain.pop()
        chain.append((x, y))
    return chain


def _area(corners: FloatArray) -> float:
    x, y = corners - corners[:, :1]
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def _length_of_a_line(points: FloatArray) -> float:
    one_end = points[:, [np.argmax(lengths(points - points[:, :1]))]]
    return float(lengths(points - one_end).max())
