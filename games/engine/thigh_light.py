"""The light where a thigh moves it, and not the board: how deep it is, and how far it leans.

`games.engine.course` asks it for activities that are played by the thigh. A degree of flexion
moves the light as far down as a degree of lean moves it aside, and aside is where the thigh leans
to: over the inside edge of the board on which that leg would stand, so that the patient never
relearns.
"""

from array import array
from dataclasses import dataclass
from math import hypot, isnan

import numpy as np

from games.engine.rules import Now
from trainer.recording.columns import FloatArray
from trainer.recording.target import Ring
from trainer.recording.vocabulary import Side

HALF_WAY_DEG = 19.0
"""A thigh bent so far puts the light into the middle of the field, where a board's level is."""

LOST_US = 250_000
"""A thigh that is unknown for longer is lost: nobody should wait for it half-way down."""

FARTHEST_DEG = 30.0
"""A light so far from where to be is as far off as any: sounds tell no more."""


def place_of(flexion_deg: float, lean_deg: float) -> tuple[float, float]:
    """Where a thigh puts the light (ap, ml), standing on the right leg."""
    return HALF_WAY_DEG - flexion_deg, -lean_deg


def ring_at(flexion_deg: float, radius_deg: float) -> Ring:
    """The ring about a thigh that is bent so far and leans to neither side."""
    return *place_of(flexion_deg, 0.0), radius_deg


@dataclass(frozen=True)
class Places:
    """Where the light was: n times on the samples' clock, and n places."""

    t_s: FloatArray
    ap_deg: FloatArray
    ml_deg: FloatArray

    def __len__(self) -> int:
        return len(self.t_s)

    def since(self, t_s: float) -> "Places":
        """Those from a time on."""
        first = int(np.searchsorted(self.t_s, t_s))
        return Places(self.t_s[first:], self.ap_deg[first:], self.ml_deg[first:])


class ThighLight:
    """Follows the thigh sample by sample.

    `place` is (ap, ml) in degrees of the field, None before the thigh was ever known. `lost` says
    that it was known and is no longer: the strap has fallen silent, or has come back and the thigh
    was not upright and quiet yet.
    """

    def __init__(self, side: Side) -> None:
        self.place: tuple[float, float] | None = None
        self.lost = False
        self._mirror = -1.0 if side is Side.LEFT else 1.0
        self._unknown_us = 0
        self._fresh = array("d")

    def take(self, at_us: int, passed_us: int, now: Now) -> None:
        """One sample, `passed_us` after the previous one; `now` is told where the light is."""
        if isnan(now.thigh_flexion_deg):
            self._unknown_us += passed_us
            self.lost = self.place is not None and self._unknown_us > LOST_US
        else:
            self._unknown_us, self.lost = 0, False
            ap_deg, ml_deg = place_of(now.thigh_flexion_deg, now.thigh_medial_lean_deg)
            self.place = ap_deg, self._mirror * ml_deg
        now.light = self.place
        if self.place is not None:
            self._fresh.extend((at_us / 1e6, *self.place))

    def inside(self, ring: Ring) -> bool:
        """Whether the light is known to be in a ring."""
        if self.place is None or self.lost:
            return False
        return hypot(self.place[0] - ring[0], self.place[1] - ring[1]) <= ring[2]

    @property
    def never_seen(self) -> bool:
        """Whether no strap has said anything yet: then nothing can hold the start up."""
        return self.place is None

    def drain(self) -> Places:
        """Where the light was since the last call."""
        rows = np.array(self._fresh, dtype=np.float64).reshape(-1, 3)
        self._fresh = array("d")
        return Places(rows[:, 0], rows[:, 1], rows[:, 2])
