"""How something that lives swims along a target's path: where it looks and how it bends. Pure.

All of it follows from the trial's running time, so that a replay draws the same.
"""

from dataclasses import dataclass

import numpy as np

from trainer.recording.columns import FloatArray
from trainer.recording.target import TargetPath

EVERY_S, SMOOTH_S = 0.05, 0.2
IDLE_HZ, HZ_PER_DEG_S = 0.45, 0.11


@dataclass(frozen=True)
class Pose:
    """A swimmer at one moment. Heading 0 is to the toes and 90 to the right edge; it counts rounds.

    `turn_deg_s` is how fast the heading grows, `stroke` how many times the tail has beaten.
    """

    ap_deg: float
    ml_deg: float
    heading_deg: float
    turn_deg_s: float
    stroke: float


class Swimming:
    """A path until a running time, looked up in tables; before and after it nobody moves."""

    def __init__(self, path: TargetPath, until_s: float) -> None:
        self._times = times = np.arange(0.0, until_s + EVERY_S, EVERY_S)
        self._ap, self._ml, _ = path.at(times)
        rates = [_smooth(np.gradient(axis, times)) for axis in (self._ap, self._ml)]
        ap_rate, ml_rate = rates
        self._heading = np.degrees(np.unwrap(np.arctan2(ml_rate, ap_rate)))
        self._turn = np.gradient(self._heading, times)
        speed = np.hypot(ap_rate, ml_rate)
        self._gone_deg = np.cumsum(speed) * EVERY_S
        beats_hz = IDLE_HZ + HZ_PER_DEG_S * speed
        self._stroke = np.cumsum(beats_hz) * EVERY_S

    def at(self, t_s: float, waited_s: float = 0.0) -> Pose:
        """At a running time; the tail keeps moving while the swimmer waits."""
        place, times = max(t_s, 0.0), self._times
        tables = self._ap, self._ml, self._heading, self._turn, self._stroke
        ap, ml, heading, turn, stroke = (float(np.interp(place, times, one)) for one in tables)
        return Pose(ap, ml, heading, turn, stroke + IDLE_HZ * waited_s)

    def passed_s(self, t_s: float, behind_deg: float) -> float:
        """When the swimmer was where one that follows so far behind is now."""
        gone_deg = float(np.interp(t_s, self._times, self._gone_deg)) - behind_deg
        return float(np.interp(gone_deg, self._gone_deg, self._times))


def _smooth(values: FloatArray) -> FloatArray:
    """Averaged over some moments, ends repeated: a path of knots has corners."""
    width = round(2 * SMOOTH_S / EVERY_S) + 1
    window = np.hanning(width + 2)[1:-1]
    padded = np.pad(values, width // 2, mode="edge")
    return np.asarray(np.convolve(padded, window / window.sum(), mode="valid"))
