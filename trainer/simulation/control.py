"""How the simulated patient's nerves and muscles answer the board: late, noisily, in bouts."""

from collections import deque

from trainer.simulation.aim import Aim
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
        ap, ml, ap_rate, ml_rate = self._line[0]
        self._line.append((board.ap, board.ml, board.ap_rate, board.ml_rate))
        ap_noise, ml_noise, ap_rate_noise, ml_rate_noise = (w.next() for w in self._wanders)
        ap_goal, ml_goal = aim.ap + lean[0], aim.ml + lean[1]
        ap_error = ap - ap_goal + doubt * ap_noise
        ml_error = ml - ml_goal + doubt * ml_noise
        ap_rate_error = ap_rate - aim.ap_rate + doubt * ap_rate_noise
        ml_rate_error = ml_rate - aim.ml_rate + doubt * ml_rate_noise
        share = self._effort(ap_error + 0.2 * ap_rate_error, ml_error + 0.2 * ml_rate_error)
        stiff, damp = share * self._position_gain, share * self._rate_gain
        self._wish(
            -self._growth * ap_goal - stiff * ap_error - damp * ap_rate_error,
            -self._growth * ml_goal - stiff * ml_error - damp * ml_rate_error,
        )

    def _effort(self, ap_ahead: float, ml_ahead: float) -> float:
        calm = self._ability.calm_deg
        return _CALM_SHARE if ap_ahead * ap_ahead + ml_ahead * ml_ahead < calm * calm else 1.0

    def _wish(self, ap_push: float, ml_push: float) -> None:
        asked = (ap_push * ap_push + ml_push * ml_push) ** 0.5
        given = min(1.0, self._ability.strongest_push / asked) if asked else 1.0
        self._ap_wish, self._ml_wish = given * ap_push, given * ml_push
