"""Every message but the three frozen ones, declared here and nowhere else.

The order, names and types below are the schema: change one and its hash changes, and host and
firmware of different hashes refuse each other with advice. After a change run
`python -m trainer.wire.header` to renew `arduino/baps_board/wire_messages.h`.
"""

from enum import IntEnum, IntFlag

from trainer.wire.declaration import (
    U8,
    U16,
    U32,
    U64,
    Direction,
    F32x3,
    F32x4,
    I16x3,
    I32x4,
    message,
)


class SampleFlag(IntFlag):
    """State bits carried by every sample."""

    NEW_DATA = 1
    RAIL_OPEN = 2
    BUTTON_DOWN = 4


class EventKind(IntEnum):
    """What an event is about."""

    BUTTON = 1
    RAIL_STOP = 2
    FAULT = 3


class FaultCode(IntEnum):
    """Which fault began (`state` 1) or ended (`state` 0)."""

    NONE = 0
    SENSOR_SILENT = 1
    BUS_STUCK = 2
    SENSOR_RESET = 3
    WRONG_SENSOR = 4
    LOAD_CELL_STUCK = 5
    LOAD_CELL_DESYNC = 6
    LOAD_CELL_SATURATED = 7


class CalibrationStep(IntFlag):
    """Which steps went into a stored calibration."""

    LEVEL = 1
    FRONT = 2
    ACCEL = 4


@message(0x10, Direction.FROM_BOARD)
class ImuSample:
    """One scheduled slot of one IMU: raw counts of its newest conversion.

    `seq` counts scheduled slots and wraps at 2^16; `device_us` is the board's `micros()` at the
    start of the read; `overruns` counts slots that began more than a tenth of a period late.
    """

    sensor: U8
    seq: U16
    device_us: U32
    flags: U8
    overruns: U8
    accel: I16x3
    gyro: I16x3


@message(0x11, Direction.FROM_BOARD)
class LoadSample:
    """One common reading of the load cells: front-left, front-right, rear-left, rear-right."""

    seq: U16
    device_us: U32
    flags: U8
    ready_mask: U8
    counts: I32x4


@message(0x12, Direction.FROM_BOARD)
class Event:
    """Something happened: `state` 1 when it begins (pressed, open, faulty), 0 when it ends."""

    kind: U8
    code: U8
    sensor: U8
    state: U8
    device_us: U32


@message(0x13, Direction.FROM_BOARD)
class Pong:
    """Answer to `Ping`, with the board's clock when the ping was read."""

    tag: U8
    device_us: U32


@message(0x14, Direction.FROM_BOARD)
class Ack:
    """The command with this tag was carried out."""

    command: U8
    tag: U8


@message(0x15, Direction.FROM_BOARD)
class StoredCalibration:
    """Answer to `ReadCalibration`: the newest valid EEPROM slot of this sensor.

    `mount` is the unit quaternion (w, x, y, z) that turns sensor axes into board axes.
    """

    tag: U8
    sensor: U8
    counter: U32
    board_id: U64
    steps: U8
    unix_s: U32
    mount: F32x4
    accel_scale: F32x3
    accel_offset_g: F32x3
    gyro_scale: F32x3


@message(0x16, Direction.FROM_BOARD)
class SelfTestResult:
    """Answer to `SelfTest`: change of the raw counts with the self-test actuators on."""

    tag: U8
    sensor: U8
    who_am_i: U8
    accel_change: I16x3
    gyro_change: I16x3


@message(0x20, Direction.TO_BOARD)
class Start:
    """Begin streaming; a rate of 0 leaves that sensor off. `filter_setting` is the DLPF code."""

    tag: U8
    imu_rate_hz: U16
    body_rate_hz: U16
    load_rate_hz: U16
    filter_setting: U8


@message(0x21, Direction.TO_BOARD)
class Stop:
    """End streaming."""

    tag: U8


@message(0x22, Direction.TO_BOARD)
class Ping:
    """Ask for the board's clock; answered between samples, too."""

    tag: U8


@message(0x23, Direction.TO_BOARD)
class ReadCalibration:
    """Ask for a sensor's stored calibration."""

    tag: U8
    sensor: U8


@message(0x24, Direction.TO_BOARD)
class WriteCalibration:
    """Store a calibration in the older EEPROM slot; refused while streaming."""

    tag: U8
    sensor: U8
    counter: U32
    board_id: U64
    steps: U8
    unix_s: U32
    mount: F32x4
    accel_scale: F32x3
    accel_offset_g: F32x3
    gyro_scale: F32x3


@message(0x25, Direction.TO_BOARD)
class SelfTest:
    """Run a sensor's built-in self-test; refused while streaming."""

    tag: U8
    sensor: U8
