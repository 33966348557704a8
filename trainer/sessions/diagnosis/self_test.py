"""The built-in self-test of the motion sensors, run when the stream has ended.

An MPU-6050 moves its masses by built-in actuators; its datasheet (sections 6.1 and 6.2) lets the
change of the readings be within 14 % of the factory's trim. The trim is not on the wire, so a
sensor passes with a change that some trim allows: by the register map (registers 13 to 16) trims
1 to 31 stand for 25 * 131 * 1.046^(trim - 1) counts of the gyroscope at 250 deg/s, and for
4096 * 0.34 * (0.92 / 0.34)^((trim - 1) / 30) counts of the accelerometer at 8 g. A dead axis has
no change at all, a broken mass far too large a one.
"""

from trainer.link.errors import CommandRefused
from trainer.sessions.board import OpenBoard
from trainer.sessions.diagnosis.finding import Finding, Part
from trainer.sessions.diagnosis.motion_sensor import BOARD_PART, BODY_PART
from trainer.wire.frozen import BOARD_SENSOR, NackReason
from trainer.wire.messages import SelfTest, SelfTestResult

TRIES, WITHIN_S = 2, 2.0
"""The test itself takes 0.2 s."""
TRIMS = (1, 31)
TOLERANCE = 0.14


def gyro_trim_counts(trim: int) -> float:
    """Factory's change at 250 deg/s for a trim of 1 to 31."""
    return float(25 * 131 * 1.046 ** (trim - 1))


def accel_trim_counts(trim: int) -> float:
    """Factory's change at 8 g for a trim of 1 to 31."""
    return float(4096 * 0.34 * (0.92 / 0.34) ** ((trim - 1) / 30))


def _allowed(smallest: float, largest: float) -> tuple[float, float]:
    return (1 - TOLERANCE) * smallest, (1 + TOLERANCE) * largest


ACCEL_ALLOWED = _allowed(*map(accel_trim_counts, TRIMS))
GYRO_ALLOWED = _allowed(*map(gyro_trim_counts, TRIMS))


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
    """Judge the change of each axis."""
    findings = []
    for kind, changes, (least, most) in (
        ("accel", result.accel_change, ACCEL_ALLOWED),
        ("gyro", result.gyro_change, GYRO_ALLOWED),
    ):
        for axis, change in zip("xyz", changes, strict=True):
            findings.append(
                part.judged(
                    f"self_test_{kind}_{axis}",
                    change,
                    "1",
                    least <= abs(change) <= most,
                    "this axis fails the sensor's self-test: test once more at rest, then replace "
                    "the sensor",
                )
            )
    return findings


def _refused(part: Part, refused: CommandRefused) -> Finding:
    if refused.reason == NackReason.UNKNOWN_COMMAND:
        return part.untested("self_test", "this board has no self-test")
    if refused.reason == NackReason.SENSOR_MISSING:
        return part.truth("self_test", False, f"the {part.name} does not answer: check its wires")
    return part.truth("self_test", False, str(refused))
