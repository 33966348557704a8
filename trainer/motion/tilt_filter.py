"""Raw counts to delivered tilt: calibration, bias, VQF, signs, rounding, in that order.

VQF (Laidig and Seel 2023) runs without its own bias estimation: its rest detection takes slow leans
for rest. The bias comes from a checked stillness. The filter knows one sample interval only, so
slots that were missed are filled by straight lines between the readings on both sides and their
tilt is thrown away; after a longer gap it begins afresh from gravity.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from vqf import VQF

from trainer.motion.readings import board_accel_g, board_gyro_deg_s
from trainer.motion.tilt import delivered, down_from_quaternion, tilt_from_down, tilt_rates
from trainer.recording.calibration import SensorCalibration, Vector
from trainer.recording.json_value import Json
from trainer.recording.samples import CountArray, IntArray
from trainer.recording.sensor import STANDARD_GRAVITY, SensorSetup

FloatArray = npt.NDArray[np.float64]

TAU_ACCEL_S = 3.0
LONGEST_FILLED_GAP_S = 0.25


@dataclass(frozen=True)
class Tilt:
    """Delivered tilt and rates, four arrays of n."""

    ap_deg: FloatArray
    ml_deg: FloatArray
    ap_rate_deg_s: FloatArray
    ml_rate_deg_s: FloatArray


class TiltFilter:
    """One sensor's counts to tilt, block by block."""

    def __init__(
        self, setup: SensorSetup, calibration: SensorCalibration, bias_deg_s: Vector
    ) -> None:
        self._setup = setup
        self._accel_g = board_accel_g(setup, calibration)
        self._gyro_deg_s = board_gyro_deg_s(setup, calibration, bias_deg_s)
        self._vqf = self._fresh()
        self._last_seq: int | None = None
        self._last = np.zeros(6)

    def _fresh(self) -> VQF:
        return VQF(
            1.0 / self._setup.rate_hz,
            tauAcc=TAU_ACCEL_S,
            motionBiasEstEnabled=False,
            restBiasEstEnabled=False,
        )

    def update(self, seq: IntArray, accel: CountArray, gyro: CountArray) -> Tilt:
        """Tilt of n samples: `seq` (n,) rising, counts (n, 3) in sensor axes."""
        readings = np.hstack((self._accel_g(accel), self._gyro_deg_s(gyro)))
        quaternions = [
            self._run(seq[start:stop], readings[start:stop])
            for start, stop in self._unbroken_parts(seq)
        ]
        down = down_from_quaternion(np.concatenate(quaternions or [np.zeros((0, 4))]))
        ap, ml = tilt_from_down(down)
        ap_rate, ml_rate = tilt_rates(down, readings[:, 3:])
        return Tilt(delivered(ap), delivered(ml), delivered(ap_rate), delivered(ml_rate))

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

    def _unbroken_parts(self, seq: IntArray) -> list[tuple[int, int]]:
        if not len(seq):
            return []
        cuts = (np.flatnonzero(np.diff(seq) != 1) + 1).tolist()
        edges = [0, *cuts, len(seq)]
        return list(pairwise(edges))

    def _run(self, seq: IntArray, readings: FloatArray) -> FloatArray:
        missing = 0 if self._last_seq is None else int(seq[0]) - self._last_seq - 1
        if missing > LONGEST_FILLED_GAP_S * self._setup.rate_hz:
            self._vqf = self._fresh()
        elif missing > 0:
            shares = np.arange(1, missing + 1)[:, np.newaxis] / (missing + 1)
            self._vqf_run(self._last + shares * (readings[0] - self._last))
        self._last_seq, self._last = int(seq[-1]), readings[-1].copy()
        return self._vqf_run(readings)

    def _vqf_run(self, readings: FloatArray) -> FloatArray:
        out = self._vqf.updateBatch(
            np.ascontiguousarray(np.radians(readings[:, 3:])),
            np.ascontiguousarray(readings[:, :3] * STANDARD_GRAVITY),
        )
        return np.asarray(out["quat6D"], dtype=np.float64)


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
