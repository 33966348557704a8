"""What is published of a board, and of a trial on it; the network is a list here."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from games.registry import activity_named
from tests.recordings import swaying
from tests.scripted_board import pump_for
from tests.sessions.scripted_instrument import InstrumentLink, InstrumentSource, fault, opened
from tests.sessions.simulated_visit import visited
from trainer.motion.readings import accel_g, gyro_deg_s
from trainer.recording.conditions import Conditions
from trainer.recording.trial import BoardIdentity, ClockMap
from trainer.sessions import streaming
from trainer.sessions.announced import source_id
from trainer.sessions.board import OpenBoard
from trainer.sessions.errors import SessionError
from trainer.sessions.lsl import StreamForm
from trainer.sessions.rows import BODY_DIGITS, DIGITS, LOAD_DIGITS
from trainer.sessions.streaming import Streamer, shifted, stream_on, streamed
from trainer.store.store import Store
from trainer.wire.messages import FaultCode, RestartCause

OFFSET_S = 100.0


class Sent:
    """An outlet that keeps what it is given."""

    def __init__(self, form: StreamForm) -> None:
        self.form = form
        self.columns: list[dict[str, np.ndarray]] = []
        self.times: list[np.ndarray] = []
        self.marks: list[tuple[dict, float]] = []
        self.heard = self.closed = False

    def push(self, columns: dict[str, np.ndarray], times_s: np.ndarray) -> None:
        self.columns.append(columns)
        self.times.append(times_s)

    def mark(self, text: str, time_s: float) -> None:
        self.marks.append((json.loads(text), time_s))

    def close(self) -> None:
        self.closed = True

    def column(self, name: str) -> np.ndarray:
        return np.concatenate([columns[name] for columns in self.columns])

    @property
    def times_s(self) -> np.ndarray:
        return np.concatenate(self.times)


@pytest.fixture(autouse=True)
def two_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """LSL's clock is ahead of the host's."""
    monkeypatch.setattr(streaming, "clock_offset_s", lambda: OFFSET_S)


def published(board: OpenBoard, seconds: float | None = None) -> tuple[Streamer, dict[str, Sent]]:
    """A streamer that publishes at each pump, and its streams by their short names."""
    sent: dict[str, Sent] = {}

    def outlet(form: StreamForm) -> Sent:
        return sent.setdefault(form.name.removeprefix("BAPS "), Sent(form))

    streamer = Streamer(board, outlet, seconds)
    board.feed.on_pump(streamer.step)
    return streamer, sent


def test_each_sensor_has_a_stream_with_the_columns_of_log_and_their_units() -> None:
    streamer, sent = published(opened(InstrumentLink(InstrumentSource())))
    assert list(sent) == ["board", "load", "thigh", "events"]
    labels = {name: [c.label for c in s.form.channels] for name, s in sent.items()}
    assert labels["board"] == list(DIGITS)
    assert labels["load"] == ["t_s", "seq", *LOAD_DIGITS]
    assert labels["thigh"] == ["t_s", "seq", *BODY_DIGITS]
    assert [s.form.rate_hz for s in sent.values()] == [500.0, 80.0, 500.0, 0.0]
    assert [s.form.kind for s in sent.values()] == ["MoCap", "Force", "MoCap", "Markers"]
    assert all(c.unit and c.kind for s in sent.values() for c in s.form.channels)
    assert {c.label: c.kind for c in sent["board"].form.channels}["ap_deg"] == "ORNT"
    assert streamer.samples == 0


def test_every_sample_is_published_once_with_its_own_values_and_time() -> None:
    board = opened(InstrumentLink(InstrumentSource()))
    first = board.feed.latest().seq
    streamer, sent = published(board)
    pump_for(board.feed, 3.0)
    whole = board.feed.since(first)
    samples = whole.samples
    stream = sent["board"]
    assert np.array_equal(stream.column("seq"), samples.seq)
    assert stream.column("ap_deg").tobytes() == samples.ap_deg.tobytes()
    assert stream.column("t_s").tobytes() == samples.t_s.tobytes()
    assert (
        stream.column("ay_g").tolist() == accel_g(samples.accel_counts, board.setup)[:, 1].tolist()
    )
    turning = gyro_deg_s(samples.gyro_counts, board.setup)
    assert stream.column("gz_deg_s").tolist() == turning[:, 2].tolist()
    delayed_us = samples.device_us - board.setup.delay_us
    host_s = board.feed.clock_map().host_ns(delayed_us) / 1e9
    assert stream.times_s == pytest.approx(host_s + OFFSET_S, abs=0.02)
    for name, rows in (("load", whole.load), ("thigh", whole.body)):
        assert np.array_equal(sent[name].column("seq"), rows.seq)
        assert (np.diff(sent[name].times_s) > 0).all()
    assert (np.diff(stream.times_s) > 0).all()
    assert (streamer.samples, streamer.lost) == (len(samples), 0)


def test_the_first_map_and_the_offset_of_the_clocks_are_announced() -> None:
    board = opened(InstrumentLink(InstrumentSource()))
    _, sent = published(board)
    clock = sent["board"].form.about["clock_map"]
    assert float(clock["lsl_minus_perf_counter_s"]) == OFFSET_S
    assert float(clock["ns_per_us"]) == pytest.approx(1000.0, rel=0.01)
    pump_for(board.feed, 0.5)
    stream = sent["board"]
    expected = float(clock["origin_s"]) + stream.column("t_s")
    assert stream.times_s == pytest.approx(expected, abs=0.02)


def test_what_made_the_data_is_announced_and_an_uncalibrated_board_says_so() -> None:
    _, sent = published(opened(InstrumentLink(InstrumentSource())))
    made = sent["board"].form.about["acquisition"]
    assert made["manufacturer"] == "BAPS trainer"
    assert made["compensated_lag"] == 0.0035
    assert made["settings"]["calibrated"] == "true"
    assert sent["load"].form.about["acquisition"]["compensated_lag"] == 0.025


def test_events_of_the_board_are_markers_at_their_samples_time() -> None:
    events = {2500: fault(FaultCode.SENSOR_SILENT, 1, 1)}
    board = opened(InstrumentLink(InstrumentSource(silent={1: (5.0, 6.0)}, events=events)))
    _, sent = published(board)
    while board.feed.now_ns() < 6e9:
        board.feed.pump()
    ((mark, time_s),) = sent["events"].marks
    assert mark == {"event": "fault", "code": FaultCode.SENSOR_SILENT, "sensor": 1, "state": 1}
    assert time_s in sent["board"].times_s


def test_a_restarted_board_goes_on_in_the_same_streams() -> None:
    link = InstrumentLink(InstrumentSource())
    board = opened(link)
    streamer, sent = published(board)
    pump_for(board.feed, 1.0)
    link.restart(RestartCause.BROWN_OUT)
    pump_for(board.feed, 6.0)
    stream = sent["board"]
    assert sorted(set(stream.column("epoch").tolist())) == [0, 1]
    assert (np.diff(stream.times_s) > 0).all()
    assert not stream.closed
    told = [mark for mark, _ in sent["events"].marks]
    assert {"event": "link", "state": "stalled"} in told
    assert {"event": "link", "state": "streaming"} in told
    assert any(mark["event"] == "restarted" for mark in told)
    assert streamer.lost > 0


def test_a_trial_and_its_events_are_markers_without_a_word_about_whose_it_is(
    tmp_path: Path,
) -> None:
    with Store.open(f"sqlite:///{tmp_path}/baps.db") as store:
        patient = visited(store, "K7", "sim:patient?skill=0.9", tmp_path)
        with patient as (visit, stimulus):
            _, sent = published(visit.board)
            conditions = Conditions("bullseye", seconds=5.0)
            activity = activity_named("bullseye")
            kept = visit.play_headless(activity, conditions, 1, stimulus, lambda _: None)
            pump_for(visit.board.feed, 0.1)
    marks = sent["events"].marks
    (trial, begun_s), *later = marks
    others = [(mark, time_s) for mark, time_s in later if mark["event"] != "trial"]
    again = [at for at, (mark, _) in enumerate(later) if mark["event"] == "trial"]
    # A recorder that was begun after the streams had come learns which trial it is, too.
    assert [later[at][0] for at in again] == [trial, trial]
    assert [later[at + 1][0]["event"] for at in again] == ["start", "end"]
    assert (trial["event"], trial["activity"]) == ("trial", "bullseye")
    assert trial["trial_id"] == kept.recording.header.trial_id
    told = [mark["event"] for mark, _ in others]
    assert told == [event.kind.value for event in kept.recording.events]
    assert {"start", "measure_from", "outcome", "end"} <= set(told)
    assert "K7" not in json.dumps(marks)
    times = dict(zip(told, [time_s for _, time_s in others], strict=True))
    assert begun_s < times["start"] < times["measure_from"] < times["end"]
    # "measure_from" stands 3 s of trial time after "start".
    assert times["measure_from"] - times["start"] == pytest.approx(3.0, abs=0.05)


def test_a_source_is_known_by_its_board_if_that_has_a_number_and_by_its_uri_otherwise() -> None:
    board = opened(InstrumentLink(InstrumentSource()))

    def known(uri: str, board_id: int) -> str:
        return source_id(replace(board, identity=BoardIdentity(uri, board_id)), "load")

    assert known("serial:COM3", 0xA11CE) == "baps-00000000000a11ce-load"
    assert known("serial:COM4", 0xA11CE) == known("serial:COM3", 0xA11CE)
    assert known("serial:COM3", 0) != known("serial:COM4", 0)
    assert known("sim:patient?seed=1", 7) != known("sim:patient?seed=2", 7)
    # LabRecorder looks streams up by an expression in which the id stands in quotes.
    assert "'" not in known("sim:patient?who='me'", 7)


def test_exactly_the_seconds_that_were_asked_for_are_published() -> None:
    board = opened(InstrumentLink(InstrumentSource()))
    streamer, sent = published(board, seconds=1.5)
    pump_for(board.feed, 1.0)
    assert not streamer.done
    pump_for(board.feed, 1.0)
    assert streamer.done
    stream = sent["board"]
    assert streamer.samples == len(stream.times_s) == 750
    assert np.array_equal(np.diff(stream.column("seq")), np.ones(749))
    assert sent["load"].column("t_s")[-1] <= stream.column("t_s")[-1]
    stream_on(board, streamer, lambda: None)


def test_a_thread_that_fails_is_told_and_does_not_stop_the_board() -> None:
    board = opened(InstrumentLink(InstrumentSource()))
    streamer, sent = published(board)

    def broken(_columns: dict, _times: np.ndarray) -> None:
        streamer._ending.set()
        raise RuntimeError("the network is down")

    sent["board"].push = broken  # type: ignore[method-assign]
    streamer.check()
    board.feed._listeners.clear()
    pump_for(board.feed, 0.1)
    streamer.begin()
    streamer._thread.join()
    with pytest.raises(SessionError, match="streaming has failed: the network is down"):
        stream_on(board, streamer, lambda: None)
    streamer.end()
    assert all(outlet.closed for outlet in sent.values())


def test_what_failed_beside_a_game_is_told_when_the_game_is_over() -> None:
    board, over = opened(InstrumentLink(InstrumentSource())), []

    def broken(_columns: dict, _times: np.ndarray) -> None:
        raise RuntimeError("the network is down")

    def outlet(form: StreamForm) -> Sent:
        sent = Sent(form)
        sent.push = broken  # type: ignore[method-assign]
        return sent

    def play() -> None:
        with streamed(Streamer(board, outlet), lambda _: None):
            pump_for(board.feed, 0.5)
            over.append("played")

    with pytest.raises(SessionError, match="streaming has failed: the network is down"):
        play()
    assert over == ["played"]


def test_what_came_last_is_published_before_the_streams_end(monkeypatch) -> None:
    board = opened(InstrumentLink(InstrumentSource()))
    sent: dict[str, Sent] = {}

    def outlet(form: StreamForm) -> Sent:
        return sent.setdefault(form.name, Sent(form))

    monkeypatch.setattr(streaming, "STEP_S", 3600.0)
    with streamed(Streamer(board, outlet), lambda _: None):
        pump_for(board.feed, 0.5)
    newest = board.feed.latest()
    assert newest is not None
    assert sent["BAPS board"].column("seq")[-1] == newest.seq
    assert all(stream.closed for stream in sent.values())


def test_the_file_of_a_replay_is_not_named_on_the_network() -> None:
    board = opened(InstrumentLink(InstrumentSource()))
    replayed = replace(
        board, identity=BoardIdentity("replay:K7-left.baps", 7), replayed=swaying(100)
    )
    _, sent = published(replayed)
    assert sent["board"].form.about["acquisition"]["uri"] == "replay"
    assert "K7" not in repr([stream.form for stream in sent.values()])
    _, sent = published(board)
    assert sent["board"].form.about["acquisition"]["uri"] == board.identity.uri


def test_a_map_is_shifted_by_what_another_clock_is_ahead() -> None:
    assert shifted(ClockMap(1e9, 1001.0), 2.5) == ClockMap(3.5e9, 1001.0)
