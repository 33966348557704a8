"""What a simulated board on its dome presses on the plate with: contact rolled by its tilt."""

import math

import numpy as np

from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.simulation.board_state import TICK_S, BoardState, Doing
from trainer.simulation.load_standing import (
    BOUNCE_S,
    BOUNCE_SHARE,
    PointLoad,
    Stander,
)
from trainer.simulation.noise import Normals, Wander

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
"""A body over its foot is a pendulum: what is quicker than this it does not follow."""


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
