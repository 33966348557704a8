"""A page of plain items, on which it is noted what is taken and how it is drawn."""

from collections.abc import Sequence

import pygame

from games.desk.page import Item, Look


def at(column: int, row: int) -> pygame.Rect:
    return pygame.Rect(20 + 150 * column, 20 + 60 * row, 130, 44)


class PlainPage:
    """Items at given places; those in `ends` end it."""

    title = "Plain"

    def __init__(self, items: Sequence[Item], ends: Sequence[str] = (), main: str = "") -> None:
        self.items: Sequence[Item] = items
        self.ends, self.main = ends, main
        self.leads: dict[str, str] = {}
        self.taken: list[str] = []
        self.text: list[str] = []
        self.looks: list[Look] = []
        self.typed_into = ""

    def take(self, name: str) -> bool:
        self.taken.append(name)
        return name in self.ends

    def onward(self, name: str) -> str:
        return self.leads.get(name, name)

    def type(self, text: str) -> str:
        self.text.append(text)
        return self.typed_into

    def draw(self, onto: pygame.Surface, look: Look) -> None:
        onto.fill("black")
        self.looks.append(look)


SQUARE = [Item("a", at(0, 0)), Item("b", at(1, 0)), Item("c", at(0, 1)), Item("d", at(1, 1))]
