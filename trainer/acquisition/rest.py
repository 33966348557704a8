"""What a board said while it settled, unmoved: the check at every start looks at it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.acquisition.settling import STILL_S
from trainer.recording.columns import CountArray, FlagArray, LoadCountArray


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

    Holds those of the still seconds and none of before: somebody may just have stepped off.
    """

    def __init__(self, rate_hz: float) -> None:
        self._held = round(STILL_S * rate_hz)
        self.counts: LoadCountArray = np.zeros((0, 4), np.int32)
        self.ready: FlagArray = np.zeros(0, np.uint8)

    @property
    def full(self) -> bool:
        """Whether it holds all the seconds it can."""
        return len(self.counts) >= self._held

    def add(self, records: npt.NDArray[Any]) -> None:
        """Hold n records as they came over the wire."""
        counts, ready = records["counts"].astype(np.int32), records["ready_mask"]
        self.counts = np.concatenate((self.counts, counts))[-self._held :]
        self.ready = np.concatenate((self.ready, ready))[-self._held :]
