"""How commands reach a board: one way for all of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from trainer.link.base import HostClock, RealClock, SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.trial import Recording
from trainer.sessions.board import OpenBoard, open_board
from trainer.sessions.knowledge import knowledge_from
from trainer.store.store import Store


def say(text: str) -> None:
    """A line for the person, beside the data."""
    click.echo(text, err=True)


def host_clock(fast: bool) -> HostClock:
    """Real time, or time that passes as quickly as the work is done."""
    return SimulatedClock() if fast else RealClock()


@contextmanager
def opened_board(
    uri: str,
    store: Store | None = None,
    fast: bool = False,
    context: LinkContext | None = None,
) -> Iterator[OpenBoard]:
    """A streaming board, closed at the end."""
    context = context or LinkContext(clock=host_clock(fast), load_trial=loader(store))
    board = open_board(uri, context, knowledge_from(store, say))
    try:
        yield board
    finally:
        board.close()


def loader(store: Store | None) -> Callable[[str], Recording]:
    """How `replay:trial:ID` finds its trial."""

    def load(trial_id: str) -> Recording:
        if store is not None:
            return store.load_recording(trial_id)
        with Store.open() as opened:
            return opened.load_recording(trial_id)

    return load
