"""What was noted lately, so that what a page asks for with every key typed is one entry in the log.

A reading is noted again after a while, and by every sign-in for itself: the log says who saw whom
in every quarter of an hour. `trainer.clinic.gate` asks it before it writes an entry.
"""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import Lock

NOTED_FOR = timedelta(minutes=15)
MOST_NOTED = 20_000
"""More than all therapists of a clinic see in that time."""


class Noted:
    """What each sign-in was noted to have seen, and when. Threads may ask at once."""

    def __init__(self) -> None:
        self._at: OrderedDict[tuple[str, str], datetime] = OrderedDict()
        self._lock = Lock()

    def new_of(self, token: str, seen: Iterable[str], now: datetime) -> tuple[str, ...]:
        """What of it has to be noted."""
        with self._lock:
            return tuple(each for each in seen if not self._is_noted((token, each), now))

    def note(self, token: str, seen: Iterable[str], now: datetime) -> None:
        """It is in the log. Call this afterwards: what failed is noted the next time."""
        with self._lock:
            for each in seen:
                self._at[token, each] = now
                self._at.move_to_end((token, each))
            while len(self._at) > MOST_NOTED:
                self._at.popitem(last=False)

    def _is_noted(self, key: tuple[str, str], now: datetime) -> bool:
        at = self._at.get(key)
        return at is not None and timedelta(0) <= now - at < NOTED_FOR
