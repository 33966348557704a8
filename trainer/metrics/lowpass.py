"""The one low-pass filter before any formula: no phase, −3 dB where it says."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.signal import butter, sosfiltfilt

from trainer.metrics.errors import SignalError
from trainer.metrics.stamps import AS_RECORDED, Resampling
from trainer.recording.columns import FloatArray

CUT_OFF_HZ = 10.0
SHORTEST = 10
"""Fewest samples the filter's padding can be taken from."""


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
        sections = _sections(self.single_pass_cut_off_hz(rate_hz), rate_hz)
        return np.asarray(sosfiltfilt(sections, values), dtype=np.float64)


@lru_cache(maxsize=32)
def _sections(cut_off_hz: float, rate_hz: float) -> FloatArray:
    # Designing the filter takes as long as running it over a trial.
    return np.asarray(butter(2, cut_off_hz, fs=rate_hz, output="sos"), dtype=np.float64)


STANDARD = LowPass()


def filter_name(low_pass: LowPass | None, resampling: Resampling = AS_RECORDED) -> str:
    """What is stored as a value's filter; `none` for the raw signal.

    Averaging a whole uneven record smooths it, so it is part of the filter.
    """
    names = ["relevance windows of two intervals"] if resampling.whole else []
    if low_pass is not None:
        names.append(low_pass.name)
    return ", then ".join(names) or "none"
