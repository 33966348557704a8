"""What the firmware does with bytes, for boards that are not there: simulations and replays.

Answers identify, start, stop, ping and the calibration commands as `arduino/baps_board` does, and
sends a sample for each slot that falls due. Time is the board's own microseconds, passed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from trainer.wire.codec import FrameDecoder, encode
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
    Ping,
    Pong,
    ReadCalibration,
    Start,
    Stop,
    StoredCalibration,
    WriteCalibration,
)
from trainer.wire.schema import SCHEMA_HASH


class SlotSource(Protocol):
    """What the board would send while it streams. Times are microseconds of the board's clock."""

    def begin(self, start: Start, now_us: float) -> None:
        """The stream was told to start."""

    def due(self, now_us: float) -> Iterable[ImuSample | Event]:
        """What falls due up to now, each thing once; counts and times not yet wrapped."""


@dataclass(frozen=True)
class FirmwareIdentity:
    """Who the simulated board says it is."""

    board_id: int
    firmware: tuple[int, int, int] = (0, 1, 0)


class SimulatedFirmware:
    """Bytes in, bytes out."""

    def __init__(
        self,
        identity: FirmwareIdentity,
        source: SlotSource,
        stored: WriteCalibration | None = None,
    ) -> None:
        self._identity = identity
        self._source = source
        self._decoder = FrameDecoder()
        self._out = bytearray()
        self._streaming = False
        self._stored = stored

    def receive(self, data: bytes, now_us: float) -> None:
        """Take what the host wrote at this time of the board's clock."""
        for message in self._decoder.feed(data).messages:
            answer = self._answer(message, now_us)
            if answer is not None:
                self._out += encode(answer)

    def send(self, now_us: float) -> bytes:
        """All that the board has said up to now and was not yet fetched."""
        if self._streaming:
            for sent in self._source.due(now_us):
                self._out += encode(_wrapped(sent))
        out = bytes(self._out)
        self._out.clear()
        return out

    def _answer(self, message: Any, now_us: float) -> Any:
        if isinstance(message, Identify):
            return self._hello()
        if isinstance(message, Ping):
            return Pong(message.tag, int(now_us) & 0xFFFFFFFF)
        if isinstance(message, Start):
            self._streaming = True
            self._source.begin(message, now_us)
            return _ack(message)
        if isinstance(message, Stop):
            self._streaming = False
            return _ack(message)
        if isinstance(message, WriteCalibration | ReadCalibration):
            return self._calibration(message)
        command = declaration_of(type(message)).type_id
        return Nack(command, getattr(message, "tag", 0), NackReason.UNKNOWN_COMMAND)

    def _calibration(self, message: WriteCalibration | ReadCalibration) -> Any:
        command = declaration_of(type(message)).type_id
        if isinstance(message, WriteCalibration):
            if self._streaming:
                return Nack(command, message.tag, NackReason.BUSY_STREAMING)
            self._stored = message
            return _ack(message)
        if self._stored is None:
            return Nack(command, message.tag, NackReason.NO_CALIBRATION)
        return StoredCalibration(**{**vars(self._stored), "tag": message.tag})

    def _hello(self) -> Hello:
        board_imu = SensorEntry(SensorKind.IMU, 0, PlacementCode.BOARD, 1000, 4, 500, 1)
        identity = self._identity
        return Hello(
            PROTOCOL_MAJOR, SCHEMA_HASH, identity.firmware, identity.board_id, (board_imu,)
        )


def _ack(message: Any) -> Ack:
    return Ack(declaration_of(type(message)).type_id, message.tag)


def _wrapped(sent: ImuSample | Event) -> ImuSample | Event:
    device_us = sent.device_us & 0xFFFFFFFF
    if isinstance(sent, Event):
        return replace(sent, device_us=device_us)
    return replace(sent, seq=sent.seq & 0xFFFF, device_us=device_us)
