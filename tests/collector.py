"""Python's collector in a long run of tests: it passes over what pytest itself holds.

A worker holds all collected tests, half a million objects. Before each trial the trainer collects
garbage (`no_full_collections`), and would walk over them all, for 0.3 s. `tests/conftest.py` calls
this.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WHOLE_EVERY = 50
"""After so many trials all garbage is collected: what was frozen in the meantime may be some."""

_python_unfreezes: Callable[[], None] = gc.unfreeze


class FrozenRun:
    """Freezes what there is after the tests are collected, and again whenever a trial thaws it."""

    def __init__(self) -> None:
        self._thawed = 0

    def begin(self) -> None:
        """All tests are collected."""
        gc.collect()
        gc.freeze()
        gc.unfreeze = self._freeze_again

    def _freeze_again(self) -> None:
        self._thawed += 1
        if self._thawed % WHOLE_EVERY == 0:
            _python_unfreezes()
            gc.collect()
        gc.freeze()


@contextmanager
def as_in_the_trainer() -> Iterator[None]:
    """Python's own collector, with nothing frozen, for a test of how the trainer uses it."""
    here, gc.unfreeze = gc.unfreeze, _python_unfreezes
    gc.unfreeze()
    try:
        yield
    finally:
        gc.unfreeze = here
        gc.freeze()
