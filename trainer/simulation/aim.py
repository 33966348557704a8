"""Where a simulated patient wants the board to be: the target on the screen, a reaction later."""

from collections import deque

from trainer.recording.interfaces import Target

_REACTION_S = 0.2
_FOLLOWS_PER_S = 5.0
_FARTHEST_SHARE = 0.8
"""Nobody steers into the rim on purpose."""


class Aim:
    """The wished tilt, moving smoothly from target to target; degrees, deg/s, deg/s²."""

    def __init__(self, rim_deg: float, every_s: float) -> None:
        self._farthest_deg = _FARTHEST_SHARE * rim_deg
        self._every_s = every_s
        late = round(_REACTION_S / every_s)
        self._seen: deque[tuple[float, float]] = deque([(0.0, 0.0)] * late, late)
        self.ap = self.ml = self.ap_rate = self.ml_rate = 0.0

    def follow(self, ap_deg: float, ml_deg: float) -> None:
        """`every_s` passes with the target there."""
        ap, ml = self._seen[0]
        self._seen.append(self._within(ap_deg, ml_deg))
        pull = _FOLLOWS_PER_S * _FOLLOWS_PER_S
        dt, drag = self._every_s, 2.0 * _FOLLOWS_PER_S
        self.ap_rate += dt * (pull * (ap - self.ap) - drag * self.ap_rate)
        self.ml_rate += dt * (pull * (ml - self.ml) - drag * self.ml_rate)
        self.ap += dt * self.ap_rate
        self.ml += dt * self.ml_rate

    def _within(self, ap_deg: float, ml_deg: float) -> tuple[float, float]:
        tilt = (ap_deg * ap_deg + ml_deg * ml_deg) ** 0.5
        if tilt <= self._farthest_deg:
            return ap_deg, ml_deg
        return ap_deg * self._farthest_deg / tilt, ml_deg * self._farthest_deg / tilt


def place_of(target: Target | None) -> tuple[float, float]:
    """Where a target is; level without one."""
    return (target.ap_deg, target.ml_deg) if target else (0.0, 0.0)
