"""Where the postcards stand: round the field's middle, dusk at the left, sunrise at the right.

The way is open towards the heel, where leaning is hardest and the sentence stands. As many games as
there are share it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from math import atan2, cos, degrees, hypot, radians, sin

import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point

ACROSS, UP, DOWN = 486.0, 350.0, 316.0
"""How far the way leads from the field's middle, at 1080 lines. The outermost cards
keep clear of the screen's edges."""

ENDS_DEG, SQUARENESS = 156.0, 4.0
FARTHEST_APART, WIDEST, APART = 330.0, 236.0, 1.07
PICTURE_SHARE, STRIP_SHARE = 2 / 3, 0.23
"""A card's picture and the strip with its name below, as shares of the card's width."""

OFF_THE_WAY = 2.4
"""How much a card beside an arrow's direction is farther than one in it."""

WAYS: dict[int, Point] = {
    pygame.K_LEFT: (-1.0, 0.0),
    pygame.K_RIGHT: (1.0, 0.0),
    pygame.K_UP: (0.0, -1.0),
    pygame.K_DOWN: (0.0, 1.0),
}


@dataclass(frozen=True)
class Places:
    """The middles of the cards in pixels, and the size that all of them have."""

    middle: Point
    centres: tuple[Point, ...]
    width: float

    @classmethod
    def of(cls, layout: Layout, count: int) -> "Places":
        """Places for so many cards, as large as they can be without touching."""
        spots = _spots(count)
        width = min(WIDEST, *(_room(*pair) for pair in combinations(spots, 2)), WIDEST)
        x, y = middle = layout.field_centre
        centres = tuple((x + layout.px(right), y + layout.px(down)) for right, down in spots)
        return cls(middle, centres, layout.px(width))

    @property
    def size(self) -> tuple[int, int]:
        """A whole card in pixels."""
        return round(self.width), round(self.width * (PICTURE_SHARE + STRIP_SHARE))

    def area(self, index: int) -> pygame.Rect:
        """Where a card lies."""
        area = pygame.Rect((0, 0), self.size)
        area.center = round(self.centres[index][0]), round(self.centres[index][1])
        return area

    @property
    def bearings_deg(self) -> tuple[float, ...]:
        """The direction of each card from level; 0 is to the toes, 90 to the right."""
        x, y = self.middle
        return tuple(degrees(atan2(cx - x, y - cy)) % 360.0 for cx, cy in self.centres)

    def at(self, point: Point) -> int | None:
        """The card at a point of the screen."""
        found = (i for i in range(len(self.centres)) if self.area(i).collidepoint(point))
        return next(found, None)

    def beside(self, index: int | None, key: int) -> int | None:
        """The next card in an arrow key's direction; the same one if there is none farther on.

        Without a card it is the one in that direction from level.
        """
        if key not in WAYS or not self.centres:
            return index
        (x, y), (right, down) = (self.middle if index is None else self.centres[index]), WAYS[key]
        near: list[tuple[float, int]] = []
        for other, (cx, cy) in enumerate(self.centres):
            along = (cx - x) * right + (cy - y) * down
            aside = abs((cx - x) * down) + abs((cy - y) * right)
            if other != index and along > 0.1 * self.width:
                near.append((along + OFF_THE_WAY * aside, other))
        return min(near)[1] if near else index


def _room(one: Point, other: Point) -> float:
    """How wide two cards can be before they touch, side by side or one above the other."""
    across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
    return max(across, down / (PICTURE_SHARE + STRIP_SHARE)) / APART


def _spots(count: int) -> list[Point]:
    """So many places equally far apart along the way, from its middle outwards."""
    line, lengths = way()
    whole = lengths[-1]
    apart = min(FARTHEST_APART, whole / max(count - 1, 1))
    first = (whole - apart * (count - 1)) / 2
    return [_along(line, lengths, first + apart * index) for index in range(count)]


@lru_cache(maxsize=1)
def way() -> tuple[tuple[Point, ...], tuple[float, ...]]:
    """The way as points (right, down) of the field's middle, and how far each is along it."""
    line = tuple(_round(deg) for deg in range(-round(ENDS_DEG), round(ENDS_DEG) + 1))
    lengths = [0.0]
    for (x, y), (to_x, to_y) in pairwise(line):
        lengths.append(lengths[-1] + hypot(to_x - x, to_y - y))
    return line, tuple(lengths)


def _round(direction_deg: float) -> Point:
    """A point of a rounded rectangle."""
    turn = radians(direction_deg)
    right, up = sin(turn), cos(turn)
    out = (abs(right) ** SQUARENESS + abs(up) ** SQUARENESS) ** (-1 / SQUARENESS)
    return ACROSS * right * out, -(UP if up > 0 else DOWN) * up * out


def _along(line: Sequence[Point], lengths: Sequence[float], length: float) -> Point:
    """The point so far along a line."""
    for index in range(1, len(line)):
        if length <= lengths[index] or index == len(line) - 1:
            share = (length - lengths[index - 1]) / (lengths[index] - lengths[index - 1])
            (x, y), (to_x, to_y) = line[index - 1], line[index]
            return x + (to_x - x) * share, y + (to_y - y) * share
    return line[0]
