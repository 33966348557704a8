"""A board on its dome: it tips over by itself under a standing person, up to the rim.

Standing on a dome is balancing an inverted pendulum: tilt θ grows as θ'' = λ²·θ − c·θ' + u, with u
the leg's push. λ rises with the dome: a higher dome carries the person higher above the point that
touches the floor. The rim stops the board without a bounce. Before anybody stands on it the board
lies where its own mass leaves it (`Lying`).
"""

import math

from trainer.motion.dome_balance import EmptyBoard
from trainer.recording.dome import Dome
from trainer.simulation.board_state import TICK_S, LeadIn

_BRAKING_DEG = 0.5
_BRAKING_S = 0.004
_LEVELLED_PER_S = 5.0
_RESTS_S = 0.03
_DAMPING_PER_S = 0.6


_SEATED_PER_S = 2.0


def growth_per_s(dome: Dome, seated: bool = False) -> float:
    """λ of a person on this dome; a chair that carries the person leaves little to tip over."""
    return _SEATED_PER_S if seated else 2.4 + 0.2 * dome.level


class Lying:
    """The tilt of a board that nobody stands on yet, and how it is brought level.

    `now` is what is left of it as (ap, ml, ap rate, ml rate): all of it while the board lies still,
    less while somebody steps on, nothing from then on.
    """

    def __init__(self, dome: Dome, lead_in: LeadIn) -> None:
        self._ap, self._ml = EmptyBoard(dome).lies_deg
        self._lead_in = lead_in

    def now(self, t_s: float) -> tuple[float, float, float, float]:
        """The lying part of the tilt in degrees and deg/s at a time since the start."""
        left, rate = 1.0 - self._lead_in.share(t_s), -self._lead_in.share_per_s(t_s)
        return left * self._ap, left * self._ml, rate * self._ap, rate * self._ml


class Edge:
    """How far a dome tips in the direction of (ap, ml); the same all round on the middle hole."""

    def __init__(self, dome: Dome) -> None:
        self._dome = dome
        directions = range(0, 360, 5)
        self.least_deg = min(dome.rim_deg(direction) for direction in directions)

    def at(self, ap_deg: float, ml_deg: float) -> float:
        """Largest tilt in degrees in this direction."""
        if not self._dome.stem_hole:
            return self.least_deg
        return self._dome.rim_deg(math.degrees(math.atan2(ml_deg, ap_deg)))


class TippingBoard:
    """Tilt and rate of a board, moved tick by tick by what the leg does."""

    __slots__ = ("_damping", "_edge", "_growth", "_near_squared", "ap", "ap_rate", "ml", "ml_rate")

    def __init__(self, dome: Dome, seated: bool = False) -> None:
        self._edge = Edge(dome)
        self._near_squared = (self._edge.least_deg - _BRAKING_DEG) ** 2
        self._growth = growth_per_s(dome, seated) ** 2
        self._damping = _DAMPING_PER_S
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
        near = squared > self._near_squared
        if near:
            ap_rate, ml_rate = self._braked(ap_rate, ml_rate, math.sqrt(squared))
        ap += 0.5 * TICK_S * (self.ap_rate + ap_rate)
        ml += 0.5 * TICK_S * (self.ml_rate + ml_rate)
        if near:
            beyond = math.sqrt(ap * ap + ml * ml) / self._edge.at(ap, ml)
            if beyond > 1.0:
                ap, ml = ap / beyond, ml / beyond
        self.ap, self.ml, self.ap_rate, self.ml_rate = ap, ml, ap_rate, ml_rate

    def _braked(self, ap_rate: float, ml_rate: float, tilt: float) -> tuple[float, float]:
        # The last half degree takes the outward speed away within milliseconds, as a deck's edge
        # does; a stop within one tick would be a blow that no gyroscope could follow.
        outward = (self.ap * ap_rate + self.ml * ml_rate) / tilt
        excess = outward - (self._edge.at(self.ap, self.ml) - tilt) / _BRAKING_S
        if excess <= 0.0:
            return ap_rate, ml_rate
        return ap_rate - excess * self.ap / tilt, ml_rate - excess * self.ml / tilt
