"""The standing leg's thigh: a motion of its own, which the board does not show.

A weak hip lets the thigh lean in while the board stays level, so nothing here knows the board.
"""

from trainer.simulation.board_state import TICK_S
from trainer.simulation.noise import Normals, Wander

HIP_TICKS = 5
_FOLLOWS_PER_S = 8.0


class _Angle:
    """An angle in degrees that follows a wandering wish smoothly (critically damped)."""

    def __init__(self, normals: Normals, mean_deg: float, sd_deg: float, tau_s: float) -> None:
        self._wander = Wander(normals, sd_deg, tau_s, HIP_TICKS * TICK_S)
        self._mean_deg = mean_deg
        self._rate_deg_s = 0.0
        self.deg = mean_deg

    def advance(self) -> None:
        wished = self._mean_deg + self._wander.next()
        pull = _FOLLOWS_PER_S * (wished - self.deg) - 2.0 * self._rate_deg_s
        self._rate_deg_s += _FOLLOWS_PER_S * pull * HIP_TICKS * TICK_S
        self.deg += self._rate_deg_s * HIP_TICKS * TICK_S


class Hip:
    """Flexion and medial lean of the thigh in degrees; `weakness` 0 to 1 lets it lean in more."""

    def __init__(self, normals: Normals, weakness: float) -> None:
        self._flexion = _Angle(normals, 12.0, 2.0, 2.0)
        self._medial_lean = _Angle(normals, 1.0 + 9.0 * weakness, 0.8 + 2.5 * weakness, 0.8)

    @property
    def flexion_deg(self) -> float:
        """Forward angle of the thigh from upright."""
        return self._flexion.deg

    @property
    def medial_lean_deg(self) -> float:
        """Lean of the thigh towards the other leg."""
        return self._medial_lean.deg

    def advance(self) -> None:
        """`HIP_TICKS` ticks pass."""
        self._flexion.advance()
        self._medial_lean.advance()
