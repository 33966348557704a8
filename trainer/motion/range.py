"""A patient's range: how far a leg took the board in every direction without pain. Pure.

Ours: no published rule exists. What counts is deliberate: a second in about one direction, slowly,
at about one tilt and off the rim. Balancing, swinging and falling onto the rim are none of that. A
direction's reach is the smallest tilt of its best second, so it never claims more than was held.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from trainer.motion.calibration import CalibrationError
from trainer.motion.contact import touches
from trainer.motion.reach import angle_words, centres_deg, direction_deg, sector_of
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Range, Rim
from trainer.recording.samples import Samples

SECTORS = 24
HELD_S = 1.0
HELD_WITHIN_DEG = 2.0
"""Within this a leg holds a tilt; who balances moves further in a second."""
SAME_WAY_DEG = 22.5
"""A second counts for one direction while the tilt stays within this of its mean direction."""
SLOW_DEG_S = 15.0
LOOKS_PER_S = 50.0
"""How often the tilt is looked at; a leg does nothing in between."""
SMALLEST_DEG = 1.5
"""Less than this towards a side is standing, not reaching."""
GROWN_DEG = 0.3
WIDEST_GAP = 2
"""Two sectors, 30°, may be missing: an envelope is linear between its directions."""
BEYOND_RIM_DEG = 1.0
LESS_THAN_PAIN_DEG = 0.5
HURTS_AROUND = 1
"""Where it hurt, the sectors beside it are taken back, too."""


class RangeReach:
    """The reach so far."""

    def __init__(self, rate_hz: float, rim: Rim) -> None:
        self._every = max(round(rate_hz / LOOKS_PER_S), 1)
        self._n = max(round(HELD_S * rate_hz / self._every), 1)
        self._rim = rim
        self._tail = np.zeros((4, 0))
        self.largest_deg: FloatArray = np.zeros(SECTORS)
        self.beyond_rim_deg = -np.inf
        self._told_deg: FloatArray = np.zeros(SECTORS)
        self._hurts_deg: FloatArray = np.full(SECTORS, np.inf)
        self._last = 0

    def add(self, new: Samples) -> bool:
        """Add samples; returns whether the reach grew in any direction.

        Growth is measured from the last time it was reported, so slow growth is reported, too.
        """
        tilt = np.hypot(new.ap_deg, new.ml_deg)
        over = tilt - self._rim.limit_deg(new.ap_deg, new.ml_deg)
        self.beyond_rim_deg = max(self.beyond_rim_deg, float(over.max(initial=-np.inf)))
        rate = np.hypot(new.ap_rate_deg_s, new.ml_rate_deg_s)
        rows = np.stack((new.ap_deg, new.ml_deg, tilt, rate))[:, new.seq % self._every == 0]
        rows = np.concatenate((self._tail, rows), axis=1)
        self._tail = rows[:, max(rows.shape[1] - self._n + 1, 0) :]
        if rows.shape[1] < self._n:
            return False
        self._credit(np.lib.stride_tricks.sliding_window_view(rows, self._n, axis=1))
        grew = bool((self.largest_deg > self._told_deg + GROWN_DEG).any())
        if grew:
            self._told_deg = self.largest_deg.copy()
        return grew

    def _credit(self, windows: FloatArray) -> None:
        """Take the held seconds among these: (4, windows, samples) of ap, ml, tilt and rate."""
        ap, ml, tilt, rate = windows
        held = tilt.min(axis=1)
        steady = (rate.max(axis=1) < SLOW_DEG_S) & (tilt.max(axis=1) - held < HELD_WITHIN_DEG)
        mean = direction_deg(ap.mean(axis=1), ml.mean(axis=1))
        apart = (direction_deg(ap, ml) - mean[:, np.newaxis] + 180.0) % 360.0 - 180.0
        same_way = np.abs(apart).max(axis=1) <= SAME_WAY_DEG
        off_rim = ~touches(tilt, self._rim.limit_deg(ap, ml)).any(axis=1)
        sector = sector_of(mean, SECTORS)
        painless = tilt.max(axis=1) < self._hurts_deg[sector]
        good = steady & same_way & off_rim & painless & (held >= SMALLEST_DEG)
        for at, deg in zip(sector[good].tolist(), held[good].tolist(), strict=True):
            if deg > self.largest_deg[at]:
                self.largest_deg[at], self._last = deg, at

    def take_back(self, ap_deg: float, ml_deg: float) -> str:
        """It hurts at this tilt: its direction is taken back; returns the direction in words.

        Near level it is the direction that grew last. From then on only smaller tilts count there.
        """
        tilt, at = float(np.hypot(ap_deg, ml_deg)), self._last
        if tilt >= SMALLEST_DEG:
            at = int(sector_of(direction_deg(np.array(ap_deg), np.array(ml_deg)), SECTORS))
        else:
            tilt = float(self.largest_deg[at])
        around = (at + np.arange(-HURTS_AROUND, HURTS_AROUND + 1)) % SECTORS
        painless = max(tilt - LESS_THAN_PAIN_DEG, 0.0)
        self._hurts_deg[around] = np.minimum(self._hurts_deg[around], painless)
        # Nothing can be held below the smallest reach: where even that hurts, it is the reach.
        self.largest_deg[around] = SMALLEST_DEG if painless <= SMALLEST_DEG else 0.0
        self._told_deg = self.largest_deg.copy()
        self._tail = np.zeros((4, 0))
        return angle_words(float(centres_deg(SECTORS)[at]))

    @property
    def beyond_rim(self) -> bool:
        """Whether the board tilted further than this dome lets it: another dome is on."""
        return self.beyond_rim_deg > BEYOND_RIM_DEG

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

    @property
    def shape_deg(self) -> FloatArray:
        """(24,): the reach, and between what was reached a straight line."""
        at = np.array(centres_deg(SECTORS))
        reached = self.largest_deg[self.covered]
        return np.asarray(np.interp(at, at[self.covered], reached, period=360.0))

    def missing_words(self) -> str:
        """The directions that were not reached, in words."""
        missing = np.array(centres_deg(SECTORS))[~self.covered]
        return ", ".join(dict.fromkeys(angle_words(float(at)) for at in missing))


def range_of(reach: RangeReach, rim: Rim, template: Range) -> Range:
    """`template` with the tilts of a complete reach, limited by the rim.

    `CalibrationError` for a reach with gaps, and for one beyond the rim.
    """
    if reach.beyond_rim:
        raise CalibrationError(
            f"the board tilted {reach.beyond_rim_deg:.1f}° beyond the {rim.source.value} rim of "
            f"dome {rim.level}: check --level, or run baps calibrate rim for this dome"
        )
    if not reach.complete:
        raise CalibrationError(
            f"not every direction was held for a second ({reach.missing_words()} missing): do baps "
            "calibrate range again, slowly to every side"
        )
    directions = np.array(centres_deg(SECTORS))[reach.covered]
    tilts = reach.largest_deg[reach.covered]
    along = np.radians(directions)
    limits = rim.limit_deg(np.cos(along), np.sin(along))
    return replace(
        template,
        directions_deg=tuple(directions.tolist()),
        tilt_deg=tuple(np.minimum(np.round(tilts, 3), limits).tolist()),
    )
