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
    U8x6,
    U32x4,
    message,
)


class SampleFlag(IntFlag):
    """State bits carried by every sample. A contact that is not fitted is never on."""

    NEW_DATA = 1
    RAIL_OPEN = 2
    BUTTON_DOWN = 4
    FOOT_ON_MAT = 8
    HAND_ON_RAIL = 16


class BoardEventKind(IntEnum):
    """What an event is about."""

    BUTTON = 1
    RAIL_STOP = 2
    FAULT = 3
    RESTARTED = 4
    FOOT_MAT = 5
    HAND_RAIL = 6


class RestartCause(IntEnum):
    """Why the board restarted, if its bootloader lets it know."""

    UNKNOWN = 0
    POWER_ON = 1
    RESET_PIN = 2
    BROWN_OUT = 3
    WATCHDOG = 4


class FaultCode(IntEnum):
    """Which fault began (`state` 1) or ended (`state` 0).

    `sensor` of its event is the motion sensor; of a load cell's fault, the cell (0 to 3).
    """

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
    """One common reading of the load cells: front-left, front-right, rear-left, rear-right.

    `seq` counts common readings from `start`, wrapping at 2^16; `device_us` is that of the first
    clock pulse; bit i of `ready_mask` says that cell i is in it (its count is 0 otherwise).
    Counts are the signed 24-bit conversions.
    """

    seq: U16
    device_us: U32
    flags: U8
    ready_mask: U8
    counts: I32x4


@message(0x12, Direction.FROM_BOARD)
class Event:
    """Something happened: `state` 1 when it begins (pressed, open, faulty), 0 when it ends.

    `RESTARTED` comes once, after the acknowledgement of the first `start` after a restart; its
    `code` is a `RestartCause`.
    """

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
    """Answer to `SelfTest`: change of the raw counts with the self-test actuators on.

    At 8 g and 250 deg/s. `trim` are the factory's codes for what that change should be, of the
    accelerometer's three axes and then the gyroscope's; 0 where it set none.
    """

    tag: U8
    sensor: U8
    who_am_i: U8
    accel_change: I16x3
    gyro_change: I16x3
    trim: U8x6


@message(0x17, Direction.FROM_BOARD)
class LoadRates:
    """Once a second while load cells stream: each cell's own conversion period, 0 if unheard.

    Measured from the falling edges of its data line, each cell having an oscillator of its own.
    """

    device_us: U32
    period_us: U32x4


@message(0x18, Direction.FROM_BOARD)
class StoredLoadCalibration:
    """Answer to `ReadLoadCalibration`: the newest valid EEPROM slot of the load cells.

    The force on cell i is (count - zero_counts) * newton_per_count, at (cell_ap_mm, cell_ml_mm).
    """

    tag: U8
    counter: U32
    board_id: U64
    unix_s: U32
    zero_counts: I32x4
    newton_per_count: F32x4
    cell_ap_mm: F32x4
    cell_ml_mm: F32x4


@message(0x20, Direction.TO_BOARD)
class Start:
    """Begin streaming; a rate of 0 leaves that sensor off. `filter_setting` is the DLPF code.

    `body_rate_hz` divides `imu_rate_hz`. Load cells convert at a rate of their own: `load_rate_hz`
    is the expected rate (10 or 80) until each cell was measured, and `load_cells` has bit i set if
    cell i is wanted. `imu_rate_hz` may be 0 if there are only load cells. Refused if the leading
    sensor does not answer: the board's own, or the load cells if there is none. Another sensor that
    is asked for but does not answer begins with a fault.
    """

    tag: U8
    imu_rate_hz: U16
    body_rate_hz: U16
    load_rate_hz: U16
    filter_setting: U8
    load_cells: U8


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


@message(0x26, Direction.TO_BOARD)
class SetPlacement:
    """Remember in EEPROM where a body sensor is strapped (`PlacementCode`), for `hello`.

    Refused while streaming, and for the sensor under the board.
    """

    tag: U8
    sensor: U8
    placement: U8


@message(0x27, Direction.TO_BOARD)
class ReadLoadCalibration:
    """Ask for the load cells' stored calibration."""

    tag: U8


@message(0x28, Direction.TO_BOARD)
class WriteLoadCalibration:
    """Store the load cells' calibration in the older EEPROM slot; refused while streaming."""

    tag: U8
    counter: U32
    board_id: U64
    unix_s: U32
    zero_counts: I32x4
    newton_per_count: F32x4
    cell_ap_mm: F32x4
    cell_ml_mm: F32x4
