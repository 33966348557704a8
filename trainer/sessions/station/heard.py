"""What the board's thread has said since the station was opened: for the page of boards."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

MOST = 40
"""Older ones are in the terminal alone."""


@dataclass(frozen=True)
class Message:
    """One sentence and the local time at which it was said."""

    at: datetime
    words: str


@dataclass
class Heard:
    """Messages from any thread; `log` gets each of them, too, as a terminal does."""

    log: Callable[[str], None] = lambda _words: None
    _kept: deque[Message] = field(default_factory=lambda: deque(maxlen=MOST))

    def say(self, words: str) -> None:
        """Keep it, and send it on."""
        self._kept.append(Message(datetime.now().astimezone(), words))
        self.log(words)

    @property
    def newest_first(self) -> list[Message]:
        """All that is kept."""
        return list(self._kept)[::-1]
