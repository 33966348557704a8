"""One motion sensor's counts to its orientation: scaled, bias off, VQF, missed slots bridged.

Board tilt and thigh angles are both derived from it. VQF knows only one sample interval, so missed
slots are filled: by straight lines at first, and once enough readings have come to show their slope
behind the gap, again from where the gap began, by curves that have the right slope on both sides.
What the sensor really did is a guess all the same, the worse the longer the gap, so gravity is then
believed quickly. After a longer gap than can be guessed the filter starts afresh.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from trainer.motion.readings import Affine
from trainer.motion.vqf_filter import BIAS_KNOWN, FilterSettings, VqfFilter
from trainer.recording.columns import CountArray, FloatArray, IntArray
from trainer.recording.json_form import Json
from trainer.recording.samples import LONGEST_SILENCE_S

SLOPE_S, LEAST_SLOPE_READINGS = 0.02, 3
"""So long a stretch of readings shows their slope."""


@dataclass(frozen=True)
class Oriented:
    """n samples: unit quaternions (w, x, y, z), (n, 4), sensor's carrier to an earth whose z is up.

    `gyro_deg_s` (n, 3) is the carrier's own rate without bias. The earth's heading is arbitrary and
    drifts; `begins` are the indices from which it has nothing to do with what was before.
    """

    quaternion: FloatArray
    gyro_deg_s: FloatArray
    begins: tuple[int, ...]


@dataclass(frozen=True)
class _Bridge:
    """A gap filled by straight lines: its slots, and before it readings (k, 6) and the filter."""

    missing: int
    before: FloatArray
    vqf: Json

    def as_json(self) -> Json:
        return {"missing": self.missing, "before": _rows(self.before), "vqf": self.vqf}

    @classmethod
    def from_json(cls, saved: dict[str, Json]) -> "_Bridge":
        missing = saved["missing"]
        assert isinstance(missing, int)
        return cls(missing, _readings(saved["before"]), saved["vqf"])


class OrientationFilter:
    """Block by block; blocks of any length give the same orientations."""

    def __init__(
        self,
        rate_hz: float,
        accel_g: Affine,
        gyro_deg_s: Affine,
        settings: FilterSettings = BIAS_KNOWN,
    ) -> None:
        self._rate_hz = rate_hz
        self._accel_g, self._gyro_deg_s = accel_g, gyro_deg_s
        self._vqf = VqfFilter(rate_hz, settings)
        self._last_seq: int | None = None
        self._slope_readings = max(LEAST_SLOPE_READINGS, round(SLOPE_S * rate_hz))
        self._recent = np.zeros((0, 6))
        """The newest readings behind the last gap, as many as a slope needs."""
        self._bridge: _Bridge | None = None

    def update(self, seq: IntArray, accel: CountArray, gyro: CountArray) -> Oriented:
        """Orientation at n samples: `seq` (n,) rising, counts (n, 3) in sensor axes."""
        readings = np.hstack((self._accel_g(accel), self._gyro_deg_s(gyro)))
        quaternions: list[FloatArray] = []
        begins: list[int] = []
        for start, stop in _unbroken_parts(seq):
            if self._cross(int(seq[start]), readings[start]):
                begins.append(start)
            quaternions.append(self._follow(readings[start:stop]))
            self._last_seq = int(seq[stop - 1])
        return Oriented(
            np.concatenate(quaternions or [np.zeros((0, 4))]), readings[:, 3:], tuple(begins)
        )

    @property
    def learned_bias_deg_s(self) -> FloatArray:
        """What is left of the gyroscope's bias by now, (3,), in the carrier's axes."""
        return self._vqf.learned_bias_deg_s

    def state(self) -> dict[str, Json]:
        """What `restore` needs to go on exactly from here, as JSON values."""
        return {
            "vqf": self._vqf.state(),
            "last_seq": self._last_seq,
            "recent": _rows(self._recent),
            "bridge": self._bridge.as_json() if self._bridge else None,
        }

    def restore(self, state: Mapping[str, Json]) -> None:
        """Go on from a state that `state` gave."""
        seq, bridge = state["last_seq"], state["bridge"]
        self._vqf.restore(state["vqf"])
        self._last_seq = int(seq) if isinstance(seq, int) else None
        self._recent = _readings(state["recent"])
        self._bridge = _Bridge.from_json(bridge) if isinstance(bridge, dict) else None

    def _cross(self, seq: int, reading: FloatArray) -> bool:
        """Fill the slots missed before this one; whether the filter starts afresh instead."""
        if self._last_seq is None:
            return True
        missing = seq - self._last_seq - 1
        if missing == 0:
            return False
        before, self._recent, self._bridge = self._recent, self._recent[:0], None
        if missing > LONGEST_SILENCE_S * self._rate_hz:
            self._vqf.restart()
            return True
        if len(before) == self._slope_readings:
            self._bridge = _Bridge(missing, before, self._vqf.state())
        self._vqf.run(_lines(before[-1], reading, missing))
        self._vqf.doubt(missing / self._rate_hz)
        return False

    def _follow(self, readings: FloatArray) -> FloatArray:
        """Orientations (n, 4) at n readings in a row."""
        if self._bridge is None:
            self._remember(readings)
            return self._vqf.run(readings)
        wanted = self._slope_readings - len(self._recent)
        first, rest = readings[:wanted], readings[wanted:]
        self._remember(first)
        quaternion = self._vqf.run(first)
        if len(first) < wanted:
            return quaternion
        quaternion[-1] = self._bridged_again(self._bridge)
        self._bridge = None
        return np.concatenate((quaternion, self._follow(rest))) if len(rest) else quaternion

    def _bridged_again(self, bridge: _Bridge) -> FloatArray:
        """Take the filter back to where the gap began; the newest orientation, (4,)."""
        self._vqf.restore(bridge.vqf)
        self._vqf.run(_curves(bridge.before, self._recent, bridge.missing))
        self._vqf.doubt(bridge.missing / self._rate_hz)
        newest: FloatArray = self._vqf.run(self._recent)[-1]
        return newest

    def _remember(self, readings: FloatArray) -> None:
        kept = self._slope_readings
        self._recent = np.concatenate((self._recent, readings[-kept:]))[-kept:]


def _lines(before: FloatArray, after: FloatArray, missing: int) -> FloatArray:
    """Readings in missed slots, (missing, 6), on straight lines from one reading to the next."""
    shares = np.arange(1, missing + 1)[:, np.newaxis] / (missing + 1)
    return np.asarray(before + shares * (after - before))


def _curves(before: FloatArray, after: FloatArray, missing: int) -> FloatArray:
    """Readings in missed slots, (missing, 6), with the slopes of the readings on both sides.

    Cubic Hermite interpolation, the slopes by least squares.
    """
    steps = missing + 1
    rise = after[0] - before[-1]
    bend_before = np.polyfit(np.arange(len(before)), before, 1)[0] * steps - rise
    bend_after = np.polyfit(np.arange(len(after)), after, 1)[0] * steps - rise
    s = np.arange(1, steps)[:, np.newaxis] / steps
    bend = s * (1 - s) * ((1 - s) * bend_before - s * bend_after)
    return np.asarray(_lines(before[-1], after[0], missing) + bend)


def _unbroken_parts(seq: IntArray) -> list[tuple[int, int]]:
    if not len(seq):
        return []
    if int(seq[-1]) - int(seq[0]) == len(seq) - 1:
        return [(0, len(seq))]
    cuts = (np.flatnonzero(np.diff(seq) != 1) + 1).tolist()
    edges = [0, *cuts, len(seq)]
    return list(pairwise(edges))


def _rows(readings: FloatArray) -> Json:
    return [[float(value) for value in row] for row in readings]


def _readings(rows: Json) -> FloatArray:
    return np.array(rows, np.float64).reshape(-1, 6)
