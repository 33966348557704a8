"""The gate of a trial: the ring that is held for 2 s before the start and after every pause.

A pause asks for more. It lasts at least 4 s, so that nobody is hurried back onto the board, and it
waits until somebody says "go on": what the board does by itself never ends it.
"""

from games.engine.control import BY_RING

HOLD_US = 2_000_000
PAUSE_US = 4_000_000


class Gate:
    """How long the ring has been held, and how long somebody has waited in front of it."""

    def __init__(self) -> None:
        self.waited_us = 0
        self.waits_for_continue = False
        self._least_us = 0
        self._held_us = 0
        self._holding = False

    @property
    def share(self) -> float:
        """How much of the 2 s is done, 0 to 1."""
        return min(self._held_us / HOLD_US, 1.0)

    @property
    def may_continue(self) -> bool:
        """Whether "go on" is waited for, and no longer too early."""
        return self.waits_for_continue and self.waited_us >= self._least_us

    def pause(self) -> None:
        """A pause begins."""
        self.close()
        self.waited_us, self._least_us = 0, PAUSE_US
        self.waits_for_continue = True

    def go_on(self, by: str) -> None:
        """Somebody says "go on"; too early it is ignored, except from headless play."""
        if self.may_continue or by == BY_RING:
            self.waits_for_continue = False

    def close(self) -> None:
        """Holding the ring begins anew."""
        self._held_us = 0
        self._holding = False

    def take(self, passed_us: int, inside: bool) -> bool:
        """One sample, `passed_us` after the previous one; True once the gate is open."""
        inside = inside and not self.waits_for_continue
        # The time up to the first sample inside was spent outside, so it does not count.
        self._held_us = self._held_us + passed_us if inside and self._holding else 0
        self._holding = inside
        is_open = self._held_us >= HOLD_US and self.waited_us >= self._least_us
        self.waited_us += passed_us
        return is_open
