"""Who stands how on a simulated board: follows the visit from trial to trial while it streams.

A real board stays plugged in while the patient changes legs or another dome is screwed on, and so
does a simulated one. Whoever stood there steps off, the board lies for a moment as its dome lets
it, and somebody steps on. `trainer.link.sim_link` puts this under its sensors.
"""

from collections.abc import Callable
from dataclasses import replace

from trainer.link.patient_options import PatientOptions
from trainer.link.simulated_contacts import SimulatedContacts
from trainer.link.simulated_sensors import Presses
from trainer.recording.conditions import Conditions
from trainer.recording.interfaces import Standing, Target
from trainer.simulation.board_state import BoardState, SimulatedBoard
from trainer.simulation.load_on_plate import PointLoad
from trainer.simulation.stepping import SteppedOn

LIES_S = 1.5
"""The board lies for a moment before somebody steps on again; its stillness was taken before."""


class StandingPatient:
    """A simulated board, the load on it and its rail, which change with how the patient stands."""

    def __init__(
        self,
        options: PatientOptions,
        standing: Standing,
        board_of: Callable[[PatientOptions], SimulatedBoard],
        load_of: Callable[[PatientOptions], Presses],
        contacts: SimulatedContacts,
    ) -> None:
        self._first = self._now = options
        self._standing, self._contacts = standing, contacts
        self._asked: Conditions | None = None
        self._board_of, self._load_of = board_of, load_of
        self._board = SteppedOn(board_of(options))
        self._presses = self._pressed = load_of(options)

    def step(self, dt_s: float, target: Target | None = None) -> BoardState:
        asked = self._standing.taken()
        if asked is not self._asked and asked is not None:
            self._asked = asked
            self._stand(self._first.standing_as(asked))
        return self._board.step(dt_s, target)

    def presses(self, state: BoardState) -> PointLoad:
        """The load on the plate at the next tick, with the board in this state."""
        now, share = self._presses(state), self._board.share
        if share >= 1.0:
            return now
        before = self._pressed(state)
        return PointLoad(*(a + share * (b - a) for a, b in zip(before, now, strict=True)))

    def _stand(self, wanted: PatientOptions) -> None:
        now = self._now
        if wanted == replace(now, still_s=wanted.still_s, trial=wanted.trial):
            return
        # No two trials are alike, and the same visits are.
        self._now = replace(wanted, still_s=LIES_S, trial=now.trial + 1)
        self._board.hand_over(self._board_of(self._now))
        self._pressed, self._presses = self._presses, self._load_of(self._now)
        self._contacts.hold_rail(self._now.holds_rail)
