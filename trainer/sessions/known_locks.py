"""What is known of locked legs while the database does not answer: what it said last, and what
this program saw itself since. `trainer.sessions.legs` asks; a database that is silent frees nobody.
"""

from collections.abc import Callable
from datetime import datetime
from weakref import WeakKeyDictionary

from trainer.recording.vocabulary import Side
from trainer.store.store import Store
from trainer.store.values import LegLock
from trainer.texts import said

AS_KNOWN = "The database does not answer: a leg that this station knows to be locked stays locked."


class KnownLocks:
    """Of one database."""

    def __init__(self) -> None:
        self._locks: dict[str, list[LegLock]] = {}
        self._told = False

    def answered(self, code: str, side: Side, lock: LegLock | None) -> None:
        """The database has said what locks this leg."""
        self._told = False
        if lock is None:
            self.freed(code, side, lambda _: True)
        elif lock not in (known := self._locks.setdefault(code, [])):
            known.append(lock)

    def saw(self, code: str, lock: LegLock) -> None:
        """A trial has locked a leg just now."""
        self._locks.setdefault(code, []).append(lock)

    def freed(self, code: str, side: Side, may: Callable[[LegLock], bool]) -> None:
        """Those locks of this leg that `may` be opened are open now."""
        known = self._locks.get(code, [])
        self._locks[code] = [each for each in known if not (meets(side, each.side) and may(each))]

    def held(
        self, code: str, side: Side, since: datetime, say: Callable[[str], None]
    ) -> LegLock | None:
        """What is known to lock this leg, told of in one line while the database is silent."""
        for lock in self._locks.get(code, []):
            if holds(lock, side, since):
                if not self._told:
                    say(said(AS_KNOWN))
                self._told = True
                return lock
        return None


def known_locks(store: Store) -> KnownLocks:
    """Those of a database that is open."""
    return _KNOWN.setdefault(store, KnownLocks())


def meets(side: Side, other: Side) -> bool:
    """Whether a lock of one side holds the other: pain while standing on both may be of either."""
    return Side.BOTH in (side, other) or side is other


def holds(lock: LegLock, side: Side, since: datetime) -> bool:
    """Whether a lock holds this leg: a hard stop always, a lock of the day `since` it began."""
    return meets(side, lock.side) and (lock.stays or lock.locked_at >= since)


_KNOWN: WeakKeyDictionary[Store, KnownLocks] = WeakKeyDictionary()
