"""The contract of a page, which is one screen of the station.

A page says what can be chosen (`items`) and draws itself; `games.desk.desk` moves the focus,
follows fingers and button, and gives back the name of what was taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import pygame

BACK, CLOSED, NOTHING = "back", "closed", ""
"""What `Desk.show` returns for Esc, for a closed window, and when its `until` came true."""


@dataclass(frozen=True)
class Item:
    """Something that can be chosen, and where it is in the picture's pixels.

    `enabled` False is drawn and read, and cannot be taken. `key` is a letter that takes it at once,
    on a page without text fields. A `typed` item is a text field: while it has the focus Space is a
    space, and a page that has one gets all letters. Esc takes the item called `BACK`, if one is
    there. `words` say what it is where the page's picture is not seen, and `chosen` that it is the
    answer that stands. Items of one `row`, such as a line of keys, stand one after another, and the
    event button goes over all of them at once until a long press goes into the row.
    """

    name: str
    area: pygame.Rect
    enabled: bool = True
    key: str = ""
    typed: bool = False
    words: str = ""
    chosen: bool = False
    row: str = ""


@dataclass(frozen=True)
class Look:
    """How a page looks at this moment.

    `focus` is the item that Enter takes, empty while only the mouse is used; `held` how far the
    button has been held, 0 to 1. `walking` says that a press of the event button goes on to the
    next item; otherwise a press takes the page's main item. `now_s` only grows. `whole` says that
    the whole row of the item in focus has it.
    """

    focus: str = ""
    held: float = 0.0
    walking: bool = True
    now_s: float = 0.0
    whole: bool = False


class Page(Protocol):
    """One screen. Its items may change from frame to frame."""

    @property
    def title(self) -> str:
        """What this is, in the therapist's own window; empty where nothing need be said."""

    @property
    def items(self) -> Sequence[Item]:
        """What can be chosen now, in the order in which the event button walks."""

    @property
    def main(self) -> str:
        """The item that one press of the event button takes; empty where a press walks on."""

    def take(self, name: str) -> bool:
        """An item was taken; True if this ends the page, False if it only changed the page."""

    def onward(self, name: str) -> str:
        """Where the event button goes on after this was taken and the page stayed: an answer leads
        to the next question. Asked after `take`.
        """

    def type(self, text: str) -> str:
        """Somebody typed characters; "\\b" takes the last one back, `MARK_ALL` marks them all.

        They belong to the text field that was in focus when the page was drawn last. Gives back the
        field that has the focus from now on, so that a space goes into it, too; or empty.
        """

    def draw(self, onto: pygame.Surface, look: Look) -> None:
        """Draw the page."""


class Button(Protocol):
    """The event button of whatever board is there."""

    def is_there(self) -> bool:
        """Whether there is a board with a button now; only then the page says what it does."""

    def is_down(self) -> bool:
        """Whether it is pressed now; False without a board."""


Until = Callable[[], bool]
