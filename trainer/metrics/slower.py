"""Brings a filtered signal to a lower rate without folding what is too quick for it.

`Facts.at_20_hz` calls it: the entropy of a signal depends on its rate, so all are brought to one.
"""

import math

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray

CUT_OFF_SHARE = 0.4
"""The cut-off as a share of the lower rate; half of it would fold."""
HALF_WIDTH_S = 0.5
SHORTEST_S = 10.0
SAME_RATE_WITHIN = 0.01
_ROUNDING_INTERVALS = 1e-6


def at_lower_rate(sway: Sway, rate_hz: float) -> Sway:
    """The signal at another rate, in the middle of the record's time.

    Each sample is an average of the half second before and after it under a sinc in a Hann window,
    which is −6 dB at 0.4 times the new rate and nothing from half of it on; beyond both ends the
    record is mirrored at its end point. The filter that is stored with values stays that of the
    signal: this one belongs to their definition.

    `NotMeasurableError` below 10 s in one stretch, and if the signal's own rate is lower.
    """
    sway.require_stretch(SHORTEST_S, f"a signal at {rate_hz:g} Hz")
    if sway.rate_hz < (1 - SAME_RATE_WITHIN) * rate_hz:
        raise NotMeasurableError(f"{sway.rate_hz:.4g} samples a second are fewer than {rate_hz:g}")
    intervals = math.floor((sway.n - 1) * rate_hz / sway.rate_hz + _ROUNDING_INTERVALS)
    span = intervals * sway.rate_hz / rate_hz
    at = (sway.n - 1 - span) / 2 + span * np.arange(intervals + 1) / intervals
    cut_off = CUT_OFF_SHARE * rate_hz / sway.rate_hz
    values = _averaged(sway.axes, at, cut_off, HALF_WIDTH_S * sway.rate_hz)
    return Sway(values, rate_hz, filter=sway.filter)


def _averaged(axes: FloatArray, at: FloatArray, cut_off: float, half_width: float) -> FloatArray:
    """Weighted averages around places `at`, all in samples: 2 by len(at)."""
    beyond = math.ceil(half_width) + 1
    before = 2 * axes[:, :1] - axes[:, beyond:0:-1]
    after = 2 * axes[:, -1:] - axes[:, -2 : -beyond - 2 : -1]
    mirrored = np.hstack((before, axes, after))
    first = np.ceil(at - half_width).astype(np.int64)
    total, weights = np.zeros((2, len(at))), np.zeros(len(at))
    for tap in range(math.floor(2 * half_width) + 1):
        away = first + tap - at
        window = 0.5 + 0.5 * np.cos(np.pi * np.minimum(np.abs(away) / half_width, 1.0))
        weight = window * np.sinc(2 * cut_off * away)
        total += weight * mirrored[:, first + beyond + tap]
        weights += weight
    return total / weights
