"""What a simulated patient does besides balancing, and what is done to one: moves the thigh, slips
in attention, is nudged, falls.

A weak hip lets the thigh lean in while the board stays level, so `Hip` does not know the board.
"""

import math

import numpy as np

from trainer.simulation.board_state import TICK_S, Doing
from trainer.simulation.noise import Normals, Wander

HIP_TICKS = 5
TURNS_SHARE, DROPS_SHARE = 2 / 3, 8 / 15
"""Of what a hip lets the thigh lean in: the thigh's turn inward, and the drop of the pelvis."""
MOST_COLLAPSE_DEG = 30.0
_GIVES_WAY_S = 0.5
_FOLLOWS_PER_S = 8.0


class Angle:
    """An angle in degrees that follows a wandering wish smoothly (critically damped)."""

    def __init__(self, normals: Normals, mean_deg: float, sd_deg: float, tau_s: float) -> None:
        self._wander = Wander(normals, sd_deg, tau_s, HIP_TICKS * TICK_S)
        self._mean_deg = mean_deg
        self.rate_deg_s = 0.0
        self.deg = mean_deg

    def advance(self) -> None:
        wished = self._mean_deg + self._wander.next()
        pull = _FOLLOWS_PER_S * (wished - self.deg) - 2.0 * self.rate_deg_s
        self.rate_deg_s += _FOLLOWS_PER_S * pull * HIP_TICKS * TICK_S
        self.deg += self.rate_deg_s * HIP_TICKS * TICK_S


class Hip:
    """Flexion, medial lean and inward turn of the thigh in degrees.

    `weakness` 0 to 1 lets it lean in more. A hip that collapses lets it fall in by `collapse_deg`
    more, and turn in with it, as soon as it carries weight.
    """

    def __init__(self, normals: Normals, weakness: float, collapse_deg: float = 0.0) -> None:
        self._collapse_deg, self._gave_way_deg = collapse_deg, 0.0
        self._flexion = Angle(normals, 12.0, 2.0, 2.0)
        self._medial_lean = Angle(normals, 1.0 + 9.0 * weakness, 0.8 + 2.5 * weakness, 0.8)

    @property
    def flexion_deg(self) -> float:
        """Forward angle of the thigh from upright."""
        return self._flexion.deg

    @property
    def medial_lean_deg(self) -> float:
        """Lean of the thigh towards the other leg."""
        return self._medial_lean.deg + self._gave_way_deg

    @property
    def inward_deg(self) -> float:
        """Turn of the thigh about its own length, towards the other leg."""
        return TURNS_SHARE * self._gave_way_deg

    def advance(self) -> None:
        """`HIP_TICKS` ticks pass."""
        left_deg = self._collapse_deg - self._gave_way_deg
        self._gave_way_deg += left_deg * HIP_TICKS * TICK_S / _GIVES_WAY_S
        self._flexion.advance()
        self._medial_lean.advance()


_LASTS_S = 0.3


class Lapses:
    """Half a sine of deg/s² at random times, `per_s` a second, of `push` on average at its peak.

    Sizes are exponential: mostly small, and rarely one that throws a skilled patient, too.
    """

    def __init__(
        self, per_s: float, push: float, generator: np.random.Generator, every_s: float
    ) -> None:
        self._per_s, self._push = per_s, push
        self._generator, self._every_s = generator, every_s
        self._until_next_s = self._pause()
        self._ap = self._ml = 0.0

    def next(self) -> tuple[float, float]:
        """The (ap, ml) push after `every_s` more."""
        self._until_next_s -= self._every_s
        if self._until_next_s > 0.0:
            return 0.0, 0.0
        if self._until_next_s + self._every_s > 0.0:
            self._aim()
        since = -self._until_next_s
        if since >= _LASTS_S:
            self._until_next_s = self._pause()
            return 0.0, 0.0
        strength = math.sin(math.pi * since / _LASTS_S)
        return strength * self._ap, strength * self._ml

    def _aim(self) -> None:
        direction = float(self._generator.uniform(0.0, math.tau))
        strength = self._push * float(self._generator.exponential())
        self._ap = strength * math.cos(direction)
        self._ml = strength * math.sin(direction)

    def _pause(self) -> float:
        return float(self._generator.exponential(1.0 / self._per_s))


_NUDGE_S = 0.05
_NUDGE_DEG_S = 24.0
_SOONEST_S, _LATEST_S = 0.4, 1.6


class Nudges:
    """Somebody beside the board who nudges it when asked to, a little later, from anywhere.

    A nudge is half a sine of deg/s² that makes the board faster by 24 deg/s in all.
    """

    def __init__(self, generator: np.random.Generator, every_s: float) -> None:
        self._generator, self._every_s = generator, every_s
        self._since_s: float | None = None
        self._ap = self._ml = 0.0

    def next(self, asked: bool) -> tuple[float, float]:
        """The (ap, ml) push after `every_s` more."""
        if self._since_s is None:
            if asked:
                self._since_s = -float(self._generator.uniform(_SOONEST_S, _LATEST_S))
                self._aim()
            return 0.0, 0.0
        self._since_s += self._every_s
        if self._since_s < 0.0:
            return 0.0, 0.0
        if self._since_s >= _NUDGE_S:
            self._since_s = None
            return 0.0, 0.0
        strength = math.sin(math.pi * self._since_s / _NUDGE_S)
        return strength * self._ap, strength * self._ml

    def _aim(self) -> None:
        direction = float(self._generator.uniform(0.0, math.tau))
        peak = _NUDGE_DEG_S * math.pi / (2.0 * _NUDGE_S)
        self._ap, self._ml = peak * math.cos(direction), peak * math.sin(direction)


_ON_RIM_SHARE = 0.95
_TOUCH_SHARE = 0.4
_TOUCH_S = 1.2
_SHORTEST_FOOT_DOWN_S, _LONGEST_FOOT_DOWN_S = 1.5, 3.0
_STEP_ON_S = 1.5


class Falls:
    """What the patient is doing, judged by the tilt; `give_up_s` on the rim is a fall."""

    def __init__(self, give_up_s: float, rim_deg: float, generator: np.random.Generator) -> None:
        self._give_up_s = give_up_s
        self._on_rim_deg = _ON_RIM_SHARE * rim_deg
        self._generator = generator
        self._left_s = give_up_s
        self.doing = Doing.STANDING_STILL

    def begin(self) -> None:
        """The patient lets go and balances."""
        self.doing, self._left_s = Doing.BALANCING, self._give_up_s

    def pass_time(self, tilt_deg: float, dt_s: float) -> bool:
        """Let time pass at this tilt; whether the patient does something else from now on."""
        if self.doing is Doing.BALANCING and tilt_deg < self._on_rim_deg:
            self._left_s = self._give_up_s
            return False
        self._left_s -= dt_s
        if self._left_s > 0.0:
            return False
        self._go_on()
        return True

    def _go_on(self) -> None:
        if self.doing is Doing.FOOT_DOWN:
            self.doing, self._left_s = Doing.STEPPING_ON, _STEP_ON_S
        elif self.doing is not Doing.BALANCING:
            self.begin()
        elif self._generator.random() < _TOUCH_SHARE:
            self.doing, self._left_s = Doing.TOUCHING, _TOUCH_S
        else:
            stays_s = self._generator.uniform(_SHORTEST_FOOT_DOWN_S, _LONGEST_FOOT_DOWN_S)
            self.doing, self._left_s = Doing.FOOT_DOWN, float(stays_s)
