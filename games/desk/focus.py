"""Where the focus goes: to the nearest item in a direction, or on in the page's order. Pure."""

from collections.abc import Sequence

import pygame

from games.desk.acts import Act
from games.desk.page import Item

DIRECTIONS = {Act.UP: (0, -1), Act.DOWN: (0, 1), Act.LEFT: (-1, 0), Act.RIGHT: (1, 0)}
OVERLAP_SHARE = 0.4
"""Items of one line may stand into the next by this share of the smaller one's size."""
ASIDE_COSTS = 2.5
"""An item straight ahead is preferred to one as far away to the side."""
MIDDLE_COSTS = 0.02


def stepped(items: Sequence[Item], name: str, by: int) -> str:
    """The next item that can be taken, or with -1 the one before; round the end again."""
    free = [each.name for each in items if each.enabled]
    if not free:
        return ""
    if name in free:
        return free[(free.index(name) + by) % len(free)]
    return free[0] if by > 0 else free[-1]


def nearest(items: Sequence[Item], name: str, act: Act) -> str:
    """The nearest item that can be taken in the direction of an act; the same if there is none."""
    here = next((each for each in items if each.name == name), None)
    if here is None:
        return stepped(items, name, 1)
    others = [each for each in items if each.enabled and each.name != name]
    ahead = [each for each in others if _is_ahead(here.area, each.area, act)]
    return min(ahead, key=lambda each: _way(here.area, each.area, act), default=here).name


def closest(items: Sequence[Item], area: pygame.Rect) -> str:
    """The item that can be taken nearest to where another one was."""
    at = pygame.Vector2(area.center)
    free = [each for each in items if each.enabled]
    near = min(free, key=lambda each: at.distance_to(each.area.center), default=None)
    return near.name if near is not None else ""


def _is_ahead(here: pygame.Rect, there: pygame.Rect, act: Act) -> bool:
    right, down = DIRECTIONS[act]
    between = _between(here, there, right, down)
    sizes = (here.width, there.width) if right else (here.height, there.height)
    onwards = (there.centerx - here.centerx) * right + (there.centery - here.centery) * down
    return onwards > 0 and between >= -OVERLAP_SHARE * min(sizes)


def _way(here: pygame.Rect, there: pygame.Rect, act: Act) -> float:
    right, down = DIRECTIONS[act]
    if right:
        aside = max(there.top - here.bottom, here.top - there.bottom, 0)
        middles = _apart(here.top, here.bottom, there.top, there.bottom)
    else:
        aside = max(there.left - here.right, here.left - there.right, 0)
        middles = _apart(here.left, here.right, there.left, there.right)
    between = max(_between(here, there, right, down), 0)
    return between + ASIDE_COSTS * aside + MIDDLE_COSTS * middles


def _apart(first: int, last: int, low: int, high: int) -> float:
    """From middle to middle; nothing where one reaches over all of the other.

    So the first button of a line is what follows on a row above it, not the one below its middle.
    """
    if (first <= low and high <= last) or (low <= first and last <= high):
        return 0.0
    return abs(first + last - low - high) / 2


def _between(here: pygame.Rect, there: pygame.Rect, right: int, down: int) -> int:
    """From edge to edge in the direction; negative where they overlap."""
    if right:
        return there.left - here.right if right > 0 else here.left - there.right
    return there.top - here.bottom if down > 0 else here.top - there.bottom
