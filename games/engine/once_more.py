"""How a patient on the board begins the next round, or ends, without anybody at the keyboard. Pure.

The light is held for 2 s in the ring on the result. Only coming into the ring says "yes": a
patient who still stands in it from the previous round may be looking at the result. Stepping off
for 5 s ends the rounds.
"""

from math import hypot

from games.engine.gate import HOLD_US
from games.engine.watches import PresenceLook, motion_of
from trainer.motion.presence import EMPTY_AFTER_S
from trainer.recording.samples import LONGEST_SILENCE_S, Samples

GONE_US = 5_000_000
EMPTY_US = round(EMPTY_AFTER_S * 1e6)
"""An empty board has been empty for so long when it is seen to be."""


class OnceMore:
    """What the board says while a result is shown. `radius_deg` is the ring's, about level.

    The ring is not there before `from_s`. `may_go` is False for seated patients, who may keep the
    board as still as an empty one, and for patients who are asked to rest before another try.
    """

    def __init__(self, radius_deg: float, from_s: float, may_go: bool = True) -> None:
        self._may_go = may_go
        self._radius_deg = radius_deg
        self._from_us = round(from_s * 1e6)
        self._presence = PresenceLook()
        self._shown_us = self._held_us = self._empty_us = 0
        self._newest_us: int | None = None
        self._inside = self._holding = self._came = self._was_outside = False

    @property
    def share(self) -> float:
        """How much of the 2 s is done, 0 to 1."""
        return min(self._held_us / HOLD_US, 1.0)

    @property
    def wanted(self) -> bool:
        """Whether the ring was held."""
        return self._held_us >= HOLD_US

    @property
    def gone(self) -> bool:
        """Whether somebody was on the board and has been off it for 5 s."""
        return self._may_go and self._came and self._empty_us >= GONE_US

    @property
    def inside(self) -> bool:
        """Whether the light is in the ring."""
        return self._inside

    @property
    def must_leave(self) -> bool:
        """Whether the light has been in the ring all the time, which says nothing."""
        return self._inside and not self._was_outside

    def take(self, samples: Samples) -> None:
        """Take new samples."""
        for at_us, *tilt in motion_of(samples):
            self._step(at_us, tilt)

    def _step(self, at_us: int, tilt: list[float]) -> None:
        passed_us = 0 if self._newest_us is None else at_us - self._newest_us
        self._newest_us = at_us
        if passed_us > LONGEST_SILENCE_S * 1e6:
            # Nobody knows where the board was in the meantime.
            self._presence.reset()
            self._holding, passed_us = False, 0
        self._shown_us += passed_us
        if at_us >= self._presence.due_us:
            self._presence.look(at_us, *tilt)
        self._see_presence(passed_us)
        self._inside = hypot(tilt[0], tilt[1]) <= self._radius_deg
        self._was_outside = self._was_outside or not self._inside
        asked = self._shown_us >= self._from_us and self._was_outside and self._presence.somebody
        holds = self._inside and asked
        self._held_us = self._held_us + passed_us if holds and self._holding else 0
        self._holding = holds

    def _see_presence(self, passed_us: int) -> None:
        self._came = self._came or self._presence.somebody
        if not self._presence.empty:
            self._empty_us = 0
        else:
            self._empty_us = max(self._empty_us, EMPTY_US) + passed_us
