"""A sensor that fails while the stream goes on: what is asked of the board, said and delivered."""

import io
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import numpy as np

from tests.scripted_board import pump_for
from tests.sessions.scripted_instrument import InstrumentLink, InstrumentSource, fault, opened
from trainer.link.connection import Connection
from trainer.link.faults import FaultBook, restart_advice
from trainer.link.stream import StreamRequest
from trainer.recording.interfaces import FeedStatus
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board import OpenBoard
from trainer.sessions.listening import BACK, Obstacles, log_rows
from trainer.sessions.rows import RowFormat, RowWriter, row_form
from trainer.wire.messages import FaultCode, RestartCause

SILENT_ON, SILENT_OFF = (fault(FaultCode.SENSOR_SILENT, 0, state) for state in (1, 0))


def logged(board: OpenBoard, seconds: float) -> tuple[list[str], list[str]]:
    """(rows, what was said) of a log of so many seconds."""
    out, said = io.StringIO(), []
    log_rows(board, RowWriter(out, RowFormat.CSV, row_form(board)), seconds, said.append)
    return out.getvalue().splitlines()[1:], said


def test_a_silent_body_sensor_is_said_and_the_board_goes_on_without_a_gap() -> None:
    events = {
        2000: fault(FaultCode.SENSOR_SILENT, 1, 1),
        2500: fault(FaultCode.SENSOR_SILENT, 1, 0),
    }
    board = opened(InstrumentLink(InstrumentSource(silent={1: (4.0, 5.0)}, events=events)))
    rows, said = logged(board, 4.0)
    assert said == ["body sensor silent: check the strap cable", "body sensor back"]
    seqs = [int(row.split(",")[1]) for row in rows]
    assert np.all(np.diff(seqs) == 1)
    assert board.feed.since(-1).body.seq[-1] >= 3000


def test_who_plays_is_told_each_thing_once_as_it_is_pumped() -> None:
    events = {
        2000: fault(FaultCode.SENSOR_SILENT, 1, 1),
        2500: fault(FaultCode.SENSOR_SILENT, 1, 0),
    }
    board = opened(InstrumentLink(InstrumentSource(silent={1: (4.0, 5.0)}, events=events)))
    said: list[str] = []
    feed = board.feed
    feed.on_pump(Obstacles(board, said.append))
    while board.feed.now_ns() < 4.5e9:
        feed.pump()
    assert said == ["body sensor silent: check the strap cable"]
    assert feed.status().advice == said[0]
    assert feed.status().state is LinkState.STREAMING
    while board.feed.now_ns() < 7e9:
        feed.pump()
    assert said[1:] == ["body sensor back"]
    assert feed.status().advice == ""


def test_an_open_rail_stop_is_said_when_a_log_begins() -> None:
    class Open(InstrumentSource):
        def _sample(self, slot):
            return replace(super()._sample(slot), flags=1 | 2)

    _, said = logged(opened(InstrumentLink(Open())), 1.0)
    assert said == ["rail stop open: plug it in, or fit the link"]


def test_a_silent_board_sensor_stalls_the_feed_but_does_not_end_what_the_others_send() -> None:
    # The event of the beginning comes with the last sample, that of the end with the first.
    events = {2000: SILENT_ON, 2750: SILENT_OFF}
    link = InstrumentLink(InstrumentSource(silent={0: (4.0, 5.5)}, events=events))
    board = opened(link)
    states, advice = set(), set()
    while board.feed.now_ns() < 5.4e9:
        board.feed.pump()
        states.add(board.feed.status().state)
        advice.add(board.feed.status().advice)
    assert states == {LinkState.STREAMING, LinkState.STALLED}
    assert any("four wires" in line for line in advice)
    assert len(link.firmware.starts) == 1
    pump_for(board.feed, 2.0)
    assert board.feed.status().state is LinkState.STREAMING
    assert len(link.firmware.starts) == 1
    stretch = board.feed.since(-1)
    assert set(stretch.samples.epoch.tolist()) == {0}
    assert np.diff(stretch.samples.seq).max() == 751
    assert np.all(np.diff(stretch.body.seq) == 1)
    assert np.all(np.diff(stretch.load.seq) == 1)


def test_a_board_that_restarts_while_its_sensor_is_silent_is_started_again() -> None:
    link = InstrumentLink(InstrumentSource(silent={0: (4.0, 5.0)}, events={2000: SILENT_ON}))
    board = opened(link)
    while board.feed.status().state is LinkState.STREAMING:
        board.feed.pump()
    link.restart(RestartCause.BROWN_OUT)
    pump_for(board.feed, 4.0)
    assert board.feed.status().state is LinkState.STREAMING
    assert len(link.firmware.starts) == 2
    news = board.connection.faults.news()
    assert any("supply broke down" in line for line in news)


def test_a_log_goes_on_behind_a_restart_and_says_its_cause() -> None:
    link = InstrumentLink(InstrumentSource())
    board = opened(link)
    link.restart(RestartCause.BROWN_OUT)
    rows, said = logged(board, 3.0)
    assert said[0] == "no data from the board: check its cable"
    assert any("supply broke down" in line for line in said)
    assert "the board is back" in said
    assert {int(row.split(",")[2]) for row in rows} == {0, 1}
    request = board.connection.request
    again = link.firmware.starts[-1]
    assert (again.imu_rate_hz, again.body_rate_hz, again.load_rate_hz) == (
        request.rate_hz,
        request.body_rate_hz,
        request.load_rate_hz,
    )


def test_a_body_sensor_lost_in_a_restart_is_asked_for_all_the_same_and_comes_back() -> None:
    source = InstrumentSource()
    link = InstrumentLink(source)
    board = opened(link)
    source.silent = {1: (0.0, 1.0)}
    source.events = {
        1: fault(FaultCode.SENSOR_SILENT, 1, 1),
        500: fault(FaultCode.SENSOR_SILENT, 1, 0),
    }
    link.restart(RestartCause.POWER_ON)
    rows, said = logged(board, 6.0)
    assert {int(row.split(",")[2]) for row in rows} == {0, 1}
    assert said.index("body sensor silent: check the strap cable") < said.index("body sensor back")
    first, *_, again = link.firmware.starts
    assert replace(first, tag=0) == replace(again, tag=0)
    stretch = board.feed.since(-1)
    began_us, body_began_us = (
        part.device_us[part.epoch == 1][0] for part in (stretch.samples, stretch.body)
    )
    assert body_began_us - began_us == 1_001_000


def test_a_plate_without_its_cells_says_so() -> None:
    link = InstrumentLink(InstrumentSource())
    connection = Connection(link, StreamRequest(0, load_rate_hz=80, load_cells=15))
    connection.connect()
    link.firmware.headless = True
    for _ in range(200):
        connection.poll()
        work = connection.due()
        if work is not None:
            connection.tended(work, work.done_on(link))
        link.wait(0.01)
    assert connection.state is not LinkState.STREAMING
    assert "no load cell" in connection.advice


def test_a_board_without_its_own_sensor_says_so_and_starts_when_it_is_back() -> None:
    link = InstrumentLink(InstrumentSource())
    board = opened(link)
    link.firmware.headless = True
    link.restart(RestartCause.POWER_ON)
    pump_for(board.feed, 5.0)
    assert board.feed.status().state is not LinkState.STREAMING
    assert "no motion sensor" in board.feed.status().advice
    link.firmware.headless = False
    pump_for(board.feed, 3.0)
    assert board.feed.status().state is LinkState.STREAMING


def test_a_log_that_lost_samples_ends_with_their_count() -> None:
    board = opened(InstrumentLink(InstrumentSource(skipped=frozenset(range(2000, 2050)))))
    _, said = logged(board, 3.0)
    assert said == ["50 of 1500 samples were lost on the way (3.3 %)"]


def test_a_log_that_lost_nothing_says_nothing() -> None:
    assert logged(opened(InstrumentLink(InstrumentSource())), 2.0)[1] == []


def test_a_board_that_streams_again_is_back_with_its_first_sample_behind_the_cause() -> None:
    """A stream begins before its first event is read, and the cause comes before any sample."""
    book, seq = FaultBook(), 7
    status = FeedStatus(LinkState.STALLED, "no data from the board: check its cable", False, 8, 0)
    feed = SimpleNamespace(status=lambda: status, latest=lambda: SimpleNamespace(seq=seq))
    said: list[str] = []
    board = SimpleNamespace(feed=feed, connection=SimpleNamespace(faults=book))
    look = Obstacles(cast("OpenBoard", board), said.append)
    look()
    status = FeedStatus(LinkState.STREAMING, "", False, 8, 0)
    look()
    assert said == ["no data from the board: check its cable"]
    book.restarted(RestartCause.BROWN_OUT, 0)
    seq = 8
    look()
    look()
    assert said[1:] == [restart_advice(RestartCause.BROWN_OUT), BACK]
