"""How a made-up person moves the board: sway about the place that is asked for, and falls.

No body is computed, as `trainer.simulation` does it at a second for each trial: the motion is drawn
as noise with the speed that the person has today, so that a clinic of months takes a minute.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.signal import butter, lfilter, sosfilt

from trainer.recording.columns import FloatArray

RATE_HZ = 100.0
SLOWEST_HZ, SLOW_HZ, QUICKEST_HZ = 0.08, 0.85, 2.6
"""People correct a board some times in two seconds, and tremble a little beside that."""
QUICK_SHARE = 0.16
ML_SHARE = 0.8
SETTLING = 800
"""Samples until the filters have forgotten that they began."""
FOLLOWS_PER_S = 5.5
"""What is asked for is gone to from one look at it to the next, and followed without overshoot."""
_STEP = FOLLOWS_PER_S / RATE_HZ
FOLLOWING = (_STEP**2,), (1.0, _STEP**2 + 2 * _STEP - 2, 1 - 2 * _STEP)
"""The same as a filter from sample to sample: of what goes in, and of what has come out."""
FREE_SHARE = 0.78
"""Up to this share of the rim a board tilts freely; beyond, people hold it back ever more."""
FALL_S, LEVEL_S = 0.35, 1.5
ROLLS_DEG_S = 75.0
"""Along the rim, of who does not hold it but rides it."""


@dataclass(frozen=True)
class Hold:
    """How steadily somebody holds the board in a trial, and where they believe level to be.

    `falls_s` is the trial's running time at which balance is lost; then the board lies on its rim,
    or it `rolls` along it.
    """

    speed_deg_s: float
    ap_lean_deg: float = 0.0
    ml_lean_deg: float = 0.0
    falls_s: float = math.inf
    rolls: bool = False


class Mover:
    """One person's motion through a trial, some samples at a time."""

    def __init__(self, hold: Hold, rim_deg: float, samples: int, random: np.random.Generator):
        lean = np.array([[hold.ap_lean_deg], [hold.ml_lean_deg]])
        self._sway = hold.speed_deg_s * swaying(samples, random) + lean
        self._rim_deg, self._rolls = rim_deg, hold.rolls
        self._towards = float(random.uniform(0.0, 2 * math.pi))
        self._seen: FloatArray = np.zeros((2, 1))
        self._following: FloatArray = np.zeros((2, 2))
        self._down = 0.0
        self.taken = 0

    @property
    def left(self) -> int:
        """How many samples are left."""
        return int(self._sway.shape[1]) - self.taken

    def next(self, n: int, ap_deg: float, ml_deg: float, *, falling: bool) -> FloatArray:
        """The tilt at the next n samples, 2 by n, with the target there."""
        followed = self._follow(n, ap_deg, ml_deg)
        sway = self._sway[:, self.taken : self.taken + n]
        upright = within_rim(followed + sway, self._rim_deg)
        self.taken += n
        down = self._fall(n, falling)
        turned = self._towards
        if self._rolls and falling:
            turned = turned + np.radians(ROLLS_DEG_S) * np.arange(n) / RATE_HZ
            self._towards = float(turned[-1])
        lying = self._rim_deg * np.stack(np.broadcast_arrays(np.cos(turned), np.sin(turned)))
        return np.asarray(upright * (1.0 - down) + lying.reshape(2, -1) * down)

    def _follow(self, n: int, ap_deg: float, ml_deg: float) -> FloatArray:
        """Where the eye leads from the target as it was last seen to the one seen now, 2 by n."""
        seen, self._seen = self._seen, np.array([[ap_deg], [ml_deg]])
        asked = seen + (self._seen - seen) * np.arange(1, n + 1) / n
        followed, self._following = lfilter(*FOLLOWING, asked, zi=self._following)
        return np.asarray(followed)

    def _fall(self, n: int, falling: bool) -> FloatArray:
        """How far down the board is at each sample, from 0 to lying on its rim at 1."""
        each = 1.0 / (RATE_HZ * (FALL_S if falling else -LEVEL_S))
        down = np.clip(self._down + each * np.arange(1, n + 1), 0.0, 1.0)
        self._down = float(down[-1])
        return np.asarray(down)


def swaying(n: int, random: np.random.Generator) -> FloatArray:
    """Sway about level with a mean speed of 1 degree a second, 2 by n."""
    slow, quick = _bands()
    white = random.standard_normal((2, 2, n + SETTLING))
    large = sosfilt(slow, white[0], axis=-1)
    small = sosfilt(quick, white[1], axis=-1)
    sway = large / large.std() + QUICK_SHARE * small / small.std()
    sway = (sway * np.array([[1.0], [ML_SHARE]]))[:, SETTLING:]
    speed = np.hypot(*np.diff(sway, axis=1)).mean() * RATE_HZ
    return np.asarray(sway / speed)


def within_rim(tilt: FloatArray, rim_deg: float) -> FloatArray:
    """Tilts as they are with a rim: (2, n) in, (2, n) out, the farther out the more held back."""
    away = np.hypot(*tilt)
    free = FREE_SHARE * rim_deg
    rest = rim_deg - free
    held = np.where(away > free, free + rest * np.tanh((away - free) / rest), away)
    return np.asarray(tilt * (held / np.maximum(away, 1e-9)))


@lru_cache
def _bands() -> tuple[FloatArray, FloatArray]:
    def band(low_hz: float, high_hz: float) -> FloatArray:
        return np.asarray(butter(2, (low_hz, high_hz), "bandpass", fs=RATE_HZ, output="sos"))

    return band(SLOWEST_HZ, SLOW_HZ), band(SLOW_HZ, QUICKEST_HZ)
