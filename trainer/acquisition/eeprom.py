"""A sensor's calibration as the board's EEPROM holds it, and back. Used around streaming only."""

from datetime import UTC, datetime
from typing import Any

from trainer.link.connection import Connection
from trainer.link.errors import CommandRefused
from trainer.recording.calibration import (
    STEP_ACCEL,
    STEP_FRONT,
    STEP_LEVEL,
    SensorCalibration,
)
from trainer.wire.frozen import NackReason
from trainer.wire.messages import (
    CalibrationStep,
    ReadCalibration,
    StoredCalibration,
    WriteCalibration,
)

_STEPS = {
    STEP_LEVEL: CalibrationStep.LEVEL,
    STEP_FRONT: CalibrationStep.FRONT,
    STEP_ACCEL: CalibrationStep.ACCEL,
}


def read_calibration(connection: Connection, sensor: int) -> SensorCalibration | None:
    """What the board remembers of a sensor; None where it remembers nothing."""
    try:
        stored = connection.command(ReadCalibration(connection.new_tag(), sensor))
    except CommandRefused as refused:
        if refused.reason == NackReason.NO_CALIBRATION:
            return None
        raise
    return _from_wire(stored)


def write_calibration(connection: Connection, calibration: SensorCalibration) -> None:
    """Store in the board; `CommandRefused` while it streams."""
    connection.command(as_message(calibration, connection.new_tag()))


def as_message(calibration: SensorCalibration, tag: int) -> WriteCalibration:
    """The command that stores this calibration."""
    steps = 0
    for name in calibration.steps:
        steps |= _STEPS[name]
    return WriteCalibration(
        tag=tag,
        sensor=calibration.sensor,
        counter=calibration.counter,
        board_id=calibration.board_id,
        steps=steps,
        unix_s=int(calibration.made_at.timestamp()),
        mount=calibration.mount,
        accel_scale=calibration.accel_scale,
        accel_offset_g=calibration.accel_offset_g,
        gyro_scale=calibration.gyro_scale,
    )


def _from_wire(stored: StoredCalibration) -> SensorCalibration:
    return SensorCalibration(
        board_id=stored.board_id,
        sensor=stored.sensor,
        counter=stored.counter,
        steps=frozenset(name for name, bit in _STEPS.items() if stored.steps & bit),
        made_at=datetime.fromtimestamp(stored.unix_s, UTC),
        mount=_four(stored.mount),
        accel_scale=_three(stored.accel_scale),
        accel_offset_g=_three(stored.accel_offset_g),
        gyro_scale=_three(stored.gyro_scale),
    )


def _three(values: Any) -> tuple[float, float, float]:
    x, y, z = values
    return float(x), float(y), float(z)


def _four(values: Any) -> tuple[float, float, float, float]:
    w, x, y, z = values
    return float(w), float(x), float(y), float(z)
