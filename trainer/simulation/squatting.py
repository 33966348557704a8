"""A simulated patient on the floor: squats on one leg, and a weak hip lets thigh and pelvis go.

The patient keeps the pace of a paced squat, but looks at no screen.

The board's tilt is that of the sensor on the sacrum. `skill` 1 squats cleanly; with less the thigh
leans and turns inward and the pelvis drops in step with the bend.
"""

from math import isinf

import numpy as np

from trainer.motion.repetitions import DOWN_S, STAND_S, UP_S
from trainer.recording.interfaces import Target
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import (
    TICK_S,
    BoardState,
    Doing,
    LeadIn,
    Ticks,
    smooth_steps,
)
from trainer.simulation.body import HIP_TICKS, Angle
from trainer.simulation.noise import Normals

DEPTH_DEG = 50.0
FORWARD_SHARE, LEAN_SHARE, TURN_SHARE, DROP_SHARE = 0.5, 0.3, 0.2, 0.16
"""Of the thigh's flexion: what the pelvis tips forward, and what the weakest hip lets go."""


class SquattingPatient:
    """Squats from the end of the lead-in on, at an even pace. The same seed moves the same."""

    def __init__(self, side: Side, skill: float, seed: int, lead_in: LeadIn) -> None:
        self._outward = 1.0 if side is Side.LEFT else -1.0
        self._weakness = 1.0 - skill
        self._begins_s = lead_in.ends_s
        self._ticks, self._tick = Ticks(), 0
        normals = Normals(np.random.default_rng((seed, 9)))
        self._sway = [Angle(normals, 0.0, sd_deg, 1.0) for sd_deg in (0.6, 0.5, 0.6, 0.4)]
        self._state = BoardState()

    def step(self, dt_s: float, target: Target | None = None) -> BoardState:
        """Let `dt_s` pass; nothing on the screen is asked for."""
        for _ in range(self._ticks.after(dt_s)):
            self._tick += 1
            if self._tick % HIP_TICKS == 0:
                self._advance()
        return self._state

    def _advance(self) -> None:
        if isinf(self._begins_s):
            # Nobody wears the sensors: they lie somewhere.
            return
        for sway in self._sway:
            sway.advance()
        forward, right, flexion, lean = self._sway
        bend, bend_rate = self._bend(self._tick * TICK_S - self._begins_s)
        # The right side is down with the left leg lifted: standing on the right it goes up.
        drop = self._outward * self._weakness * DROP_SHARE
        self._state = BoardState(
            FORWARD_SHARE * bend + forward.deg,
            drop * bend + right.deg,
            FORWARD_SHARE * bend_rate + forward.rate_deg_s,
            drop * bend_rate + right.rate_deg_s,
            bend + flexion.deg,
            self._weakness * LEAN_SHARE * bend + lean.deg,
            Doing.BALANCING,
            self._weakness * TURN_SHARE * bend,
        )

    def _bend(self, since_s: float) -> tuple[float, float]:
        """How far and how fast the thigh bends, this long after the lead-in."""
        at_s = since_s % (STAND_S + DOWN_S + UP_S) - STAND_S
        if since_s < 0.0 or at_s < 0.0:
            return 0.0, 0.0
        down = at_s < DOWN_S
        share, slope = smooth_steps(
            np.array([at_s / DOWN_S if down else 1 - (at_s - DOWN_S) / UP_S])
        )
        sign = 1.0 / DOWN_S if down else -1.0 / UP_S
        return DEPTH_DEG * float(share[0]), sign * DEPTH_DEG * float(slope[0])
