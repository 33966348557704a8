"""What a running visit says while the window is full: kept until the next page, each once."""

from collections.abc import Callable
from threading import Lock


class Unread:
    """Messages from any thread; all go on to the terminal, too, which `log` alone writes to."""

    def __init__(self, log: Callable[[str], None]) -> None:
        self.log = log
        self._lock = Lock()
        self._waiting: list[str] = []
        self._known: set[str] = set()

    def say(self, text: str) -> None:
        """Show it on the next page, unless this patient's pages have shown it before."""
        with self._lock:
            if text in self._known:
                return
            self._known.add(text)
            self._waiting.append(text)
        self.log(text)

    def take(self) -> list[str]:
        """What nobody has read yet."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        return waiting

    def forget(self) -> None:
        """This patient is left: what was read may be said again."""
        with self._lock:
            self._known = set(self._waiting)
