"""What a simulated patient wants, and how nerves and muscles answer the board.

The patient wants to be at the target on the screen, a reaction later. The way there is planned and
pushed for beforehand; what the board does besides is answered late and noisily, in bouts.
"""

from collections import deque

import numpy as np

from trainer.recording.interfaces import Target
from trainer.simulation.board_state import TICK_S
from trainer.simulation.dome import TippingBoard
from trainer.simulation.noise import Normals, Wander
from trainer.simulation.traits import Ability

SENSE_TICKS = 5
SENSE_S = SENSE_TICKS * TICK_S
_CALM_SHARE = 0.3
"""How much of the control is left while the error is small."""
_FORGETS_S = 0.1

_Sensed = tuple[float, float, float, float]
_FOLLOWS_PER_S = 5.0
_FARTHEST_SHARE = 0.8
"""Nobody steers into the rim on purpose, unless it is asked for."""
_PRESSED_SHARE = 1.15
"""Who is asked for the rim presses it down: so far beyond is aimed."""


class Aim:
    """The wished tilt, moving smoothly from target to target; degrees, deg/s, deg/s²."""

    def __init__(self, rim_deg: float, reaction_s: float, every_s: float) -> None:
        self._rim_deg = rim_deg
        self._every_s = every_s
        late = max(round(reaction_s / every_s), 1)
        self._seen: deque[tuple[float, float]] = deque([(0.0, 0.0)] * late, late)
        self.ap = self.ml = self.ap_rate = self.ml_rate = self.ap_push = self.ml_push = 0.0

    def follow(self, ap_deg: float, ml_deg: float, contact: bool = False) -> None:
        """`every_s` passes with the target there; `contact` asks for the rim in its direction."""
        ap, ml = self._seen[0]
        farthest_deg = (_PRESSED_SHARE if contact else _FARTHEST_SHARE) * self._rim_deg
        self._seen.append(_within(ap_deg, ml_deg, farthest_deg))
        pull = _FOLLOWS_PER_S * _FOLLOWS_PER_S
        dt, drag = self._every_s, 2.0 * _FOLLOWS_PER_S
        self.ap_push = pull * (ap - self.ap) - drag * self.ap_rate
        self.ml_push = pull * (ml - self.ml) - drag * self.ml_rate
        self.ap_rate += dt * self.ap_push
        self.ml_rate += dt * self.ml_push
        self.ap += dt * self.ap_rate
        self.ml += dt * self.ml_rate


def _within(ap_deg: float, ml_deg: float, farthest_deg: float) -> tuple[float, float]:
    tilt = (ap_deg * ap_deg + ml_deg * ml_deg) ** 0.5
    if tilt <= farthest_deg:
        return ap_deg, ml_deg
    return ap_deg * farthest_deg / tilt, ml_deg * farthest_deg / tilt


class Memory:
    """Where a target is, or was felt to be: from memory each time a little nearer or farther.

    `wrong_share` is the standard deviation of that, as a share of the way.
    """

    def __init__(self, wrong_share: float, generator: np.random.Generator) -> None:
        self._wrong_share, self._generator = wrong_share, generator
        self._factor: float | None = None

    def place_of(self, target: Target | None) -> tuple[float, float]:
        """(ap, ml) in degrees; level without a target. One on the rim is pressed down."""
        if target is None:
            return 0.0, 0.0
        if target.visible:
            self._factor = None
            pressed = _PRESSED_SHARE if target.contact else 1.0
            return pressed * target.ap_deg, pressed * target.ml_deg
        if self._factor is None:
            self._factor = 1.0 + self._wrong_share * float(self._generator.standard_normal())
        return self._factor * target.ap_deg, self._factor * target.ml_deg


class Control:
    """Delayed, noisy, intermittent feedback. `ap_push` and `ml_push` are the legs', in deg/s²."""

    def __init__(self, ability: Ability, growth_per_s: float, normals: Normals) -> None:
        self._ability = ability
        self._growth = growth_per_s**2
        self._position_gain = ability.position_gain * self._growth
        self._rate_gain = ability.rate_gain / (ability.delay_s + ability.muscle_s)
        self._muscle = TICK_S / ability.muscle_s
        self._late = max(1, round(ability.delay_s / SENSE_S))
        tilt_sd, rate_sd = ability.tilt_noise_deg, ability.rate_noise_deg_s
        self._wanders = [
            Wander(normals, sd, _FORGETS_S, SENSE_S) for sd in (tilt_sd, tilt_sd, rate_sd, rate_sd)
        ]
        self.relax()

    def relax(self) -> None:
        """Begin afresh: nothing sensed yet, no muscle at work."""
        self._line: deque[_Sensed] = deque([(0.0, 0.0, 0.0, 0.0)] * self._late, self._late)
        self._ap_wish = self._ml_wish = 0.0
        self.ap_push = self.ml_push = 0.0

    def tick(self) -> None:
        """The muscles follow for a tick."""
        self.ap_push += self._muscle * (self._ap_wish - self.ap_push)
        self.ml_push += self._muscle * (self._ml_wish - self.ml_push)

    def sense(self, board: TippingBoard, aim: Aim, doubt: float, lean: tuple[float, float]) -> None:
        """Take in the board and decide on a push, every `SENSE_TICKS`.

        `doubt` multiplies the sensing noise; `lean` (ap, ml) in degrees is where this patient
        believes the target to be, away from where it is.
        """
        # What is sensed late is compared with what was wished then, or each reach would overshoot.
        ap, ml, ap_rate, ml_rate = self._line[0]
        self._line.append(
            (
                board.ap - aim.ap,
                board.ml - aim.ml,
                board.ap_rate - aim.ap_rate,
                board.ml_rate - aim.ml_rate,
            )
        )
        ap_noise, ml_noise, ap_rate_noise, ml_rate_noise = (w.next() for w in self._wanders)
        ap_error = ap - lean[0] + doubt * ap_noise
        ml_error = ml - lean[1] + doubt * ml_noise
        ap_rate_error = ap_rate + doubt * ap_rate_noise
        ml_rate_error = ml_rate + doubt * ml_rate_noise
        share = self._effort(ap_error + 0.2 * ap_rate_error, ml_error + 0.2 * ml_rate_error)
        stiff, damp = share * self._position_gain, share * self._rate_gain
        self._wish(
            aim.ap_push
            - self._growth * (aim.ap + lean[0])
            - stiff * ap_error
            - damp * ap_rate_error,
            aim.ml_push
            - self._growth * (aim.ml + lean[1])
            - stiff * ml_error
            - damp * ml_rate_error,
        )

    def _effort(self, ap_ahead: float, ml_ahead: float) -> float:
        calm = self._ability.calm_deg
        return _CALM_SHARE if ap_ahead * ap_ahead + ml_ahead * ml_ahead < calm * calm else 1.0

    def _wish(self, ap_push: float, ml_push: float) -> None:
        asked = (ap_push * ap_push + ml_push * ml_push) ** 0.5
        given = min(1.0, self._ability.strongest_push / asked) if asked else 1.0
        self._ap_wish, self._ml_wish = given * ap_push, given * ml_push
