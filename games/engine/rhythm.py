"""The rhythm of a window's frames: a pacer's times on a real clock, and the log of how they went.

`games.engine.show` calls it around each frame.
"""

from collections.abc import Callable

from games.engine.frames import Frame, FrameLog
from games.engine.pacing import Pacer

SPIN_NS = 300_000
"""The end of a wait is spent looking at the clock: sleeping ends 0.1 to 0.4 ms late."""


class Rhythm:
    """Waits for the last good moment to read the board. `clock` is the feed's."""

    def __init__(
        self, pacer: Pacer, clock: Callable[[], int], sleep: Callable[[float], None], log: FrameLog
    ) -> None:
        self._pacer, self._clock, self._sleep, self._log = pacer, clock, sleep, log
        self._due_ns = self._latched_ns = self._drawn_ns = 0
        self._interrupted = False

    def wait(self) -> int:
        """Wait until the board should be read; returns when the frame will be seen."""
        plan = self._pacer.plan(self._clock())
        self._wait_until(plan.latch_ns)
        self._due_ns, self._latched_ns = round(plan.due_ns), self._clock()
        return round(plan.shown_ns)

    def drawn(self) -> None:
        """The picture is complete, and its flip begins."""
        self._drawn_ns = self._clock()

    def flipped(self) -> None:
        """The flip has ended."""
        if self._interrupted:
            self._interrupted = False
            self._pacer.resume(self._clock())
            self._log.pass_over(self._clock())
            return
        frame = Frame(self._due_ns, self._latched_ns, self._drawn_ns, self._clock())
        self._log.add(frame, self._pacer.take(frame))

    def interrupted(self) -> None:
        """Something holds this frame up that is no stutter, as going to full screen does."""
        self._interrupted = True

    def _wait_until(self, moment_ns: float) -> None:
        before_ns = self._clock()
        if before_ns >= moment_ns:
            return
        self._sleep(max(moment_ns - before_ns - SPIN_NS, 0.0) / 1e9)
        if self._clock() == before_ns:
            # Simulated time stands still while nobody pumps.
            return
        while self._clock() < moment_ns:
            pass
