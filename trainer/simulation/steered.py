"""A simulated board steered by mouse, keys or gamepad: it follows the wish as a leg would."""

import math

from trainer.recording.dome import Dome
from trainer.recording.interfaces import Steering, Target
from trainer.simulation.board_state import TICK_S, BoardState, Doing, LeadIn, Ticks
from trainer.simulation.dome import Edge, Lying

LAG_S = 0.06
SWAY_DEG, AP_SWAY_HZ, ML_SWAY_HZ = 0.15, 0.7, 0.9
"""Whoever stands on a board sways: without it a mouse that rests would be an empty board."""


class _Follower:
    """Critically damped, exact for a wish that holds through a tick; so it cannot overshoot."""

    _pull = 2.0 / LAG_S
    _keep = math.exp(-_pull * TICK_S)

    def __init__(self) -> None:
        self.deg = self.rate_deg_s = 0.0

    def tick(self, wish_deg: float) -> None:
        away = self.deg - wish_deg
        slope = self.rate_deg_s + self._pull * away
        self.deg = wish_deg + self._keep * (away + slope * TICK_S)
        self.rate_deg_s = self._keep * (self.rate_deg_s - self._pull * slope * TICK_S)


class SteeredBoard:
    """Follows `Steering.wished()` with a lag of 60 ms, never beyond the rim of its dome.

    Around the wish it sways by 0.15°, a sixth of what people do at least.
    """

    def __init__(
        self, steering: Steering, dome: Dome | None = None, lead_in: LeadIn | None = None
    ) -> None:
        self._steering = steering
        dome = dome or Dome(2)
        self._edge = Edge(dome)
        self._lead_in = lead_in or LeadIn()
        self._lying = Lying(dome, self._lead_in)
        self._ticks, self._tick = Ticks(), 0
        self._ap, self._ml = _Follower(), _Follower()

    def step(self, dt_s: float, target: Target | None = None) -> BoardState:
        """Let `dt_s` pass; the state at its end. The one who steers sees the target, not this."""
        for _ in range(self._ticks.after(dt_s)):
            t_s = self._tick * TICK_S
            share = self._lead_in.share(t_s)
            self._tick += 1
            ap_wish, ml_wish = self._steering.wished()
            ap_sway = SWAY_DEG * math.sin(math.tau * AP_SWAY_HZ * t_s)
            ml_sway = SWAY_DEG * math.sin(math.tau * ML_SWAY_HZ * t_s)
            ap, ml = self._within_rim(ap_wish + ap_sway, ml_wish + ml_sway)
            self._ap.tick(share * ap)
            self._ml.tick(share * ml)
        return self.state

    @property
    def state(self) -> BoardState:
        """How things stand."""
        t_s = self._tick * TICK_S
        still = t_s <= self._lead_in.still_s
        ap_deg, ml_deg, ap_rate_deg_s, ml_rate_deg_s = self._lying.now(t_s)
        return BoardState(
            self._ap.deg + ap_deg,
            self._ml.deg + ml_deg,
            self._ap.rate_deg_s + ap_rate_deg_s,
            self._ml.rate_deg_s + ml_rate_deg_s,
            doing=Doing.STANDING_STILL if still else Doing.BALANCING,
        )

    def _within_rim(self, ap_deg: float, ml_deg: float) -> tuple[float, float]:
        tilt, rim_deg = math.hypot(ap_deg, ml_deg), self._edge.at(ap_deg, ml_deg)
        if tilt <= rim_deg:
            return ap_deg, ml_deg
        return ap_deg * rim_deg / tilt, ml_deg * rim_deg / tilt
