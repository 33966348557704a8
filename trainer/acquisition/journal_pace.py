"""The beat of the journal's threads."""

import threading
import time


class Pace:
    """Waits for beats `every_s` apart, however long the work between them took."""

    def __init__(self, every_s: float, ending: threading.Event) -> None:
        self._every_s = every_s
        self._ending = ending
        self._next_s = time.monotonic() + every_s

    def wait(self) -> bool:
        """Wait for the next beat; True as soon as it is time to end."""
        now_s = time.monotonic()
        ended = self._ending.wait(max(0.0, self._next_s - now_s))
        self._next_s = max(self._next_s, now_s) + self._every_s
        return ended

    def pause(self, pause_s: float) -> None:
        """Leave beats out."""
        self._next_s = time.monotonic() + pause_s
