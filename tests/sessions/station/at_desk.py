"""Somebody at a desk of the station, who sees what is shown; the board's time passes meanwhile."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from games.desk.desk import Desk, never
from games.desk.page import Page, Until
from games.engine.setup import Station
from games.engine.window import Window
from trainer.recording.interfaces import Feed
from trainer.sessions.board import OpenBoard
from trainer.sessions.board_news import BoardNews, KeptBoard

PLAYING = "playing"


def nothing() -> None:
    """No feed was met yet."""


class WatchedDesk(Desk):
    """`page` is what is shown now."""

    page: Page | None = None

    def show(self, page: Page, until: Until = never) -> str:
        self.page = page
        try:
            return super().show(page, until)
        finally:
            self.page = None


class Pumped:
    """A `KeptBoard` whose time passes whenever a page asks for its button; `meets` gets its feed,
    and another one when it was opened anew.
    """

    def __init__(self, kept: KeptBoard, meets: Callable[[Feed], object]) -> None:
        self._kept, self._meets = kept, meets
        self.lent, self.for_patient = kept.lent, kept.for_patient
        self.again, self.close = kept.again, kept.close

    @property
    def news(self) -> BoardNews:
        return self._kept.news

    def board(self) -> OpenBoard | None:
        return self._kept.board()

    def is_there(self) -> bool:
        return True

    def is_down(self) -> bool:
        board = self._kept.board()
        assert board is not None
        self._meets(board.feed)
        board.feed.pump()
        return self._kept.is_down()


class AtDesk(ABC):
    """Acts whenever the board's time has passed."""

    @contextmanager
    def at(
        self, kept: KeptBoard, window: Window, station: Station
    ) -> Iterator[tuple[Desk, KeptBoard]]:
        """A desk of the station at which somebody sits, and its board."""
        board = kept.board()
        assert board is not None
        self._window, self._quiet, self._feed = window, nothing, None
        pumped = Pumped(kept, self._meet)
        self._meet(board.feed)
        self._desk = WatchedDesk(window, station, pumped, self._now_ns)
        try:
            yield self._desk, pumped
        finally:
            self._quiet()

    def _meet(self, feed: Feed) -> None:
        """Act whenever this board's time has passed."""
        if feed is not self._feed:
            self._quiet()
            self._feed, self._quiet = feed, feed.on_pump(self._live)

    def _now_ns(self) -> int:
        return self._feed.now_ns()

    @abstractmethod
    def _live(self) -> None:
        """A bit of time has passed."""

    @property
    def _screen(self) -> object:
        """Which screen of a trial is shown; `PLAYING` while the trial itself is under way."""
        shown = self._window.fade._shown
        if not isinstance(shown, tuple):
            return None
        return PLAYING if shown[1] == PLAYING else shown[0]
