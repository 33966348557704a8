"""A table that grows in place: the one home of all rows of one sensor.

Games, running recordings and journals get slices of it. A row never changes and its place is never
reused, so a slice stays valid as the table grows. Old rows are dropped by moving the newer ones
into new storage.
"""

from dataclasses import fields
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from trainer.recording.columns import Columns, IntArray

HELD_S = 64.0
FIRST_ROWS = 1024

T = TypeVar("T", bound=Columns)


class Table(Generic[T]):
    """Rows by their number since the table began; at least the newest `held` are kept.

    Each row has a key that never falls: the `seq` of the board's next sample. The owner locks.
    """

    def __init__(self, cls: type[T], held: int) -> None:
        self._cls, self._held = cls, held
        self._first = 0
        self._used = 0
        self._kept_from: int | None = None
        self._columns: dict[str, npt.NDArray[Any]] = {}
        self._frozen: dict[str, npt.NDArray[Any]] = {}
        """The same columns read-only, as everybody else gets slices of them."""
        self._keys: IntArray = np.zeros(0, np.int64)
        self._move(FIRST_ROWS)

    @property
    def end(self) -> int:
        """The number of the row that comes next."""
        return self._first + self._used

    @property
    def first(self) -> int:
        """The number of the oldest row that is still there."""
        return self._first

    @property
    def last_key(self) -> int:
        """The newest row's key; -1 before the first row."""
        return int(self._keys[self._used - 1]) if self._used else -1

    def append(self, rows: T, keys: IntArray) -> None:
        """Add rows at the end."""
        if self._used + len(rows) > len(self._keys):
            self._make_room(len(rows))
        here = slice(self._used, self._used + len(rows))
        for name, column in self._columns.items():
            column[here] = getattr(rows, name)
        self._keys[here] = keys
        self._used += len(rows)

    def keep_from(self, number: int) -> None:
        """Keep this row and all after it until `release`."""
        self._kept_from = number

    def release(self) -> None:
        """Keep only the newest rows again."""
        self._kept_from = None
        if self._used > 2 * self._held:
            self._move(2 * self._held)

    def rows(self, first: int = 0, end: int | None = None) -> T:
        """Rows by their numbers, as far as they are still there; read-only."""
        start = max(first - self._first, 0)
        stop = self._used if end is None else max(min(end - self._first, self._used), start)
        return self._cls(**{name: column[start:stop] for name, column in self._frozen.items()})

    def between(self, after: int, until: int | None = None) -> T:
        """All rows with a larger key than `after`, and none above `until`; read-only."""
        keys = self._keys[: self._used]
        first = self._first + int(np.searchsorted(keys, after, side="right"))
        if until is None:
            return self.rows(first)
        return self.rows(first, self._first + int(np.searchsorted(keys, until, side="right")))

    def _make_room(self, coming: int) -> None:
        kept = min(self._used, self._wanted())
        self._move(max(2 * (kept + coming), FIRST_ROWS))

    def _wanted(self) -> int:
        """How many of the newest rows may still be asked for."""
        recorded = 0 if self._kept_from is None else self.end - self._kept_from
        return max(self._held, recorded)

    def _move(self, capacity: int) -> None:
        """Move the rows that are still wanted to new storage; slices keep the old one alive."""
        kept = min(self._used, self._wanted())
        old, begin = self._columns, self._used - kept
        fresh = self._cls.zeros(capacity)
        self._columns = {f.name: getattr(fresh, f.name) for f in fields(fresh)}
        for name, column in old.items():
            self._columns[name][:kept] = column[begin : self._used]
        keys = np.zeros(capacity, np.int64)
        keys[:kept] = self._keys[begin : self._used]
        self._keys, self._first, self._used = keys, self._first + begin, kept
        self._frozen = {name: _frozen(column) for name, column in self._columns.items()}


def _frozen(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
    view = column.view()
    view.flags.writeable = False
    return view
