"""The simulated patient: an inverted pendulum over a dome with delayed, noisy feedback control.

Model: the board lies where its own mass leaves it until the patient steps on and brings it level;
from then on it tips over by itself (`dome`). The patient wants to be at the target on the screen,
or level if there is none. Every 5 ms the patient senses tilt and rate as they were a delay ago,
with wandering errors, and decides on a push that the muscles follow with a lag (`control`).
Attention slips now and then and the board gets a blow; a patient who rides the rim for long grabs
the rail or puts the foot down; the thigh moves by itself (`body`). The other leg swings if it is
asked to, and tips the board (`other_leg`). Inside, everyone stands on the right leg; the left leg
is the mirror image.
"""

import math

import numpy as np

from trainer.recording.interfaces import Target
from trainer.recording.vocabulary import Eyes, Side
from trainer.simulation.board_state import TICK_S, BoardState, Doing, Ticks
from trainer.simulation.body import Falls, Hip, Lapses, Nudges
from trainer.simulation.control import SENSE_S, SENSE_TICKS, Aim, Control, Memory
from trainer.simulation.dome import Edge, Lying, TippingBoard, growth_per_s
from trainer.simulation.noise import Normals
from trainer.simulation.other_leg import OtherLeg
from trainer.simulation.traits import Ability, PatientTraits

_WITHOUT_CURSOR = 1.2
_LEAN_WITH_CURSOR = 0.3
"""A cursor shows where the board really is: doubt is smaller, and so is a lean."""


class SimulatedPatient:
    """Somebody on a board. The same traits and seed make the same motion, to the last bit."""

    def __init__(self, traits: PatientTraits, seed: int = 0) -> None:
        self.traits = traits
        self.ability = ability = Ability.of(traits, seed)
        dome, rim_deg = traits.dome, Edge(traits.dome).least_deg
        streams = np.random.default_rng((seed, traits.day, traits.trial)).spawn(6)
        self._mirror = -1.0 if traits.side is Side.LEFT else 1.0
        self._ticks, self._tick = Ticks(), 0
        self._held_back = True
        self._lying = Lying(dome, traits.lead_in)
        self._board = TippingBoard(dome, traits.seated)
        growth = growth_per_s(dome, traits.seated)
        self._control = Control(ability, growth, Normals(streams[0]))
        self._aim = Aim(rim_deg, ability.reaction_s, SENSE_S)
        self._lapses = Lapses(ability.lapses_per_s, ability.lapse_push, streams[1], SENSE_S)
        self._nudges = Nudges(streams[4], SENSE_S)
        self._other_leg = OtherLeg(growth, ability.swing_left_over, SENSE_S)
        self._memory = Memory(ability.forgets_share, streams[5])
        self._blow = (0.0, 0.0)
        self._hip = Hip(Normals(streams[2]), traits.hip_weakness, traits.collapse_deg)
        self._falls = Falls(ability.give_up_s, rim_deg, streams[3])

    def step(self, dt_s: float, target: Target | None = None) -> BoardState:
        """Let `dt_s` pass with this target on the screen; the state at its end."""
        for _ in range(self._ticks.after(dt_s)):
            self._advance(target)
        return self.state

    @property
    def state(self) -> BoardState:
        """How things stand."""
        board, mirror = self._board, self._mirror
        ap, ml, ap_rate, ml_rate = (
            board.ap,
            mirror * board.ml,
            board.ap_rate,
            mirror * board.ml_rate,
        )
        if self._held_back:
            lay = self._lying.now(self._tick * TICK_S)
            ap, ml, ap_rate, ml_rate = ap + lay[0], ml + lay[1], ap_rate + lay[2], ml_rate + lay[3]
        return BoardState(
            ap,
            ml,
            ap_rate,
            ml_rate,
            self._hip.flexion_deg,
            self._hip.medial_lean_deg,
            self._falls.doing,
            self._hip.inward_deg,
        )

    def _advance(self, target: Target | None) -> None:
        share = self._share() if self._held_back else 1.0
        self._tick += 1
        if share == 0.0:
            return
        if self._tick % SENSE_TICKS == 0:
            self._sense(target)
        doing = self._falls.doing
        if doing is Doing.BALANCING:
            self._control.tick()
            ap_blow, ml_blow = self._blow
            self._board.tick(
                self._control.ap_push + ap_blow, self._control.ml_push + ml_blow, share
            )
        elif doing is Doing.FOOT_DOWN:
            self._board.come_to_rest()
        else:
            self._board.be_levelled()

    def _share(self) -> float:
        t_s = self._tick * TICK_S
        share = self.traits.lead_in.share(t_s)
        self._held_back = t_s < self.traits.lead_in.ends_s
        if share > 0.0 and self._falls.doing is Doing.STANDING_STILL:
            self._falls.begin()
        return share

    def _sense(self, target: Target | None) -> None:
        board = self._board
        self._hip.advance()
        wanted = target is not None and target.contact
        # Who is asked for the rim does not take being there for a fall.
        if self._falls.pass_time(0.0 if wanted else math.hypot(board.ap, board.ml), SENSE_S):
            self._control.relax()
        ap_slip, ml_slip = self._lapses.next()
        ap_nudge, ml_nudge = self._nudges.next(target is not None and target.nudge)
        asked_deg = target.other_leg if target is not None else (0.0, 0.0)
        forward, out = self._other_leg.push(asked_deg)
        # Who stands on the right leg has the other one at the left, where ml is negative.
        self._blow = ap_slip + ap_nudge + forward, ml_slip + ml_nudge - out
        seen = target if self.traits.eyes is Eyes.OPEN else None
        ap_deg, ml_deg = self._memory.place_of(seen)
        self._aim.follow(ap_deg, self._mirror * ml_deg, contact=wanted)
        guided = seen is not None and seen.cursor_visible
        lean = _LEAN_WITH_CURSOR if guided else 1.0
        self._control.sense(
            board,
            self._aim,
            1.0 if guided else _WITHOUT_CURSOR,
            (lean * self.ability.ap_lean_deg, -lean * self.ability.inside_lean_deg),
        )
