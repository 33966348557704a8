"""Gives a station its board: kept in a thread, or on a simulated clock opened at once.

The station, `baps visit` and their pages call it. What they get is a `KeptBoard`.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from math import inf

from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.sessions.board import OpenBoard
from trainer.sessions.board_keeper import BoardKeeper
from trainer.sessions.board_news import (
    BoardNews,
    KeptBoard,
    Opened,
    Presence,
    button_is_down,
    button_is_there,
)
from trainer.sessions.board_search import BoardSearch
from trainer.sessions.opening import opened_board
from trainer.sessions.readiness import Look, Say, make_ready
from trainer.store.store import Store


@contextmanager
def kept_board(
    uri: str,
    store: Store | None,
    say: Say,
    context: Callable[[], LinkContext] = LinkContext,
) -> Iterator[KeptBoard]:
    """The board of a station, looked for from now on and closed at the end.

    `say` is called from another thread. `context` makes what a simulated board needs; with a
    simulated clock the board is opened here, with every error at once.
    """

    def opened(patient_code: str | None) -> AbstractContextManager[OpenBoard]:
        return opened_board(uri, say, store, context(), patient_code)

    if isinstance(context().clock, SimulatedClock):
        with ExitStack() as stack:
            at_once = BoardAtOnce(opened, lambda board: make_ready(board, store, None, say))
            stack.callback(at_once.close)
            at_once.again()
            yield at_once
        return

    def ready(board: OpenBoard, look: Look) -> None:
        make_ready(board, store, None, say, look, inf)

    keeper = BoardKeeper(uri, opened, ready, BoardSearch(say))
    keeper.start()
    try:
        yield keeper
    finally:
        keeper.close()


class BoardAtOnce:
    """A `KeptBoard` on a simulated clock: nobody plugs it in or pulls it, and no time is lost."""

    def __init__(self, opened: Opened, ready: Callable[[OpenBoard], None]) -> None:
        self._opened, self._ready = opened, ready
        self._stack = ExitStack()
        self._board: OpenBoard | None = None

    @property
    def news(self) -> BoardNews:
        board = self._board
        if board is None:
            return BoardNews()
        return BoardNews(Presence.READY, board.uncalibrated_words, board.identity)

    def board(self) -> OpenBoard | None:
        return self._board

    @contextmanager
    def lent(self) -> Iterator[OpenBoard]:
        assert self._board is not None
        yield self._board

    def for_patient(self, code: str | None) -> None:
        """Nobody wears a simulated sensor otherwise than the simulation says."""

    def again(self) -> None:
        self.close()
        self._board = self._stack.enter_context(self._opened(None))
        self._ready(self._board)

    def is_there(self) -> bool:
        return button_is_there(self._board)

    def is_down(self) -> bool:
        return button_is_down(self._board)

    def close(self) -> None:
        self._board = None
        self._stack.close()
