"""Load cells and body sensor beside the board: placed in time, delivered once, replayed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from tests.recordings import same_bits
from tests.scripted_board import SETUP, ScriptedSource, header_of, pump_for
from trainer.acquisition.board import Board, BoardSetup, setup_of_replay, tilting_board
from trainer.acquisition.feed import BoardFeed
from trainer.link.base import SimulatedClock
from trainer.link.connection import Connection
from trainer.link.replay_link import ReplayLink
from trainer.link.simulated_firmware import (
    BOARD_IMU,
    BoardLink,
    FirmwareIdentity,
    FromBoard,
    SimulatedFirmware,
    body_imu,
    load_cells,
)
from trainer.link.stream import StreamRequest
from trainer.recording.body import BodySamples, BodySetup, ThighSetup
from trainer.recording.interfaces import Stretch
from trainer.recording.json_form import from_json, to_json
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.sensor import UNCALIBRATED
from trainer.recording.trial import Recording, TrialHeader
from trainer.wire.codec import FrameDecoder, encode
from trainer.wire.declaration import declaration_of
from trainer.wire.frozen import PlacementCode
from trainer.wire.messages import Ack, ImuSample, LoadSample, Start

REQUEST = StreamRequest(body_rate_hz=500, load_rate_hz=80)
KNOWN = BoardSetup(UNCALIBRATED, load=LoadSetup(), body=BodySetup(thigh=ThighSetup()))
LOAD_PERIOD_US, BODY_LATER_US = 12_620, 1000


@dataclass
class EquippedSource(ScriptedSource):
    """The scripted board with cells that count up and a body sensor half a slot later."""

    silent_body: range = field(default_factory=lambda: range(0))

    def begin(self, start: Start, now_us: float) -> None:
        super().begin(start, now_us)
        self.reading = 0

    def due(self, now_us: float) -> Iterable[FromBoard]:
        for sent in super().due(now_us):
            yield sent
            if isinstance(sent, ImuSample):
                yield from self._others(sent)

    def _others(self, board: ImuSample) -> Iterable[FromBoard]:
        slot = board.seq - self.first_seq
        if slot not in self.silent_body:
            counts = (slot % 1000, 0, 8192)
            us = board.device_us + BODY_LATER_US
            yield ImuSample(1, slot, us, 1, 0, counts, (0, 0, slot % 1000))
        while self.first_us + self.reading * LOAD_PERIOD_US <= board.device_us:
            us = self.first_us + self.reading * LOAD_PERIOD_US
            yield LoadSample(self.reading, us, 1, 0b1111, (self.reading, 0, 0, 0))
            self.reading += 1


SENSORS = (BOARD_IMU, body_imu(PlacementCode.THIGH), load_cells(80))


class EquippedLink(BoardLink):
    def __init__(self, source: EquippedSource) -> None:
        self._source = source
        firmware = SimulatedFirmware(FirmwareIdentity(7, sensors=SENSORS), source)
        super().__init__("equipped", firmware, SimulatedClock())


def open_feed(source: EquippedSource | EquippedLink, intake: Board | None = None) -> BoardFeed:
    link = source if isinstance(source, EquippedLink) else EquippedLink(source)
    connection = Connection(link, REQUEST)
    connection.connect()
    connection.start()
    feed = BoardFeed(connection, intake or tilting_board(SETUP, KNOWN))
    feed.open()
    return feed


@pytest.mark.parametrize("first_us", [0, (1 << 32) - 6_000_000])
def test_the_times_of_all_sensors_are_on_one_clock_through_its_wrap(first_us: int) -> None:
    feed = open_feed(EquippedSource(first_us=first_us))
    pump_for(feed, 8.0)
    stretch = feed.since(-1)
    origin_us = stretch.samples.device_us[0]
    # A reading tells of two conversions before its time, a motion sample of 3.5 ms.
    expected = (stretch.load.device_us - origin_us - 25_000 + 3500) / 1e6
    assert np.array_equal(stretch.load.t_s, expected)
    assert np.array_equal(stretch.body.t_s, (stretch.body.device_us - origin_us) / 1e6)
    assert np.all(np.diff(stretch.load.device_us) == LOAD_PERIOD_US)
    assert np.all(np.diff(stretch.body.device_us) == 2000)


def test_asked_from_sample_to_sample_each_reading_comes_exactly_once() -> None:
    feed = open_feed(EquippedSource())
    load, body, seq = [], [], -1
    for _ in range(600):
        feed.pump()
        stretch = feed.since(seq)
        if len(stretch.samples):
            seq = int(stretch.samples.seq[-1])
        load.append(stretch.load)
        body.append(stretch.body)
    whole = feed.since(-1)
    assert len(whole.load) > 400
    assert same_bits(LoadSamples.concatenate(load), whole.load)
    assert same_bits(BodySamples.concatenate(body), whole.body)
    assert np.all(np.diff(whole.load.seq) == 1)
    assert np.array_equal(
        whole.load.counts[:, 0] - whole.load.counts[0, 0], np.arange(len(whole.load))
    )


def test_a_silent_body_sensor_leaves_a_gap_of_its_own_and_none_in_the_board() -> None:
    feed = open_feed(EquippedSource(silent_body=range(2000, 2500)))
    pump_for(feed, 8.0)
    stretch = feed.since(-1)
    assert stretch.missed == 0
    assert np.all(np.diff(stretch.samples.seq) == 1)
    steps = np.diff(stretch.body.seq)
    assert steps.max() == 501
    assert (steps > 1).sum() == 1


def test_a_trial_records_all_sensors_over_the_same_time_and_replays_them() -> None:
    intake = tilting_board(SETUP, KNOWN)
    feed = open_feed(EquippedSource(first_us=3000), intake)
    pump_for(feed, 6.0)
    feed.begin_recording(
        lambda start: header_of(start, load=intake.load_setup, body=intake.body_setup)
    )
    pump_for(feed, 3.0)
    recording = feed.end_recording(1000)
    samples, load, body = recording.samples, recording.load, recording.body
    assert len(samples) == 1000
    assert load.t_s[-1] <= samples.t_s[-1] < load.t_s[-1] + 0.05
    assert 998 <= len(body) <= 1000

    stretch = replayed(recording)
    assert same_bits(stretch.samples, samples)
    assert np.ptp(body.thigh_flexion_deg) > 0.1
    assert same_bits(stretch.body, body)
    assert same_bits(stretch.load, load)


def test_a_trial_late_in_a_visit_replays_with_the_numbers_it_had() -> None:
    feed = open_feed(EquippedSource())
    pump_for(feed, 6.0)
    feed.begin_recording(lambda start: header_of(start, load=KNOWN.load, body=KNOWN.body))
    pump_for(feed, 1.0)
    recording = feed.end_recording(400)
    for part in (recording.load, recording.body):
        part.seq[:] += 3 << 16
    stretch = replayed(recording)
    assert np.array_equal(stretch.load.seq, recording.load.seq)
    assert np.array_equal(stretch.body.seq, recording.body.seq)


class DeafAtRestartLink(EquippedLink):
    """Its board is reset after 6 s, and the acknowledgement of the next start arrives damaged."""

    def __init__(self, source: EquippedSource) -> None:
        super().__init__(source)
        self.restarted = self.damaged = False

    def read(self) -> bytes:
        now_us = self._now_us()
        if not self.restarted and now_us > 6e6:
            self.restarted = True
            self._firmware = SimulatedFirmware(FirmwareIdentity(7, sensors=SENSORS), self._source)
        data = super().read()
        ack = encode(Ack(declaration_of(Start).type_id, self.started_as))
        if self.restarted and not self.damaged and ack in data:
            self.damaged = True
            flipped = bytearray(ack)
            flipped[2] ^= 0x10
            data = data.replace(ack, bytes(flipped), 1)
        return data

    def write(self, data: bytes) -> None:
        starts = [m for m in FrameDecoder().feed(data).messages if isinstance(m, Start)]
        self.started_as = starts[-1].tag if starts else getattr(self, "started_as", 0)
        super().write(data)


def test_all_sensors_come_back_after_a_restart_whose_acknowledgement_was_lost() -> None:
    link = DeafAtRestartLink(EquippedSource())
    board = tilting_board(SETUP, KNOWN)
    feed = open_feed(link, board)
    pump_for(feed, 10.0)
    assert link.damaged
    rejected = board.rejected
    pump_for(feed, 5.0)
    assert board.rejected == rejected
    stretch = feed.since(-1)
    assert (
        set(stretch.samples.epoch) == set(stretch.load.epoch) == set(stretch.body.epoch) == {0, 1}
    )
    back = {name: rows.t_s[rows.epoch == 1] for name, rows in tables(stretch)}
    assert back["load"][0] - back["samples"][0] < 0.1
    assert back["body"][0] - back["samples"][0] < 0.1
    for name, rows in tables(stretch):
        assert set(rows.epoch) == {0, 1}, name
        assert np.all(np.diff(rows.seq) > 0), name
        assert np.all(np.diff(rows.t_s) > 0), name
    assert len(back["load"]) > 5 * 79
    assert len(back["body"]) >= 5 * 500


def tables(stretch: Stretch):
    return [("samples", stretch.samples), ("load", stretch.load), ("body", stretch.body)]


class Untouchable:
    """A table that nobody may append to or read rows from."""

    first = end = 0

    def append(self, *_rows) -> None:
        raise AssertionError("rows of a sensor that is not there")

    rows = between = append


def test_nothing_is_done_for_sensors_that_are_not_there() -> None:
    board = tilting_board(SETUP, BoardSetup(UNCALIBRATED))
    untouchable: Any = Untouchable()
    board.load = board.body = untouchable
    link = EquippedLink(EquippedSource())
    connection = Connection(link, StreamRequest())
    connection.connect()
    connection.start()
    feed = BoardFeed(connection, board)
    feed.open()
    pump_for(feed, 5.0)
    assert feed.latest() is not None


def replayed(recording: Recording) -> Stretch:
    link = ReplayLink("replay", recording, SimulatedClock(), 1.0)
    connection = Connection(link, REQUEST)
    connection.connect()
    connection.start()
    header = from_json(TrialHeader, to_json(recording.header))
    known = setup_of_replay(replace(recording, header=header), link.start_state)
    again = BoardFeed(connection, tilting_board(SETUP, known, link.start_state))
    again.open()
    pump_for(again, 3.0)
    return again.since(-1)
