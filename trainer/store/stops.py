"""Hard stops of a patient's legs: kept for ever, and open until somebody lifts them.

A stop comes from a person who types it in, from an entry (`stop_typed`), or from a trial that pain
has stopped; the latter two have the id of the entry or the trial.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from trainer.recording.background import HardStop, Lifted
from trainer.recording.stopping import legs_of
from trainer.recording.vocabulary import Side
from trainer.store.patients import known_patient
from trainer.store.rows import columns_of, record_of
from trainer.store.tables import LegLockRow
from trainer.store.visit_tables import HardStopRow


def add_stop(session: Session, code: str, stop: HardStop, now: datetime) -> bool:
    """Stop a leg; False if this stop was stored before."""
    return stop_leg(session, known_patient(session, code).id, stop, now)


def stop_leg(session: Session, patient_id: int, stop: HardStop, now: datetime) -> bool:
    """The same for a patient's number. What is said of the pain later is added to the stop."""
    known = session.get(HardStopRow, stop.stop_id)
    if known is not None:
        known.pain = stop.pain
        return False
    lifted = stop.lifted
    session.add(
        HardStopRow(
            **columns_of(stop, "stop_id", "lifted"),
            id=stop.stop_id,
            patient_id=patient_id,
            entered_at=now,
            lifted_at=lifted and lifted.at,
            lifted_reason=lifted.reason if lifted else "",
            lifted_by=lifted.operator if lifted else "",
        )
    )
    session.flush()
    return True


def stops_of(session: Session, code: str) -> tuple[HardStop, ...]:
    """All stops of a patient, oldest first, with those that were lifted."""
    rows = session.scalars(
        select(HardStopRow)
        .where(HardStopRow.patient_id == known_patient(session, code).id)
        .order_by(HardStopRow.at, HardStopRow.entered_at, HardStopRow.id)
    )
    return tuple(_stop(row) for row in rows)


def lift_stop(session: Session, code: str, stop_id: str, lifted: Lifted) -> bool:
    """Lift one stop of a patient; False if it is none that is open."""
    return bool(_lift(session, known_patient(session, code).id, lifted, HardStopRow.id == stop_id))


def lift_stops_of_leg(session: Session, patient_id: int, side: Side, lifted: Lifted) -> bool:
    """Lift the open stops of this leg, of both legs only where both are meant; False if none."""
    open_ = _open_stops(session, patient_id)
    ids = [stop.stop_id for stop in open_ if side in (legs_of(stop), Side.BOTH)]
    return bool(_lift(session, patient_id, lifted, HardStopRow.id.in_(ids)))


def newest_open_stop(session: Session, patient_id: int, side: Side) -> HardStop | None:
    """The newest stop that keeps this leg, or one of both, off the board."""
    # Two legs stand only if both may.
    held = (
        stop
        for stop in _open_stops(session, patient_id)
        if Side.BOTH in (side, legs_of(stop)) or legs_of(stop) is side
    )
    return next(held, None)


def _open_stops(session: Session, patient_id: int) -> Sequence[HardStop]:
    """All open stops of a patient, newest first."""
    rows = session.scalars(
        select(HardStopRow)
        .where(*_open(patient_id))
        .order_by(HardStopRow.at.desc(), HardStopRow.id)
    )
    return [_stop(row) for row in rows]


def _lift(
    session: Session, patient_id: int, lifted: Lifted, which: ColumnElement[bool]
) -> Sequence[str]:
    """Lift these open stops, and the day's locks of the trials that made them; their ids."""
    ids = session.scalars(
        update(HardStopRow)
        .where(*_open(patient_id), which)
        .values(lifted_at=lifted.at, lifted_reason=lifted.reason, lifted_by=lifted.operator)
        .returning(HardStopRow.id)
    ).all()
    session.execute(
        update(LegLockRow)
        .where(LegLockRow.trial_id.in_(ids), LegLockRow.unlocked_at.is_(None))
        .values(unlocked_at=lifted.at, unlocked_reason=lifted.reason)
    )
    return ids


def _open(patient_id: int) -> Sequence[ColumnElement[bool]]:
    return (HardStopRow.patient_id == patient_id, HardStopRow.lifted_at.is_(None))


def _stop(row: HardStopRow) -> HardStop:
    at = row.lifted_at
    lifted = None if at is None else Lifted(at, row.lifted_reason, row.lifted_by)
    return record_of(HardStop, row, stop_id=row.id, lifted=lifted)
