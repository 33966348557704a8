"""Open a board with what the database knows about it; every command and `trainer.open_board` do so.

`opened_board` leaves the waiting to its caller; `ready_board` is for samples that are nobody's
trial.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from trainer.link.uri import LinkContext, steered_by
from trainer.recording.trial import Recording
from trainer.sessions.board import OpenBoard, open_board
from trainer.sessions.board_facts import facts_from
from trainer.sessions.errors import SessionError
from trainer.sessions.readiness import make_ready
from trainer.sessions.store_access import open_store
from trainer.store.store import Store

Say = Callable[[str], None]

NOBODY_TILTS = (
    "board {0} is tilted in the window of a game, and here is none: use sim:patient, or tilt it in "
    "baps play bullseye --board {0} --lsl, which publishes it"
)


@contextmanager
def opened_board(
    uri: str,
    say: Say,
    store: Store | None = None,
    context: LinkContext | None = None,
    patient_code: str | None = None,
) -> Iterator[OpenBoard]:
    """A streaming board, closed at the end; `patient_code` says who will stand on it, if known."""
    context = replace(context or LinkContext(), load_trial=loader(store))
    board = open_board(uri, context, facts_from(store, say, patient_code))
    try:
        yield board
    finally:
        board.close()


@contextmanager
def ready_board(uri: str, say: Say, context: LinkContext | None = None) -> Iterator[OpenBoard]:
    """A board that delivers samples and was checked at rest.

    `SessionError` for one that is tilted in a window, for here is none.
    """
    if steered_by(uri):
        raise SessionError(NOBODY_TILTS.format(uri))
    with open_store(say) as store, opened_board(uri, say, store, context) as board:
        make_ready(board, store, None, say)
        yield board


def loader(store: Store | None) -> Callable[[str], Recording]:
    """The function by which `replay:trial:ID` loads its trial."""

    def load(trial_id: str) -> Recording:
        if store is not None:
            return store.load_recording(trial_id)
        with Store.open() as opened:
            return opened.load_recording(trial_id)

    return load
