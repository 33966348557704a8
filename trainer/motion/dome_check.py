"""Which dome a board seems to stand on, judged by how far it tips. Pure.

An empty board may rest tipped on its rim, and the tilt there identifies the dome. `baps calibrate
rim` and the check at every start compare it with the dome that was chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.recording.envelope import ASSUMED_DOME_HEIGHT_MM, Envelope, assumed_rim

TIPPED_ABOVE_DEG = 3.0
"""The lowest dome tips by more; a board that rests below this is held, or stands on no dome."""
NO_DOME_ABOVE_DEG = 30.0
"""No dome tips so far: the board lies somewhere else."""
DOME_WITHIN_DEG = 1.0


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
            return f"{self.tilt_deg:.1f}°, dome {self.chosen} has {self.chosen_deg:.1f}°"
        return (
            f"{self.tilt_deg:.1f}° looks like dome {self.looks_like} ({self.looks_like_deg:.1f}°), "
            f"not like dome {self.chosen} ({self.chosen_deg:.1f}°)"
        )


def assumed_domes() -> dict[int, Envelope]:
    """The rims assumed for domes that nobody has rolled yet."""
    return {level: assumed_rim(level) for level in ASSUMED_DOME_HEIGHT_MM}


def match_dome(
    ap_deg: float, ml_deg: float, chosen: int, domes: Mapping[int, Envelope]
) -> DomeMatch | None:
    """Compare a resting board's tilt with each dome's rim in that direction.

    None if the tilt says nothing: a level board is held or has no dome, and a board tipped farther
    than any dome allows lies on something else.
    """
    tilt = float((ap_deg**2 + ml_deg**2) ** 0.5)
    if not TIPPED_ABOVE_DEG < tilt < NO_DOME_ABOVE_DEG:
        return None
    limits = {level: float(rim.limit_deg(ap_deg, ml_deg)) for level, rim in domes.items()}
    return best_match(tilt, chosen, limits)


def best_match(tilt_deg: float, chosen: int, limits_deg: Mapping[int, float]) -> DomeMatch:
    """The dome with the nearest tilt, or the chosen dome if that fits within a degree."""

    def off(level: int) -> float:
        return abs(limits_deg[level] - tilt_deg)

    nearest = min(limits_deg, key=off)
    if off(chosen) <= DOME_WITHIN_DEG:
        nearest = chosen
    return DomeMatch(tilt_deg, chosen, limits_deg[chosen], nearest, limits_deg[nearest])
