"""Where things stand in the garden of `marble`, and how far each pixel is from them.

Its kerb is the rim as it was measured, so every patient has a garden of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import atan2, cos, degrees, radians, sin

import numpy as np

from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture, Point
from games.engine.garden.plan import FIRM_SHARE, Place, Plan
from games.engine.spots import Spots
from games.worlds.kit.edges import Area
from trainer.recording.vocabulary import Side

BESIDE_DEG = 15.0
"""A court's two lanterns stand so far to both sides of its direction."""

NEAR_PX = 112.0
AROUND_PX = 90.0
"""So far around the kerb the garden's pictures reach: shadows fall there."""


@dataclass(frozen=True)
class Garden:
    """Everything that decides what the garden looks like."""

    layout: Layout
    field: FieldMap
    plan: Plan
    spots: Spots
    side: Side

    @property
    def painted_from(self) -> tuple[object, ...]:
        """All of it that its picture depends on, apart from the size."""
        return self.field, self.plan, self.spots, self.side.value

    @property
    def half_px(self) -> float:
        """Half the width of kerb and walls."""
        return self.plan.wall_half_deg * self.field.px_per_deg

    @property
    def ball_px(self) -> float:
        return self.plan.ball_deg * self.field.px_per_deg

    @cached_property
    def kerb(self) -> list[Point]:
        """The kerb's middle line, once round."""
        return [self.field.at(*place) for place in self.plan.kerb()]

    @cached_property
    def walls(self) -> list[list[Point]]:
        return [[self.field.at(*place) for place in wall] for wall in self.plan.walls]

    @cached_property
    def area(self) -> Area:
        """The pixels of garden, kerb and their shadows."""
        return Area.of(self.kerb, self.layout.px(AROUND_PX))

    def lanterns(self) -> list[Point]:
        """Those of each court one after the other, then the second one of each court."""
        turns = [-BESIDE_DEG, BESIDE_DEG]
        return [self._at_kerb(place, turn) for turn in turns for place in self.spots.places]

    def _at_kerb(self, place: Place, turn_deg: float) -> Point:
        direction = (degrees(atan2(place[1], place[0])) + turn_deg) % 360.0
        far, turn = self.plan.to_kerb_deg(direction), radians(direction)
        return self.field.at(far * cos(turn), far * sin(turn))


@dataclass(frozen=True)
class Distances:
    """Pixels from the kerb inwards, from where the soft sand begins inwards, and from the walls.

    `kerb_along` and `wall_along` are the ways along kerb and walls to the nearest place.
    """

    kerb: Picture
    firm: Picture
    walls: Picture
    kerb_along: Picture
    wall_along: Picture


def distances(garden: Garden) -> Distances:
    """Those of all pixels of the garden's area, exact up to `NEAR_PX` and no less beyond."""
    area, (x, y), kerb = garden.area, garden.field.centre, garden.kerb
    firm = [(x + FIRM_SHARE * (at[0] - x), y + FIRM_SHARE * (at[1] - y)) for at in kerb]
    near = garden.layout.px(NEAR_PX)
    to_kerb, kerb_along = _from_lines(area, [[*kerb, kerb[0]]], near)
    to_firm, _ = _from_lines(area, [[*firm, firm[0]]], near)
    walls, wall_along = _from_lines(area, garden.walls, near)
    within = _within(garden)
    return Distances(
        kerb=np.where(within < 1.0, to_kerb, -to_kerb),
        firm=np.where(within < FIRM_SHARE, to_firm, -to_firm),
        walls=walls,
        kerb_along=kerb_along,
        wall_along=wall_along,
    )


def _within(garden: Garden) -> Picture:
    """How far each pixel is from the middle, as a share of the way to the kerb."""
    area, (x, y) = garden.area, garden.field.centre
    dx, dy = area.x - np.float32(x), area.y - np.float32(y)
    limits = np.array(garden.plan.kerb_deg) * garden.field.px_per_deg
    even = np.arange(len(limits)) * 360.0 / len(limits)
    limit = np.interp(np.degrees(np.arctan2(dx, -dy)), even, limits, period=360.0)
    return np.asarray(np.hypot(dx, dy) / limit, np.float32)


def _from_lines(
    area: Area, lines: Sequence[Sequence[Point]], near: float
) -> tuple[Picture, Picture]:
    """How far each pixel is from the nearest line, and how far along it that is."""
    found = np.full(area.size, near, np.float32)
    along = np.zeros(area.size, np.float32)
    for line in lines:
        begun = 0.0
        for start, end in pairwise(line):
            step = end[0] - start[0], end[1] - start[1]
            length = float(np.hypot(*step))
            part = _part(area, start, end, near)
            dx, dy = (
                area.x[part[0]] - np.float32(start[0]),
                area.y[:, part[1]] - np.float32(start[1]),
            )
            share = np.clip((dx * step[0] + dy * step[1]) / length**2, 0, 1).astype(np.float32)
            away = np.hypot(dx - share * np.float32(step[0]), dy - share * np.float32(step[1]))
            along[part] = np.where(away < found[part], begun + share * length, along[part])
            found[part] = np.minimum(found[part], away)
            begun += length
    return found, along


def _part(area: Area, start: Point, end: Point, near: float) -> tuple[slice, slice]:
    """The pixels that may be near a stretch of line."""
    first = [min(start[axis], end[axis]) - near for axis in (0, 1)]
    last = [max(start[axis], end[axis]) + near for axis in (0, 1)]
    across, down = (
        slice(max(int(first[axis]) - origin, 0), max(int(last[axis]) - origin + 1, 0))
        for axis, origin in ((0, area.left), (1, area.top))
    )
    return across, down
