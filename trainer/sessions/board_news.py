"""What a station says of its board at this moment: plain values that any thread may read."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from trainer.recording.samples import FLAG_BUTTON_DOWN
from trainer.recording.trial import BoardIdentity
from trainer.sessions.board import OpenBoard
from trainer.sessions.errors import SessionError

NOTHING_THERE = "no board is ready: plug it in and leave it alone for three seconds"
NO_DATABASE = "the database is out of reach: nothing can be stored about the board now"
ANSWERS = "the board answers: its first samples are waited for, and three still seconds"
OTHER_BOARD = "this is another board than before: it has its own calibration and rims"


class Presence(Enum):
    """Where a station stands with its board.

    `CHANGED`: another board is plugged in than the one before, which is never mixed up with it.
    """

    NONE = "none"
    OPENING = "opening"
    STILL = "still"
    MOVED = "moved"
    READY = "ready"
    TROUBLE = "trouble"
    CHANGED = "changed"


@dataclass(frozen=True)
class BoardNews:
    """A station's board: its state, a sentence (empty where there is nothing to say), and which."""

    state: Presence = Presence.OPENING
    words: str = ""
    board: BoardIdentity | None = None

    @property
    def ready(self) -> bool:
        """Whether a trial may begin on it."""
        return self.state is Presence.READY


class NoBoardReady(SessionError):
    """A board is asked for while none is ready."""


class KeptBoard(Protocol):
    """The one board of a station, as pages and visits use it. No method waits."""

    @property
    def news(self) -> BoardNews:
        """How things stand with it."""

    def board(self) -> OpenBoard | None:
        """The board, where one is ready."""

    def lent(self) -> AbstractContextManager[OpenBoard]:
        """The board for a trial or a calibration; `NoBoardReady` without one.

        Until it is given back it stays open, even if it is pulled.
        """

    def for_patient(self, code: str | None) -> None:
        """Say who stands on it from now on."""

    def again(self) -> None:
        """Open it anew, as soon as nobody uses it."""

    def is_there(self) -> bool:
        """Whether there is a board whose event button can be pressed now."""

    def is_down(self) -> bool:
        """Whether its event button is pressed; False without a board."""

    def close(self) -> None:
        """Give it back."""


Opened = Callable[[str | None], AbstractContextManager[OpenBoard]]
"""Opens a board for this patient."""


def button_is_there(board: OpenBoard | None) -> bool:
    """Whether somebody can press its event button: nobody can on a simulation or a recording.

    A board cannot tell whether a button is wired to it; every one has the pin for it.
    """
    return board is not None and not board.simulated and board.replayed is None


def button_is_down(board: OpenBoard | None) -> bool:
    """Whether the newest sample says that the event button is pressed."""
    newest = board.feed.latest() if board is not None else None
    return newest is not None and bool(newest.flags & FLAG_BUTTON_DOWN)
