"""Calibrations of load cells and set-ups of the body sensor: added, never changed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from trainer.recording.body import ThighSetup
from trainer.recording.load import LoadCalibration
from trainer.store.boards import see_board
from trainer.store.patients import known_patient
from trainer.store.tables import LoadCalibrationRow, MetricRow, PatientRow, ThighSetupRow, TrialRow


def add_load_calibration(session: Session, calibration: LoadCalibration) -> None:
    """Add a calibration to those of its board; a known one is not added twice."""
    if calibration in load_calibrations(session, calibration.board_id):
        return
    see_board(session, calibration.board_id, calibration.made_at)
    session.add(
        LoadCalibrationRow(
            board_id=calibration.board_id,
            counter=calibration.counter,
            made_at=calibration.made_at,
            operator=calibration.operator,
            zero_counts=list(calibration.zero_counts),
            newton_per_count=list(calibration.newton_per_count),
            cell_ap_mm=list(calibration.cell_ap_mm),
            cell_ml_mm=list(calibration.cell_ml_mm),
            residual_n=calibration.residual_n,
            residual_mm=calibration.residual_mm,
        )
    )
    session.flush()


def load_calibrations(session: Session, board_id: int) -> tuple[LoadCalibration, ...]:
    """All calibrations of a board's load cells, the newest (of the highest counter) last."""
    rows = session.scalars(
        select(LoadCalibrationRow)
        .where(LoadCalibrationRow.board_id == board_id)
        .order_by(LoadCalibrationRow.counter, LoadCalibrationRow.id)
    )
    return tuple(_load_calibration(row) for row in rows)


def newest_load_calibration(session: Session, board_id: int) -> LoadCalibration | None:
    """The one with the highest counter; None where there is none."""
    return next(reversed(load_calibrations(session, board_id)), None)


def add_thigh_setup(session: Session, setup: ThighSetup) -> None:
    """Add a set-up of the body sensor; `UnknownPatient` for one of nobody known."""
    code = setup.patient_code
    see_board(session, setup.board_id, setup.made_at)
    session.add(
        ThighSetupRow(
            board_id=setup.board_id,
            side=setup.side,
            made_at=setup.made_at,
            operator=setup.operator,
            mount=list(setup.mount),
            gyro_bias_deg_s=list(setup.gyro_bias_deg_s),
            explained_pct=setup.explained_pct,
            off_mark_deg=setup.off_mark_deg,
            patient_id=None if code is None else known_patient(session, code).id,
        )
    )
    session.flush()


def discard_thigh_setup(
    session: Session, board_id: int, names: Collection[str], now: datetime
) -> int:
    """The strap has slipped: the set-up made last counts no more, nor do values told by it.

    Takes the metrics of these names from every trial made on the board since; recordings stay.
    Returns from how many trials values were taken.
    """
    row = _newest_row(session, board_id)
    if row is None or row.slipped_at is not None:
        return 0
    row.slipped_at = now
    since = select(TrialRow.id).where(
        TrialRow.board_id == board_id, TrialRow.started_at >= row.made_at
    )
    told = MetricRow.trial_id.in_(since), MetricRow.name.in_(names)
    trials = session.scalar(select(func.count(MetricRow.trial_id.distinct())).where(*told))
    session.execute(delete(MetricRow).where(*told))
    return trials or 0


def newest_thigh_setup(session: Session, board_id: int) -> ThighSetup | None:
    """The set-up made last with this board's body sensor; None without one, or if it slipped."""
    row = _newest_row(session, board_id)
    if row is None or row.slipped_at is not None:
        return None
    w, x, y, z = row.mount
    bias_x, bias_y, bias_z = row.gyro_bias_deg_s
    patient = None if row.patient_id is None else session.get(PatientRow, row.patient_id)
    return ThighSetup(
        board_id=row.board_id,
        side=row.side,
        made_at=row.made_at,
        operator=row.operator,
        mount=(w, x, y, z),
        gyro_bias_deg_s=(bias_x, bias_y, bias_z),
        explained_pct=row.explained_pct,
        off_mark_deg=row.off_mark_deg,
        patient_code=patient.code if patient else None,
    )


def _newest_row(session: Session, board_id: int) -> ThighSetupRow | None:
    return session.scalar(
        select(ThighSetupRow)
        .where(ThighSetupRow.board_id == board_id)
        .order_by(ThighSetupRow.made_at.desc(), ThighSetupRow.id.desc())
        .limit(1)
    )


def _load_calibration(row: LoadCalibrationRow) -> LoadCalibration:
    zero = row.zero_counts
    return LoadCalibration(
        board_id=row.board_id,
        counter=row.counter,
        made_at=row.made_at,
        operator=row.operator,
        zero_counts=(zero[0], zero[1], zero[2], zero[3]),
        newton_per_count=_four(row.newton_per_count),
        cell_ap_mm=_four(row.cell_ap_mm),
        cell_ml_mm=_four(row.cell_ml_mm),
        residual_n=row.residual_n,
        residual_mm=row.residual_mm,
    )


def _four(values: list[float]) -> tuple[float, float, float, float]:
    a, b, c, d = values
    return (a, b, c, d)
