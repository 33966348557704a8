"""What presses on a simulated plate, tick by tick: a person who stands quietly, or a board on its
dome.

A load (N) and its point (mm); `load_cells.plate_forces_n` distributes it to the cells. All sizes of
sway are assumptions: on two legs about 4 mm RMS to the toes and 2 to the side at 9 mm/s, on one leg
6 and 4 mm at 23 mm/s.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from trainer.recording.columns import FloatArray
from trainer.recording.interfaces import Target
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.recording.vocabulary import Side, Stance
from trainer.simulation.board_state import TICK_S, BoardState, Doing, LeadIn, SimulationError, Ticks
from trainer.simulation.noise import Normals, Wander

BODY_WEIGHT_N = 70.0 * STANDARD_GRAVITY
_SMOOTHED_S = 0.06
_SLOW_S, _FAST_S = 2.0, 0.25
BOUNCE_SHARE = 0.004
BOUNCE_S = 0.3
"""A body's weight on the floor varies by some thousandths even when it stands still."""
_STANDS_AT_MM = 8.0
"""Nobody stands just over the plate's middle."""


class PointLoad(NamedTuple):
    """A load in N on a point of the plate, in mm to the toes and to the right of its middle."""

    load_n: float = 0.0
    ap_mm: float = 0.0
    ml_mm: float = 0.0


def loads_of(points: Sequence[PointLoad]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Loads a tick apart as arrays: N, ap mm, ml mm."""
    load_n, ap_mm, ml_mm = np.array(points, dtype=np.float64).reshape(-1, 3).T
    return load_n, ap_mm, ml_mm


@dataclass(frozen=True)
class Stander:
    """Who stands on the plate. `rail_share` of the body weight hangs on a hand on the rail."""

    body_weight_n: float = BODY_WEIGHT_N
    stance: Stance = Stance.SINGLE_LEG
    side: Side = Side.RIGHT
    rail_share: float = 0.0
    lead_in: LeadIn = field(default=LeadIn())

    def __post_init__(self) -> None:
        if not self.body_weight_n > 0:
            raise SimulationError(
                f"a body weight of {self.body_weight_n:g} N: give a number above 0"
            )
        if not 0 <= self.rail_share <= 1:
            raise SimulationError(f"rail_share is {self.rail_share:g}; give a number from 0 to 1")


class _Axis:
    """Sway along one axis: slow wandering and quick corrections, smooth as a body is."""

    def __init__(self, normals: Normals, slow_mm: float, fast_mm: float) -> None:
        self._slow = Wander(normals, slow_mm, _SLOW_S, TICK_S)
        self._fast = Wander(normals, fast_mm, _FAST_S, TICK_S)
        self._follow = TICK_S / _SMOOTHED_S
        self._half = self.value = 0.0

    def next(self) -> float:
        """Its value in mm a tick later."""
        self._half += self._follow * (self._slow.next() + self._fast.next() - self._half)
        self.value += self._follow * (self._half - self.value)
        return self.value


_SWAY_MM = {
    # Slow and quick part along AP, then along ML.
    Stance.TWO_LEG: ((4.0, 1.2), (2.5, 0.7)),
    Stance.SINGLE_LEG: ((5.0, 4.0), (3.5, 3.6)),
}


class QuietStanding:
    """Somebody who steps on an empty plate after the lead-in and stands; seeded."""

    def __init__(self, stander: Stander, seed: int = 0) -> None:
        if stander.stance not in _SWAY_MM:
            raise SimulationError(f"stance {stander.stance}: two_leg and single_leg can stand")
        self._stander = stander
        streams = np.random.default_rng((seed, 0x57A2D)).spawn(4)
        ap_sway, ml_sway = _SWAY_MM[stander.stance]
        self._ap = _Axis(Normals(streams[0]), *ap_sway)
        self._ml = _Axis(Normals(streams[1]), *ml_sway)
        self._bounce = Wander(Normals(streams[2]), BOUNCE_SHARE, BOUNCE_S, TICK_S)
        ap, ml = streams[3].uniform(-_STANDS_AT_MM, _STANDS_AT_MM, 2).tolist()
        self._at = (ap, -ml if stander.side is Side.LEFT else ml)
        self._ticks, self._tick = Ticks(), 0
        self._now = PointLoad()

    def step(self, dt_s: float) -> PointLoad:
        """Let `dt_s` pass; the load at its end."""
        for _ in range(self._ticks.after(dt_s)):
            self._advance()
        return self._now

    def _advance(self) -> None:
        self._tick += 1
        stander = self._stander
        on = stander.lead_in.share(self._tick * TICK_S)
        carried = on * (1.0 - stander.rail_share) * (1.0 + self._bounce.next())
        self._now = PointLoad(
            stander.body_weight_n * carried,
            self._at[0] + self._ap.next(),
            self._at[1] + self._ml.next(),
        )


class StillBoard:
    """A board that does not move, whoever stands on it: a plain plate."""

    def step(self, dt_s: float, target: Target | None = None) -> BoardState:
        """Nothing changes."""
        return BoardState()


_CARRIED = {
    Doing.STANDING_STILL: 0.0,
    Doing.BALANCING: 1.0,
    Doing.TOUCHING: 0.85,
    Doing.FOOT_DOWN: 0.3,
    Doing.STEPPING_ON: 0.8,
}
"""Share of the body weight on the board; a hand on the rail or the other foot has the rest."""
_SHIFTS_S = 0.1
SHEAR_ARM_MM = 30.0
"""From the floor under the cells to the plate's top, where sideways forces act."""
BODY_MIDDLE_MM = 950.0
"""Height of a standing body's centre of mass."""
_BODY_FOLLOWS_S = math.sqrt(BODY_MIDDLE_MM / 1000.0 / STANDARD_GRAVITY)
"""A body over its foot is a pendulum: it does not follow anything quicker than this."""


class BoardLoad:
    """The load of a simulated board on a plate: its dome's contact point, rolled by the tilt.

    `at_level_mm` is where on the plate the dome stands when level. A hand on the rail takes
    `rail_share` of the weight all the time; touching and feet come and go with what the simulated
    patient does. A body leaning by e from over the contact pushes it sideways with e/height of the
    load; `shear_arm_mm` above the floor that force moves the centre of pressure on by
    `shear_arm_mm`·e/height.
    """

    def __init__(
        self,
        dome_radius_mm: float,
        stander: Stander,
        at_level_mm: tuple[float, float] = (3.0, -2.0),
        shear_arm_mm: float = SHEAR_ARM_MM,
        seed: int = 0,
    ) -> None:
        self._radius_mm_per_deg = math.radians(dome_radius_mm)
        self._stander = stander
        self._at = at_level_mm
        normals = Normals(np.random.default_rng((seed, 0xB0A4D)))
        self._bounce = Wander(normals, BOUNCE_SHARE, BOUNCE_S, TICK_S)
        self._shear = shear_arm_mm / BODY_MIDDLE_MM
        self._body_ap = self._body_ml = 0.0
        self._carried = 0.0

    def next(self, state: BoardState) -> PointLoad:
        """The load at the next tick, with the board in this state."""
        wanted = _CARRIED[state.doing] * (1.0 - self._stander.rail_share)
        self._carried += TICK_S / _SHIFTS_S * (wanted - self._carried)
        ap_mm = self._radius_mm_per_deg * state.ap_deg
        ml_mm = self._radius_mm_per_deg * state.ml_deg
        self._body_ap += TICK_S / _BODY_FOLLOWS_S * (ap_mm - self._body_ap)
        self._body_ml += TICK_S / _BODY_FOLLOWS_S * (ml_mm - self._body_ml)
        return PointLoad(
            self._stander.body_weight_n * self._carried * (1.0 + self._bounce.next()),
            self._at[0] + ap_mm + self._shear * (ap_mm - self._body_ap),
            self._at[1] + ml_mm + self._shear * (ml_mm - self._body_ml),
        )
