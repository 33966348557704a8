"""A simulated patient off the board: exercises on one leg, and a weak hip lets thigh and pelvis go.

The patient keeps the pace of the exercise and looks at no screen, unless a bead on it shows how
deep to bend: then the thigh goes with the bead. `skill` 1 does it cleanly; with less the thigh
leans and turns inward and the pelvis drops in step with the bend, and in a pelvic drop the pelvis
hangs lower and is not lifted as high. A hip that collapses does so whatever the skill: at 30° of
bend the thigh has fallen in by so many degrees more.

The board's tilt is that of the sensor on the sacrum.
"""

from math import isinf

import numpy as np

from trainer.motion.exercises import Exercise
from trainer.recording.interfaces import Target
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import TICK_S, BoardState, Doing, LeadIn, Ticks
from trainer.simulation.body import DROPS_SHARE, HIP_TICKS, TURNS_SHARE, Angle
from trainer.simulation.following import BeadFollower
from trainer.simulation.noise import Normals

DEPTH_DEG = 50.0
FORWARD_SHARE, LEAN_SHARE = 0.5, 0.3
"""Of the thigh's flexion: what the pelvis tips forward, and what the weakest hip lets go."""
COLLAPSED_AT_DEG = 30.0
LOWERED_DEG, HANGS_DEG, LIFTED_DEG = 8.0, 4.0, 6.0
"""A pelvic drop as asked for, what the weakest hip adds to it, and the lift of a strong one."""
STANDS_FIRST_S = 2.0


class ExercisingPatient:
    """Exercises from the end of the lead-in on, at an even pace. The same seed moves the same."""

    def __init__(
        self,
        side: Side,
        skill: float,
        seed: int,
        lead_in: LeadIn,
        exercise: Exercise = Exercise.SQUAT,
        collapse_deg: float = 0.0,
    ) -> None:
        self._outward = 1.0 if side is Side.LEFT else -1.0
        self._weakness = 1.0 - skill
        self._collapse_share = collapse_deg / COLLAPSED_AT_DEG
        self._lets_go_share = self._weakness * LEAN_SHARE + self._collapse_share
        self._exercise = exercise
        self._begins_s = lead_in.ends_s + STANDS_FIRST_S
        self._follower = BeadFollower(Normals(np.random.default_rng((seed, 10))), 1.0 - skill)
        self._ticks, self._tick = Ticks(), 0
        normals = Normals(np.random.default_rng((seed, 9)))
        self._sway = [Angle(normals, 0.0, sd_deg, 1.0) for sd_deg in (0.6, 0.5, 0.6, 0.4)]
        self._state = BoardState()

    def step(self, dt_s: float, target: Target | None = None) -> BoardState:
        """Let `dt_s` pass with this target on the screen; without a depth nothing is asked for."""
        for _ in range(self._ticks.after(dt_s)):
            self._tick += 1
            if self._tick % HIP_TICKS == 0:
                self._advance(target)
        return self._state

    def _advance(self, target: Target | None) -> None:
        if isinf(self._begins_s):
            # Nobody wears the sensors: they lie somewhere.
            return
        for sway in self._sway:
            sway.advance()
        forward, right, flexion, lean = self._sway
        place = self._exercise.pace.at(self._tick * TICK_S - self._begins_s)
        bend, bend_rate = self._bend(place.depth, place.depth_per_s)
        drop, drop_rate = self._drop(place.depth, place.depth_per_s)
        leans = self._lets_go_share * bend
        if target is not None and target.depth_deg is not None:
            bend, bend_rate, leans = self._follower.advance(target)
            leans += self._collapse_share * bend
            share = DROPS_SHARE * self._lets_go_share
            drop, drop_rate = share * bend, share * bend_rate
        self._state = BoardState(
            FORWARD_SHARE * bend + forward.deg,
            # The right side is down with the left leg standing: on the right leg it goes up.
            self._outward * drop + right.deg,
            FORWARD_SHARE * bend_rate + forward.rate_deg_s,
            self._outward * drop_rate + right.rate_deg_s,
            bend + flexion.deg,
            leans + lean.deg,
            Doing.BALANCING,
            TURNS_SHARE * self._lets_go_share * bend,
        )

    def _bend(self, depth: float, depth_per_s: float) -> tuple[float, float]:
        """How far and how fast the thigh bends: not at all where only the pelvis moves."""
        most_deg = 0.0 if self._exercise.by_pelvis else DEPTH_DEG
        return most_deg * depth, most_deg * depth_per_s

    def _drop(self, depth: float, depth_per_s: float) -> tuple[float, float]:
        """How far and how fast the side of the lifted leg goes down."""
        if not self._exercise.by_pelvis:
            most_deg = DROPS_SHARE * self._lets_go_share * DEPTH_DEG
        elif depth > 0.0:
            most_deg = LOWERED_DEG + self._weakness * HANGS_DEG
        else:
            highest = -min(stroke.ends_at for stroke in self._exercise.pace.strokes)
            most_deg = (1.0 - self._weakness) * LIFTED_DEG / highest
        return most_deg * depth, most_deg * depth_per_s
