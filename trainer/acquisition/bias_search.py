"""The first seconds of a stream: nothing is delivered until the gyroscope's bias is known.

The readings of the three still seconds are kept for the check at every start.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.motion.readings import accel_g, gyro_deg_s
from trainer.motion.rest_checks import Stillness, check_stillness
from trainer.recording.columns import CountArray, FlagArray, IntArray, LoadCountArray
from trainer.recording.sensor import SensorSetup, Vector

STILL_S = 3.0
WAITING = "waiting for the board: leave it alone for three seconds"
CHECK_EVERY_S = 0.25
PATIENCE_S = 15.0


@dataclass(frozen=True)
class AtRest:
    """Counts of three still seconds: n by 3 of the motion sensor, m by 4 of the load cells.

    n is 0 for a plain force plate, m without load cells. Bit i of `load_ready`
    says that cell i is in a reading.
    """

    accel_counts: CountArray
    gyro_counts: CountArray
    load_counts: LoadCountArray
    load_ready: FlagArray


class HeldLoad:
    """The newest readings of load cells that arrive before anything is delivered.

    Only as many as the still seconds last: somebody may just have stepped off.
    """

    def __init__(self, rate_hz: float) -> None:
        self._held = round(STILL_S * rate_hz)
        self.counts: LoadCountArray = np.zeros((0, 4), np.int32)
        self.ready: FlagArray = np.zeros(0, np.uint8)

    @property
    def full(self) -> bool:
        return len(self.counts) >= self._held

    def add(self, records: npt.NDArray[Any]) -> None:
        """Hold n records as they came over the wire."""
        counts, ready = records["counts"].astype(np.int32), records["ready_mask"]
        self.counts = np.concatenate((self.counts, counts))[-self._held :]
        self.ready = np.concatenate((self.ready, ready))[-self._held :]


@dataclass(frozen=True)
class FoundBias:
    """The bias, and the held samples the filter warms up on: `seq` (n,), counts (n, 3).

    `measured` is False for a bias of another day, used because nobody left the board alone.
    """

    bias_deg_s: Vector
    measured: bool
    seq: IntArray
    accel: CountArray
    gyro: CountArray


class BiasSearch:
    """Waits for three still seconds; a stored bias is used if they do not come in time."""

    def __init__(self, setup: SensorSetup, stored_bias_deg_s: Vector | None) -> None:
        self._setup = setup
        self._stored = stored_bias_deg_s
        self._window = round(STILL_S * setup.rate_hz)
        self.step = max(round(CHECK_EVERY_S * setup.rate_hz), 1)
        """After so many readings it looks again."""
        self._seq: IntArray = np.zeros(0, np.int64)
        self._accel: CountArray = np.zeros((0, 3), np.int16)
        self._gyro: CountArray = np.zeros((0, 3), np.int16)
        self._seen = 0
        self._checked_at = 0
        self.reason = WAITING

    def add(self, seq: IntArray, accel: CountArray, gyro: CountArray) -> FoundBias | None:
        """Hold a block of at most `step` readings back; the result once the bias is known."""
        self._seq = np.concatenate((self._seq, seq))[-self._window :]
        self._accel = np.concatenate((self._accel, accel))[-self._window :]
        self._gyro = np.concatenate((self._gyro, gyro))[-self._window :]
        self._seen += len(seq)
        if self._seen - self._checked_at < self.step:
            return None
        self._checked_at = self._seen
        if len(self._seq) < self._window:
            return None
        return self._judged(self._check())

    def _check(self) -> Stillness:
        return check_stillness(
            accel_g(self._accel, self._setup),
            gyro_deg_s(self._gyro, self._setup),
            self._setup.rate_hz,
        )

    def _judged(self, stillness: Stillness) -> FoundBias | None:
        self.reason = stillness.reason
        if stillness.still:
            return FoundBias(stillness.gyro_deg_s, True, self._seq, self._accel, self._gyro)
        late = self._seen > PATIENCE_S * self._setup.rate_hz
        if late and stillness.disturbed and self._stored is not None:
            return FoundBias(self._stored, False, self._seq, self._accel, self._gyro)
        return None
