"""Somebody at a desk of the station, who sees what is shown; the board's time passes meanwhile."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from games.desk.desk import Desk, never
from games.desk.page import Page, Until
from games.engine.setup import Station
from games.engine.window import Window
from trainer.sessions.board import OpenBoard
from trainer.sessions.board_news import BoardNews, KeptBoard


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
    """A `KeptBoard` whose time passes whenever a page asks for its button."""

    def __init__(self, kept: KeptBoard) -> None:
        self._kept = kept
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
        self._feed, self._window = board.feed, window
        pumped = Pumped(kept)
        self._desk = WatchedDesk(window, station, pumped, self._feed.now_ns)
        quiet = self._feed.on_pump(self._live)
        try:
            yield self._desk, pumped
        finally:
            quiet()

    @abstractmethod
    def _live(self) -> None:
        """A bit of time has passed."""

    @property
    def _screen(self) -> object:
        """Which screen of a trial is shown."""
        shown = self._window.fade._shown
        return shown[0] if isinstance(shown, tuple) else None

    @property
    def _part(self) -> object:
        """Which part of it."""
        shown = self._window.fade._shown
        return shown[1] if isinstance(shown, tuple) else None
