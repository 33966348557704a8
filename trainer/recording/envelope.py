"""How far a board can tilt (rim) and how far a leg may tilt it (range), by direction.

A direction is an angle in the board plane: 0 degrees to the toes (`ap` positive), 90 degrees to the
patient's right (`ml` positive), 180 to the heel, 270 to the left.
"""

from dataclasses import dataclass
from datetime import date, datetime
from math import asin, atan2, degrees, hypot

import numpy as np
import numpy.typing as npt

from trainer.recording.columns import FloatArray
from trainer.recording.conditions import NO_DOME
from trainer.recording.sensor import NEVER
from trainer.recording.vocabulary import Side, Source

DECK_RADIUS_MM = 200.0
ASSUMED_DOME_HEIGHT_MM = {1: 20.0, 2: 30.0, 3: 40.0, 4: 50.0, 5: 60.0}
"""The heights of our own domes (`hardware/`); no table of BAPS angles is published."""
DOME_RADIUS_MM = 60.0
"""Every dome is a cap of a sphere of this radius; the fifth is half a ball.

So all of them roll alike: the contact point moves by 60 mm per radian of tilt.
"""


@dataclass(frozen=True)
class Envelope:
    """Largest tilt by direction: tuples of one length, directions rising from 0 to below 360."""

    directions_deg: tuple[float, ...]
    tilt_deg: tuple[float, ...]
    source: Source

    def __post_init__(self) -> None:
        if len(self.directions_deg) != len(self.tilt_deg) or not self.directions_deg:
            raise ValueError("an envelope needs one tilt for each of its directions")
        if min(self.tilt_deg) <= 0:
            raise ValueError("an envelope's tilts must be above zero degrees")
        if list(self.directions_deg) != sorted(set(self.directions_deg)):
            raise ValueError("an envelope's directions must rise")
        if not 0 <= self.directions_deg[0] <= self.directions_deg[-1] < 360:
            raise ValueError("an envelope's directions must lie in 0 to 360 degrees")

    def limit_deg(self, ap_deg: npt.ArrayLike, ml_deg: npt.ArrayLike) -> FloatArray:
        """Largest tilt in the direction of each (ap, ml), linear between directions; degrees."""
        direction = np.degrees(np.arctan2(ml_deg, ap_deg))
        return np.asarray(
            np.interp(direction, self.directions_deg, self.tilt_deg, period=360.0), dtype=np.float64
        )

    def fraction(self, ap_deg: npt.ArrayLike, ml_deg: npt.ArrayLike) -> FloatArray:
        """Tilt as a share of the limit in its own direction; 1 is on the edge."""
        tilt = np.hypot(ap_deg, ml_deg)
        return np.asarray(tilt / self.limit_deg(ap_deg, ml_deg), dtype=np.float64)


@dataclass(frozen=True)
class Rim(Envelope):
    """The tilt at which the deck's edge meets the floor, for one {board, level, stem hole}."""

    board_id: int = 0
    level: int = 2
    stem_hole: int = 0
    made_at: datetime = NEVER
    operator: str = ""


@dataclass(frozen=True)
class Range(Envelope):
    """The patient's own pain-free reach on one side and day."""

    side: Side = Side.RIGHT
    day: date = date.min
    operator: str = ""


def assumed_tilt_deg(level: int) -> float:
    """Tilt of a dome with the deck's rim on the floor, degrees. ValueError for no such dome.

    A cap of height h of a sphere of radius r has the sphere's middle r − h above the deck's
    underside. That middle stays r above the floor, and the rim of a deck of radius R comes down to
    it where (r − h)·cos θ + R·sin θ = r: θ = asin(r/√(R² + (r − h)²)) − atan((r − h)/R), which is
    asin(h/R) for half a ball.
    """
    try:
        above_mm = DOME_RADIUS_MM - ASSUMED_DOME_HEIGHT_MM[level]
    except KeyError:
        raise ValueError(f"there is no dome {level}; domes are 1 to 5") from None
    across_mm = hypot(DECK_RADIUS_MM, above_mm)
    return degrees(asin(DOME_RADIUS_MM / across_mm) - atan2(above_mm, DECK_RADIUS_MM))


def round_rim(tilt_deg: float, source: Source, level: int = 2, board_id: int = 0) -> Rim:
    """A rim of the same tilt in every direction."""
    directions = tuple(float(d) for d in range(0, 360, 30))
    return Rim(directions, (tilt_deg,) * len(directions), source, board_id, level)


def no_rim(board_id: int = 0, level: int = NO_DOME) -> Rim:
    """Stands in for the rim of a force plate or the floor: 90°, never reached."""
    return round_rim(90.0, Source.ASSUMED, level, board_id)


def assumed_rim(level: int, board_id: int = 0) -> Rim:
    """The rim used until somebody has rolled this board; its source says `assumed`."""
    return round_rim(assumed_tilt_deg(level), Source.ASSUMED, level, board_id)
