"""A board with all its sensors for tests: each may be noisy, slow or away for a while."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tests.scripted_board import SETUP, ScriptedSource
from trainer.acquisition.board import BoardSetup, tilting_board
from trainer.acquisition.feed import BoardFeed
from trainer.link.base import SimulatedClock
from trainer.link.connection import Connection, StreamRequest
from trainer.link.simulated_firmware import (
    BOARD_IMU,
    BoardLink,
    FirmwareIdentity,
    FromBoard,
    SimulatedFirmware,
    body_imu,
    load_cells,
)
from trainer.recording.body import BodySetup
from trainer.recording.load import LoadCalibration, LoadSetup
from trainer.recording.sensor import STEP_FRONT, STEP_LEVEL, SensorCalibration
from trainer.recording.trial import BoardIdentity
from trainer.sessions.board import OpenBoard, wait_for_samples
from trainer.wire.codec import encode
from trainer.wire.declaration import declaration_of
from trainer.wire.frozen import Nack, NackReason, PlacementCode
from trainer.wire.messages import (
    Event,
    EventKind,
    ImuSample,
    LoadRates,
    LoadSample,
    Pong,
    SelfTest,
    SelfTestResult,
    Start,
    WriteCalibration,
    WriteLoadCalibration,
)

CALIBRATED = SensorCalibration(steps=frozenset({STEP_LEVEL, STEP_FRONT}))
ZERO_COUNTS = (1000, -2000, 3000, 500)
WEIGHED = LoadCalibration(zero_counts=ZERO_COUNTS, newton_per_count=(1 / 4276.0,) * 4)
HEALTHY_TEST = SelfTestResult(0, 0, 0x68, (2291, 2291, 2300), (6430, -6430, 6430), (16,) * 6)
RESET_S = 1.7


@dataclass
class InstrumentSource(ScriptedSource):
    """`silent` are sensors (0, 1) or "load" with the seconds of the stream without them, `rest_s`
    those in which the load cells are read by nobody and number nothing."""

    silent: dict[int | str, tuple[float, float]] = field(default_factory=dict)
    rest_s: tuple[float, float] = (0.0, 0.0)
    cell_hz: tuple[float, ...] = (80.0,) * 4
    ready_mask: int = 0b1111
    cell_noise: float = 30.0
    cell_counts: tuple[int, ...] = ZERO_COUNTS
    body_noise: float = 3.0

    def begin(self, start: Start, now_us: float) -> None:
        super().begin(start, now_us)
        self.start = start
        self.conversion = self.reading = 0

    def due(self, now_us: float) -> Iterable[FromBoard]:
        for sent in super().due(now_us):
            if not isinstance(sent, ImuSample):
                yield sent
                continue
            t_s = (sent.seq - self.first_seq) / self.rate_hz
            if not self._is_silent(0, t_s):
                yield sent
            if self.start.body_rate_hz and not self._is_silent(1, t_s):
                yield self._body(sent)
            if self.start.load_rate_hz and not self._is_silent("load", t_s):
                yield from self._load(t_s, sent.device_us)

    def _is_silent(self, what: int | str, t_s: float) -> bool:
        begins, ends = self.silent.get(what, (0.0, 0.0))
        return begins <= t_s < ends

    def _body(self, board: ImuSample) -> ImuSample:
        noise = np.rint(self.random.normal(0, self.body_noise, 6)).astype(int).tolist()
        accel = (noise[0], noise[1], 8192 + noise[2])
        us = board.device_us + 1000
        return ImuSample(1, board.seq, us, board.flags, 0, accel, tuple(noise[3:]))

    def _load(self, t_s: float, now_us: int) -> Iterable[FromBoard]:
        period_s = 1 / min(hz for hz in self.cell_hz if hz)
        rest_begins_s, rest_ends_s = self.rest_s
        while (at_s := self.conversion * period_s) <= t_s:
            self.conversion += 1
            if rest_begins_s <= at_s < rest_ends_s:
                continue
            us = self.first_us + round(at_s * 1e6)
            noise = self.random.normal(0, self.cell_noise, 4)
            counts = np.rint(self.cell_counts + noise).astype(int).tolist()
            known = [c if self.ready_mask >> i & 1 else 0 for i, c in enumerate(counts)]
            yield LoadSample(self.reading, us, 1, self.ready_mask, tuple(known))
            self.reading += 1
        if round(t_s * self.rate_hz) % self.rate_hz == self.rate_hz - 1:
            yield LoadRates(now_us, tuple(round(1e6 / hz) if hz else 0 for hz in self.cell_hz))


class InstrumentFirmware(SimulatedFirmware):
    """Adds what the sensors answer to commands. `headless` it has no sensor to lead the stream."""

    def __init__(self, identity: FirmwareIdentity, source: InstrumentSource) -> None:
        super().__init__(identity, source)
        self.tests: dict[int, SelfTestResult | NackReason] = {0: HEALTHY_TEST, 1: HEALTHY_TEST}
        self.headless = False
        self.starts: list[Start] = []
        self.clock_from_us = 0.0

    def _answer(self, message: Any, now_us: float) -> Any:
        if isinstance(message, SelfTest):
            return self._tested(message)
        if isinstance(message, Start):
            self.starts.append(message)
            if self.headless:
                reason = NackReason.SENSOR_MISSING
                return Nack(declaration_of(Start).type_id, message.tag, reason)
        answer = super()._answer(message, now_us)
        if isinstance(answer, Pong):
            return Pong(answer.tag, int(now_us - self.clock_from_us) & 0xFFFFFFFF)
        return answer

    def _tested(self, asked: SelfTest) -> Any:
        if self._running is not None:
            reason = NackReason.BUSY_STREAMING
            return Nack(declaration_of(SelfTest).type_id, asked.tag, reason)
        result = self.tests[asked.sensor]
        if isinstance(result, NackReason):
            return Nack(declaration_of(SelfTest).type_id, asked.tag, result)
        return SelfTestResult(**{**vars(result), "tag": asked.tag, "sensor": asked.sensor})

    def remember(self, calibration: WriteCalibration | WriteLoadCalibration) -> None:
        self._store(calibration)

    @property
    def streaming(self) -> bool:
        return self._running is not None

    def restart(self, now_us: float) -> None:
        """Forget the stream, as a board does that began anew; its clock counts from 0."""
        self._running = None
        self.clock_from_us = now_us


class InstrumentLink(BoardLink):
    """The instrument in simulated time; `restart` has it fall silent and boot."""

    def __init__(self, source: InstrumentSource, cells: int = 0b1111, body: bool = True) -> None:
        sensors = [BOARD_IMU]
        sensors += [body_imu(PlacementCode.THIGH)] if body else []
        entry = load_cells(80)
        entry = type(entry)(**{**vars(entry), "present": cells})
        sensors += [entry] if cells else []
        self.firmware = InstrumentFirmware(FirmwareIdentity(7, sensors=tuple(sensors)), source)
        super().__init__("instrument", self.firmware, SimulatedClock())
        self._deaf_until_us = 0.0
        self._told: Event | None = None

    def restart(self, cause: int) -> None:
        self.firmware.restart(self._now_us())
        self._deaf_until_us = self._now_us() + RESET_S * 1e6
        self._told = Event(EventKind.RESTARTED, cause, 0, 1, 0)

    def write(self, data: bytes) -> None:
        if self._now_us() >= self._deaf_until_us:
            super().write(data)

    def read(self) -> bytes:
        data = super().read()
        if self._told is not None and self.firmware.streaming:
            data, self._told = data + encode(self._told), None
        return data


def opened(link: InstrumentLink, calibration: LoadCalibration = WEIGHED) -> OpenBoard:
    """The streaming instrument, its first sample delivered."""
    sensors = link.firmware._identity.sensors
    body = any(s.index == 1 for s in sensors)
    load = any(s.kind != BOARD_IMU.kind for s in sensors)
    connection = Connection(link, StreamRequest(500, 2, 500 if body else 0, 80 if load else 0))
    hello = connection.connect()
    connection.start()
    known = BoardSetup(
        CALIBRATED,
        load=LoadSetup(80.0, calibration) if load else None,
        body=BodySetup() if body else None,
    )
    intake = tilting_board(SETUP, known)
    feed = BoardFeed(connection, intake)
    feed.open()
    board = OpenBoard(feed, connection, intake, BoardIdentity(), CALIBRATED, None, hello)
    wait_for_samples(feed, lambda _: None)
    return board


def fault(code: int, sensor: int, state: int) -> Event:
    """A fault that begins (1) or ends (0)."""
    return Event(EventKind.FAULT, code, sensor, state, 0)
