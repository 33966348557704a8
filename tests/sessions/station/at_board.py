"""A station with a simulated patient on its board, as fast as it goes, for whoever serves it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from games.desk.desk import Desk
from games.engine.setup import Station
from games.engine.window import Window
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.interfaces import Standing, Stimulus
from trainer.sessions.board_care import BoardCare
from trainer.sessions.board_news import KeptBoard
from trainer.sessions.kept_board import kept_board
from trainer.sessions.station.front import Front
from trainer.sessions.visits.assembled import Room
from trainer.store.places import places
from trainer.store.store import Store

STATION = Station(reduced_motion=True, muted=True)
"""One that waits for nothing."""

Sits = Callable[[KeptBoard], AbstractContextManager[tuple[Desk, KeptBoard]]]


@contextmanager
def station_at_board(
    store: Store, window: Window, sits: Sits, operator: str = ""
) -> Iterator[Front]:
    """`sits` gives the desk on a board, and the board as the station then sees it."""
    standing, stimulus, clock = Standing(), Stimulus(), SimulatedClock()
    context = LinkContext(clock, stimulus=stimulus, standing=standing, defaults={"seed": "3"})
    said: list[str] = []
    with (
        kept_board("sim:patient?skill=0.8", store, said.append, lambda: context) as kept,
        sits(kept) as (desk, board),
    ):
        room = Room(store, places(), board, desk.station, "here", said.append, standing, operator)
        yield Front(desk, window, room, BoardCare(board, store), stimulus)
