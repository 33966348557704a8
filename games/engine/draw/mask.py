"""Shapes as coverage, 0 to 1 a pixel: exact for round things, supersampled for polygons.

Arrays are indexed (x, y) like pygame's. A mask knows where it lies, so painting a small thing on a
large canvas costs little.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, hypot, radians
from typing import Any

import numpy as np
import numpy.typing as npt
import pygame

from games.engine.draw.palette import Colour

Picture = npt.NDArray[np.float32]
"""Light or coverage of pixels, indexed (x, y)."""

Point = tuple[float, float]
_Painter = Callable[[pygame.Surface, Sequence[Point], float], None]
SUPERSAMPLING = 4
WIDE_BLUR_PX = 3.0


@dataclass(frozen=True)
class Mask:
    """Coverage of the pixels from (left, top) on."""

    left: int
    top: int
    cover: Picture

    def blurred(self, radius_px: float) -> "Mask":
        """The same, blurred by a Gaussian with this standard deviation."""
        margin = ceil(3 * radius_px)
        wide = np.pad(self.cover, margin)
        return Mask(self.left - margin, self.top - margin, softened(wide, radius_px))

    def times(self, factor: float) -> "Mask":
        """The same, fainter."""
        return Mask(self.left, self.top, self.cover * np.float32(factor))

    def within(self, other: "Mask") -> "Mask":
        """Only what the other mask covers, too."""
        return Mask(self.left, self.top, self.cover * other.over(self))

    def over(self, area: "Mask") -> Picture:
        """This mask's coverage of another's pixels."""
        found = np.zeros_like(area.cover)
        left, top = max(self.left, area.left), max(self.top, area.top)
        right = min(self.left + self.cover.shape[0], area.left + area.cover.shape[0])
        bottom = min(self.top + self.cover.shape[1], area.top + area.cover.shape[1])
        if right > left and bottom > top:
            found[left - area.left : right - area.left, top - area.top : bottom - area.top] = (
                self.cover[left - self.left : right - self.left, top - self.top : bottom - self.top]
            )
        return found


def softened(picture: Picture, radius_px: float) -> Picture:
    """Blurred by a Gaussian; a wide one by three boxes of its width, which look the same."""
    # The window's first picture is not blurred, and does not wait for scipy.
    from scipy.ndimage import gaussian_filter, uniform_filter  # noqa: PLC0415

    if radius_px < WIDE_BLUR_PX:
        return gaussian_filter(picture, radius_px, mode="constant", truncate=3.0)
    width = round((4 * radius_px**2 + 1) ** 0.5)
    for _ in range(3):
        picture = uniform_filter(picture, width, mode="constant")
    return picture


def disc(centre: Point, radius: float) -> Mask:
    """A filled circle."""
    left, top, x, y = _grid(centre, centre, radius + 1)
    away = np.hypot(x - centre[0], y - centre[1])
    return Mask(left, top, _edge(radius - away))


def halo(centre: Point, radius: float, power: float = 2.0) -> Mask:
    """Light that fades from the middle to nothing at the radius."""
    left, top, x, y = _grid(centre, centre, radius + 1)
    away = np.hypot(x - centre[0], y - centre[1]) / radius
    return Mask(left, top, (np.clip(1 - away, 0, 1) ** power).astype(np.float32))


def circle(centre: Point, radius: float, width: float) -> Mask:
    """A circle's line."""
    left, top, x, y = _grid(centre, centre, radius + width)
    away = np.abs(np.hypot(x - centre[0], y - centre[1]) - radius)
    return Mask(left, top, _edge(width / 2 - away))


def arc(centre: Point, radius: float, width: float, start_deg: float, end_deg: float) -> Mask:
    """Part of a circle's line with round ends; 0 is up, clockwise."""
    steps = [start_deg + (end_deg - start_deg) * step / 8 for step in range(9)]
    ends = [around(centre, radius, step) for step in steps]
    left, top, x, y = _grid(
        (min(x for x, _ in ends), min(y for _, y in ends)),
        (max(x for x, _ in ends), max(y for _, y in ends)),
        width + radius * (end_deg - start_deg) / 800,
    )
    dx, dy = x - centre[0], y - centre[1]
    middle, half = (start_deg + end_deg) / 2, (end_deg - start_deg) / 2
    angle = (np.degrees(np.arctan2(dx, -dy)) - middle + 180) % 360 - 180
    nearest = np.radians(middle + np.clip(angle, -half, half))
    away = np.hypot(dx - radius * np.sin(nearest), dy + radius * np.cos(nearest))
    return cropped(Mask(left, top, _edge(width / 2 - away)))


def line(start: Point, end: Point, width: float) -> Mask:
    """A straight stroke with round ends."""
    left, top, x, y = _grid(
        (min(start[0], end[0]), min(start[1], end[1])),
        (max(start[0], end[0]), max(start[1], end[1])),
        width,
    )
    along = np.array([end[0] - start[0], end[1] - start[1]])
    length = max(float(along @ along), 1e-9)
    share = np.clip(((x - start[0]) * along[0] + (y - start[1]) * along[1]) / length, 0, 1)
    away = np.hypot(x - start[0] - share * along[0], y - start[1] - share * along[1])
    return Mask(left, top, _edge(width / 2 - away))


def polygon(points: Sequence[Point]) -> Mask:
    """A filled polygon."""
    return _painted(points, 0.0, _area)


def outline(points: Sequence[Point], width: float) -> Mask:
    """A polygon's closed line."""
    return _painted(points, width, _stroke)


def stroke(points: Sequence[Point], width: float) -> Mask:
    """An open line through points with round ends and corners."""
    return _painted(points, width, _white_ribbon)


def union(first: Mask, second: Mask) -> Mask:
    """What either covers."""
    left, top = min(first.left, second.left), min(first.top, second.top)
    right = max(m.left + m.cover.shape[0] for m in (first, second))
    bottom = max(m.top + m.cover.shape[1] for m in (first, second))
    area = Mask(left, top, np.zeros((right - left, bottom - top), np.float32))
    return Mask(left, top, np.maximum(first.over(area), second.over(area)))


def cropped(mask: Mask) -> Mask:
    """The same without empty borders."""
    columns, rows = np.flatnonzero(mask.cover.any(1)), np.flatnonzero(mask.cover.any(0))
    if not len(columns):
        return mask
    part = mask.cover[columns[0] : columns[-1] + 1, rows[0] : rows[-1] + 1]
    return Mask(mask.left + int(columns[0]), mask.top + int(rows[0]), part)


def around(centre: Point, radius: float, angle_deg: float) -> Point:
    """A point on a circle; 0 is up, clockwise."""
    angle = radians(angle_deg)
    return centre[0] + radius * float(np.sin(angle)), centre[1] - radius * float(np.cos(angle))


def _edge(inside_px: npt.NDArray[Any]) -> Picture:
    return np.clip(inside_px + 0.5, 0, 1).astype(np.float32)


def _grid(
    low: Point, high: Point, margin: float
) -> tuple[int, int, npt.NDArray[Any], npt.NDArray[Any]]:
    left, top = floor(low[0] - margin) - 1, floor(low[1] - margin) - 1
    right, bottom = ceil(high[0] + margin) + 2, ceil(high[1] + margin) + 2
    x = np.arange(left, right)[:, None] + 0.5
    y = np.arange(top, bottom)[None, :] + 0.5
    return left, top, x, y


def _painted(points: Sequence[Point], width: float, painter: _Painter) -> Mask:
    margin = ceil(width) + 2
    left = floor(min(x for x, _ in points)) - margin
    top = floor(min(y for _, y in points)) - margin
    size = (
        ceil(max(x for x, _ in points)) + margin - left,
        ceil(max(y for _, y in points)) + margin - top,
    )
    large = pygame.Surface((size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING), 0, 32)
    scaled = [((x - left) * SUPERSAMPLING, (y - top) * SUPERSAMPLING) for x, y in points]
    painter(large, scaled, width * SUPERSAMPLING)
    small = pygame.transform.smoothscale(large, size)
    cover = pygame.surfarray.array_red(small).astype(np.float32) / np.float32(255)
    return Mask(left, top, cover)


def _area(surface: pygame.Surface, points: Sequence[Point], _: float) -> None:
    pygame.draw.polygon(surface, "white", points)


def _stroke(surface: pygame.Surface, points: Sequence[Point], width: float) -> None:
    for start, end in zip(points, [*points[1:], points[0]], strict=True):
        pygame.draw.line(surface, "white", start, end, max(round(width), 1))
        pygame.draw.circle(surface, "white", start, width / 2)


def _white_ribbon(surface: pygame.Surface, points: Sequence[Point], width: float) -> None:
    draw_ribbon(surface, points, width, (255, 255, 255))


def draw_ribbon(
    surface: pygame.Surface, points: Sequence[Point], width: float, colour: Colour
) -> None:
    """Draw an open line with round ends, as thick at a slant as it is upright."""
    for start, end in pairwise(points):
        length = hypot(end[0] - start[0], end[1] - start[1])
        if length > 0:
            half = width / (2 * length)
            x, y = (end[1] - start[1]) * half, (start[0] - end[0]) * half
            corners = [(at[0] + side * x, at[1] + side * y) for at, side in _sides(start, end)]
            pygame.draw.polygon(surface, colour, corners)
    for point in points:
        pygame.draw.circle(surface, colour, point, width / 2)


def _sides(start: Point, end: Point) -> list[tuple[Point, int]]:
    return [(start, 1), (end, 1), (end, -1), (start, -1)]
