"""Work for times when nobody waits: painting places and postcards before anybody asks for them.

`baps play` does some of it while the board must be left alone, and the rest while the valley is
shown to nobody. It is done step by step, so that it can stop as soon as somebody comes.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable

Step = Callable[[], object]


class IdleWork:
    """Steps that are done one after the other, each once."""

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self._steps = deque(steps)
        self._thread: threading.Thread | None = None

    def add(self, steps: Iterable[Step]) -> None:
        """More to do, after what is left."""
        self._steps.extend(steps)

    @property
    def running(self) -> bool:
        """Whether a step is being done beside the picture."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def left(self) -> int:
        """How many steps nobody has begun."""
        return len(self._steps)

    def do_until(self, somebody_waits: Callable[[], bool]) -> None:
        """Do steps here and now until somebody waits, or all are done."""
        while self._steps and not somebody_waits():
            self._steps.popleft()()

    def begin_one(self) -> None:
        """Begin the next step beside the picture, if there is one and none is being done."""
        if self._steps and not self.running:
            step = self._steps.popleft()
            self._thread = threading.Thread(target=step, name="idle", daemon=True)
            self._thread.start()

    def finish_one(self) -> None:
        """Wait for the step that is being done, if there is one."""
        if self._thread is not None:
            self._thread.join()
