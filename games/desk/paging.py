"""Long lists come page by page: nothing slides under a finger, and every key goes one page on."""

from collections.abc import Sequence

import pygame

from games.desk.kit import BOTTOM, RIGHT, TARGET, TOP, Form, Kit, Tile
from games.desk.type import LINES, QUIET
from trainer.texts import said

PAGE_BACK, PAGE_ON = "page/back", "page/on"
"""Items that Page Up, Page Down and a mouse's wheel take, too."""

EARLIER, LATER, OF = "‹", "›", "{page} of {pages}"
BUTTONS_Y, BETWEEN = 924.0, 190.0
ROOM = BOTTOM - TOP


def broken(heights: Sequence[float], room: float = ROOM) -> list[range]:
    """Which things stand on which page, each as high as it says; at least one page."""
    pages, first, used = [], 0, 0.0
    for index, height in enumerate(heights):
        if index > first and used + height > room:
            pages.append(range(first, index))
            first, used = index, 0.0
        used += height
    return [*pages, range(first, len(heights))]


class Pages:
    """Which page of a list is seen. `first_of` what stands on it."""

    def __init__(self, heights: Sequence[float], room: float = ROOM) -> None:
        self._pages = broken(heights, room)
        self.at = 0

    @property
    def shown(self) -> range:
        """What stands on this page."""
        return self._pages[self.at]

    def take(self, name: str) -> bool:
        """Go a page on or back, if this is what the item does."""
        if name not in (PAGE_BACK, PAGE_ON):
            return False
        step = 1 if name == PAGE_ON else -1
        self.at = min(max(self.at + step, 0), len(self._pages) - 1)
        return True

    def go_to(self, index: int) -> None:
        """To the page on which this thing stands."""
        self.at = next((at for at, page in enumerate(self._pages) if index in page), 0)

    def tiles(self, kit: Kit) -> list[Tile]:
        """The two that turn pages, right below the list; none where all is seen."""
        if len(self._pages) < 2:
            return []
        right = RIGHT - TARGET
        left = right - BETWEEN - TARGET
        ends = ((left, PAGE_BACK, EARLIER, self.at > 0), (right, PAGE_ON, LATER, self.is_more))
        return [
            Tile(
                name,
                sign,
                kit.area(x, BUTTONS_Y, TARGET, TARGET),
                Form.PLAIN if there else Form.OFF,
            )
            for x, name, sign, there in ends
        ]

    @property
    def is_more(self) -> bool:
        return self.at + 1 < len(self._pages)

    def paint(self, kit: Kit, onto: pygame.Surface) -> None:
        """The two, and which page this is."""
        tiles = self.tiles(kit)
        kit.tiles(onto, tiles)
        if tiles:
            words = said(OF).format(page=self.at + 1, pages=len(self._pages))
            between = kit.area(RIGHT - TARGET - BETWEEN + 8, BUTTONS_Y, BETWEEN - 16, TARGET)
            kit.write_in(onto, words, between, LINES, QUIET, align=0.5, most=1)
