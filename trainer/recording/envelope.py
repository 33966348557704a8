"""How far a board can tilt (rim) and how far a leg may tilt it (range), by direction.

A direction is an angle in the board plane: 0 degrees to the toes (`ap` positive), 90 degrees to the
patient's right (`ml` positive), 180 to the heel, 270 to the left.
"""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import numpy.typing as npt

from trainer.recording.columns import FloatArray
from trainer.recording.conditions import NO_DOME, Conditions
from trainer.recording.dome import Dome
from trainer.recording.sensor import NEVER
from trainer.recording.vocabulary import DomeStyle, Side, Source, Stance, Support

_DIRECTIONS_DEG = tuple(float(d) for d in range(0, 360, 30))


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
    dome_style: DomeStyle = DomeStyle.CAPS
    made_at: datetime = NEVER
    operator: str = ""

    @property
    def dome(self) -> Dome:
        """The drawing of this dome; ValueError for the rim of a force plate, which has none."""
        return Dome(self.level, self.dome_style, self.stem_hole)


@dataclass(frozen=True)
class Range(Envelope):
    """The patient's own pain-free reach on one day, in one way of standing on one dome."""

    side: Side = Side.RIGHT
    level: int = 2
    stem_hole: int = 0
    stance: Stance = Stance.SINGLE_LEG
    support: Support = Support.NONE
    day: date = date.min
    operator: str = ""

    def fits(self, conditions: Conditions, today: date) -> bool:
        """Whether it holds for a trial today: a range ends at midnight."""
        mine = (self.side, self.level, self.stem_hole, self.stance, self.support)
        c = conditions
        return self.day == today and mine == (c.side, c.level, c.stem_hole, c.stance, c.support)


def assumed_tilt_deg(level: int) -> float:
    """Tilt of our own cap in the middle hole with the deck's rim on the floor, in degrees."""
    return Dome(level).rim_deg()


def round_rim(tilt_deg: float, source: Source, level: int = 2, board_id: int = 0) -> Rim:
    """A rim of the same tilt in every direction."""
    tilts = (tilt_deg,) * len(_DIRECTIONS_DEG)
    return Rim(_DIRECTIONS_DEG, tilts, source, board_id, level)


def no_rim(board_id: int = 0, level: int = NO_DOME) -> Rim:
    """Stands in for the rim of a force plate or the floor: 90°, never reached."""
    return round_rim(90.0, Source.ASSUMED, level, board_id)


def assumed_rim(
    level: int, board_id: int = 0, stem_hole: int = 0, style: DomeStyle = DomeStyle.CAPS
) -> Rim:
    """The drawn rim, used until somebody has rolled this board; its source says `assumed`."""
    dome = Dome(level, style, stem_hole)
    tilts = tuple(dome.rim_deg(direction) for direction in _DIRECTIONS_DEG)
    return Rim(_DIRECTIONS_DEG, tilts, Source.ASSUMED, board_id, level, stem_hole, style)
