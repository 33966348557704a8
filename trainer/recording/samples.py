"""Samples of the board, column by column."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
CountArray = npt.NDArray[np.int16]

FLAG_NEW_DATA, FLAG_RAIL_OPEN, FLAG_BUTTON_DOWN = 1, 2, 4


@dataclass(frozen=True)
class Samples:
    """n samples as arrays of one length (counts are n by 3, in sensor axes).

    `seq` counts scheduled slots and never goes back; `epoch` counts device resets; `device_us` is
    the device's clock unwrapped, continued over a reset by the host's; `t_s` is the slot's time
    less the filter's delay, in seconds of the device's clock from the first sample of the stream.
    Tilt and rates follow the signs of the docs: `ap` toe edge down, `ml` right edge down.
    """

    seq: IntArray
    epoch: IntArray
    device_us: IntArray
    t_s: FloatArray
    ap_deg: FloatArray
    ml_deg: FloatArray
    ap_rate_deg_s: FloatArray
    ml_rate_deg_s: FloatArray
    accel_counts: CountArray
    gyro_counts: CountArray
    flags: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.seq)

    def __getitem__(self, part: "slice | npt.NDArray[Any]") -> "Samples":
        return Samples(**{f.name: getattr(self, f.name)[part] for f in fields(self)})

    @classmethod
    def empty(cls) -> "Samples":
        """No samples."""
        return cls.zeros(0)

    @classmethod
    def zeros(cls, n: int) -> "Samples":
        """n samples of zeros, to be filled by their owner."""
        whole, real = np.int64, np.float64
        return cls(
            seq=np.zeros(n, whole),
            epoch=np.zeros(n, whole),
            device_us=np.zeros(n, whole),
            t_s=np.zeros(n, real),
            ap_deg=np.zeros(n, real),
            ml_deg=np.zeros(n, real),
            ap_rate_deg_s=np.zeros(n, real),
            ml_rate_deg_s=np.zeros(n, real),
            accel_counts=np.zeros((n, 3), np.int16),
            gyro_counts=np.zeros((n, 3), np.int16),
            flags=np.zeros(n, np.uint8),
        )

    @classmethod
    def concatenate(cls, parts: "Iterable[Samples]") -> "Samples":
        """All parts in order as one."""
        listed = list(parts) or [cls.empty()]
        if len(listed) == 1:
            return listed[0]
        return cls(
            **{f.name: np.concatenate([getattr(p, f.name) for p in listed]) for f in fields(cls)}
        )


@dataclass(frozen=True)
class Sample:
    """One sample, for the drawing loop."""

    seq: int
    t_s: float
    ap_deg: float
    ml_deg: float
    ap_rate_deg_s: float
    ml_rate_deg_s: float
    flags: int
