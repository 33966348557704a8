"""Which legs may stand on a board: one that pain or a hard stop holds waits for the therapist.

Pain that stopped a trial holds its leg for that day, from midnight to midnight where the patient
is. A hard stop (`Pain.stop`, or one that somebody typed in) holds it until a therapist lifts it
with a reason.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from trainer.recording.background import HardStop, Lifted
from trainer.recording.pain import pain_in
from trainer.recording.stopping import LEGS, legs_of, off_until, stop_words, unlock_command
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Side
from trainer.sessions.errors import SessionError
from trainer.sessions.known_locks import holds, known_locks
from trainer.sessions.store_access import STAND_INS, ask_store
from trainer.store.errors import UnknownPatient
from trainer.store.legs import stop_of_trial
from trainer.store.spool import Spool, SpoolError
from trainer.store.store import Store
from trainer.store.values import LegLock, Unlocking

BY_KEY = "the therapist pressed go on"


class LegLocked(SessionError):
    """This leg may not stand on a board now."""


def today_began() -> datetime:
    """Midnight, local time."""
    return datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True)
class PatientLegs:
    """The legs of one patient, and where their locks are kept: in the database, None without one,
    and in the spool of trials that wait for it. `say` tells what the database does not.

    A trial that still waits for the database locks its leg, too. Codes that stand for nobody in
    particular are never locked.
    """

    store: Store | None
    say: Callable[[str], None]
    code: str
    spool: Spool | None = None

    def require_free(self, side: Side) -> None:
        """`LegLocked` if pain of today, or an open hard stop, holds this leg."""
        lock = self.lock(side)
        if lock is not None:
            raise LegLocked(lock_words(self.code, side, lock))

    def lock(self, side: Side) -> LegLock | None:
        """What holds this leg now, a hard stop before a lock of the day; None if it is free.

        While the database does not answer, what is known holds.
        """
        if self.code in STAND_INS:
            return None
        code, since = self.code, today_began()
        answer = ask_store(
            self.store, self.say, lambda asked: [asked.locked_leg(code, side, since)], None
        )
        if self.store is None or answer is None:
            return self.known_lock(side)
        known_locks(self.store).answered(code, side, answer[0])
        return self._first(answer[0], side)

    def known_lock(self, side: Side) -> LegLock | None:
        """The same without asking the database, which does not answer."""
        held = None
        if self.store is not None:
            held = known_locks(self.store).held(self.code, side, today_began(), self.say)
        return self._first(held, side)

    def go_on(self, side: Side) -> None:
        """The therapist has said "go on" at the window: that lifts no hard stop."""
        if self.code in STAND_INS:
            return
        code = self.code
        try:
            _unlock_waiting(self.spool, code, side, BY_KEY, _ends_with_its_day)
        except SpoolError as error:
            self.say(str(error))
        ask_store(
            self.store,
            self.say,
            lambda asked: asked.go_on_with_leg(code, side, today_began(), BY_KEY),
            otherwise=False,
        )
        if self.store is not None:
            known_locks(self.store).freed(code, side, _ends_with_its_day)

    def _first(self, found: LegLock | None, side: Side) -> LegLock | None:
        """A hard stop before a lock of the day."""
        locks = [found] if found is not None else []
        locks += [lock for _, lock in _waiting_locks(self.spool, self.code, side)]
        return min(locks, key=lambda lock: not lock.stays, default=None)


def saw_pain(store: Store | None, code: str, recording: Recording) -> None:
    """A trial that pain has stopped locks its leg, even if the database falls silent after it."""
    if store is not None and code not in STAND_INS:
        known_locks(store).saw(code, _lock_of(recording))


def saw_stop(store: Store | None, code: str, stop: HardStop) -> None:
    """What was said has stopped a leg; the database may have it or not."""
    if store is not None and code not in STAND_INS:
        known_locks(store).saw(code, _lock_by(stop))


def unlock(
    store: Store | None, spool: Spool | None, code: str, side: Side, reason: str, operator: str = ""
) -> bool:
    """The therapist goes on with this leg and lifts its hard stops, in the database and where
    trials wait for it; stops of both legs only with `side` both. False if nothing held it.
    """

    def may(lock: LegLock) -> bool:
        return not lock.stays or side in (lock.side, Side.BOTH)

    waiting = _unlock_waiting(spool, code, side, reason, may)
    try:
        stored = store is not None and store.unlock_leg(code, side, today_began(), reason, operator)
    except UnknownPatient:
        # A code that the database has not seen yet may wait with its first trial.
        if not waiting:
            raise
        stored = False
    if store is not None:
        known_locks(store).freed(code, side, may)
    return waiting or stored


def lift(store: Store, code: str, stop: HardStop, lifted: Lifted) -> None:
    """A therapist lifts this one stop; what else holds its leg still does."""
    store.lift_stop(code, stop.stop_id, lifted)
    lock = _lock_by(stop)
    known_locks(store).freed(code, lock.side, lambda known: known == lock)


def _ends_with_its_day(lock: LegLock) -> bool:
    return not lock.stays


def _waiting_locks(spool: Spool | None, code: str, side: Side) -> Iterator[tuple[Path, LegLock]]:
    since = today_began()
    for path, trial in spool.locks() if spool is not None else ():
        lock = _lock_of(trial.recording)
        if trial.recording.header.patient_code == code and holds(lock, side, since):
            yield path, lock


def _lock_of(recording: Recording) -> LegLock:
    header, pain = recording.header, pain_in(recording.events)
    side, at = header.conditions.side, header.started_at
    if pain.stop is None:
        return LegLock(side, at, pain.words)
    return _lock_by(stop_of_trial(header, pain))


def _lock_by(stop: HardStop) -> LegLock:
    return LegLock(legs_of(stop), stop.at, stop_words(stop), stays=True)


def _unlock_waiting(
    spool: Spool | None, code: str, side: Side, reason: str, may: Callable[[LegLock], bool]
) -> bool:
    """Go on with this leg in those waiting trials whose locks `may` be opened so."""
    now, unlocked = datetime.now(UTC), False
    for path, lock in _waiting_locks(spool, code, side):
        if may(lock):
            assert spool is not None
            spool.unlock(path, Unlocking(now, reason))
            unlocked = True
    return unlocked


def unlock_words(code: str, side: Side, lock: LegLock) -> str:
    """The command that goes on with a leg."""
    return unlock_command(code, _to_unlock(side, lock))


def lock_words(code: str, side: Side, lock: LegLock) -> str:
    """One line for the command line: which leg stopped when and why, and how it goes on."""
    at = f"{lock.locked_at.astimezone():%Y-%m-%d %H:%M}"
    advice = (
        off_until(code, _to_unlock(side, lock))
        if lock.stays
        else f"to go on, the therapist says {unlock_words(code, side, lock)}"
    )
    return f"{LEGS[lock.side]} of {code} stopped on {at} ({lock.words}): {advice}"


def _to_unlock(side: Side, lock: LegLock) -> Side:
    """Who frees one leg lifts no stop of both."""
    return lock.side if lock.stays and side is not Side.BOTH else side
