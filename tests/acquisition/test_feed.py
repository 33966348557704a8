"""The feed over a scripted board: bias, tilt, gaps, loss, prediction, recording."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.scripted_board import SETUP, ScriptedLink, ScriptedSource, header_of, pump_for
from trainer.acquisition.board import BoardSetup, tilting_board
from trainer.acquisition.feed import HELD_EVENTS, BoardFeed
from trainer.acquisition.table import HELD_S
from trainer.journal.reading import claimed
from trainer.journal.writer import Journal
from trainer.link.connection import CALIBRATED_ANEW, Connection
from trainer.link.sim_link import FACTORY_CALIBRATION
from trainer.link.simulated_firmware import FirmwareIdentity
from trainer.link.stream import StreamRequest
from trainer.recording.interfaces import Marks
from trainer.recording.samples import Samples
from trainer.recording.sensor import UNCALIBRATED
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind, LinkState
from trainer.wire.codec import encode
from trainer.wire.messages import BoardEventKind, Event

NOTHING_KNOWN = BoardSetup(UNCALIBRATED)


def swaying(t_s: float) -> tuple[float, float]:
    return (5 * np.sin(2 * np.pi * 0.5 * (t_s - 4)), 2.0 * min(t_s - 4, 1.5)) if t_s > 4 else (0, 0)


def open_feed(
    source: ScriptedSource, known: BoardSetup = NOTHING_KNOWN
) -> tuple[BoardFeed, ScriptedLink]:
    link = ScriptedLink(source)
    return feed_over(link, known), link


def feed_over(link: ScriptedLink, known: BoardSetup = NOTHING_KNOWN) -> BoardFeed:
    connection = Connection(link, StreamRequest())
    connection.connect()
    connection.start()
    feed = BoardFeed(connection, tilting_board(SETUP, known))
    feed.open()
    return feed


def test_bias_is_taken_from_stillness_and_tilt_is_right() -> None:
    feed, _ = open_feed(ScriptedSource(swaying, bias_deg_s=(4.0, -7.0, 15.0)))
    pump_for(feed, 8.0)
    samples = feed.since(-1).samples
    truth = np.array([swaying(t) for t in samples.seq / 500])
    assert samples.t_s[0] == 0.0
    assert np.sqrt(np.mean((samples.ap_deg - truth[:, 0]) ** 2)) < 0.1
    assert np.abs(samples.ml_deg - truth[:, 1]).max() < 0.2
    feed.close()


def test_a_host_that_was_held_up_for_seconds_finds_the_stillness_within_them() -> None:
    feed, link = open_feed(ScriptedSource(swaying, bias_deg_s=(4.0, -7.0, 15.0)))
    link.clock.sleep(8.0)
    pump_for(feed, 1.0)
    samples = feed.since(-1).samples
    truth = np.array([swaying(t) for t in samples.seq / 500])
    assert samples.seq[0] < 4 * 500, "it was taken while the board lay still"
    assert np.array_equal(np.diff(samples.seq), np.ones(len(samples) - 1))
    assert np.sqrt(np.mean((samples.ap_deg - truth[:, 0]) ** 2)) < 0.1
    status = feed.status()
    assert (status.received, status.lost) == (len(samples), 0)
    feed.close()


def test_nothing_is_delivered_while_the_board_moves_and_the_status_says_why() -> None:
    feed, _ = open_feed(ScriptedSource(lambda t: (6 * np.sin(3 * t), 0.0)))
    pump_for(feed, 6.0)
    assert feed.latest() is None
    assert feed.status().state is LinkState.STARTING
    assert "moving" in feed.status().advice
    feed.close()


@pytest.mark.parametrize(("noise", "word"), [(0.0, "repeats one value")])
def test_a_sensor_that_repeats_one_value_is_not_believed(noise: float, word: str) -> None:
    feed, _ = open_feed(ScriptedSource(noise_counts=noise))
    pump_for(feed, 6.0)
    assert word in feed.status().advice
    feed.close()


def test_on_a_board_that_never_rests_the_bias_of_last_time_is_taken() -> None:
    source = ScriptedSource(lambda t: (6 * np.sin(3 * t), 0.0), bias_deg_s=(2.0, -3.0, 4.0))
    feed, _ = open_feed(source, BoardSetup(UNCALIBRATED, (2.0, -3.0, 4.0)))
    pump_for(feed, 14.0)
    assert feed.latest() is None
    pump_for(feed, 6.0)
    samples = feed.since(-1).samples
    truth = 6 * np.sin(3 * samples.seq / 500)
    assert np.sqrt(np.mean((samples.ap_deg - truth) ** 2)) < 0.5
    feed.close()


def test_a_dead_sensor_is_not_excused_by_a_stored_bias() -> None:
    known = BoardSetup(UNCALIBRATED, (0.0, 0.0, 0.0))
    feed, _ = open_feed(ScriptedSource(noise_counts=0.0), known)
    pump_for(feed, 20.0)
    assert feed.latest() is None
    assert "repeats one value" in feed.status().advice
    feed.close()


def test_missed_slots_are_counted() -> None:
    feed, _ = open_feed(ScriptedSource(skipped=frozenset({2000, 2001, 2500})))
    pump_for(feed, 4.0)
    seen = feed.latest()
    assert seen is not None
    pump_for(feed, 3.0)
    stretch = feed.since(seen.seq)
    assert stretch.missed == 3
    assert len(stretch.samples) + 3 == stretch.samples.seq[-1] - seen.seq
    feed.close()


def test_silence_stalls_and_data_revives_in_the_same_epoch() -> None:
    feed, link = open_feed(ScriptedSource())
    pump_for(feed, 4.0)
    link.silent = True
    pump_for(feed, 0.5)
    assert feed.status().state is LinkState.STALLED
    link.silent = False
    pump_for(feed, 0.5)
    assert feed.status().state is LinkState.STREAMING
    assert set(feed.since(-1).samples.epoch) == {0}
    feed.close()


def test_a_board_pulled_and_put_back_streams_on_in_a_new_epoch() -> None:
    feed, link = open_feed(ScriptedSource())
    pump_for(feed, 4.0)
    link.unplugged = True
    pump_for(feed, 1.0)
    assert feed.status().state is LinkState.LOST
    assert "scripted" in feed.status().advice
    link.unplugged = False
    pump_for(feed, 2.0)
    assert feed.status().state is LinkState.STREAMING
    samples = feed.since(-1).samples
    assert set(samples.epoch) == {0, 1}
    assert np.all(np.diff(samples.t_s) > 0)
    assert np.all(np.diff(samples.seq) > 0)
    feed.close()


def test_a_board_that_was_calibrated_elsewhere_while_it_was_away_is_told_of_once() -> None:
    link = ScriptedLink(ScriptedSource())
    connection = Connection(link, StreamRequest())
    connection.connect()
    connection.calibration_counter = FACTORY_CALIBRATION.counter
    connection.start()
    feed = BoardFeed(connection, tilting_board(SETUP, NOTHING_KNOWN))
    feed.open()
    pump_for(feed, 4.0)
    told = []
    for counter in (1, 2, 2):
        link.stored = [replace(FACTORY_CALIBRATION, counter=counter)]
        link.unplugged = True
        pump_for(feed, 1.0)
        link.unplugged = False
        pump_for(feed, 2.0)
        assert feed.status().state is LinkState.STREAMING
        told.append(connection.faults.news().count(CALIBRATED_ANEW))
    assert told == [0, 1, 0]
    feed.close()


def test_prediction_runs_ahead_by_the_rate_and_no_more_than_60_ms() -> None:
    feed, _ = open_feed(ScriptedSource(lambda t: (max(0.0, 3 * (t - 4)), 0.0), noise_counts=1))
    pump_for(feed, 5.5)
    newest = feed.latest()
    assert newest is not None
    soon = feed.predict(feed.now_ns() + 30_000_000)
    assert soon.ap_deg - newest.ap_deg == pytest.approx(3 * 0.035, abs=0.03)
    assert not soon.stale
    late = feed.predict(feed.now_ns() + 5_000_000_000)
    assert late.stale
    assert late.ap_deg - newest.ap_deg == pytest.approx(3 * 0.060, abs=0.02)
    feed.close()


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (BoardEventKind.BUTTON, EventKind.BUTTON),
        (BoardEventKind.RAIL_STOP, EventKind.RAIL_STOP),
        (BoardEventKind.FOOT_MAT, EventKind.FOOT_MAT),
        (BoardEventKind.HAND_RAIL, EventKind.HAND_RAIL),
    ],
)
def test_board_events_stand_before_the_sample_they_came_with(
    kind: BoardEventKind, shown: EventKind
) -> None:
    event = Event(kind, 0, 0, 1, 0)
    feed, _ = open_feed(ScriptedSource(events={2000: event}))
    pump_for(feed, 5.0)
    stretch = feed.since(-1)
    (found,) = stretch.events
    assert found.kind is shown
    assert abs(stretch.samples.seq[found.index] - 2000) <= 10
    assert feed.since(int(stretch.samples.seq[-1])).events == ()


def test_who_asks_from_sample_to_sample_gets_each_event_once() -> None:
    pressed = Event(BoardEventKind.BUTTON, 0, 0, 1, 0)
    feed, _ = open_feed(ScriptedSource(events={2000: pressed, 2001: pressed}))
    pump_for(feed, 3.5)
    newest = feed.latest()
    assert newest is not None
    seq, found = newest.seq, 0
    for _ in range(60):
        feed.pump()
        for _ in range(2):
            stretch = feed.since(seq)
            found += len(stretch.events)
            seq = int(stretch.samples.seq[-1]) if len(stretch.samples) else seq
    assert found == 2
    feed.close()


def test_a_failure_of_the_reader_is_told_by_the_next_pump() -> None:
    feed, _ = open_feed(ScriptedSource())
    feed._failure = RuntimeError("broken")
    with pytest.raises(RuntimeError, match="broken"):
        feed.pump()
    feed.close()


def test_a_recording_holds_exactly_the_samples_that_were_delivered() -> None:
    feed, _ = open_feed(ScriptedSource(swaying))
    pump_for(feed, 5.0)
    before = feed.begin_recording(header_of).seq
    pump_for(feed, 2.0)
    delivered = feed.since(before).samples
    recording = feed.end_recording()
    assert np.array_equal(recording.samples.seq, delivered.seq)
    assert np.array_equal(recording.samples.ap_deg, delivered.ap_deg)
    assert recording.samples.seq[0] == recording.header.start.first_seq
    assert recording.samples.device_us[0] == recording.header.start.first_device_us
    feed.close()


def test_another_board_in_place_of_the_lost_one_is_not_taken() -> None:
    feed, link = open_feed(ScriptedSource())
    pump_for(feed, 4.0)
    link.unplugged = True
    pump_for(feed, 0.5)
    link.unplugged, link._identity = False, FirmwareIdentity(99)
    pump_for(feed, 2.0)
    assert feed.status().state is LinkState.STARTING
    assert "another board" in feed.status().advice
    assert set(feed.since(-1).samples.epoch) == {0}
    feed.close()


class LeftStreaming(ScriptedLink):
    """Whatever board is plugged in again streams at once, as somebody has left it."""

    def open(self) -> None:
        super().open()
        self.write(encode(StreamRequest().start_message(1)))


def test_no_sample_of_another_board_is_taken_though_it_streams_at_once() -> None:
    link = LeftStreaming(ScriptedSource())
    feed = feed_over(link)
    pump_for(feed, 4.0)
    link.unplugged = True
    pump_for(feed, 0.5)
    link.unplugged, link._identity = False, FirmwareIdentity(99)
    last_seq = feed.latest().seq
    pump_for(feed, 2.0)
    assert feed.latest().seq == last_seq
    assert feed._connection.stranger
    feed.close()


def test_a_running_recording_gives_each_row_and_event_once_and_ends_where_it_ended() -> None:
    feed, _ = open_feed(ScriptedSource(swaying))
    pump_for(feed, 5.0)
    running = feed.begin_recording(header_of)
    marks, parts, events = Marks(), [], []
    for n in range(60):
        feed.pump()
        if n == 30:
            feed.note(TrialEvent(EventKind.PAUSE, 3))
        fresh = running.fresh(marks)
        marks = fresh.marks(marks)
        parts.append(fresh.samples)
        events += fresh.events
    recording = feed.end_recording()
    pump_for(feed, 1.0)
    rest = running.fresh(marks)
    assert len(rest.samples) == 0
    assert np.array_equal(Samples.concatenate(parts).seq, recording.samples.seq)
    assert tuple(events) == recording.events
    assert recording.samples.seq[0] == running.seq + 1


def test_a_correction_after_the_end_reaches_the_journal(tmp_path: Path) -> None:
    feed, _ = open_feed(ScriptedSource(swaying))
    pump_for(feed, 5.0)
    running = feed.begin_recording(header_of)
    journal = Journal(tmp_path)
    journal.begin(running.header, running)
    pump_for(feed, 1.0)
    before = TrialEvent(EventKind.OUTCOME, 400, {"outcome": "completed"})
    feed.note(before)
    feed.end_recording()
    marks = running.fresh(Marks()).marks(Marks())
    correction = TrialEvent(EventKind.OUTCOME, 450, {"outcome": "touch"})
    running.note_late(correction)
    assert running.fresh(marks).events == (correction,)
    journal.close()
    with claimed(tmp_path / "t.journal") as left:
        assert left.recording.events == (before, correction)


def test_a_recording_longer_than_what_is_held_is_whole_and_its_rows_are_then_dropped() -> None:
    feed, _ = open_feed(ScriptedSource(swaying))
    pump_for(feed, 5.0)
    running = feed.begin_recording(header_of)
    pump_for(feed, 2.5 * HELD_S)
    recording = feed.end_recording()
    assert len(recording.samples) >= 2.4 * HELD_S * 500
    assert recording.samples.seq[0] == running.seq + 1
    assert np.all(np.diff(recording.samples.seq) == 1)
    held = feed.since(-1).samples
    assert HELD_S * 500 <= len(held) <= 2 * HELD_S * 500


def test_a_recording_that_is_dropped_holds_no_rows_any_more() -> None:
    feed, _ = open_feed(ScriptedSource(swaying))
    pump_for(feed, 5.0)
    feed.begin_recording(header_of)
    feed.drop_recording()
    feed.drop_recording()
    pump_for(feed, 3.5 * HELD_S)
    assert len(feed.since(-1).samples) <= 2 * HELD_S * 500
    with pytest.raises(ValueError, match="no recording"):
        feed.end_recording()


def test_listeners_hear_of_each_pump_until_they_stop() -> None:
    feed, _ = open_feed(ScriptedSource())
    heard: list[str] = []
    stop = feed.on_pump(lambda: heard.append("a"))
    feed.on_pump(lambda: heard.append("b"))
    feed.pump()
    stop()
    feed.pump()
    assert heard == ["a", "b", "b"]


def test_lost_samples_are_counted_and_a_stretch_that_loses_many_is_told() -> None:
    source = ScriptedSource(skipped=frozenset(range(4000, 6000, 20)))
    feed, _ = open_feed(source)
    pump_for(feed, 7.0)
    assert feed.status().lost == 0
    pump_for(feed, 9.0)
    status = feed.status()
    assert status.lost == 100
    assert status.received + status.lost == feed.latest().seq - feed.since(-1).samples.seq[0] + 1
    news = feed._connection.faults.news()
    assert len(news) == 1
    assert "% of the samples are lost" in news[0]
    pump_for(feed, 8.0)
    assert feed._connection.faults.news() == ["samples arrive whole again"]


def test_events_without_samples_take_bounded_memory() -> None:
    flood = {n: Event(BoardEventKind.BUTTON, 0, 0, 1, 0) for n in range(2000, 4000)}
    feed, _ = open_feed(ScriptedSource(events=flood, skipped=frozenset(range(2000, 4000))))
    pump_for(feed, 9.0)
    assert len(feed.since(-1).events) <= HELD_EVENTS
    assert len(feed._waiting_events) <= HELD_EVENTS


def test_a_clock_that_makes_no_sense_is_a_stalled_link_that_says_so() -> None:
    class Stuck(ScriptedSource):
        def _sample(self, slot: int):
            return super()._sample(min(slot, 2500))

    feed, _ = open_feed(Stuck())
    pump_for(feed, 7.0)
    assert feed.status().state is LinkState.STALLED
    assert "clock makes no sense" in feed.status().advice
    assert feed.latest().seq == 2500
