"""Legs that may not stand on a board, and who let them go on.

Pain that stopped a trial locks its leg for that day (`leg_locks`; `since` is the beginning of the
day where the patient is). Pain of which `Pain.stop` says so is a hard stop besides, which stays
until a therapist lifts it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from trainer.recording.background import HardStop, Lifted, StopReason
from trainer.recording.pain import PLACES, Pain, pain_in
from trainer.recording.stopping import legs_of, stop_words
from trainer.recording.trial import TrialHeader
from trainer.recording.vocabulary import Outcome, Side
from trainer.store.patients import find_patient, known_patient
from trainer.store.stops import lift_stops_of_leg, newest_open_stop, stop_leg
from trainer.store.tables import LegLockRow
from trainer.store.transactions import now_utc
from trainer.store.values import FinishedTrial, LegLock, Unlocking


def lock_leg(session: Session, trial: FinishedTrial, patient_id: int | None) -> None:
    """Lock the leg of a trial that pain has stopped, once; any other trial locks no leg.

    Another judgement of the trial opens no lock: only going on does. What the patient says of the
    pain later is added to it.
    """
    if patient_id is None or trial.result.outcome is not Outcome.PAIN:
        return
    pain = pain_in(trial.recording.events)
    lock = session.get(LegLockRow, trial.trial_id)
    if lock is None:
        lock = _locked(trial, patient_id)
        session.add(lock)
    lock.score, lock.place = pain.score, pain.place
    if pain.stop is not None:
        stop = stop_of_trial(trial.recording.header, pain, _lifted(lock))
        stop_leg(session, patient_id, stop, now_utc())


def unlocking_of(session: Session, trial_id: str) -> Unlocking | None:
    """When somebody went on with the leg that pain had stopped in this trial, if anybody did."""
    lock = session.get(LegLockRow, trial_id)
    if lock is None or lock.unlocked_at is None:
        return None
    return Unlocking(lock.unlocked_at, lock.unlocked_reason)


def stop_of_trial(header: TrialHeader, pain: Pain, lifted: Lifted | None = None) -> HardStop:
    """The hard stop that a trial with such pain makes, with the trial's id."""
    assert pain.stop is not None
    # A knee that failed is the reason itself.
    place = PLACES[pain.place] if pain.place and pain.stop is StopReason.PAIN else ""
    side, at = header.conditions.side, header.started_at
    return HardStop(header.trial_id, side, pain.stop, at, pain.score, place, lifted=lifted)


def locked_leg(session: Session, code: str, side: Side, since: datetime) -> LegLock | None:
    """What locks this leg now; a hard stop before a lock that ends with its day."""
    patient = find_patient(session, code)
    if patient is None:
        return None
    stop = newest_open_stop(session, patient.id, side)
    if stop is not None:
        return LegLock(legs_of(stop), stop.at, stop_words(stop), stays=True)
    row = session.scalar(
        select(LegLockRow)
        .where(*_open_locks(patient.id, side, since))
        .order_by(LegLockRow.locked_at.desc(), LegLockRow.trial_id)
        .limit(1)
    )
    if row is None:
        return None
    return LegLock(row.side, row.locked_at, Pain(row.score, row.place).words)


def unlock_leg(session: Session, code: str, side: Side, since: datetime, lifted: Lifted) -> bool:
    """The therapist goes on with this leg; False if nothing locked it."""
    stopped = lift_stops_of_leg(session, known_patient(session, code).id, side, lifted)
    return go_on_with_leg(session, code, side, since, lifted) or stopped


def go_on_with_leg(
    session: Session, code: str, side: Side, since: datetime, lifted: Lifted
) -> bool:
    """Somebody says go on with this leg today; False if no pain of the day locked it."""
    changed = session.execute(
        update(LegLockRow)
        .where(*_open_locks(known_patient(session, code).id, side, since))
        .values(unlocked_at=lifted.at, unlocked_reason=lifted.reason)
        .returning(LegLockRow.trial_id)
    )
    return bool(changed.all())


def _locked(trial: FinishedTrial, patient_id: int) -> LegLockRow:
    header, unlocked = trial.recording.header, trial.unlocked
    return LegLockRow(
        trial_id=header.trial_id,
        patient_id=patient_id,
        side=header.conditions.side,
        locked_at=header.started_at,
        unlocked_at=unlocked and unlocked.at,
        unlocked_reason=unlocked.reason if unlocked else "",
    )


def _lifted(lock: LegLockRow) -> Lifted | None:
    at = lock.unlocked_at
    return None if at is None else Lifted(at, lock.unlocked_reason)


def _open_locks(patient_id: int, side: Side, since: datetime) -> Sequence[ColumnElement[bool]]:
    own = [LegLockRow.patient_id == patient_id, LegLockRow.locked_at >= since]
    # Pain while standing on both legs may come from either.
    legs = set(Side) if side is Side.BOTH else {side, Side.BOTH}
    return [*own, LegLockRow.unlocked_at.is_(None), LegLockRow.side.in_(legs)]
