"""Which legs may stand on a board today: one that pain has stopped waits for the therapist's go.

A lock belongs to its own day, from midnight to midnight where the patient is.
"""

from collections.abc import Callable
from datetime import datetime

from trainer.recording.vocabulary import Side
from trainer.sessions.errors import SessionError
from trainer.sessions.store_access import STAND_INS, ask_store
from trainer.store.store import Store
from trainer.store.values import LegLock

BY_KEY = "the therapist pressed go on"


class LegLocked(SessionError):
    """Pain has stopped this leg today."""


def today_began() -> datetime:
    """Midnight, local time."""
    return datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


def require_free_leg(
    store: Store | None, say: Callable[[str], None], code: str, side: Side
) -> None:
    """`LegLocked` if pain has stopped this leg of this patient today.

    Codes that stand for nobody in particular are never locked.
    """
    if code in STAND_INS:
        return
    lock = ask_store(
        store, say, lambda asked: asked.locked_leg(code, side, today_began()), otherwise=None
    )
    if lock is not None:
        raise LegLocked(_refusal(code, side, lock))


def go_on(store: Store | None, say: Callable[[str], None], code: str, side: Side) -> None:
    """The therapist has said "go on" at the window."""
    if code not in STAND_INS:
        ask_store(
            store,
            say,
            lambda asked: asked.unlock_leg(code, side, today_began(), BY_KEY),
            otherwise=False,
        )


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
