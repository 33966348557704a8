"""Counts what changes of a patient, so that whoever remembers what was worked out from it knows
when to work it out anew.

Every row with a patient's number that is written counts by itself, in the transaction that writes
it (`CountingSession`); values of trials have no such number, so whoever writes them says so.
Nothing else is kept of a change, and no clock is asked: those of stations may be wrong.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, case, event, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from trainer.store.tables import CODE_LENGTH, Base, PatientRow, TrialRow
from trainer.store.values import Changes


class ChangeRow(Base):
    """How often something of a patient was changed: trials of an activity, or rows of a table."""

    __tablename__ = "changes"

    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), primary_key=True)
    about: Mapped[str] = mapped_column(String(CODE_LENGTH), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)


_ONE_MORE = text(
    "INSERT INTO changes (patient_id, about, number) VALUES (:patient_id, :about, 1) "
    "ON CONFLICT (patient_id, about) DO UPDATE SET number = changes.number + 1"
)


class CountingSession(Session):
    """A session that writes, and counts what it writes."""


@event.listens_for(CountingSession, "after_flush")
def _count_rows(session: Session, _context: object) -> None:
    written = (
        *session.new,
        *(row for row in session.dirty if session.is_modified(row)),
        *session.deleted,
    )
    _count(session, ((getattr(row, "patient_id", None), _about(row)) for row in written))


def count_trials(session: Session, trial_ids: Collection[str]) -> None:
    """Values of these trials were changed."""
    asked = select(TrialRow.patient_id, TrialRow.activity).where(TrialRow.id.in_(trial_ids))
    _count(session, ((row.patient_id, row.activity) for row in session.execute(asked)))


def changes(session: Session, pooled: Collection[str]) -> Changes:
    """How often what is stored of each patient was changed, and what is `pooled` of all."""
    of_pool = case((ChangeRow.about.in_(pooled), ChangeRow.number), else_=0)
    rows = session.execute(
        select(PatientRow.code, func.sum(ChangeRow.number), func.sum(of_pool))
        .join(PatientRow, PatientRow.id == ChangeRow.patient_id)
        .group_by(PatientRow.code)
    ).all()
    return Changes({row[0]: int(row[1]) for row in rows}, sum(int(row[2]) for row in rows))


def _about(row: Any) -> str:
    return str(row.activity if isinstance(row, TrialRow) else row.__tablename__)


def _count(session: Session, changed: Iterable[tuple[int | None, str]]) -> None:
    # In one order, so that nobody waits for somebody who waits.
    found = sorted({(number, about) for number, about in changed if number is not None})
    if found:
        values = [{"patient_id": number, "about": about} for number, about in found]
        session.connection().execute(_ONE_MORE, values)
