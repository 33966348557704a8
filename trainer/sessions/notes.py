"""What a therapist types during a round: kept with its time, and stored when the round is over.

Storing waits for a disk or another computer, and the patient's picture may not wait for either.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_typed import Typed, entry_from
from trainer.store.errors import StoreError, StoreUnreachable
from trainer.store.store import Store

NOTE = "note"


class Notes:
    """The notes of one round, of one patient."""

    def __init__(
        self,
        code: str,
        store: Store | None,
        say: Callable[[str], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._code, self._store, self._say, self._now = code, store, say, now
        self._waiting: list[ClinicalEntry] = []

    def take(self, text: str) -> None:
        """Keep a note as one of this moment."""
        self._waiting.append(entry_from(Typed(NOTE, text=text), str(uuid4()), self._now()))

    def close(self) -> None:
        """Store what was typed; what cannot be stored is printed, so that nobody loses it."""
        for entry in self._waiting:
            try:
                self._add(entry)
            except StoreError as error:
                again = f'baps note add {self._code} note "{entry.note}"'
                self._say(f"a note is not stored: {error}; later type {again}")
        self._waiting.clear()

    def _add(self, entry: ClinicalEntry) -> None:
        if self._store is None:
            raise StoreUnreachable("the database cannot be reached")
        self._store.add_entry(self._code, entry)
