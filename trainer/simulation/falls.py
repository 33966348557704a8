"""What happens when balance is lost: riding the rim, then a hand on the rail or the foot down."""

import numpy as np

from trainer.simulation.board_state import Doing

_ON_RIM_SHARE = 0.95
_TOUCH_SHARE = 0.4
_TOUCH_S = 1.2
_SHORTEST_FOOT_DOWN_S, _LONGEST_FOOT_DOWN_S = 1.5, 3.0
_STEP_ON_S = 1.5


class Falls:
    """Decides from the tilt what the patient is doing; `give_up_s` on the rim is a fall."""

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
