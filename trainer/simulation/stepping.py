"""A simulated board from which somebody steps down, and onto which somebody steps, as it streams.

The tilt goes over smoothly and its rates are those of the way that it takes, so that a sensor on
the board feels one motion.
"""

from trainer.recording.interfaces import Target
from trainer.simulation.board_state import (
    BoardState,
    SimulatedBoard,
    smooth_step,
    smooth_step_rate,
)

STEPS_OFF_S = 1.0
"""From moving as before to moving as the next one does."""


class SteppedOn:
    """A board whose motion can be handed over from one simulated board to another."""

    def __init__(self, board: SimulatedBoard) -> None:
        self._board = board
        self._left: SimulatedBoard | None = None
        self._since_s = 0.0

    @property
    def share(self) -> float:
        """How much of what is seen is the newest board's, 0 to 1."""
        return 1.0 if self._left is None else smooth_step(self._since_s / STEPS_OFF_S)

    def hand_over(self, board: SimulatedBoard) -> None:
        """From now on it moves like this one, which begins now."""
        self._left, self._board, self._since_s = self._board, board, 0.0

    def step(self, dt_s: float, target: Target | None = None) -> BoardState:
        after = self._board.step(dt_s, target)
        if self._left is None:
            return after
        before = self._left.step(dt_s)
        self._since_s += dt_s
        share = self.share
        if share >= 1.0:
            self._left = None
            return after
        return _between(before, after, share, smooth_step_rate(self._since_s / STEPS_OFF_S))


def _between(before: BoardState, after: BoardState, share: float, slope: float) -> BoardState:
    per_s = slope / STEPS_OFF_S
    mixed = [a + share * (b - a) for a, b in zip(before[:6], after[:6], strict=True)]
    return BoardState(
        mixed[0],
        mixed[1],
        mixed[2] + per_s * (after.ap_deg - before.ap_deg),
        mixed[3] + per_s * (after.ml_deg - before.ml_deg),
        mixed[4],
        mixed[5],
        before.doing if share < 0.5 else after.doing,
        before.thigh_inward_deg + share * (after.thigh_inward_deg - before.thigh_inward_deg),
    )
