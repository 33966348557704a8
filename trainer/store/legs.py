"""Legs that pain has stopped: locked with the trial that it stopped, until somebody says go on.

A lock counts on its own day alone; `since` is the beginning of that day where the patient is.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from trainer.recording.pain import Pain, pain_in
from trainer.recording.vocabulary import Outcome, Side
from trainer.store.patients import find_patient, known_patient
from trainer.store.tables import LegLockRow
from trainer.store.values import FinishedTrial, LegLock


def lock_leg(session: Session, trial: FinishedTrial, patient_id: int | None) -> None:
    """Lock the leg of a trial that pain has stopped, once; any other trial locks no leg.

    Another judgement of the trial opens no lock: only going on does. What the patient says of the
    pain later is added to it.
    """
    if patient_id is None or trial.result.outcome is not Outcome.PAIN:
        return
    header, pain = trial.recording.header, pain_in(trial.recording.events)
    lock = session.get(LegLockRow, trial.trial_id)
    if lock is not None:
        lock.score, lock.place = pain.score, pain.place
        return
    unlocked = trial.unlocked
    session.add(
        LegLockRow(
            trial_id=header.trial_id,
            patient_id=patient_id,
            side=header.conditions.side,
            locked_at=header.started_at,
            score=pain.score,
            place=pain.place,
            unlocked_at=unlocked and unlocked.at,
            unlocked_reason=unlocked.reason if unlocked else "",
        )
    )


def locked_leg(session: Session, code: str, side: Side, since: datetime) -> LegLock | None:
    """What locks this leg now; a lock that ends its visit before one that only waits."""
    patient = find_patient(session, code)
    if patient is None:
        return None
    rows = session.scalars(
        select(LegLockRow)
        .where(*_open_locks(patient.id, side, since))
        .order_by(LegLockRow.locked_at.desc(), LegLockRow.trial_id)
    )
    locks = [LegLock(row.side, row.locked_at, Pain(row.score, row.place)) for row in rows]
    return min(locks, key=lambda lock: not lock.pain.ends_visit, default=None)


def unlock_leg(
    session: Session, code: str, side: Side, since: datetime, now: datetime, reason: str
) -> bool:
    """Somebody says go on with this leg; False if nothing locked it."""
    patient_id = known_patient(session, code).id
    changed = session.execute(
        update(LegLockRow)
        .where(*_open_locks(patient_id, side, since))
        .values(unlocked_at=now, unlocked_reason=reason)
        .returning(LegLockRow.trial_id)
    )
    return bool(changed.all())


def _open_locks(patient_id: int, side: Side, since: datetime) -> Sequence[ColumnElement[bool]]:
    own = [LegLockRow.patient_id == patient_id, LegLockRow.locked_at >= since]
    # Pain while standing on both legs may come from either.
    legs = set(Side) if side is Side.BOTH else {side, Side.BOTH}
    return [*own, LegLockRow.unlocked_at.is_(None), LegLockRow.side.in_(legs)]
