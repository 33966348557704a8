"""Remembers what took time to work out, for as long as nothing that it rests on was changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Remembered(Generic[V]):
    """The values of at most so many keys, those asked for last. Threads may ask at once.

    A stamp stands for everything that a value rests on. It must be read before that is, so that
    what is changed in between is worked out once too often and never once too seldom.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, tuple[Hashable, V]] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, stamp: Hashable, work_out: Callable[[], V]) -> V:
        """What is known of a key under this stamp, or else worked out now."""
        with self._lock:
            known = self._known.get(key)
            if known is not None and known[0] == stamp:
                self._known.move_to_end(key)
                return known[1]
        # Without the lock: nobody waits for what somebody else works out.
        value = work_out()
        with self._lock:
            self._known[key] = stamp, value
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return value
