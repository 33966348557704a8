"""The three messages that never change, so that any host can identify any board.

`identify` (0x01, host to board) has no fields. `hello` (0x02) and `nack` (0x03) come from the
board. Golden tests hold their bytes. A board with another schema hash can still be identified, so
that the host can say what to flash.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

from trainer.wire.declaration import U8, Direction, message

PROTOCOL_MAJOR = 1

BOARD_SENSOR, BODY_SENSOR = 0, 1
"""The motion sensors by their index: the one under the board, and the one on the body."""


class SensorKind(IntEnum):
    """What a sensor named in `hello` measures."""

    IMU = 1
    LOAD_CELLS = 2


class PlacementCode(IntEnum):
    """Where a sensor sits, as one byte."""

    BOARD = 0
    THIGH = 1
    SHANK = 2
    SACRUM = 3


class NackReason(IntEnum):
    """Why the board refused a command."""

    UNKNOWN_COMMAND = 1
    BAD_LENGTH = 2
    BAD_VALUE = 3
    BUSY_STREAMING = 4
    SENSOR_MISSING = 5
    EEPROM_FAILED = 6
    NO_CALIBRATION = 7


@message(0x01, Direction.TO_BOARD)
class Identify:
    """Ask whatever is on the port who it is."""


@message(0x03, Direction.FROM_BOARD)
class Nack:
    """A command was understood and refused."""

    command: U8
    tag: U8
    reason: U8


@dataclass(frozen=True)
class SensorEntry:
    """One sensor of `hello`: 9 bytes on the wire."""

    kind: int
    index: int
    placement: int
    rate_hz: int
    accel_range_g: int
    gyro_range_deg_s: int
    present: int

    FORMAT: ClassVar[str] = "<BBBHBHB"


@dataclass(frozen=True)
class Hello:
    """Who the board is: sent in answer to `identify`."""

    protocol_major: int
    schema_hash: int
    firmware: tuple[int, int, int]
    board_id: int
    sensors: tuple[SensorEntry, ...]

    TYPE_ID: ClassVar[int] = 0x02
    HEAD: ClassVar[str] = "<BI3BQB"

    def pack(self) -> bytes:
        """The payload behind the type byte."""
        head = struct.pack(
            self.HEAD,
            self.protocol_major,
            self.schema_hash,
            *self.firmware,
            self.board_id,
            len(self.sensors),
        )
        return head + b"".join(
            struct.pack(
                SensorEntry.FORMAT,
                s.kind,
                s.index,
                s.placement,
                s.rate_hz,
                s.accel_range_g,
                s.gyro_range_deg_s,
                s.present,
            )
            for s in self.sensors
        )

    @classmethod
    def unpack(cls, payload: bytes) -> "Hello":
        """Read a payload; `struct.error` where its length does not fit."""
        size = struct.calcsize(cls.HEAD)
        major, schema, *firmware, board_id, count = struct.unpack(cls.HEAD, payload[:size])
        entry = struct.calcsize(SensorEntry.FORMAT)
        if len(payload) != size + count * entry:
            raise struct.error(f"hello names {count} sensors but holds {len(payload)} bytes")
        sensors = tuple(
            SensorEntry(*values)
            for values in struct.iter_unpack(SensorEntry.FORMAT, payload[size:])
        )
        return cls(major, schema, (firmware[0], firmware[1], firmware[2]), board_id, sensors)
