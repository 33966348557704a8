"""Samples of the board, column by column."""

from dataclasses import dataclass

import numpy as np

from trainer.recording.columns import (
    Columns,
    CountArray,
    FlagArray,
    FloatArray,
    IntArray,
    column,
)

__all__ = ["CountArray", "FloatArray", "IntArray", "Sample", "Samples"]

ACCEL_NAMES = ("ax_counts", "ay_counts", "az_counts")
GYRO_NAMES = ("gx_counts", "gy_counts", "gz_counts")

FLAG_NEW_DATA, FLAG_RAIL_OPEN, FLAG_BUTTON_DOWN = 1, 2, 4
FLAG_FOOT_ON_MAT, FLAG_HAND_ON_RAIL = 8, 16
"""Contacts that a board may have: a mat beside it, a strip on the rail. Never set if not fitted."""

LONGEST_SILENCE_S = 0.25
"""When samples stay away for longer, the board went silent: nothing is filled or averaged there."""
MOST_LOST_SHARE = 0.02
"""Who loses more of the samples is told, and a trial that does so does not count."""


@dataclass(frozen=True)
class Samples(Columns):
    """n samples as arrays of one length (counts are n by 3, in sensor axes).

    `seq` counts scheduled slots and never goes back. `epoch` counts device resets. `device_us` is
    the device's clock unwrapped; over a reset the host's clock continues it. `t_s` is the slot's
    time minus the sensor's delay, in seconds of the device's clock since the stream's first sample.
    Tilt and rates follow the signs of the docs: `ap` toe edge down, `ml` right edge down.
    """

    seq: IntArray = column(np.int64)
    epoch: IntArray = column(np.int64)
    device_us: IntArray = column(np.int64)
    t_s: FloatArray = column(np.float64, decimals=6)
    ap_deg: FloatArray = column(np.float64)
    ml_deg: FloatArray = column(np.float64)
    ap_rate_deg_s: FloatArray = column(np.float64)
    ml_rate_deg_s: FloatArray = column(np.float64)
    accel_counts: CountArray = column(np.int16, *ACCEL_NAMES)
    gyro_counts: CountArray = column(np.int16, *GYRO_NAMES)
    flags: FlagArray = column(np.uint8)


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


def newest_of(samples: Samples) -> Sample:
    """The last of n samples, n at least 1."""
    return Sample(
        int(samples.seq[-1]),
        float(samples.t_s[-1]),
        float(samples.ap_deg[-1]),
        float(samples.ml_deg[-1]),
        float(samples.ap_rate_deg_s[-1]),
        float(samples.ml_rate_deg_s[-1]),
        int(samples.flags[-1]),
    )
