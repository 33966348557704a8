"""A simulated thigh that goes down and up with a bead on the screen, on a hip of some strength.

`games` shows the bead (`Target.depth_deg`); `trainer.simulation.exercising` asks this for the leg's
part. All numbers are assumptions, as those of the board's patient are: a novice strays from the
bead's depth by 4 degrees and lets the thigh lean in by a quarter of its bend.
"""

import math
from collections import deque
from typing import NamedTuple

from trainer.recording.interfaces import Target
from trainer.simulation.board_state import TICK_S
from trainer.simulation.body import HIP_TICKS, Angle
from trainer.simulation.noise import Normals, Wander

STEP_S = HIP_TICKS * TICK_S
FOLLOWS_PER_S = 15.0
"""A bead that always moves alike is followed with little lag."""
SOONEST_S, LATER_S = 0.04, 0.22
SHY_SHARE = 0.05
"""What the least skilled leave out of a bend of 45°."""
STRAYS_DEG, STRAYS_MORE_DEG = 0.8, 2.2
LEAN_SHARE, SEEN_SHARE = 0.3, 0.85
"""Of the bend, what the weakest hip lets the thigh lean in; less with open eyes."""
WAVERS_DEG, WAVERS_MORE_DEG = 0.9, 2.6
SQUATS_DIFFER = 0.3
UPRIGHT_DEG = 5.0


class Leg(NamedTuple):
    """Bend and lean in degrees, and how fast it bends."""

    bend_deg: float
    bend_deg_s: float
    lean_deg: float


class BeadFollower:
    """Bends with a bead; `weakness` is 1 less the skill."""

    def __init__(self, normals: Normals, weakness: float) -> None:
        self._weakness, self._normals = weakness, normals
        self._strays = Wander(normals, STRAYS_DEG + STRAYS_MORE_DEG * weakness, 0.8, STEP_S)
        self._wavers = Angle(normals, 0.0, 1.0, 0.6)
        late_s = SOONEST_S + LATER_S * weakness
        self._seen = deque([0.0] * (round(late_s / STEP_S) + 1), maxlen=round(late_s / STEP_S) + 1)
        self._bend_deg = self._bend_deg_s = 0.0
        self._lets_go, self._upright = 1.0, False

    def advance(self, target: Target) -> Leg:
        """`HIP_TICKS` ticks pass with this bead on the screen."""
        self._seen.append(target.depth_deg or 0.0)
        wished = self._seen[0]
        shy = SHY_SHARE * self._weakness * wished / 45.0
        wished = wished * (1.0 - shy) + self._strays.next() * min(wished / 10.0, 1.0)
        pull = FOLLOWS_PER_S * (wished - self._bend_deg) - 2.0 * self._bend_deg_s
        self._bend_deg_s += FOLLOWS_PER_S * pull * STEP_S
        self._bend_deg += self._bend_deg_s * STEP_S
        return Leg(self._bend_deg, self._bend_deg_s, self._lean(target.cursor_visible))

    def _lean(self, cursor_visible: bool) -> float:
        """What the hip lets go grows with the bend, and no two squats are alike."""
        bend_deg, weakness = max(self._bend_deg, 0.0), self._weakness
        was_upright, self._upright = self._upright, bend_deg < UPRIGHT_DEG
        if self._upright and not was_upright:
            self._lets_go = math.exp(SQUATS_DIFFER * self._normals.next())
        self._wavers.advance()
        seen = SEEN_SHARE if cursor_visible else 1.0
        wavers = (WAVERS_DEG + WAVERS_MORE_DEG * weakness) * min(bend_deg / 30.0, 1.5)
        lets_go = seen * weakness * LEAN_SHARE * bend_deg * self._lets_go
        return lets_go + wavers * self._wavers.deg
