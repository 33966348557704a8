"""How commands reach a board: one way for all of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click

from trainer.link.base import HostClock, RealClock, SimulatedClock
from trainer.link.uri import LinkContext
from trainer.sessions.board import OpenBoard, open_board
from trainer.sessions.knowledge import from_eeprom


def say(text: str) -> None:
    """A line for the person, beside the data."""
    click.echo(text, err=True)


def host_clock(fast: bool) -> HostClock:
    """Real time, or time that passes as quickly as the work is done."""
    return SimulatedClock() if fast else RealClock()


@contextmanager
def opened_board(
    uri: str, fast: bool = False, defaults: Mapping[str, str] | None = None
) -> Iterator[OpenBoard]:
    """A streaming board, closed at the end."""
    context = LinkContext(clock=host_clock(fast), defaults=defaults or {})
    board = open_board(uri, context, from_eeprom)
    try:
        yield board
    finally:
        board.close()
