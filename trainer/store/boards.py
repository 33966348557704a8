"""Boards, the bias their gyroscope last had, and the calibrations of their sensors."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.recording.calibration import SensorCalibration
from trainer.store.tables import BoardRow, CalibrationRow
from trainer.store.values import GyroBias


def see_board(session: Session, board_id: int, now: datetime) -> BoardRow:
    """A board's row, made when it is here for the first time."""
    row = session.get(BoardRow, board_id)
    if row is None:
        row = BoardRow(id=board_id, first_seen_at=now)
        session.add(row)
        session.flush()
    return row


def list_boards(session: Session) -> tuple[int, ...]:
    """The ids of all boards, longest known first."""
    return tuple(session.scalars(select(BoardRow.id).order_by(BoardRow.first_seen_at)))


def keep_gyro_bias(session: Session, board_id: int, bias: GyroBias) -> None:
    """Remember a bias, unless a newer one is there."""
    row = see_board(session, board_id, bias.found_at)
    if row.gyro_bias_at is None or row.gyro_bias_at <= bias.found_at:
        row.gyro_bias_deg_s, row.gyro_bias_at = list(bias.deg_s), bias.found_at


def last_gyro_bias(session: Session, board_id: int) -> GyroBias | None:
    """The newest bias; None where none was found yet."""
    row = session.get(BoardRow, board_id)
    if row is None or row.gyro_bias_deg_s is None or row.gyro_bias_at is None:
        return None
    x, y, z = row.gyro_bias_deg_s
    return GyroBias((x, y, z), row.gyro_bias_at)


def add_calibration(session: Session, calibration: SensorCalibration) -> None:
    """Add a calibration to those of its board and sensor; a known one is not added twice."""
    if calibration in calibrations(session, calibration.board_id, calibration.sensor):
        return
    see_board(session, calibration.board_id, calibration.made_at)
    session.add(
        CalibrationRow(
            board_id=calibration.board_id,
            sensor=calibration.sensor,
            counter=calibration.counter,
            made_at=calibration.made_at,
            operator=calibration.operator,
            steps=sorted(calibration.steps),
            mount=list(calibration.mount),
            accel_scale=list(calibration.accel_scale),
            accel_offset_g=list(calibration.accel_offset_g),
            gyro_scale=list(calibration.gyro_scale),
        )
    )
    session.flush()


def calibrations(session: Session, board_id: int, sensor: int) -> tuple[SensorCalibration, ...]:
    """All calibrations of a board's sensor, the newest (of the highest counter) last."""
    rows = session.scalars(
        select(CalibrationRow)
        .where(CalibrationRow.board_id == board_id, CalibrationRow.sensor == sensor)
        .order_by(CalibrationRow.counter, CalibrationRow.id)
    )
    return tuple(_calibration(row) for row in rows)


def newest_calibration(session: Session, board_id: int, sensor: int) -> SensorCalibration | None:
    """The one with the highest counter; None where there is none."""
    return next(reversed(calibrations(session, board_id, sensor)), None)


def _calibration(row: CalibrationRow) -> SensorCalibration:
    w, x, y, z = row.mount
    return SensorCalibration(
        board_id=row.board_id,
        sensor=row.sensor,
        counter=row.counter,
        steps=frozenset(row.steps),
        made_at=row.made_at,
        operator=row.operator,
        mount=(w, x, y, z),
        accel_scale=_vector(row.accel_scale),
        accel_offset_g=_vector(row.accel_offset_g),
        gyro_scale=_vector(row.gyro_scale),
    )


def _vector(values: list[float]) -> tuple[float, float, float]:
    x, y, z = values
    return (x, y, z)
