"""Visits and their marks: one visit of a patient at a time, however many stations open it.

Stations' clocks may be wrong, so the order is that of the rows, never that of the times in them.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from trainer.recording.visit import VisitMark, VisitRecord
from trainer.store.changes import ChangeRow
from trainer.store.errors import UnknownVisit
from trainer.store.patients import known_patient
from trainer.store.rows import columns_of, record_of
from trainer.store.tables import PatientRow
from trainer.store.values import LiveVisit
from trainer.store.visit_tables import VisitMarkRow, VisitRow


def open_visit(session: Session, code: str, visit: VisitRecord) -> VisitRecord:
    """The visit that goes on, or this one, stored.

    The newest goes on if nobody closed it and it began on this day, or on a later one: somebody has
    set the clock back.
    """
    patient = known_patient(session, code)
    # Two stations may open at once: the second waits here, and sees the visit of the first.
    session.refresh(patient, with_for_update=True)
    newest = session.scalar(
        select(VisitRow)
        .where(VisitRow.patient_id == patient.id)
        .order_by(VisitRow.id.desc())
        .limit(1)
    )
    if newest is not None and newest.closed_at is None and newest.day >= visit.day:
        return record_of(VisitRecord, newest)
    session.add(VisitRow(**columns_of(visit), patient_id=patient.id))
    session.flush()
    return visit


def take_visit(
    session: Session, visit_id: str, station: str, at: datetime, seen: str
) -> VisitRecord:
    """This station has the visit from now on where the one that was `seen` to have it, or nobody,
    has it still: the visit as it is now.
    """
    row = _known(session, visit_id)
    if row.station in ("", seen, station):
        row.station, row.seen_at = station, at
    return record_of(VisitRecord, row)


def close_visit(session: Session, visit_id: str, at: datetime) -> None:
    """The visit has ended; one that was closed before keeps its end."""
    row = _known(session, visit_id)
    row.closed_at = row.closed_at or at


def visits_of(session: Session, code: str) -> tuple[VisitRecord, ...]:
    """All visits of a patient in the order in which they were opened."""
    rows = session.scalars(
        select(VisitRow)
        .where(VisitRow.patient_id == known_patient(session, code).id)
        .order_by(VisitRow.id)
    )
    return tuple(record_of(VisitRecord, row) for row in rows)


def add_mark(session: Session, mark: VisitMark) -> bool:
    """Store a mark; False if it was stored before."""
    known = select(VisitMarkRow.id).where(VisitMarkRow.mark_id == mark.mark_id)
    if session.scalar(known) is not None:
        return False
    _known(session, mark.visit_id)
    session.add(VisitMarkRow(**columns_of(mark)))
    session.flush()
    return True


def marks_of(session: Session, visit_id: str) -> tuple[VisitMark, ...]:
    """All marks of a visit in the order in which they were added."""
    rows = session.scalars(
        select(VisitMarkRow).where(VisitMarkRow.visit_id == visit_id).order_by(VisitMarkRow.id)
    )
    return tuple(record_of(VisitMark, row) for row in rows)


def live_visits(session: Session, today: date) -> tuple[LiveVisit, ...]:
    """Every visit of today that a station has open, by code; one statement."""
    everybody = _now().join(VisitRow, _held(today)).order_by(PatientRow.code)
    return _live(session, everybody)


def live_visit(session: Session, code: str, today: date) -> LiveVisit | None:
    """One patient now; None for a code nobody has; one statement."""
    mine = _now().outerjoin(VisitRow, _held(today)).where(PatientRow.code == code)
    return next(iter(_live(session, mine.order_by(VisitRow.id.desc()).limit(1))), None)


def _held(today: date) -> ColumnElement[bool]:
    """A patient's visit of today that a station has open."""
    return and_(
        VisitRow.patient_id == PatientRow.id,
        VisitRow.day >= today,
        VisitRow.closed_at.is_(None),
        VisitRow.station != "",
    )


def _now() -> Select[*tuple[Any, ...]]:
    """Patients with a visit that is joined to them, and how much was stored."""
    marks = select(func.count(VisitMarkRow.id)).where(VisitMarkRow.visit_id == VisitRow.visit_id)
    changed = select(func.sum(ChangeRow.number)).where(ChangeRow.patient_id == PatientRow.id)
    return select(
        PatientRow.code,
        VisitRow,
        marks.scalar_subquery(),
        func.coalesce(changed.scalar_subquery(), 0),
    ).select_from(PatientRow)


def _live(session: Session, question: Select[*tuple[Any, ...]]) -> tuple[LiveVisit, ...]:
    return tuple(
        LiveVisit(
            code,
            None if row is None else record_of(VisitRecord, row),
            f"{'' if row is None else row.visit_id}.{marks}.{changed}",
        )
        for code, row, marks, changed in session.execute(question)
    )


def _known(session: Session, visit_id: str) -> VisitRow:
    row = session.scalar(select(VisitRow).where(VisitRow.visit_id == visit_id).with_for_update())
    if row is None:
        raise UnknownVisit(f"there is no visit {visit_id}: open it again")
    return row
