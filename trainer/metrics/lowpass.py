"""The one low-pass filter before any formula: no phase, −3 dB where it says.

Written out, for `scipy.signal` would bring `scipy.stats` and a second to every start. A test holds
it equal to `butter` and `sosfiltfilt`.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import dtbtrs

from trainer.metrics.errors import SignalError
from trainer.metrics.stamps import AS_RECORDED, Resampling
from trainer.recording.columns import FloatArray

CUT_OFF_HZ = 10.0
SHORTEST = 10
"""Fewest samples the filter's padding can be taken from."""
PADDING = 9
"""Samples mirrored at each end, as many as scipy takes for one second-order section."""


@dataclass(frozen=True)
class LowPass:
    """Second-order Butterworth run forwards and backwards, "fourth-order zero-lag".

    Run twice, a filter is −6 dB at its cut-off. The cut-off is raised so that the *result* is
    −3 dB at `cut_off_hz`: (f/fc)⁴ = √2 − 1 on the frequency axis of the bilinear transform.
    """

    cut_off_hz: float = CUT_OFF_HZ

    @property
    def name(self) -> str:
        """The filter as it is stored with every value."""
        return f"low-pass Butterworth, zero phase, 4th order, -3 dB at {self.cut_off_hz:g} Hz"

    def single_pass_cut_off_hz(self, rate_hz: float) -> float:
        """Cut-off of the one pass that gives the wanted two."""
        warped = math.tan(math.pi * self.cut_off_hz / rate_hz)
        return rate_hz / math.pi * math.atan(warped / (math.sqrt(2) - 1) ** 0.25)

    def __call__(self, values: FloatArray, rate_hz: float) -> FloatArray:
        """Filter k by N values along their last axis, with scipy's default padding.

        `SignalError` where the rate is too low for the cut-off, or the samples are too few.
        """
        if not 0 < self.cut_off_hz < rate_hz / 2:
            raise SignalError(
                f"{rate_hz:.4g} samples a second are too few for a {self.cut_off_hz:g} Hz filter: "
                "are the times in seconds? Otherwise give a lower --filter-hz, or none"
            )
        if values.shape[1] < SHORTEST:
            raise SignalError(f"{values.shape[1]} samples are too few to filter")
        k = math.tan(math.pi * self.single_pass_cut_off_hz(rate_hz) / rate_hz)
        before = 2 * values[:, :1] - values[:, PADDING:0:-1]
        after = 2 * values[:, -1:] - values[:, -2 : -PADDING - 2 : -1]
        forwards = _one_pass(k, np.hstack((before, values, after)))
        both_ways = _one_pass(k, forwards[:, ::-1])[:, ::-1]
        return both_ways[:, PADDING:-PADDING]


def _one_pass(k: float, values: FloatArray) -> FloatArray:
    """Second-order Butterworth low-pass, k = tan(π·fc/fs), in rest at the first value before it.

    y[n] + a1·y[n−1] + a2·y[n−2] = b·(x[n] + 2·x[n−1] + x[n−2]), solved as a triangular band.
    """
    norm = 1 + math.sqrt(2) * k + k * k
    b, a1, a2 = k * k / norm, 2 * (k * k - 1) / norm, (1 - math.sqrt(2) * k + k * k) / norm
    first = values[:, :1]
    x = np.hstack((first, first, values))
    driven = b * (x[:, 2:] + 2 * x[:, 1:-1] + x[:, :-2])
    driven[:, :1] -= (a1 + a2) * first
    driven[:, 1:2] -= a2 * first
    band = np.array([[1.0], [a1], [a2]]).repeat(values.shape[1], axis=1)
    solved, _ = dtbtrs(band, driven.T, uplo="L")
    return np.asarray(solved.T, dtype=np.float64)


STANDARD = LowPass()


def filter_name(low_pass: LowPass | None, resampling: Resampling = AS_RECORDED) -> str:
    """What is stored as a value's filter; `none` for the raw signal.

    Averaging a whole uneven record smooths it, so it is part of the filter.
    """
    names = ["relevance windows of two intervals"] if resampling.whole else []
    if low_pass is not None:
        names.append(low_pass.name)
    return ", then ".join(names) or "none"
