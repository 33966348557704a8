"""Boards that are plugged in and pulled in simulated time, and a keeper that is run on them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import inf

import pytest

from tests.scripted_board import ScriptedLink, ScriptedSource, pump_for
from trainer.link.base import Link, NoBoard
from trainer.link.sim_link import FACTORY_CALIBRATION
from trainer.link.simulated_firmware import FirmwareIdentity
from trainer.sessions import arriving, board, board_keeper
from trainer.sessions.board import OpenBoard
from trainer.sessions.board_keeper import BoardKeeper
from trainer.sessions.board_news import BoardNews, Presence
from trainer.sessions.board_search import BoardSearch
from trainer.sessions.opening import opened_board
from trainer.sessions.readiness import Look, make_ready
from trainer.store.store import Store

URI = "serial:scripted"
MOST_PAUSES = 300


def board_of(board_id: int, counter: int = 1, source: ScriptedSource | None = None) -> ScriptedLink:
    """A board that holds a calibration with this counter."""
    link = ScriptedLink(source or ScriptedSource(), board_id)
    link.stored = [replace(FACTORY_CALIBRATION, board_id=board_id, counter=counter)]
    return link


class Told(BoardSearch):
    """A search whose news are written down."""

    def __init__(self, desk: "Desk") -> None:
        self.told: list[BoardNews] = []
        super().__init__(desk.said.append, desk.pass_time)

    @property
    def news(self) -> BoardNews:
        return self.told[-1]

    @news.setter
    def news(self, news: BoardNews) -> None:
        if self.told[-1:] != [news]:
            self.told.append(news)


@dataclass
class Desk:
    """A computer with one port. At each pause of the keeper the next of `happens` is done.

    One that returns False is done again at the next pause. After the last the keeper is closed.
    """

    store: Store | None = None
    happens: list[Callable[[], object]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    opened: list[OpenBoard] = field(default_factory=list)
    plugged: ScriptedLink | None = None
    pauses: int = 0

    def __post_init__(self) -> None:
        self.search = Told(self)
        self.keeper = BoardKeeper(URI, self.open, self.ready, self.search)

    def run(self, *happens: Callable[[], object]) -> list[Presence]:
        """The keeper's states while this happens, each as often as it was told anew."""
        self.happens = list(happens)
        self.keeper.keep()
        states = [news.state for news in self.search.told]
        return [s for i, s in enumerate(states) if not i or s is not states[i - 1]]

    def plug(self, link: ScriptedLink) -> Callable[[], None]:
        def plug() -> None:
            link.unplugged, self.plugged = False, link

        return plug

    def pull(self) -> None:
        assert self.plugged is not None
        self.plugged.unplugged, self.plugged = True, None

    def swap(self, link: ScriptedLink) -> Callable[[], None]:
        """Put another board on the port before the link has noticed that the first one is gone."""

        def swap() -> None:
            assert self.plugged is not None
            was = self.plugged
            self.pull()
            pump_for(self.opened[-1].feed, 0.1)
            was.unplugged, was._identity = False, FirmwareIdentity(link._identity.board_id)
            self.plugged = link

        return swap

    def until(self, state: Presence, opened: int = 0) -> Callable[[], bool]:
        """Wait for a state, of the board that is opened as the so-manieth if that is given."""
        return lambda: self.search.news.state is state and len(self.opened) >= opened

    def pass_time(self, event, seconds: float) -> bool:
        if not seconds:
            return False
        self.pauses += 1
        assert self.pauses < MOST_PAUSES, f"this never happens: {self.search.told}"
        if self.keeper._board is not None:
            pump_for(self.keeper._board.feed, seconds)
        if not self.happens:
            self.keeper.close()
        elif self.happens[0]() is not False:
            self.happens.pop(0)
        return event.is_set()

    @contextmanager
    def open(self, patient_code: str | None) -> Iterator[OpenBoard]:
        with opened_board(URI, self.said.append, self.store, None, patient_code) as opened:
            self.opened.append(opened)
            yield opened

    def ready(self, opened: OpenBoard, look: Look) -> None:
        make_ready(opened, self.store, None, self.said.append, look, inf)

    def link(self, _uri: str, _context: object) -> Link:
        if self.plugged is None:
            raise NoBoard("no board found: plug it in")
        return self.plugged


def desk_at(monkeypatch: pytest.MonkeyPatch, store: Store | None = None) -> Desk:
    """A desk whose port is looked at instead of this computer's."""
    desk = Desk(store)

    def plugged_in(_uri: str) -> tuple[object, ...]:
        return () if desk.plugged is None else (id(desk.plugged),)

    monkeypatch.setattr(arriving, "plugged_in", plugged_in)
    monkeypatch.setattr(board_keeper, "plugged_in", plugged_in)
    monkeypatch.setattr(board, "link_for", desk.link)
    return desk
