"""Which dome is on: told by the rim when the edge touches the floor. Pure.

An empty board on a low dome rights itself, so its resting tilt tells nothing. Once a day somebody
holds the toe edge to the floor for a second (`EdgeTouch`), and `match_dome` names the dome.
`calibrate rim` asks `best_match` of a whole rim, and every trial asks `another_dome`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

import numpy as np

from trainer.recording.columns import FloatArray
from trainer.recording.dome import DOME_HEIGHT_MM
from trainer.recording.envelope import Envelope, Rim, assumed_rim
from trainer.recording.vocabulary import DomeStyle

WITHIN_DEG = 1.0
"""Domes are about 3° apart, and a rim that was rolled is good to some tenths."""
HELD_S = 1.0
HELD_WITHIN_DEG = 0.3
TOWARDS_TOES = 0.7
"""Share of the tilt that is towards the toes; 0.7 is up to 45° beside them."""
TIPPED_ABOVE_DEG = 3.0
FEWEST_BEYOND = 5
"""Samples beyond the rim: one alone may be the knock of the edge on the floor."""


FITS = "{tilt}°, dome {chosen} has {drawn}°"
LOOKS_LIKE = "{tilt}° looks like dome {other} ({others}°), not like dome {chosen} ({drawn}°)"
MATCHES = (FITS, LOOKS_LIKE)


@dataclass(frozen=True)
class DomeMatch:
    """The dome a tilt looks like and the dome that was chosen, each with its own tilt."""

    tilt_deg: float
    chosen: int
    chosen_deg: float
    looks_like: int
    looks_like_deg: float

    @property
    def fits(self) -> bool:
        """Whether no other dome fits better."""
        return self.looks_like == self.chosen

    @property
    def words(self) -> str:
        """One line for people."""
        if self.fits:
            return FITS.format(**self._figures)
        return LOOKS_LIKE.format(**self._figures)

    @property
    def _figures(self) -> dict[str, str]:
        return {
            "tilt": f"{self.tilt_deg:.1f}",
            "chosen": f"{self.chosen}",
            "drawn": f"{self.chosen_deg:.1f}",
            "other": f"{self.looks_like}",
            "others": f"{self.looks_like_deg:.1f}",
        }


class EdgeTouch:
    """Sees the toe edge held to the floor: tilted to the toes, and still for a second."""

    def __init__(self, rate_hz: float) -> None:
        self._wanted = round(HELD_S * rate_hz)
        self._tilts = np.zeros((0, 2))

    @property
    def tipped(self) -> bool:
        """Whether the toe edge is down now; it may not have been for long."""
        if not len(self._tilts):
            return False
        ap_deg, ml_deg = self._tilts[-1]
        tilt_deg = hypot(ap_deg, ml_deg)
        return bool(tilt_deg > TIPPED_ABOVE_DEG and ap_deg > TOWARDS_TOES * tilt_deg)

    def add(self, ap_deg: FloatArray, ml_deg: FloatArray) -> tuple[float, float] | None:
        """Take n more samples; the mean (ap, ml) of a second that was held, else None."""
        new = np.stack((ap_deg, ml_deg), axis=1)
        self._tilts = np.concatenate((self._tilts, new))[-self._wanted :]
        if not self.tipped or len(self._tilts) < self._wanted:
            return None
        if np.ptp(self._tilts, axis=0).max() >= HELD_WITHIN_DEG:
            return None
        ap, ml = self._tilts.mean(axis=0)
        return float(ap), float(ml)


def drawn_rims(stem_hole: int = 0, style: DomeStyle = DomeStyle.CAPS) -> dict[int, Rim]:
    """The rims of all five domes as they are drawn, for those that nobody has rolled."""
    return {level: assumed_rim(level, 0, stem_hole, style) for level in DOME_HEIGHT_MM}


def match_dome(
    ap_deg: float, ml_deg: float, chosen: int, domes: Mapping[int, Envelope]
) -> DomeMatch | None:
    """Compare a held edge's tilt with each dome's rim in that direction.

    None if it is no dome's rim: the edge was held above the floor, or pressed on something else.
    """
    limits = {level: float(rim.limit_deg(ap_deg, ml_deg)) for level, rim in domes.items()}
    match = best_match(hypot(ap_deg, ml_deg), chosen, limits)
    return match if abs(match.tilt_deg - match.looks_like_deg) <= WITHIN_DEG else None


def best_match(tilt_deg: float, chosen: int, limits_deg: Mapping[int, float]) -> DomeMatch:
    """The dome with the nearest tilt, or the chosen dome if that fits within a degree."""

    def off(level: int) -> float:
        return abs(limits_deg[level] - tilt_deg)

    nearest = min(limits_deg, key=off)
    if off(chosen) <= WITHIN_DEG:
        nearest = chosen
    return DomeMatch(tilt_deg, chosen, limits_deg[chosen], nearest, limits_deg[nearest])


def another_dome(rim: Rim, ap_deg: FloatArray, ml_deg: FloatArray) -> str:
    """A sentence if a trial's tilts, arrays (n,), went more than a degree beyond its rim, else "".

    A board cannot do that on the dome that was chosen.
    """
    beyond = np.hypot(ap_deg, ml_deg) - rim.limit_deg(ap_deg, ml_deg)
    if np.count_nonzero(beyond > WITHIN_DEG) < FEWEST_BEYOND:
        return ""
    at = int(beyond.argmax())
    tilt_deg = float(np.hypot(ap_deg[at], ml_deg[at]))
    return (
        f"another dome? the board tilted to {tilt_deg:.1f}°, {float(beyond[at]):.1f}° beyond the "
        f"{rim.source.value} rim of dome {rim.level}"
    )
