"""The last minute of samples, in arrays that are never reallocated while a trial runs."""

from dataclasses import fields
from typing import Generic, TypeVar

import numpy as np

from trainer.recording.columns import Columns, IntArray

HELD_S = 64.0

T = TypeVar("T", bound=Columns)


class SampleRing(Generic[T]):
    """Holds at least `capacity` newest rows of a table, each under a key. The owner locks.

    Keys never fall; rows of other sensors have the `seq` of the board's sample they stand before.
    """

    def __init__(self, cls: type[T], capacity: int) -> None:
        self._capacity = capacity
        self._store = cls.zeros(2 * capacity)
        self._keys: IntArray = np.zeros(2 * capacity, np.int64)
        self._end = 0
        self._begin = 0

    def append(self, new: T, keys: IntArray) -> None:
        """Add rows behind the ones held."""
        if len(new) > self._capacity:
            new, keys = new[-self._capacity :], keys[-self._capacity :]
        if self._end + len(new) > 2 * self._capacity:
            self._compact()
        for name, column in self._columns():
            column[self._end : self._end + len(new)] = getattr(new, name)
        self._keys[self._end : self._end + len(new)] = keys
        self._end += len(new)
        self._begin = max(self._begin, self._end - self._capacity)

    def between(self, after: int, until: int | None = None) -> T:
        """A copy of all held rows with a larger key than `after`, and none above `until`."""
        keys = self._keys[self._begin : self._end]
        first = self._begin + int(np.searchsorted(keys, after, side="right"))
        last = self._end
        if until is not None:
            last = self._begin + int(np.searchsorted(keys, until, side="right"))
        held = {name: column[first:last].copy() for name, column in self._columns()}
        return type(self._store)(**held)

    def newest(self) -> T:
        """The last row, as a table of one; of none where nothing came yet."""
        return self._store[max(self._begin, self._end - 1) : self._end]

    def _columns(self) -> list[tuple[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]]:
        return [(f.name, getattr(self._store, f.name)) for f in fields(self._store)]

    def _compact(self) -> None:
        first, n = self._begin, self._end - self._begin
        for column in (*(column for _, column in self._columns()), self._keys):
            column[:n] = column[first : first + n].copy()
        self._begin, self._end = 0, n
