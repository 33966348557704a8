"""Waits until the station's board is ready; free play and visits ask for it before each trial."""

from games.desk.desk import never
from games.desk.page import BACK, Until
from games.screens.arrival import Waiting
from games.screens.station.waiting import AGAIN, WaitingPage
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board_news import KeptBoard, Presence
from trainer.sessions.station.front import Front

WAITS_FOR = {
    Presence.NONE: Waiting.NO_BOARD,
    Presence.OPENING: Waiting.PROGRAM,
    Presence.CHANGED: Waiting.PROGRAM,
    Presence.STILL: Waiting.STILL,
    Presence.MOVED: Waiting.MOVED,
    Presence.TROUBLE: Waiting.TROUBLE,
    Presence.READY: Waiting.PROGRAM,
}
"""What is shown; a board that is ready and not given out yet is opened for another patient."""


LOOKED_FOR = "The board is being looked for and opened."
ANEW = "The board is being opened anew."
SILENT = "The board is open, and sends nothing now: check its cable."


def board_ready(front: Front, unless: Until = never) -> bool:
    """Show what keeps the board from being ready until it is.

    False if somebody goes back, or as soon as `unless` is true.
    """
    board = front.room.board
    if _streams(board):
        return True
    page = WaitingPage(front.kit, front.desk.station)

    def ready() -> bool:
        page.tell(WAITS_FOR[board.news.state], _words(board))
        return _streams(board)

    while True:
        taken = front.show(page, lambda: ready() or unless())
        if taken != AGAIN:
            return taken != BACK and ready()
        board.again()


def _words(kept: KeptBoard) -> str:
    """What the therapist should know about what is waited for."""
    news, board = kept.news, kept.board()
    if not news.ready:
        return news.words or LOOKED_FOR
    return ANEW if board is None else board.feed.status().advice or SILENT


def _streams(kept: KeptBoard) -> bool:
    """Whether a trial may begin: a board that was pulled just now is still open for a while."""
    board = kept.board()
    return board is not None and board.feed.status().state is LinkState.STREAMING
