"""Waves that keep another leg's beat, and what the board can tell of its swing. Pure.

`games.training.free_leg` judges by them and its scene draws by them.
"""

from dataclasses import dataclass
from enum import Enum
from math import ceil, cos, hypot, pi, sin

from trainer.recording.conditions import LEAD_IN_S

BEATS_A_WAVE = 2
"""One to swing out on, one to come back on."""


class Way(Enum):
    """Which way the other leg goes: how far forward and out, as shares of the swing asked for.

    Hips reach less far back than to any other side.
    """

    OUT = (0.0, 1.0)
    BACK = (-0.7, 0.0)
    FRONT = (1.0, 0.0)


@dataclass(frozen=True)
class Waves:
    """When waves run up and back. The first one that counts begins with the measured part.

    `turns` waves go one way before the next of `ways` comes.
    """

    wave_s: float
    swing_deg: float
    turns: int
    ways: tuple[Way, ...]

    def number(self, t_s: float) -> int:
        """The wave at a running time, 0 for the first that counts; before it they are practice."""
        return int((t_s - LEAD_IN_S) // self.wave_s)

    def phase(self, t_s: float) -> float:
        """How far that wave is, 0 to 1: it runs up until the middle, and then back."""
        return (t_s - LEAD_IN_S) / self.wave_s % 1.0

    def ends_s(self, number: int) -> float:
        """When a wave is over."""
        return LEAD_IN_S + (number + 1) * self.wave_s

    def way(self, number: int) -> Way:
        """Which way the leg goes with a wave; those before the first go as it does."""
        return self.ways[max(number, 0) // self.turns % len(self.ways)]

    def way_ahead(self, t_s: float, share: float) -> Way:
        """Which way the leg goes a share of a wave later."""
        return self.way(self.number(t_s + share * self.wave_s))

    def asked_deg(self, t_s: float) -> tuple[float, float]:
        """Where the leg is asked to be, forward and out: away while the wave runs up."""
        if self.phase(t_s) >= 1.0 / BEATS_A_WAVE:
            return 0.0, 0.0
        forward, out = self.way(self.number(t_s)).value
        return self.swing_deg * forward, self.swing_deg * out

    def beats(self, t_s: float) -> int:
        """Beats since the start, the first one within a beat of it."""
        beat_s = self.wave_s / BEATS_A_WAVE
        early = ceil(LEAD_IN_S / beat_s) - 1
        return max(int((t_s - LEAD_IN_S) // beat_s) + 1 + early, 0)


class Reaction:
    """How far the board swings with a beat: the amplitude of its tilt at the beat's frequency.

    It is made from how the tilt changes: over a whole wave neither a lean nor a steady drift adds
    to it.
    """

    def __init__(self, wave_s: float) -> None:
        self._turn_per_s = 2 * pi / wave_s
        self._last: tuple[float, float] | None = None
        self.begin()

    def begin(self) -> None:
        """A new wave."""
        self._ap_cos = self._ap_sin = self._ml_cos = self._ml_sin = 0.0

    def add(self, since_s: float, ap_deg: float, ml_deg: float) -> None:
        """A sample so long after the wave's beginning."""
        before, self._last = self._last, (ap_deg, ml_deg)
        if before is None:
            return
        turn = self._turn_per_s * since_s
        along, across = cos(turn), sin(turn)
        ap, ml = ap_deg - before[0], ml_deg - before[1]
        self._ap_cos += along * ap
        self._ap_sin += across * ap
        self._ml_cos += along * ml
        self._ml_sin += across * ml

    @property
    def amplitude_deg(self) -> float:
        """Of both axes together, after a whole wave."""
        # 2 / wave_s of the rate's part, over 2π / wave_s for the tilt's.
        return hypot(self._ap_cos, self._ap_sin, self._ml_cos, self._ml_sin) / pi
