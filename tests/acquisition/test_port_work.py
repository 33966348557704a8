"""No call of a feed waits for a port: a link that hangs in opening or writing holds nobody up."""

import threading
import time

import pytest

from tests.scripted_board import SETUP, ScriptedLink, ScriptedSource
from trainer.acquisition.board import BoardSetup, tilting_board
from trainer.acquisition.feed import BoardFeed
from trainer.link.base import RealClock
from trainer.link.connection import Connection, StreamRequest
from trainer.recording.sensor import UNCALIBRATED
from trainer.recording.vocabulary import LinkState


class HangingLink(ScriptedLink):
    """A scripted board in real time whose `open` and `write` can be made to hang."""

    def __init__(self) -> None:
        super().__init__(ScriptedSource())
        self._clock = RealClock()  # type: ignore[assignment]
        self._began_ns = self._clock.now_ns()
        self.hangs_in = ""
        self.hanging, self.may_go_on = threading.Event(), threading.Event()

    def open(self) -> None:
        self._hang("open")
        super().open()

    def write(self, data: bytes) -> None:
        self._hang("write")
        super().write(data)

    def _hang(self, where: str) -> None:
        if self.hangs_in == where:
            self.hanging.set()
            self.may_go_on.wait()


@pytest.fixture
def board():
    link = HangingLink()
    connection = Connection(link, StreamRequest())
    connection.connect()
    connection.start()
    feed = BoardFeed(connection, tilting_board(SETUP, BoardSetup(UNCALIBRATED)))
    feed.open()
    yield link, feed
    link.hangs_in = ""
    link.may_go_on.set()
    feed.close()


def use(feed: BoardFeed) -> None:
    """Everything a game does in a frame."""
    feed.pump()
    feed.status()
    feed.since(-1)
    feed.latest()
    feed.predict(feed.now_ns())


def test_nothing_waits_while_a_lost_port_is_opened_again(board) -> None:
    link, feed = board
    link.hangs_in, link.unplugged = "open", True
    link.hanging.wait()
    use(feed)
    assert not link.may_go_on.is_set()
    assert feed.status().state is LinkState.LOST
    link.unplugged = False
    link.may_go_on.set()
    while feed.status().state is LinkState.LOST:
        time.sleep(0.01)
    use(feed)


def test_nothing_waits_while_a_ping_is_written(board) -> None:
    link, feed = board
    link.hangs_in = "write"
    link.hanging.wait()
    use(feed)
    assert not link.may_go_on.is_set()


def test_a_reader_that_fails_while_it_waits_is_told_by_the_next_pump(board) -> None:
    link, feed = board

    def fails(_timeout_s: float) -> None:
        raise RuntimeError("broken")

    waits, link.wait = link.wait, fails
    while feed._failure is None:
        time.sleep(0.01)
    with pytest.raises(RuntimeError, match="broken"):
        feed.pump()
    link.wait = waits
