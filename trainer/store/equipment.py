"""Boards and their measurements: gyroscope bias, calibrations, rims, set-ups of worn sensors.

Except the bias, where the deck's sensor is and which domes were told, these are never changed: a
newer one is added.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from trainer.recording.body import SacrumSetup, ThighSetup
from trainer.recording.envelope import Rim
from trainer.recording.load import LoadCalibration
from trainer.recording.sensor import NEVER, SensorCalibration
from trainer.recording.vocabulary import Placement
from trainer.store.changes import count_trials
from trainer.store.patients import known_patient
from trainer.store.rows import columns_of, record_of
from trainer.store.tables import (
    BoardRow,
    CalibrationRow,
    DefinitionRow,
    DomeCheckRow,
    LoadCalibrationRow,
    MetricRow,
    PatientRow,
    RimRow,
    SacrumSetupRow,
    ThighSetupRow,
    TrialRow,
)
from trainer.store.values import GyroBias


def see_board(session: Session, board_id: int, now: datetime) -> BoardRow:
    """A board's row, added if the board is new."""
    row = session.get(BoardRow, board_id)
    if row is None:
        row = BoardRow(id=board_id, first_seen_at=now)
        session.add(row)
        session.flush()
    return row


def list_boards(session: Session) -> tuple[int, ...]:
    """The ids of all boards, the first one seen first."""
    return tuple(session.scalars(select(BoardRow.id).order_by(BoardRow.first_seen_at)))


def keep_gyro_bias(session: Session, board_id: int, bias: GyroBias) -> None:
    """Store a bias, unless a newer one is stored."""
    row = see_board(session, board_id, bias.found_at)
    if row.gyro_bias_at is None or row.gyro_bias_at <= bias.found_at:
        row.gyro_bias_deg_s, row.gyro_bias_at = list(bias.deg_s), bias.found_at


def last_gyro_bias(session: Session, board_id: int) -> GyroBias | None:
    row = session.get(BoardRow, board_id)
    if row is None or row.gyro_bias_deg_s is None or row.gyro_bias_at is None:
        return None
    x, y, z = row.gyro_bias_deg_s
    return GyroBias((x, y, z), row.gyro_bias_at)


def place_deck_sensor(session: Session, board_id: int, on: Placement, now: datetime) -> None:
    """The deck's sensor is in the deck, or on the patient's sacrum."""
    see_board(session, board_id, now).deck_sensor_on = on


def deck_sensor_on(session: Session, board_id: int) -> Placement:
    row = session.get(BoardRow, board_id)
    return Placement.BOARD if row is None else row.deck_sensor_on


def note_dome(
    session: Session, board_id: int, level: int, stem_hole: int, told_at: datetime
) -> None:
    """A touch of the edge told that this dome is on."""
    see_board(session, board_id, told_at)
    session.merge(
        DomeCheckRow(board_id=board_id, level=level, stem_hole=stem_hole, told_at=told_at)
    )


def dome_told_at(session: Session, board_id: int, level: int, stem_hole: int) -> datetime | None:
    row = session.get(DomeCheckRow, (board_id, level, stem_hole))
    return None if row is None else row.told_at


def add_sacrum_setup(session: Session, setup: SacrumSetup) -> None:
    """Add a set-up of the deck's sensor on a sacrum; `UnknownPatient` if nobody added them."""
    see_board(session, setup.board_id, setup.made_at)
    patient_id = known_patient(session, setup.patient_code or "").id
    session.add(SacrumSetupRow(**columns_of(setup, "patient_code"), patient_id=patient_id))
    session.flush()


def newest_sacrum_setup(session: Session, board_id: int) -> SacrumSetup | None:
    """The set-up made last; None if there is none."""
    row = session.scalar(
        select(SacrumSetupRow)
        .where(SacrumSetupRow.board_id == board_id)
        .order_by(SacrumSetupRow.made_at.desc(), SacrumSetupRow.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    patient = session.get_one(PatientRow, row.patient_id)
    return record_of(SacrumSetup, row, patient_code=patient.code)


def add_calibration(session: Session, calibration: SensorCalibration) -> None:
    """Add a calibration, unless the same one is stored."""
    if calibration not in calibrations(session, calibration.board_id, calibration.sensor):
        see_board(session, calibration.board_id, calibration.made_at)
        session.add(CalibrationRow(**columns_of(calibration)))
        session.flush()


def calibrations(session: Session, board_id: int, sensor: int) -> tuple[SensorCalibration, ...]:
    """All calibrations of a board's sensor by counter, the newest last."""
    rows = session.scalars(
        select(CalibrationRow)
        .where(CalibrationRow.board_id == board_id, CalibrationRow.sensor == sensor)
        .order_by(CalibrationRow.counter, CalibrationRow.id)
    )
    return tuple(record_of(SensorCalibration, row) for row in rows)


def newest_calibration(session: Session, board_id: int, sensor: int) -> SensorCalibration | None:
    return next(reversed(calibrations(session, board_id, sensor)), None)


def add_load_calibration(session: Session, calibration: LoadCalibration) -> None:
    """Add a calibration, unless the same one is stored."""
    if calibration not in load_calibrations(session, calibration.board_id):
        see_board(session, calibration.board_id, calibration.made_at)
        session.add(LoadCalibrationRow(**columns_of(calibration)))
        session.flush()


def load_calibrations(session: Session, board_id: int) -> tuple[LoadCalibration, ...]:
    """All calibrations of a board's load cells by counter, the newest last."""
    rows = session.scalars(
        select(LoadCalibrationRow)
        .where(LoadCalibrationRow.board_id == board_id)
        .order_by(LoadCalibrationRow.counter, LoadCalibrationRow.id)
    )
    return tuple(record_of(LoadCalibration, row) for row in rows)


def newest_load_calibration(session: Session, board_id: int) -> LoadCalibration | None:
    return next(reversed(load_calibrations(session, board_id)), None)


def add_rim(session: Session, rim: Rim, now: datetime) -> None:
    """Add a rim; its time is `now` if it has none."""
    made_at = now if rim.made_at == NEVER else rim.made_at
    see_board(session, rim.board_id, made_at)
    session.add(RimRow(**columns_of(rim, "made_at"), made_at=made_at))
    session.flush()


def newest_rim(session: Session, board_id: int, level: int, stem_hole: int) -> Rim | None:
    """The rim added last; None if this board was never measured on this dome."""
    row = session.scalar(
        select(RimRow)
        .where(RimRow.board_id == board_id, RimRow.level == level, RimRow.stem_hole == stem_hole)
        .order_by(RimRow.made_at.desc(), RimRow.id.desc())
        .limit(1)
    )
    return None if row is None else record_of(Rim, row)


def rims(session: Session, board_id: int) -> tuple[Rim, ...]:
    """All rims of a board by dome and stem hole, in each the newest first."""
    rows = session.scalars(
        select(RimRow)
        .where(RimRow.board_id == board_id)
        .order_by(RimRow.level, RimRow.stem_hole, RimRow.made_at.desc(), RimRow.id.desc())
    )
    return tuple(record_of(Rim, row) for row in rows)


def add_thigh_setup(session: Session, setup: ThighSetup) -> None:
    """Add a set-up of the body sensor; `UnknownPatient` if its patient is not stored."""
    see_board(session, setup.board_id, setup.made_at)
    patient_id = known_patient(session, setup.patient_code or "").id
    session.add(ThighSetupRow(**columns_of(setup, "patient_code"), patient_id=patient_id))
    session.flush()


def discard_thigh_setup(
    session: Session, board_id: int, names: Collection[str], now: datetime
) -> int:
    """The strap has slipped: discard the newest set-up and the values computed with it.

    Deletes the metrics of these names from every trial made on the board since then, those that
    were replaced among them: in no version are they numbers of a thigh. Recordings stay. Returns
    the number of trials changed.
    """
    row = _newest_setup(session, board_id)
    if row is None or row.slipped_at is not None:
        return 0
    row.slipped_at = now
    since = select(TrialRow.id).where(
        TrialRow.board_id == board_id, TrialRow.started_at >= row.made_at
    )
    # Whoever writes the values of a trial locks its row, so that nobody writes between.
    session.execute(since.order_by(TrialRow.id).with_for_update())
    of_these = select(DefinitionRow.id).where(DefinitionRow.name.in_(names))
    computed = MetricRow.trial_id.in_(since), MetricRow.definition_id.in_(of_these)
    trials = session.scalars(select(MetricRow.trial_id).where(*computed).distinct()).all()
    session.execute(delete(MetricRow).where(*computed))
    count_trials(session, trials)
    return len(trials)


def thigh_setup_slipped(session: Session, setup: ThighSetup) -> bool:
    """Whether the strap of this set-up was found to have slipped."""
    found = select(ThighSetupRow.id).where(
        ThighSetupRow.board_id == setup.board_id,
        ThighSetupRow.made_at == setup.made_at,
        ThighSetupRow.slipped_at.is_not(None),
    )
    return session.scalar(found) is not None


def newest_thigh_setup(session: Session, board_id: int) -> ThighSetup | None:
    """The newest set-up of this board's body sensor; None if there is none or it slipped."""
    row = _newest_setup(session, board_id)
    if row is None or row.slipped_at is not None:
        return None
    patient = session.get_one(PatientRow, row.patient_id)
    return record_of(ThighSetup, row, patient_code=patient.code)


def _newest_setup(session: Session, board_id: int) -> ThighSetupRow | None:
    return session.scalar(
        select(ThighSetupRow)
        .where(ThighSetupRow.board_id == board_id)
        .order_by(ThighSetupRow.made_at.desc(), ThighSetupRow.id.desc())
        .limit(1)
    )
