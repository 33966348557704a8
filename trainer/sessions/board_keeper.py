"""Keeps the one board of a station: finds it, opens it, watches it, and finds it again.

A thread of its own does all that may take a while. Between trials and from patient to patient the
board stays open, so that it must lie still only once after it was plugged in. A short loss is the
link's own affair (`trainer.link.connection`); what is away for longer was pulled, and then any
board may be plugged in. In a trial nothing is closed: training goes on when its own board is back.
"""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

from trainer.link.base import LinkError
from trainer.link.discovery import plugged_in
from trainer.recording.interfaces import FeedStatus
from trainer.recording.vocabulary import LinkState
from trainer.sessions.arriving import LOOK_EVERY_S, Ready, arrived_board, wait_for_change
from trainer.sessions.board import OpenBoard
from trainer.sessions.board_news import (
    ANSWERS,
    NOTHING_THERE,
    OTHER_BOARD,
    BoardNews,
    NoBoardReady,
    Opened,
    Presence,
    button_is_down,
    button_is_there,
)
from trainer.sessions.board_search import BoardSearch, Closing
from trainer.sessions.errors import SessionError
from trainer.sessions.readiness import Look

GONE_AFTER_S = 5.0
"""A link tries again every 4 s at least: a board that is away for longer was pulled."""
CLOSES_WITHIN_S = 6.0
"""A board that is just asked who it is answers, or does not, within this time."""
AWAY = {
    LinkState.LOST: Presence.NONE,
    LinkState.ABSENT: Presence.NONE,
    LinkState.STARTING: Presence.OPENING,
    LinkState.STALLED: Presence.TROUBLE,
}
HERE = (LinkState.STREAMING, LinkState.STALLED)


class BoardKeeper:
    """A `KeptBoard` in real time. `start` begins; `keep` is what its thread does.

    `opened` opens the board for a patient, `ready` waits until it may be used, as in
    `trainer.sessions.arriving`.
    """

    def __init__(self, uri: str, opened: Opened, ready: Ready, search: BoardSearch) -> None:
        self.uri = uri
        self._opened, self._ready, self._search = opened, ready, search
        self._patient: str | None = None
        self._opened_for: str | None = None
        self._board: OpenBoard | None = None
        self._id: int | None = None
        self._changed = self._anew = False
        self._users = 0
        self._lock = threading.Lock()
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="board keeper", daemon=True)

    def start(self) -> None:
        """Begin to look for the board."""
        self._thread.start()

    def close(self) -> None:
        self._search.close()
        if self._thread.is_alive():
            self._thread.join(CLOSES_WITHIN_S)

    @property
    def news(self) -> BoardNews:
        """How things stand; raises what has ended the thread, which is a fault of this program."""
        if self._failure is not None:
            raise self._failure
        return self._search.news

    def board(self) -> OpenBoard | None:
        board = self._board
        return None if board is None or self._outdated(board) or not self.news.ready else board

    @contextmanager
    def lent(self) -> Iterator[OpenBoard]:
        with self._lock:
            board = self.board()
            if board is None:
                news = self.news
                raise NoBoardReady(NOTHING_THERE if news.ready else news.words or NOTHING_THERE)
            self._users += 1
        try:
            yield board
        finally:
            with self._lock:
                self._users -= 1

    def for_patient(self, code: str | None) -> None:
        self._patient = code

    def again(self) -> None:
        self._anew = True
        self._search.stir()

    def is_there(self) -> bool:
        return button_is_there(self.board())

    def is_down(self) -> bool:
        return button_is_down(self.board())

    def keep(self) -> None:
        """Find the board and watch it, again and again, until this is closed."""
        with suppress(Closing):
            while True:
                there = plugged_in(self.uri)
                try:
                    with self._arrived() as board:
                        self._watch(board)
                except (LinkError, SessionError) as error:
                    self._search.say(str(error))
                    self._tell(Presence.TROUBLE, str(error))
                    wait_for_change(self.uri, there, self._search, again=False)

    def _run(self) -> None:
        try:
            self.keep()
        except Exception as error:  # raised by `news`, which somebody looks at
            self._failure = error

    def _arrived(self) -> AbstractContextManager[OpenBoard]:
        return arrived_board(self.uri, self._search, self._open, self._prepared)

    def _open(self) -> AbstractContextManager[OpenBoard]:
        self._opened_for, self._anew = self._patient, False
        return self._opened(self._opened_for)

    def _prepared(self, board: OpenBoard, look: Look) -> None:
        before, self._id = self._id, board.identity.board_id
        self._changed = before not in (None, self._id)
        if self._changed:
            self._tell(Presence.CHANGED, OTHER_BOARD, board)
        else:
            self._tell(Presence.OPENING, ANSWERS, board)
        self._ready(board, look)

    def _watch(self, board: OpenBoard) -> None:
        """Until the board is gone, or to be opened anew, and nobody uses it."""
        here_ns = board.feed.now_ns()
        self._board = board
        try:
            while True:
                status, now_ns = board.feed.status(), board.feed.now_ns()
                here_ns = now_ns if status.state in HERE else here_ns
                self._tell_of(board, status)
                gone = now_ns - here_ns > GONE_AFTER_S * 1e9
                if (gone or self._outdated(board)) and self._given_up(board):
                    return
                self._search.pause(LOOK_EVERY_S)
        finally:
            self._board = None

    def _outdated(self, board: OpenBoard) -> bool:
        """Whether it is to be opened anew: another board, calibration or patient is there."""
        connection = board.connection
        worn_by_another = board.worn and self._opened_for != self._patient
        changed = connection.stranger or connection.calibrated_anew or worn_by_another
        return changed or self._anew

    def _given_up(self, board: OpenBoard) -> bool:
        """Take it from those who ask for it, unless somebody uses it."""
        with self._lock:
            if self._users or board.feed.recording is not None:
                return False
            self._board = None
            return True

    def _tell_of(self, board: OpenBoard, status: FeedStatus) -> None:
        if status.state is LinkState.STREAMING:
            words = OTHER_BOARD if self._changed else board.uncalibrated_words
            self._tell(Presence.READY, words, board)
        elif board.connection.stranger:
            self._tell(Presence.CHANGED, status.advice, board)
        else:
            self._tell(AWAY[status.state], status.advice, board)

    def _tell(self, state: Presence, words: str, board: OpenBoard | None = None) -> None:
        self._search.news = BoardNews(state, words, board.identity if board else None)
