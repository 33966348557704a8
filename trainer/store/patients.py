"""Patients: their codes and, in a table of its own, names; ranges, foot placements, weights.

Ranges, placements and weights are never changed: a newer one is added.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.recording.conditions import Conditions, FootPlacement
from trainer.recording.envelope import Range
from trainer.recording.vocabulary import Side
from trainer.store.errors import PatientExists, StoreError, UnknownPatient
from trainer.store.rows import columns_of, record_of
from trainer.store.tables import (
    CODE_LENGTH,
    BodyWeightRow,
    FootPlacementRow,
    PatientNameRow,
    PatientRow,
    RangeRow,
    TrialRow,
)
from trainer.store.values import BodyWeight, KnownPlacement, Patient

NUL = "\0"
"""PostgreSQL takes it in no text, not even in a question."""
NO_CODE = (
    f"a patient code is 1 to {CODE_LENGTH} letters, digits or signs without spaces, and never a "
    "name"
)


def add_patient(session: Session, code: str, now: datetime, name: str | None) -> Patient:
    """Add a patient; `PatientExists` if the code is taken, `StoreError` if it is no valid code."""
    checked = checked_code(code)
    known = _spelled(session, checked)
    if known is not None:
        raise PatientExists(f"there is a patient {known} already: choose another code")
    row = new_patient(session, checked, now)
    if name:
        session.add(PatientNameRow(patient_id=row.id, name=name))
    return Patient(row.code, row.created_at)


def name_of(session: Session, code: str) -> str:
    """A patient's name; empty if none is known. `UnknownPatient`."""
    row = session.get(PatientNameRow, known_patient(session, code).id)
    return "" if row is None else row.name


def names_of_all(session: Session) -> dict[str, str]:
    """The names that are known, by code."""
    named = select(PatientRow.code, PatientNameRow.name).join(
        PatientNameRow, PatientNameRow.patient_id == PatientRow.id
    )
    return {row.code: row.name for row in session.execute(named)}


def checked_code(code: str) -> str:
    """The code without space around it; `StoreError` if it may be a name and a birthday."""
    trimmed = code.strip()
    spaced = any(sign.isspace() for sign in trimmed)
    if not trimmed or spaced or len(trimmed) > CODE_LENGTH or not trimmed.isprintable():
        raise StoreError(NO_CODE)
    return trimmed


def new_patient(session: Session, code: str, now: datetime) -> PatientRow:
    """Add a row for a code that is not taken."""
    row = PatientRow(code=code, created_at=now)
    session.add(row)
    session.flush()
    return row


def find_patient(session: Session, code: str) -> PatientRow | None:
    if NUL in code:
        return None
    return session.scalar(select(PatientRow).where(PatientRow.code == code))


def known_patient(session: Session, code: str) -> PatientRow:
    """The row of a code; `UnknownPatient` if there is none."""
    row = find_patient(session, code)
    if row is None:
        known = _spelled(session, code)
        what_now = f"did you mean {known}?" if known else "baps patient list shows all"
        raise UnknownPatient(f"there is no patient {code}: {what_now}")
    return row


def _spelled(session: Session, code: str) -> str | None:
    """The stored code that equals this one except for capitals, if any."""
    codes = session.scalars(
        select(PatientRow.code).where(func.length(PatientRow.code) == len(code))
    )
    return next((known for known in codes if known.casefold() == code.casefold()), None)


def get_patient(session: Session, code: str) -> Patient:
    """One patient; `UnknownPatient` if there is none."""
    return _with_trials(session, known_patient(session, code))


def list_patients(session: Session) -> tuple[Patient, ...]:
    """All patients by code."""
    counted = (
        select(
            TrialRow.patient_id,
            func.count().label("trials"),
            func.max(TrialRow.started_at).label("last"),
        )
        .group_by(TrialRow.patient_id)
        .subquery()
    )
    rows = session.execute(
        select(PatientRow, counted.c.trials, counted.c.last)
        .outerjoin(counted, counted.c.patient_id == PatientRow.id)
        .order_by(PatientRow.code)
    )
    return tuple(Patient(row.code, row.created_at, count or 0, last) for row, count, last in rows)


def _with_trials(session: Session, row: PatientRow) -> Patient:
    trials, last = session.execute(
        select(func.count(), func.max(TrialRow.started_at)).where(TrialRow.patient_id == row.id)
    ).one()
    return Patient(row.code, row.created_at, trials, last)


def add_range(session: Session, code: str, reach: Range, now: datetime) -> None:
    patient_id = known_patient(session, code).id
    session.add(RangeRow(**columns_of(reach), patient_id=patient_id, made_at=now))
    session.flush()


def newest_range(session: Session, patient_id: int, conditions: Conditions) -> Range | None:
    """The range of the latest day in this way of standing on this dome; of several, the newest."""
    row = session.scalar(
        select(RangeRow)
        .where(
            RangeRow.patient_id == patient_id,
            RangeRow.side == conditions.side,
            RangeRow.level == conditions.level,
            RangeRow.stem_hole == conditions.stem_hole,
            RangeRow.stance == conditions.stance,
            RangeRow.support == conditions.support,
        )
        .order_by(RangeRow.day.desc(), RangeRow.made_at.desc(), RangeRow.id.desc())
        .limit(1)
    )
    return None if row is None else record_of(Range, row)


def add_placement(
    session: Session, code: str, side: Side, feet: FootPlacement, now: datetime
) -> None:
    patient_id = known_patient(session, code).id
    session.add(FootPlacementRow(**columns_of(feet), patient_id=patient_id, side=side, made_at=now))
    session.flush()


def placement_on(
    session: Session, patient_id: int, side: Side, by: datetime | None = None
) -> KnownPlacement | None:
    """Where a patient stood on a side, as noted last, or as known `by` then; None if unknown."""
    noted = [FootPlacementRow.patient_id == patient_id, FootPlacementRow.side == side]
    if by is not None:
        noted.append(FootPlacementRow.made_at <= by)
    row = session.scalar(
        select(FootPlacementRow)
        .where(*noted)
        .order_by(FootPlacementRow.made_at.desc(), FootPlacementRow.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    return KnownPlacement(row.side, record_of(FootPlacement, row), row.made_at)


def add_weight(session: Session, code: str, weight: BodyWeight) -> None:
    patient_id = known_patient(session, code).id
    session.add(BodyWeightRow(**columns_of(weight), patient_id=patient_id))
    session.flush()


def newest_weight(session: Session, patient_id: int) -> BodyWeight | None:
    """The newest weight; None if nobody noted one."""
    row = session.scalar(
        select(BodyWeightRow)
        .where(BodyWeightRow.patient_id == patient_id)
        .order_by(BodyWeightRow.found_at.desc(), BodyWeightRow.id.desc())
        .limit(1)
    )
    return None if row is None else record_of(BodyWeight, row)
