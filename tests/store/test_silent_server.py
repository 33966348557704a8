"""A server that is silent costs its patience once, and nobody asks it again for a minute."""

import socket
import threading
from collections.abc import Generator, Iterator

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from trainer.recording.conditions import Conditions
from trainer.store import Store, StoreUnreachable
from trainer.store.engines import SILENT_FOR_S, ServerSilence, open_engines
from trainer.store.places import database_url
from trainer.store.postgres import (
    ANSWER_S,
    PING_S,
    SERVER_PATIENCE,
    ImpatientConnection,
    heard_from,
)

NOBODY = "postgresql://me@127.0.0.1:1/baps"


class SilentServer:
    """Accepts every connection and never answers; counts them."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._accepted: list[socket.socket] = []
        self.url = f"postgresql://me@127.0.0.1:{self._listener.getsockname()[1]}/baps"
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def asked(self) -> int:
        return len(self._accepted)

    def close(self) -> None:
        self._listener.close()
        for one in self._accepted:
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                self._accepted.append(self._listener.accept()[0])
            except OSError:
                return


@pytest.fixture
def server() -> Iterator[SilentServer]:
    silent = SilentServer()
    yield silent
    silent.close()


@pytest.mark.timeout(120)
def test_opening_gives_up_after_one_connection(server: SilentServer) -> None:
    with pytest.raises(StoreUnreachable):
        Store.open(server.url)
    assert server.asked == 1


def test_after_one_question_without_an_answer_the_server_is_left_alone(
    server: SilentServer,
) -> None:
    store = Store(open_engines(database_url(server.url)), "clinic")
    with store:
        with pytest.raises(StoreUnreachable):
            store.before_trial("K7", Conditions("bullseye"), 7)
        asked = server.asked
        assert asked == 1
        for question in (
            lambda: store.before_trial("K7", Conditions("bullseye"), 7),
            lambda: store.newest_weight("K7"),
            lambda: store.past_scores("K7", Conditions("bullseye"), "osi", 1),
            lambda: store.add_patient("K7"),
        ):
            with pytest.raises(StoreUnreachable, match="clinic did not answer and is asked again"):
                question()
        assert server.asked == asked


def test_a_minute_later_it_is_asked_again_and_a_conflict_is_no_silence() -> None:
    now_s = 0.0
    silence = ServerSilence("clinic", lambda: now_s)
    engines = open_engines(database_url(NOBODY))
    silence.note(engines, IntegrityError("", {}, Exception()))
    silence.check()
    silence.note(engines, OperationalError("", {}, Exception()))
    now_s = SILENT_FOR_S - 1
    with pytest.raises(StoreUnreachable, match="in 1 s"):
        silence.check()
    now_s = SILENT_FOR_S + 1
    silence.check()


def test_somebody_who_shows_pages_asks_again_sooner() -> None:
    now_s = 0.0
    silence = ServerSilence("clinic", lambda: now_s, lasts_s=5.0)
    silence.note(open_engines(database_url(NOBODY)), OperationalError("", {}, Exception()))
    now_s = 4.0
    with pytest.raises(StoreUnreachable, match="in 1 s"):
        silence.check()
    now_s = 5.0
    silence.check()


def test_a_busy_file_is_asked_again_at_once() -> None:
    silence = ServerSilence("file")
    engines = open_engines(database_url("sqlite:////tmp/never-opened.db"))
    silence.note(engines, OperationalError("", {}, Exception("database is locked")))
    silence.check()


def test_the_limits_reach_the_driver(server: SilentServer, monkeypatch) -> None:
    given: dict[str, object] = {}

    def connect(*_: object, **named: object) -> None:
        given.update(named)
        raise OperationalError("", None, Exception("no connection wanted"))

    monkeypatch.setattr(ImpatientConnection, "connect", connect)
    with pytest.raises(StoreUnreachable):
        Store.open(server.url)
    assert {name: given.get(name) for name in SERVER_PATIENCE} == SERVER_PATIENCE
    assert SERVER_PATIENCE["connect_timeout"] + PING_S <= 3


def arriving(pieces: int) -> Generator[int, int, str]:
    """What psycopg waits for: asks to be woken, and takes what the socket is ready for."""
    for _ in range(pieces):
        yield 1
    return "all of it"


def test_an_answer_may_take_long_while_it_keeps_coming(monkeypatch) -> None:
    now = [0.0]
    monkeypatch.setattr("trainer.store.postgres.monotonic", lambda: now[0])
    answer = heard_from(arriving(10))
    next(answer)
    for _ in range(9):
        now[0] += 0.9 * ANSWER_S
        assert answer.send(1) == 1
    with pytest.raises(StopIteration) as done:
        answer.send(1)
    assert done.value.value == "all of it"


def test_a_server_that_sends_nothing_is_given_up(monkeypatch) -> None:
    now = [0.0]
    monkeypatch.setattr("trainer.store.postgres.monotonic", lambda: now[0])
    answer = heard_from(arriving(10))
    next(answer)
    now[0] += 0.9 * ANSWER_S
    answer.send(0)
    now[0] += 0.2 * ANSWER_S
    with pytest.raises(psycopg.OperationalError, match="does not answer"):
        answer.send(0)
