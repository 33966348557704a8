"""A choice of a few, side by side: the chosen one is filled and carries a light."""

from collections.abc import Sequence

from games.desk.kit import INSET, LEFT, RIGHT, TARGET, Form, Kit, Tile
from games.desk.type import CHOICES

GAP, LEAST, PITCH = 16.0, 150.0, 104.0


def chips(
    kit: Kit,
    offered: Sequence[tuple[str, str]],
    chosen: str,
    *,
    left: float = LEFT,
    right: float = RIGHT,
    top: float,
) -> list[Tile]:
    """(name, words) from left to right, in further lines where one is full."""
    tiles, x, y = [], left, top
    for name, words in offered:
        wide = kit.lettering.width(words, CHOICES[0]) / kit.layout.scale + 3 * INSET + 10
        wide = min(max(wide, LEAST), right - left)
        if x > left and x + wide > right:
            x, y = left, y + PITCH
        form = Form.CHOSEN if name == chosen else Form.PLAIN
        tiles.append(Tile(name, words, kit.area(x, y, wide, TARGET), form))
        x += wide + GAP
    return tiles


def lines_of(kit: Kit, offered: Sequence[tuple[str, str]], left: float, right: float) -> int:
    """How many lines they take."""
    return len({tile.area.top for tile in chips(kit, offered, "", left=left, right=right, top=0)})


def scale(
    kit: Kit,
    numbers: Sequence[tuple[str, str]],
    chosen: str,
    *,
    left: float = LEFT,
    right: float = RIGHT,
    top: float,
    height: float = TARGET,
) -> list[Tile]:
    """A scale of numbers, all of one width, in one line."""
    pitch = min((right - left + GAP) / len(numbers), height + 40 + GAP)
    tiles = []
    for index, (name, words) in enumerate(numbers):
        area = kit.area(left + index * pitch, top, pitch - GAP, height)
        form = Form.CHOSEN if name == chosen else Form.PLAIN
        tiles.append(Tile(name, words, area, form))
    return tiles
