"""A patient's background, screenings, prescribed rest and no-go sectors.

Nothing is changed or deleted: what was added last counts, and a sector is at most withdrawn.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.recording.background import (
    Background,
    NoGo,
    PrescribedRest,
    Screening,
    screening_that_counts,
)
from trainer.recording.sector import Sector
from trainer.store.errors import UnknownEntry
from trainer.store.patients import known_patient
from trainer.store.rows import columns_of, record_of
from trainer.store.visit_tables import BackgroundRow, NoGoRow, PrescribedRestRow, ScreeningRow

R = TypeVar("R", BackgroundRow, ScreeningRow)


def add_background(session: Session, code: str, background: Background) -> None:
    """What counts from now on."""
    patient_id = known_patient(session, code).id
    session.add(BackgroundRow(**columns_of(background), patient_id=patient_id))
    session.flush()


def newest_background(session: Session, code: str) -> Background | None:
    """What was added last; None if nobody noted anything."""
    row = _newest(session, BackgroundRow, code)
    return None if row is None else record_of(Background, row)


def add_screening(session: Session, code: str, screening: Screening, now: datetime) -> bool:
    """Store a screening; False if it was stored before.

    Which one counts is decided as it comes in (`screening_that_counts`): where that is still the
    one that counted before, it is added once more, for the last row counts.
    """
    patient = known_patient(session, code)
    # Two stations may add at once: the second waits here, and sees the screening of the first.
    session.refresh(patient, with_for_update=True)
    # It has no id; nobody answers two checklists of a patient alike in the same moment.
    known = select(ScreeningRow).where(
        ScreeningRow.patient_id == patient.id, ScreeningRow.done_at == screening.done_at
    )
    if screening in [record_of(Screening, row) for row in session.scalars(known)]:
        return False
    before = newest_screening(session, code)
    added = [screening]
    if before is not None and screening_that_counts((before, screening), now) is before:
        added.append(before)
    for each in added:
        answers = dict(each.answers)
        row = ScreeningRow(**columns_of(each, "answers"), answers=answers, patient_id=patient.id)
        session.add(row)
        session.flush()
    return True


def newest_screening(session: Session, code: str) -> Screening | None:
    """The one that counts; None before the first."""
    row = _newest(session, ScreeningRow, code)
    return None if row is None else record_of(Screening, row)


def add_rest(session: Session, code: str, rest: PrescribedRest, now: datetime) -> None:
    patient_id = known_patient(session, code).id
    session.add(PrescribedRestRow(**columns_of(rest), patient_id=patient_id, entered_at=now))
    session.flush()


def rests_of(session: Session, code: str) -> tuple[PrescribedRest, ...]:
    """All of a patient, by their first day."""
    rows = session.scalars(
        select(PrescribedRestRow)
        .where(PrescribedRestRow.patient_id == known_patient(session, code).id)
        .order_by(PrescribedRestRow.from_day, PrescribedRestRow.id)
    )
    return tuple(record_of(PrescribedRest, row) for row in rows)


def add_no_go(session: Session, code: str, no_go: NoGo) -> bool:
    """Store a sector; False if it was stored before."""
    patient_id = known_patient(session, code).id
    if session.get(NoGoRow, no_go.sector_id) is not None:
        return False
    session.add(
        NoGoRow(
            **columns_of(no_go, "sector_id", "sector"),
            **columns_of(no_go.sector),
            id=no_go.sector_id,
            patient_id=patient_id,
        )
    )
    session.flush()
    return True


def no_gos_of(session: Session, code: str) -> tuple[NoGo, ...]:
    """All of a patient, oldest first, with those that are over or withdrawn."""
    rows = session.scalars(
        select(NoGoRow)
        .where(NoGoRow.patient_id == known_patient(session, code).id)
        .order_by(NoGoRow.noted_at, NoGoRow.id)
    )
    return tuple(_no_go(row) for row in rows)


def withdraw_no_go(session: Session, code: str, sector_id: str, at: datetime) -> NoGo:
    """The sector no longer counts; `UnknownEntry` if it is none of this patient's that counts."""
    patient_id = known_patient(session, code).id
    row = session.get(NoGoRow, sector_id, with_for_update=True)
    if row is None or row.patient_id != patient_id or row.withdrawn_at is not None:
        raise UnknownEntry(f"{code} has no such sector: baps patient no-go {code} shows all")
    row.withdrawn_at = at
    return _no_go(row)


def _no_go(row: NoGoRow) -> NoGo:
    return record_of(NoGo, row, sector_id=row.id, sector=Sector(row.from_deg, row.to_deg))


def _newest(session: Session, table: type[R], code: str) -> R | None:
    rows: Sequence[R] = session.scalars(
        select(table)
        .where(table.patient_id == known_patient(session, code).id)
        .order_by(table.id.desc())
        .limit(1)
    ).all()
    return rows[0] if rows else None
