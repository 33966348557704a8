"""One simulated board hands over to another without a jump that a sensor would feel."""

import numpy as np

from trainer.simulation.board_state import TICK_S, BoardState, Doing
from trainer.simulation.stepping import STEPS_OFF_S, SteppedOn


class Held:
    """Held at a tilt, with this going on."""

    def __init__(self, ap_deg: float, doing: Doing) -> None:
        self._state = BoardState(ap_deg, -ap_deg, doing=doing)

    def step(self, dt_s, target=None) -> BoardState:
        return self._state


def test_the_tilt_goes_over_within_a_second_and_its_rate_is_that_of_the_way() -> None:
    board = SteppedOn(Held(4.0, Doing.BALANCING))
    board.step(TICK_S)
    board.hand_over(Held(-6.0, Doing.STANDING_STILL))
    states = [board.step(TICK_S) for _ in range(round(1.2 * STEPS_OFF_S / TICK_S))]
    ap_deg = np.array([state.ap_deg for state in states])
    rate_deg_s = np.array([state.ap_rate_deg_s for state in states])
    assert states[0].ap_deg > 3.99
    assert states[-1] == BoardState(-6.0, 6.0, doing=Doing.STANDING_STILL)
    assert np.abs(np.gradient(ap_deg, TICK_S) - rate_deg_s)[1:-1].max() < 0.1
    assert [states[0].doing, states[-1].doing] == [Doing.BALANCING, Doing.STANDING_STILL]
    assert board.share == 1.0
