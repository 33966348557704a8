"""Reads and writes calibrations in the board's EEPROM, while the board does not stream.

A stored calibration may be nonsense. Then only its counter is used, which the next calibration must
exceed, and the calibration has no steps, or no factors.
"""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from trainer.link.base import CommandRefused
from trainer.link.connection import Connection
from trainer.recording.load import LoadCalibration
from trainer.recording.sensor import (
    STEP_ACCEL,
    STEP_FRONT,
    STEP_LEVEL,
    SensorCalibration,
)
from trainer.recording.vocabulary import Placement
from trainer.wire.frozen import BOARD_SENSOR, NackReason, PlacementCode
from trainer.wire.messages import (
    CalibrationStep,
    ReadCalibration,
    ReadLoadCalibration,
    SetPlacement,
    StoredCalibration,
    StoredLoadCalibration,
    WriteCalibration,
    WriteLoadCalibration,
)

N = TypeVar("N", int, float)

_STEPS = {
    STEP_LEVEL: CalibrationStep.LEVEL,
    STEP_FRONT: CalibrationStep.FRONT,
    STEP_ACCEL: CalibrationStep.ACCEL,
}


def read_calibration(connection: Connection, sensor: int) -> SensorCalibration | None:
    """The board's stored calibration of a sensor; None if it has none."""
    stored = _remembered(connection, ReadCalibration(connection.new_tag(), sensor))
    if stored is None:
        return None
    if _makes_sense(stored):
        return _from_wire(stored)
    return SensorCalibration(stored.board_id, stored.sensor, stored.counter)


def write_calibration(connection: Connection, calibration: SensorCalibration) -> None:
    """Store in the board; `CommandRefused` while it streams."""
    connection.command(as_message(calibration, connection.new_tag()))
    if calibration.sensor == BOARD_SENSOR:
        connection.calibration_counter = calibration.counter


def read_load_calibration(connection: Connection) -> LoadCalibration | None:
    """The board's stored calibration of its load cells; None if it has none."""
    stored = _remembered(connection, ReadLoadCalibration(connection.new_tag()))
    if stored is None:
        return None
    if not _load_makes_sense(stored):
        return LoadCalibration(stored.board_id, stored.counter)
    return LoadCalibration(
        board_id=stored.board_id,
        counter=stored.counter,
        made_at=datetime.fromtimestamp(stored.unix_s, UTC),
        zero_counts=_four(stored.zero_counts, int),
        newton_per_count=_four(stored.newton_per_count, float),
        cell_ap_mm=_four(stored.cell_ap_mm, float),
        cell_ml_mm=_four(stored.cell_ml_mm, float),
    )


def write_load_calibration(connection: Connection, calibration: LoadCalibration) -> None:
    """Store in the board; `CommandRefused` while it streams."""
    connection.command(
        WriteLoadCalibration(
            tag=connection.new_tag(),
            counter=calibration.counter,
            board_id=calibration.board_id,
            unix_s=int(calibration.made_at.timestamp()),
            zero_counts=calibration.zero_counts,
            newton_per_count=calibration.newton_per_count,
            cell_ap_mm=calibration.cell_ap_mm,
            cell_ml_mm=calibration.cell_ml_mm,
        )
    )


def write_placement(connection: Connection, sensor: int, placement: Placement) -> None:
    """Let the board remember where a body sensor is strapped; `CommandRefused` while it streams."""
    code = PlacementCode[placement.name]
    connection.command(SetPlacement(connection.new_tag(), sensor, code))


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


def _remembered(connection: Connection, question: Any) -> Any | None:
    try:
        return connection.command(question)
    except CommandRefused as refused:
        if refused.reason == NackReason.NO_CALIBRATION:
            return None
        raise


LEAST_SCALE, MOST_SCALE, MOST_OFFSET_G = 0.5, 2.0, 1.0
"""An MPU-6050's scale is off by some percent, its zero by 80 mg."""
MOST_NEWTON_PER_COUNT, MOST_CELL_MM = 1.0, 2000.0


def _makes_sense(stored: StoredCalibration) -> bool:
    """Whether these can be the numbers of a sensor on a board."""
    scales = (*stored.accel_scale, *stored.gyro_scale)
    length = math.hypot(*stored.mount)
    return (
        abs(length - 1.0) < 0.01
        and all(LEAST_SCALE <= scale <= MOST_SCALE for scale in scales)
        and all(abs(offset) <= MOST_OFFSET_G for offset in stored.accel_offset_g)
    )


def _load_makes_sense(stored: StoredLoadCalibration) -> bool:
    return all(abs(factor) <= MOST_NEWTON_PER_COUNT for factor in stored.newton_per_count) and all(
        abs(place) <= MOST_CELL_MM for place in (*stored.cell_ap_mm, *stored.cell_ml_mm)
    )


def _from_wire(stored: StoredCalibration) -> SensorCalibration:
    return SensorCalibration(
        board_id=stored.board_id,
        sensor=stored.sensor,
        counter=stored.counter,
        steps=frozenset(name for name, bit in _STEPS.items() if stored.steps & bit),
        made_at=datetime.fromtimestamp(stored.unix_s, UTC),
        mount=_four(stored.mount, float),
        accel_scale=_three(stored.accel_scale),
        accel_offset_g=_three(stored.accel_offset_g),
        gyro_scale=_three(stored.gyro_scale),
    )


def _three(values: Any) -> tuple[float, float, float]:
    x, y, z = values
    return float(x), float(y), float(z)


def _four(values: Any, kind: Callable[[Any], N]) -> tuple[N, N, N, N]:
    a, b, c, d = values
    return kind(a), kind(b), kind(c), kind(d)
