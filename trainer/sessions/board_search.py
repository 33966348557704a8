"""Waits for the board of a station, in its keeper's thread: nobody asks a question meanwhile."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

from games.screens.arrival import Waiting
from trainer.sessions.board_news import BoardNews, Presence
from trainer.sessions.readiness import Say

T = TypeVar("T")
Pause = Callable[[threading.Event, float], bool]
"""Lets time pass until an event or the end of some seconds; whether the event came."""

STATES = {
    Waiting.PROGRAM: Presence.OPENING,
    Waiting.NO_BOARD: Presence.NONE,
    Waiting.TROUBLE: Presence.TROUBLE,
    Waiting.STILL: Presence.STILL,
    Waiting.MOVED: Presence.MOVED,
}


class Closing(Exception):
    """The station ends."""


class BoardSearch:
    """A `Waiter` of `trainer.sessions.arriving` that tells its news instead of drawing them."""

    stays = True

    def __init__(self, say: Say, pause: Pause = threading.Event.wait) -> None:
        self.say = say
        self.news = BoardNews()
        self._wait = pause
        self._stirred, self._closing = threading.Event(), threading.Event()

    def run(self, work: Callable[[], T]) -> T:
        return work()

    def show(self, waiting: Waiting, advice: str = "") -> None:
        # A board that lay still is ready in a moment, or missed in a moment.
        if waiting is not Waiting.PROGRAM or self.news.state not in (
            Presence.STILL,
            Presence.MOVED,
        ):
            self.news = BoardNews(STATES[waiting], advice)

    def pause(self, seconds: float) -> bool:
        stirred = self._wait(self._stirred, seconds)
        self._stirred.clear()
        if self._closing.is_set():
            raise Closing
        return stirred

    def aside(self) -> AbstractContextManager[None]:
        return nullcontext()

    def stir(self) -> None:
        """Ask to try again at once. From any thread."""
        self._stirred.set()

    def close(self) -> None:
        """End it at its next pause. From any thread."""
        self._closing.set()
        self._stirred.set()
