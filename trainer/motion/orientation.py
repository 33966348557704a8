"""One motion sensor's counts to its orientation: scaled, bias off, VQF, missed slots bridged.

Board tilt and thigh angles are both told from it. VQF (Laidig and Seel 2023) runs without its own
rest detection, which takes slow leans for rest. The board's bias comes from a checked stillness; a
thigh is never as still as that, so its filter goes on learning what is left of it. The filter
knows one sample interval only, so slots that were missed are filled by straight lines between the
readings on both sides. What the sensor really did meanwhile is a guess, the worse the longer the
gap, so gravity is then believed quickly, as it is at the very beginning: the filter averages it
over few samples first and over more and more of them later. After a longer gap it begins afresh.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from vqf import VQF

from trainer.motion.readings import Affine
from trainer.recording.columns import FloatArray
from trainer.recording.json_form import Json
from trainer.recording.samples import CountArray, IntArray
from trainer.recording.sensor import STANDARD_GRAVITY

LONGEST_FILLED_GAP_S = 0.25
GUESS_GAP_S, GUESS_WORTH_S = 0.1, 0.05
"""A gap of 0.1 s filled by straight lines leaves the orientation as well known as 0.05 s of gravity
would alone. The error of the lines grows with the gap's square, so this falls with its fourth
power. Found on the ten wobble-board recordings, with the sensor in the middle and 5 cm off."""
WORTH_DOUBTING = 0.98
"""A gap that takes less off what is known is let pass."""


@dataclass(frozen=True)
class FilterSettings:
    """How fast gravity is believed, and how far the gyroscope's bias may be off (0: it is known).

    A bias that is not known is learned from the motion, up to 2 deg/s.
    """

    tau_accel_s: float = 3.0
    bias_off_by_deg_s: float = 0.0


BIAS_KNOWN = FilterSettings()
BIAS_LEARNED = FilterSettings(bias_off_by_deg_s=0.5)


@dataclass(frozen=True)
class Oriented:
    """n samples: unit quaternions (w, x, y, z), (n, 4), sensor's carrier to an earth whose z is up.

    `gyro_deg_s` (n, 3) is the carrier's own rate without bias. The earth's heading is arbitrary and
    drifts; `begins` are the indices from which it has nothing to do with what was before.
    """

    quaternion: FloatArray
    gyro_deg_s: FloatArray
    begins: tuple[int, ...]


class OrientationFilter:
    """Block by block; blocks of any length give the same orientations."""

    def __init__(
        self,
        rate_hz: float,
        accel_g: Affine,
        gyro_deg_s: Affine,
        settings: FilterSettings = BIAS_KNOWN,
    ) -> None:
        self._rate_hz, self._settings = rate_hz, settings
        self._accel_g, self._gyro_deg_s = accel_g, gyro_deg_s
        self._vqf = self._fresh()
        self._last_seq: int | None = None
        self._last = np.zeros(6)

    def _fresh(self) -> VQF:
        settings = self._settings
        sampling_s, off_by_deg_s = 1.0 / self._rate_hz, settings.bias_off_by_deg_s
        if not off_by_deg_s:
            return VQF(
                sampling_s,
                tauAcc=settings.tau_accel_s,
                motionBiasEstEnabled=False,
                restBiasEstEnabled=False,
            )
        return VQF(
            sampling_s,
            tauAcc=settings.tau_accel_s,
            restBiasEstEnabled=False,
            biasSigmaInit=off_by_deg_s,
        )

    def update(self, seq: IntArray, accel: CountArray, gyro: CountArray) -> Oriented:
        """Orientation at n samples: `seq` (n,) rising, counts (n, 3) in sensor axes."""
        readings = np.hstack((self._accel_g(accel), self._gyro_deg_s(gyro)))
        quaternions: list[FloatArray] = []
        begins: list[int] = []
        for start, stop in _unbroken_parts(seq):
            if self._bridge(int(seq[start]), readings[start]):
                begins.append(start)
            quaternions.append(self._run(readings[start:stop]))
            self._last_seq, self._last = int(seq[stop - 1]), readings[stop - 1].copy()
        return Oriented(
            np.concatenate(quaternions or [np.zeros((0, 4))]), readings[:, 3:], tuple(begins)
        )

    @property
    def learned_bias_deg_s(self) -> FloatArray:
        """What is left of the gyroscope's bias by now, (3,), in the carrier's axes."""
        bias, _ = self._vqf.getBiasEstimate()
        return np.degrees(np.asarray(bias, dtype=np.float64))

    def state(self) -> dict[str, Json]:
        """What `restore` needs to go on exactly from here, as JSON values."""
        return {
            "vqf": {name: _to_json(value) for name, value in self._vqf.state.items()},
            "last_seq": self._last_seq,
            "last_readings": [float(v) for v in self._last],
        }

    def restore(self, state: Mapping[str, Json]) -> None:
        """Go on from a state that `state` gave."""
        saved, last = state["vqf"], state["last_readings"]
        assert isinstance(saved, dict)
        assert isinstance(last, list)
        self._vqf.state = {name: _from_json(value) for name, value in saved.items()}
        seq = state["last_seq"]
        self._last_seq = int(seq) if isinstance(seq, int) else None
        self._last = np.array(last, dtype=np.float64)

    def _bridge(self, seq: int, readings: FloatArray) -> bool:
        """Fill the slots missed before this one; whether the filter begins afresh instead."""
        if self._last_seq is None:
            return True
        missing = seq - self._last_seq - 1
        if missing > LONGEST_FILLED_GAP_S * self._rate_hz:
            self._vqf = self._fresh()
            return True
        if missing > 0:
            shares = np.arange(1, missing + 1)[:, np.newaxis] / (missing + 1)
            self._run(self._last + shares * (readings - self._last))
            self._doubt(missing)
        return False

    def _doubt(self, missing: int) -> None:
        """Let the filter average gravity again, with what it knew as its first samples.

        Until it has averaged for its time constant, its state holds the number of samples and their
        sum behind a NaN. What is known counts as so many samples; variances of guesses add up.
        """
        state = dict(self._vqf.state)
        count, *sums = (float(value) for value in state["accLpState"][1:])
        steady = self._settings.tau_accel_s * self._rate_hz
        known = count if math.isnan(float(state["accLpState"][0])) else steady
        gap_s = missing / self._rate_hz
        guess = GUESS_WORTH_S * self._rate_hz * (GUESS_GAP_S / gap_s) ** 4
        left = known * guess / (known + guess)
        if left < WORTH_DOUBTING * known:
            gravity = [left * float(value) for value in state["lastAccLp"]]
            state["accLpState"] = [math.nan, left, *gravity, *sums[3:]]
            self._vqf.state = state

    def _run(self, readings: FloatArray) -> FloatArray:
        out = self._vqf.updateBatch(
            np.ascontiguousarray(np.radians(readings[:, 3:])),
            np.ascontiguousarray(readings[:, :3] * STANDARD_GRAVITY),
        )
        return np.asarray(out["quat6D"], dtype=np.float64)


def _unbroken_parts(seq: IntArray) -> list[tuple[int, int]]:
    if not len(seq):
        return []
    cuts = (np.flatnonzero(np.diff(seq) != 1) + 1).tolist()
    edges = [0, *cuts, len(seq)]
    return list(pairwise(edges))


def _to_json(value: float | bool | list[float]) -> Json:
    if isinstance(value, bool):
        return value
    if isinstance(value, float | int):
        return None if math.isnan(value) else float(value)
    return [_to_json(float(v)) for v in value]


def _from_json(value: Json) -> float | bool | list[float]:
    if value is None:
        return math.nan
    if isinstance(value, bool | float | int):
        return value
    assert isinstance(value, list)
    return [math.nan if v is None else float(v) for v in value]  # type: ignore[arg-type]
