"""A patient's range: how far a leg took the board in every direction without pain. Pure.

Ours: no published rule exists. A direction's reach is the largest tilt held for a tenth of a
second, so that a bounce off the floor or a slip does not count; the rim bounds it.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from trainer.motion.calibration import CalibrationError
from trainer.motion.reach import angle_words, centres_deg, direction_deg, sector_of
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Range, Rim

SECTORS = 24
HELD_S = 0.1
SMALLEST_DEG = 1.5
"""Less than this towards a side is standing, not reaching."""
GROWN_DEG = 0.3
WIDEST_GAP = 2
"""Two sectors, 30°, may be missing: an envelope is linear between its directions."""
BEYOND_RIM_DEG = 1.0


class RangeReach:
    """The reach so far."""

    def __init__(self, rate_hz: float) -> None:
        self._n = max(round(HELD_S * rate_hz), 1)
        self._tail = np.zeros((0, 2))
        self.largest_deg: FloatArray = np.zeros(SECTORS)
        self._told_deg: FloatArray = np.zeros(SECTORS)

    def add(self, ap_deg: FloatArray, ml_deg: FloatArray) -> bool:
        """Add the delivered tilts of n samples; returns whether the reach grew in any direction.

        Growth is measured from the last time it was reported, so slow growth is reported, too.
        """
        tilts = np.concatenate((self._tail, np.stack((ap_deg, ml_deg), axis=1)))
        self._tail = tilts[max(len(tilts) - self._n + 1, 0) :]
        if len(tilts) < self._n:
            return False
        windows = np.lib.stride_tricks.sliding_window_view(tilts, self._n, axis=0)
        ap, ml = windows.mean(axis=2).T
        held = np.hypot(*windows.transpose(1, 0, 2)).min(axis=1)
        np.maximum.at(self.largest_deg, sector_of(direction_deg(ap, ml), SECTORS), held)
        grew = bool((self.largest_deg > self._told_deg + GROWN_DEG).any())
        if grew:
            self._told_deg = self.largest_deg.copy()
        return grew

    @property
    def covered(self) -> npt.NDArray[np.bool_]:
        """(24,): which directions were reached."""
        return self.largest_deg >= SMALLEST_DEG

    @property
    def complete(self) -> bool:
        """Whether every gap is narrow enough for an envelope."""
        twice = np.concatenate((self.covered, self.covered))
        gaps = np.diff(np.flatnonzero(twice), prepend=-1) - 1
        return bool(self.covered.any()) and int(gaps.max()) <= WIDEST_GAP

    def missing_words(self) -> str:
        """The directions that were not reached, in words."""
        missing = np.array(centres_deg(SECTORS))[~self.covered]
        return ", ".join(dict.fromkeys(angle_words(float(at)) for at in missing))


def range_of(reach: RangeReach, rim: Rim, template: Range) -> Range:
    """`template` with the tilts of a complete reach, limited by the rim.

    `CalibrationError` for a reach with gaps, and for one beyond the rim.
    """
    if not reach.complete:
        raise CalibrationError(
            f"not every direction was reached ({reach.missing_words()} missing): do baps "
            "calibrate range again, slowly all the way round"
        )
    directions = np.array(centres_deg(SECTORS))[reach.covered]
    tilts = reach.largest_deg[reach.covered]
    along = np.radians(directions)
    limits = rim.limit_deg(np.cos(along), np.sin(along))
    beyond = float((tilts - limits).max())
    if beyond > BEYOND_RIM_DEG:
        raise CalibrationError(
            f"the board tilted {beyond:.1f}° beyond the {rim.source.value} rim of dome "
            f"{rim.level}: check --level, or run baps calibrate rim for this dome"
        )
    return replace(
        template,
        directions_deg=tuple(directions.tolist()),
        tilt_deg=tuple(np.minimum(np.round(tilts, 3), limits).tolist()),
    )
