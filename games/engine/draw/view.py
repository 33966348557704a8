"""From millimetres in the room to a drawing's plane, and the outlines of round things there.

The room's axes are the patient's: right, forward to the toes, up; the floor is at height 0. Board,
box and plate are drawn through a `View`, so their drawings have true proportions.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from games.engine.draw.mask import Point

Spot = tuple[float, float, float]
"""A place in the room: (right, forward, up) in millimetres."""

Turn = Callable[[Spot], Spot]
STEPS = 72


@dataclass(frozen=True)
class View:
    """Parallel projection: from behind at 0°, from the patient's right at 90°, and from above.

    `scale` is drawing units a millimetre; `middle` is where the room's origin is drawn.
    """

    round_deg: float
    above_deg: float
    scale: float
    middle: Point = (0.0, 0.0)

    def at(self, spot: Spot) -> Point:
        """Where a place is drawn; y grows downwards as on the screen."""
        right, forward, up = spot
        turn, lift = radians(self.round_deg), radians(self.above_deg)
        across = right * cos(turn) + forward * sin(turn)
        away = forward * cos(turn) - right * sin(turn)
        rise = away * sin(lift) + up * cos(lift)
        return self.middle[0] + self.scale * across, self.middle[1] - self.scale * rise

    def all(self, spots: Iterable[Spot]) -> list[Point]:
        """Where places are drawn."""
        return [self.at(spot) for spot in spots]

    def faces(self, normal: Spot) -> bool:
        """Whether a face with this outward normal is visible."""
        turn, lift = radians(self.round_deg), radians(self.above_deg)
        away = normal[1] * cos(turn) - normal[0] * sin(turn)
        return normal[2] * sin(lift) - away * cos(lift) > 1e-9


def tilted(angle_deg: float, towards_deg: float, pivot_up: float) -> Turn:
    """Tilt about a pivot above the origin; towards 0 lowers the toe edge, 90 the right edge.

    A ball with its middle in the pivot, resting on the floor, rolls there as it tilts.
    """
    angle, towards = radians(angle_deg), radians(towards_deg)
    ahead = sin(towards), cos(towards)

    def turn(spot: Spot) -> Spot:
        along = spot[0] * ahead[0] + spot[1] * ahead[1]
        up = spot[2] - pivot_up
        moved = along * cos(angle) + up * sin(angle) - along + pivot_up * angle
        lifted = up * cos(angle) - along * sin(angle) + pivot_up
        return spot[0] + moved * ahead[0], spot[1] + moved * ahead[1], lifted

    return turn


def ring(
    radius: float, up: float, from_deg: float = 0.0, to_deg: float = 360.0, middle: Point = (0, 0)
) -> list[Spot]:
    """Places round a circle that lies flat; 0 is at the toes, 90 at the right."""
    steps = max(round(abs(to_deg - from_deg) / 360 * STEPS), 2)
    angles = [radians(from_deg + (to_deg - from_deg) * step / steps) for step in range(steps + 1)]
    return [(middle[0] + radius * sin(a), middle[1] + radius * cos(a), up) for a in angles]


def hull(points: Sequence[Point]) -> list[Point]:
    """The convex outline round points: of a ball, a cylinder, a box."""
    ordered = sorted(set(points))
    return [*_chain(ordered), *_chain(ordered[::-1])]


def _chain(points: Sequence[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _bends_in(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept[:-1]


def _bends_in(first: Point, second: Point, third: Point) -> bool:
    across = (second[0] - first[0]) * (third[1] - first[1])
    return across - (second[1] - first[1]) * (third[0] - first[0]) <= 0
