"""Which legs may stand on a board today: one that pain has stopped waits for the therapist's go.

A lock belongs to its own day, from midnight to midnight where the patient is.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from trainer.recording.pain import pain_in
from trainer.recording.vocabulary import Side
from trainer.sessions.errors import SessionError
from trainer.sessions.store_access import STAND_INS, ask_store
from trainer.store.errors import UnknownPatient
from trainer.store.spool import Spool, SpoolError
from trainer.store.store import Store
from trainer.store.values import FinishedTrial, LegLock, Unlocking

BY_KEY = "the therapist pressed go on"


class LegLocked(SessionError):
    """Pain has stopped this leg today."""


def today_began() -> datetime:
    """Midnight, local time."""
    return datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


def require_free_leg(
    store: Store | None,
    say: Callable[[str], None],
    code: str,
    side: Side,
    spool: Spool | None = None,
) -> None:
    """`LegLocked` if pain has stopped this leg of this patient today.

    A trial that still waits for the database locks its leg, too.

    Codes that stand for nobody in particular are never locked.
    """
    if code in STAND_INS:
        return
    lock = ask_store(
        store, say, lambda asked: asked.locked_leg(code, side, today_began()), otherwise=None
    )
    locks = [lock] if lock is not None else []
    locks += [_lock_of(trial) for _, trial in _waiting_locks(spool, code, side)]
    if locks:
        # One that ends the visit is told before one that only waits.
        raise LegLocked(_refusal(code, side, min(locks, key=lambda each: not each.pain.ends_visit)))


def unlock(store: Store | None, spool: Spool | None, code: str, side: Side, reason: str) -> bool:
    """Go on with this leg, in the database and where trials wait for it.

    False if nothing locked it.
    """
    waiting = _unlock_waiting(spool, code, side, reason)
    try:
        stored = store is not None and store.unlock_leg(code, side, today_began(), reason)
    except UnknownPatient:
        # A code that the database has not seen yet may wait with its first trial.
        if not waiting:
            raise
        stored = False
    return waiting or stored


def go_on(
    store: Store | None,
    say: Callable[[str], None],
    code: str,
    side: Side,
    spool: Spool | None = None,
) -> None:
    """The therapist has said "go on" at the window."""
    if code not in STAND_INS:
        try:
            _unlock_waiting(spool, code, side, BY_KEY)
        except SpoolError as error:
            say(str(error))
        ask_store(
            store,
            say,
            lambda asked: asked.unlock_leg(code, side, today_began(), BY_KEY),
            otherwise=False,
        )


def _waiting_locks(
    spool: Spool | None, code: str, side: Side
) -> Iterator[tuple[Path, FinishedTrial]]:
    for path, trial in spool.locks(today_began()) if spool is not None else ():
        header = trial.recording.header
        # Pain while standing on both legs may come from either.
        same_leg = Side.BOTH in (side, header.conditions.side) or header.conditions.side is side
        if header.patient_code == code and same_leg:
            yield path, trial


def _lock_of(trial: FinishedTrial) -> LegLock:
    header = trial.recording.header
    return LegLock(header.conditions.side, header.started_at, pain_in(trial.recording.events))


def _unlock_waiting(spool: Spool | None, code: str, side: Side, reason: str) -> bool:
    now, unlocked = datetime.now(UTC), False
    for path, _ in _waiting_locks(spool, code, side):
        assert spool is not None
        spool.unlock(path, Unlocking(now, reason))
        unlocked = True
    return unlocked


def unlock_words(code: str, side: Side) -> str:
    """The command that goes on with a leg."""
    return f'baps patient unlock {code} --side {side} --reason "…"'


def _refusal(code: str, side: Side, lock: LegLock) -> str:
    leg = "legs" if lock.side is Side.BOTH else f"{lock.side} leg"
    stopped = f"the {leg} of {code} stopped at {lock.locked_at.astimezone():%H:%M}"
    unlock = unlock_words(code, side)
    advice = (
        f"rest it until tomorrow; a therapist who decides otherwise says {unlock}"
        if lock.pain.ends_visit
        else f"to go on, the therapist says {unlock}"
    )
    return f"{stopped} ({lock.pain.words}): {advice}"
