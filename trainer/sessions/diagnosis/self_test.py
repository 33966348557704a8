"""The built-in self-test of the motion sensors, run when the stream has ended.

An MPU-6050 moves its masses by built-in actuators and remembers, as a code for each axis, how far
they went at the factory. By its datasheet (sections 6.1 and 6.2) the change may differ from that
by 14 %. What a code stands for is in the register map (revision 4.2, registers 13 to 16).
"""

from trainer.link.base import CommandRefused
from trainer.sessions.board import OpenBoard
from trainer.sessions.diagnosis.finding import Finding, Part
from trainer.sessions.diagnosis.motion_sensor import BOARD_PART, BODY_PART
from trainer.wire.frozen import BOARD_SENSOR, NackReason
from trainer.wire.messages import SelfTest, SelfTestResult

TRIES, WITHIN_S = 2, 2.0
"""The test itself takes 0.2 s."""
TOLERANCE_PCT = 14.0
NO_TRIM = 0
GYRO_SIGNS = (1, -1, 1)
WORN = "this axis fails the sensor's self-test: test once more at rest, then replace the sensor"


def accel_trim_counts(code: int) -> float:
    """The factory's change of an accelerometer axis at 8 g for a code of 1 to 31."""
    return float(4096 * 0.34 * (0.92 / 0.34) ** ((code - 1) / 30))


def gyro_trim_counts(code: int) -> float:
    """The factory's change of a gyroscope axis at 250 deg/s for a code of 1 to 31; of y, minus."""
    return float(25 * 131 * 1.046 ** (code - 1))


def self_test(board: OpenBoard, sensor: int) -> list[Finding]:
    """Test one motion sensor of a board that does not stream."""
    part = BOARD_PART if sensor == BOARD_SENSOR else BODY_PART
    connection = board.connection
    try:
        result = connection.command(SelfTest(connection.new_tag(), sensor), TRIES, WITHIN_S)
    except CommandRefused as refused:
        return [_refused(part, refused)]
    return self_test_findings(part, result)


def self_test_findings(part: Part, result: SelfTestResult) -> list[Finding]:
    """Judge the change of each axis by its trim."""
    accel_codes, gyro_codes = result.trim[:3], result.trim[3:]
    accel = [accel_trim_counts(code) for code in accel_codes]
    gyro = [
        sign * gyro_trim_counts(code) for sign, code in zip(GYRO_SIGNS, gyro_codes, strict=True)
    ]
    names = [f"self_test_{kind}_{axis}" for kind in ("accel", "gyro") for axis in "xyz"]
    changes = (*result.accel_change, *result.gyro_change)
    return [
        _judged(part, name, code, 100 * (change / expected - 1))
        for name, code, change, expected in zip(
            names, result.trim, changes, [*accel, *gyro], strict=True
        )
    ]


def _judged(part: Part, name: str, code: int, off_pct: float) -> Finding:
    if code == NO_TRIM:
        return part.untested(name, "the factory set no trim for this axis")
    return part.judged(name, off_pct, "%", abs(off_pct) <= TOLERANCE_PCT, WORN)


def _refused(part: Part, refused: CommandRefused) -> Finding:
    if refused.reason == NackReason.UNKNOWN_COMMAND:
        return part.untested("self_test", "this board has no self-test")
    if refused.reason == NackReason.SENSOR_MISSING:
        return part.truth("self_test", False, f"the {part.name} does not answer: check its wires")
    return part.truth("self_test", False, str(refused))
