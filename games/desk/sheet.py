"""A page that is painted when something on it has changed, and copied in all other frames."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

import pygame

from games.desk.header import draw_aside
from games.desk.kit import Kit
from games.desk.page import Item, Look


class Sheet(ABC):
    """Call `change` whenever the picture is another one.

    `focused` is the item that had the focus when it was last seen.
    """

    main = ""
    title = ""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.focused = ""
        self._picture: pygame.Surface | None = None
        self._stale = True

    @property
    @abstractmethod
    def items(self) -> Sequence[Item]:
        """What can be chosen now."""

    @property
    def ground(self) -> pygame.Surface:
        """What lies behind: the night with its light, unless the page has a place of its own."""
        return self.kit.still

    @abstractmethod
    def paint(self, onto: pygame.Surface) -> None:
        """Everything that stands still, over the ground."""

    def take(self, name: str) -> bool:
        """An item was taken; most end the page."""
        del name
        return True

    def onward(self, name: str) -> str:
        """Most pages keep the event button where it is."""
        return name

    def type(self, text: str) -> str:
        """Take typed text; most pages have none."""
        return ""

    def change(self) -> None:
        """Paint it anew before the next frame."""
        self._stale = True

    def move(self, onto: pygame.Surface, look: Look) -> None:
        """Draw what moves, below the focus; on most pages nothing does."""
        return

    def draw(self, onto: pygame.Surface, look: Look) -> None:
        """The still picture, what moves, and the focus."""
        self.focused = look.focus or self.focused
        if self._picture is None:
            self._picture = pygame.Surface(onto.get_size(), 0, onto)
        if self._stale:
            self._stale = False
            self._picture.blit(self.ground, (0, 0))
            self.paint(self._picture)
        onto.blit(self._picture, (0, 0))
        draw_aside(self.kit, onto)
        self.move(onto, look)
        self.kit.mark.draw(onto, self.items, look)
