"""The event button: a short press is one thing, a press held for a second another. Pure."""

from enum import Enum

from games.engine.contacts import HELD_US

HOLD_S = HELD_US / 1e6
"""As long as in a trial."""


class Press(Enum):
    """What has become of a press."""

    NONE = "none"
    SHORT = "short"
    HELD = "held"


class Presses:
    """One button, followed frame by frame. What is down at the beginning does not count."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._spent = True
        self.held = 0.0
        """How far it has been held, 0 to 1."""

    def take(self, down: bool, now_s: float) -> Press:
        """Follow the button: a long press counts while it is down, a short one when it ends."""
        if self._spent:
            self._spent = down
            return Press.NONE
        if down:
            return self._down(now_s)
        was_down, self._since_s, self.held = self._since_s is not None, None, 0.0
        return Press.SHORT if was_down else Press.NONE

    def begin_anew(self) -> None:
        """Whatever is held now says nothing any more."""
        self._since_s, self._spent, self.held = None, True, 0.0

    def _down(self, now_s: float) -> Press:
        if self._since_s is None:
            self._since_s = now_s
        self.held = min((now_s - self._since_s) / HOLD_S, 1.0)
        if self.held < 1.0:
            return Press.NONE
        self.begin_anew()
        return Press.HELD
