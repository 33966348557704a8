"""VQF (Laidig and Seel 2023), set up for a sensor that somebody stands on or wears.

It runs without its own rest detection, which takes slow leans for rest. A board's bias comes from a
checked stillness; a thigh is never as still as that, so its filter goes on learning what is left of
it. After a guess gravity is believed quickly, as it is at the very beginning: the filter averages
it over few samples first and over more and more of them later.

VQF turns by the rate it is given for a whole sample interval, so it is given the mean of the rates
at its two ends. The newest rate alone would put the orientation half an interval ahead.
"""

import math
from dataclasses import dataclass

import numpy as np
from vqf import VQF

from trainer.recording.columns import FloatArray
from trainer.recording.json_form import Json
from trainer.recording.sensor import STANDARD_GRAVITY

GUESS_GAP_S, GUESS_WORTH_S = 0.1, 0.05
"""A gap of 0.1 s that was filled by a guess leaves the orientation as well known as 0.05 s of
gravity would alone. The guess's error grows with the gap's square, so this falls with its fourth
power. Found on the ten wobble-board recordings, with the sensor in the middle and 5 cm off."""
WORTH_DOUBTING = 0.98
"""A gap that takes less off what is known is ignored."""


@dataclass(frozen=True)
class FilterSettings:
    """How fast gravity is believed, and how far the gyroscope's bias may be off (0: it is known).

    A bias that is not known is learned from the motion, up to 2 deg/s.
    """

    tau_accel_s: float = 3.0
    bias_off_by_deg_s: float = 0.0


BIAS_KNOWN = FilterSettings()
BIAS_LEARNED = FilterSettings(bias_off_by_deg_s=0.5)


class VqfFilter:
    """Readings without a gap to orientations."""

    def __init__(self, rate_hz: float, settings: FilterSettings) -> None:
        self._rate_hz, self._settings = rate_hz, settings
        self._vqf = self._fresh()
        self._gyro_before: FloatArray | None = None
        """The newest rate so far, (3,), in deg/s."""

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

    def restart(self) -> None:
        """Forget everything."""
        self._vqf = self._fresh()
        self._gyro_before = None

    def run(self, readings: FloatArray) -> FloatArray:
        """Unit quaternions (n, 4) of readings (n, 6), in g and deg/s; n at least 1."""
        gyro = readings[:, 3:]
        first = gyro[0] if self._gyro_before is None else self._gyro_before
        self._gyro_before = gyro[-1].copy()
        between = (np.vstack((first, gyro[:-1])) + gyro) / 2
        out = self._vqf.updateBatch(
            np.ascontiguousarray(np.radians(between)),
            np.ascontiguousarray(readings[:, :3] * STANDARD_GRAVITY),
        )
        return np.asarray(out["quat6D"], dtype=np.float64)

    def doubt(self, gap_s: float) -> None:
        """Average gravity again after a guess over so long a gap; what is known counts as samples.

        Until it has averaged for its time constant, VQF's state holds the number of samples and
        their sum behind a NaN. Variances of guesses add up.
        """
        state = dict(self._vqf.state)
        count, *sums = (float(value) for value in state["accLpState"][1:])
        steady = self._settings.tau_accel_s * self._rate_hz
        known = count if math.isnan(float(state["accLpState"][0])) else steady
        guess = GUESS_WORTH_S * self._rate_hz * (GUESS_GAP_S / gap_s) ** 4
        left = known * guess / (known + guess)
        if left < WORTH_DOUBTING * known:
            gravity = [left * float(value) for value in state["lastAccLp"]]
            state["accLpState"] = [math.nan, left, *gravity, *sums[3:]]
            self._vqf.state = state

    @property
    def learned_bias_deg_s(self) -> FloatArray:
        """What is left of the gyroscope's bias by now, (3,), in the carrier's axes."""
        bias, _ = self._vqf.getBiasEstimate()
        return np.degrees(np.asarray(bias, dtype=np.float64))

    def state(self) -> Json:
        """What `restore` needs to go on exactly from here."""
        before = None if self._gyro_before is None else self._gyro_before.tolist()
        vqf = {name: _to_json(value) for name, value in self._vqf.state.items()}
        return {"vqf": vqf, "gyro_before": before}

    def restore(self, state: Json) -> None:
        """Go on from a state that `state` gave."""
        assert isinstance(state, dict)
        vqf, before = state["vqf"], state["gyro_before"]
        assert isinstance(vqf, dict)
        self._vqf.state = {name: _from_json(value) for name, value in vqf.items()}
        self._gyro_before = None if before is None else np.array(before, np.float64)


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
