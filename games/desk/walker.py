"""Which item of a page has the focus, and whether its ring is seen or a mouse is used instead."""

import pygame

from games.desk.acts import Act
from games.desk.focus import DIRECTIONS, closest, nearest, stepped
from games.desk.page import Item, Page


class Walker:
    """Moves over whatever page is given; `pointing` says that a pointer is used, and no ring."""

    def __init__(self) -> None:
        self.name, self.pointing = "", False
        self.whole = False
        """Whether the event button is at the whole row of the item, and not yet in it."""
        self._area = pygame.Rect(0, 0, 0, 0)

    @property
    def seen(self) -> str:
        """The item whose ring is seen; empty while somebody points."""
        return "" if self.pointing else self.name

    def settle(self, page: Page) -> None:
        """Stay on what can be taken: near to where it was, or else on the main item."""
        free = {each.name: each for each in page.items if each.enabled}
        if self.name not in free:
            first = main_of(page) or stepped(page.items, "", 1)
            self.name = closest(page.items, self._area) if self.name else first
            self.whole = False
        if self.name:
            self._area = free[self.name].area

    def go_to(self, page: Page, name: str) -> None:
        """The event button goes on from there: at the row, where the item has one."""
        item = item_of(page, name)
        if item is not None:
            self.name, self.whole = name, bool(item.row)

    def into_row(self, page: Page) -> bool:
        """Go from a whole row to its first item; False where there is nothing to go into."""
        item = item_of(page, self.name)
        if not self.whole or item is None:
            return False
        self.name, self.whole = _row_of(page, item)[0].name, False
        return True

    def go(self, page: Page, act: Act) -> None:
        """In a direction, or on in the page's order.

        With the ring hidden the first arrow only shows where it is.
        """
        self.whole = False
        if act in (Act.NEXT, Act.BEFORE):
            self.name = stepped(page.items, self.name, 1 if act is Act.NEXT else -1)
        elif act in DIRECTIONS and not self.pointing:
            self.name = nearest(page.items, self.name, act)
        self.point(False)

    def walk_on(self, page: Page) -> None:
        """The event button: to the next item or row, or first to the one that is hidden."""
        item = item_of(page, self.name)
        if not self.pointing:
            last = _row_of(page, item)[-1].name if self.whole and item else self.name
            after = item_of(page, stepped(page.items, last, 1))
            if after is not None and (item is None or self.whole or after.row != item.row):
                self.whole = bool(after.row)
            self.name = after.name if after is not None else ""
        self.point(False)

    def point(self, pointing: bool, by_finger: bool = False) -> None:
        """Somebody points from now on, or no more; a finger needs no pointer."""
        self.pointing, self.whole = pointing, self.whole and not pointing
        self.show_pointer(not by_finger)

    def show_pointer(self, wanted: bool = True) -> None:
        """The pointer, while somebody points with a mouse."""
        pygame.mouse.set_visible(self.pointing and wanted)

    def in_text(self, page: Page) -> bool:
        """Whether the focus is in a text field."""
        item = item_of(page, self.name)
        return item is not None and item.typed


def item_of(page: Page, name: str) -> Item | None:
    """An item that can be taken."""
    return next((each for each in page.items if each.name == name and each.enabled), None)


def main_of(page: Page) -> str:
    """The main item, if it can be taken."""
    return page.main if item_of(page, page.main) is not None else ""


def _row_of(page: Page, item: Item) -> list[Item]:
    """All items of its row that can be taken; itself alone without one."""
    if not item.row:
        return [item]
    return [each for each in page.items if each.enabled and each.row == item.row]
