"""A board on its dome under a standing person: it tips over by itself, up to the rim.

Standing on a dome is balancing an inverted pendulum: tilt θ grows as θ'' = λ²·θ − c·θ' + u, with u
the leg's push. λ rises with the dome: a higher dome carries the person higher above the point that
touches the floor. The rim stops the board without a bounce.
"""

import math
from dataclasses import dataclass

from trainer.recording.envelope import assumed_tilt_deg
from trainer.simulation.board_state import TICK_S

_BRAKING_DEG = 0.5
_BRAKING_S = 0.004
_LEVELLED_PER_S = 5.0
_RESTS_S = 0.03


@dataclass(frozen=True)
class Dome:
    """How a dome behaves: `growth_per_s` is λ, `damping_per_s` c, `rim_deg` the largest tilt."""

    rim_deg: float
    growth_per_s: float
    damping_per_s: float = 0.6

    @classmethod
    def of_level(cls, level: int) -> "Dome":
        """The dome of a level, 1 to 5, with its assumed rim; ValueError for any other."""
        return cls(assumed_tilt_deg(level), 2.4 + 0.2 * level)


class TippingBoard:
    """Tilt and rate of a board, moved tick by tick by what the leg does."""

    __slots__ = ("_damping", "_growth", "_near_squared", "ap", "ap_rate", "ml", "ml_rate", "rim")

    def __init__(self, dome: Dome) -> None:
        self.rim = dome.rim_deg
        self._near_squared = (dome.rim_deg - _BRAKING_DEG) ** 2
        self._growth = dome.growth_per_s**2
        self._damping = dome.damping_per_s
        self.ap = self.ml = self.ap_rate = self.ml_rate = 0.0

    def tick(self, ap_push: float, ml_push: float, share: float = 1.0) -> None:
        """One tick under the leg's pushes in deg/s², all accelerations cut down to `share`."""
        ap_change = share * (self._growth * self.ap - self._damping * self.ap_rate + ap_push)
        ml_change = share * (self._growth * self.ml - self._damping * self.ml_rate + ml_push)
        self.advance(self.ap_rate + ap_change * TICK_S, self.ml_rate + ml_change * TICK_S)

    def be_levelled(self) -> None:
        """One tick on the way to level, smoothly, as when a hand on the rail helps."""
        pull, drag = _LEVELLED_PER_S * _LEVELLED_PER_S, 2.0 * _LEVELLED_PER_S
        ap_change = -pull * self.ap - drag * self.ap_rate
        ml_change = -pull * self.ml - drag * self.ml_rate
        self.advance(self.ap_rate + ap_change * TICK_S, self.ml_rate + ml_change * TICK_S)

    def come_to_rest(self) -> None:
        """One tick on the way to standing still where it is."""
        keep = 1.0 - TICK_S / _RESTS_S
        self.advance(keep * self.ap_rate, keep * self.ml_rate)

    def advance(self, ap_rate: float, ml_rate: float) -> None:
        """One tick that ends with these rates, as far as the rim lets them be."""
        ap, ml = self.ap, self.ml
        squared = ap * ap + ml * ml
        if squared > self._near_squared:
            ap_rate, ml_rate = self._braked(ap_rate, ml_rate, math.sqrt(squared))
        ap += 0.5 * TICK_S * (self.ap_rate + ap_rate)
        ml += 0.5 * TICK_S * (self.ml_rate + ml_rate)
        beyond = math.sqrt(ap * ap + ml * ml) / self.rim
        if beyond > 1.0:
            ap, ml = ap / beyond, ml / beyond
        self.ap, self.ml, self.ap_rate, self.ml_rate = ap, ml, ap_rate, ml_rate

    def _braked(self, ap_rate: float, ml_rate: float, tilt: float) -> tuple[float, float]:
        # The last half degree takes the outward speed away within milliseconds, as a deck's edge
        # does; a stop within one tick would be a blow that no gyroscope could follow.
        outward = (self.ap * ap_rate + self.ml * ml_rate) / tilt
        excess = outward - (self.rim - tilt) / _BRAKING_S
        if excess <= 0.0:
            return ap_rate, ml_rate
        return ap_rate - excess * self.ap / tilt, ml_rate - excess * self.ml / tilt
