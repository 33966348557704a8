"""What the firmware does with bytes, for boards that are not there: simulations and replays.

Answers identify, start, stop, ping and the calibration commands as `arduino/baps_board` does, and
as strictly, and sends a sample for each slot that falls due. Time is the board's own microseconds,
passed in.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from trainer.link.base import HostClock
from trainer.recording.sensor import MPU_6050
from trainer.wire.codec import SCHEMA_HASH, FrameDecoder, encode
from trainer.wire.declaration import declaration_of
from trainer.wire.frozen import (
    PROTOCOL_MAJOR,
    Hello,
    Identify,
    Nack,
    NackReason,
    PlacementCode,
    SensorEntry,
    SensorKind,
)
from trainer.wire.messages import (
    Ack,
    Event,
    ImuSample,
    LoadRates,
    LoadSample,
    Ping,
    Pong,
    ReadCalibration,
    ReadLoadCalibration,
    Start,
    Stop,
    StoredCalibration,
    StoredLoadCalibration,
    WriteCalibration,
    WriteLoadCalibration,
)

ON_IDLE = (WriteCalibration, WriteLoadCalibration, ReadCalibration, ReadLoadCalibration)
"""Commands that are refused while the board streams."""

FromBoard = ImuSample | LoadSample | LoadRates | Event

BOARD_IMU = SensorEntry(SensorKind.IMU, 0, PlacementCode.BOARD, 1000, 4, 500, MPU_6050)
ALL_CELLS = 0b1111
LOAD_CELLS_PLACE = -1
WAIT_STEP_S = 0.002


def body_imu(placement: PlacementCode, who_am_i: int = MPU_6050) -> SensorEntry:
    """The entry of a body sensor that answers."""
    return SensorEntry(SensorKind.IMU, 1, placement, 1000, 4, 500, who_am_i)


def load_cells(rate_hz: int) -> SensorEntry:
    """The entry of four load cells that answer."""
    return SensorEntry(SensorKind.LOAD_CELLS, 0, PlacementCode.BOARD, rate_hz, 0, 0, ALL_CELLS)


class SlotSource(Protocol):
    """What a streaming board sends. Times are microseconds of the board's clock."""

    def begin(self, start: Start, now_us: float) -> None:
        """The stream was told to start."""

    def due(self, now_us: float) -> Iterable[FromBoard]:
        """What falls due up to now, each thing once; counts and times not yet wrapped."""


@dataclass(frozen=True)
class FirmwareIdentity:
    board_id: int
    firmware: tuple[int, int, int] = (0, 1, 0)
    sensors: tuple[SensorEntry, ...] = (BOARD_IMU,)


class SimulatedFirmware:
    """Bytes in, bytes out."""

    def __init__(
        self,
        identity: FirmwareIdentity,
        source: SlotSource,
        stored: Sequence[WriteCalibration | WriteLoadCalibration] = (),
    ) -> None:
        self._identity = identity
        self._source = source
        self._decoder = FrameDecoder()
        self._out = bytearray()
        self._running: Start | None = None
        self._stored = {_place(calibration): calibration for calibration in stored}

    def receive(self, data: bytes, now_us: float) -> None:
        """Take what the host wrote at this time of the board's clock."""
        for message in self._decoder.feed(data).messages:
            answer = self._answer(message, now_us)
            if answer is not None:
                self._out += encode(answer)

    def send(self, now_us: float) -> bytes:
        """All that the board has said up to now and was not yet fetched."""
        if self._running is not None:
            for sent in self._source.due(now_us):
                self._out += encode(_wrapped(sent))
        out = bytes(self._out)
        self._out.clear()
        return out

    def _answer(self, message: Any, now_us: float) -> Any:
        if isinstance(message, ON_IDLE):
            return self._answer_idle(message)
        if isinstance(message, Identify):
            return self._hello()
        if isinstance(message, Ping):
            return Pong(message.tag, int(now_us) & 0xFFFFFFFF)
        if isinstance(message, Start):
            return self._start(message, now_us)
        if isinstance(message, Stop):
            self._running = None
            return _ack(message)
        return _nack(message, NackReason.UNKNOWN_COMMAND)

    def _answer_idle(self, message: Any) -> Any:
        if self._running is not None:
            return _nack(message, NackReason.BUSY_STREAMING)
        if isinstance(message, WriteCalibration | WriteLoadCalibration):
            return self._store(message)
        return self._remembered(message)

    def _start(self, message: Start, now_us: float) -> Ack:
        # The same start again is a repeat whose acknowledgement was lost: the stream goes on.
        if message != self._running:
            self._running = message
            self._source.begin(message, now_us)
        return _ack(message)

    def _store(self, message: WriteCalibration | WriteLoadCalibration) -> Ack | Nack:
        newest = self._stored.get(_place(message))
        if newest is not None and message.counter <= newest.counter:
            same = replace(message, tag=newest.tag) == newest
            return _ack(message) if same else _nack(message, NackReason.BAD_VALUE)
        self._stored[_place(message)] = message
        return _ack(message)

    def _remembered(self, message: ReadCalibration | ReadLoadCalibration) -> Any:
        stored = self._stored.get(_place(message))
        if stored is None:
            return _nack(message, NackReason.NO_CALIBRATION)
        answer = (
            StoredCalibration if isinstance(stored, WriteCalibration) else StoredLoadCalibration
        )
        return answer(**{**vars(stored), "tag": message.tag})

    def _hello(self) -> Hello:
        who = self._identity
        return Hello(PROTOCOL_MAJOR, SCHEMA_HASH, who.firmware, who.board_id, who.sensors)


class BoardLink:
    """A link whose other end is in this process. Time on the board is time since it was made."""

    def __init__(self, name: str, firmware: SimulatedFirmware, clock: HostClock) -> None:
        self._name = name
        self._firmware = firmware
        self._clock = clock
        self._began_ns = clock.now_ns()
        # A feed reads in one thread and writes in another.
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._name

    @property
    def ended(self) -> bool:
        """A simulation goes on for ever."""
        return False

    @property
    def clock(self) -> HostClock:
        return self._clock

    def open(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to give back."""

    def wait(self, timeout_s: float) -> None:
        """Let a slot or so pass."""
        self._clock.sleep(min(timeout_s, WAIT_STEP_S))

    def read(self) -> bytes:
        with self._lock:
            return self._firmware.send(self._now_us())

    def write(self, data: bytes) -> None:
        with self._lock:
            self._firmware.receive(data, self._now_us())

    def _now_us(self) -> float:
        return (self._clock.now_ns() - self._began_ns) / 1e3


def _place(message: Any) -> int:
    """Where a calibration is kept: under its sensor, that of the load cells under -1."""
    return int(getattr(message, "sensor", LOAD_CELLS_PLACE))


def _ack(message: Any) -> Ack:
    return Ack(declaration_of(type(message)).type_id, message.tag)


def _nack(message: Any, reason: NackReason) -> Nack:
    command = declaration_of(type(message)).type_id
    return Nack(command, getattr(message, "tag", 0), reason)


def _wrapped(sent: FromBoard) -> FromBoard:
    if sent.device_us <= 0xFFFFFFFF and getattr(sent, "seq", 0) <= 0xFFFF:
        return sent
    device_us = sent.device_us & 0xFFFFFFFF
    if isinstance(sent, Event | LoadRates):
        return replace(sent, device_us=device_us)
    return replace(sent, seq=sent.seq & 0xFFFF, device_us=device_us)
