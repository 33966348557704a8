"""From stamped samples to the signal the formulas take: even, filtered, boards at 100 Hz.

The low-pass filter is written out here because `scipy.signal` would bring `scipy.stats` and a
second to every start, and `scipy.linalg` a quarter; a test compares it with `butter` and
`sosfiltfilt`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from trainer.metrics.errors import SignalError
from trainer.metrics.spline import spline_at
from trainer.metrics.stamps import EvenSignal, evenly
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray

CUT_OFF_HZ = 10.0
SHORTEST = 10
"""The padding is taken from this many samples at least."""

PADDING = 9
"""Samples mirrored at each end, as many as scipy takes for one second-order section."""

NO_MORE_POLE = 1e-36
"""A squared radius of the poles at which they leave nothing of a signal."""

BOARD_RATE_HZ = 100.0
HIGHEST_CUT_OFF_AT_BOARD_RATE_HZ = 25.0
"""A signal filtered above this keeps its own rate: at 100 Hz too much of it would fold back."""

SAME_RATE_WITHIN_INTERVALS = 0.05


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
        """The cut-off of one pass, so that both passes together have the wanted one."""
        warped = math.tan(math.pi * self.cut_off_hz / rate_hz)
        return rate_hz / math.pi * math.atan(warped / (math.sqrt(2) - 1) ** 0.25)

    def __call__(self, values: FloatArray, rate_hz: float) -> FloatArray:
        """Filter k by N values along their last axis, with scipy's default padding.

        `SignalError` if the rate is too low for the cut-off or there are too few samples.
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
    """Second-order Butterworth low-pass, k = tan(π·fc/fs), at rest at the first value before it.

    y[n] + a1·y[n−1] + a2·y[n−2] = b·(x[n] + 2·x[n−1] + x[n−2]), without a loop over the samples:
    1/A(z) = A(−z) / (A(z)·A(−z)), and the new denominator is a quadratic in z². Each such step
    halves what is left to do and squares the poles, until they are too small to matter.
    """
    norm = 1 + math.sqrt(2) * k + k * k
    b, a1, a2 = k * k / norm, 2 * (k * k - 1) / norm, (1 - math.sqrt(2) * k + k * k) / norm
    moved = values - values[:, :1]
    y = b * moved
    y[:, 1:] += 2 * b * moved[:, :-1]
    y[:, 2:] += b * moved[:, :-2]
    lag = 1
    while lag < y.shape[1] and a2 > NO_MORE_POLE:
        before = y.copy()
        y[:, lag:] -= a1 * before[:, :-lag]
        y[:, 2 * lag :] += a2 * before[:, : -2 * lag]
        a1, a2, lag = 2 * a2 - a1 * a1, a2 * a2, 2 * lag
    return y + values[:, :1]


STANDARD = LowPass()


def filter_name(low_pass: LowPass | None, averaged: bool) -> str:
    """The filter that is stored with a value; `none` for the raw signal.

    Averaging a whole uneven record smooths it, so it is part of the filter.
    """
    names = ["relevance windows of two intervals"] if averaged else []
    if low_pass is not None:
        names.append(low_pass.name)
    return ", then ".join(names) or "none"


@dataclass(frozen=True)
class Stamped:
    """Samples of one stretch without a gap, with their times: `axes` is 2 by N, rows AP and ML."""

    times_s: FloatArray
    axes: FloatArray


def filtered(motion: Stamped, low_pass: LowPass | None) -> EvenSignal:
    """Even and filtered, at the recording's own rate. `SignalError` if it can be neither."""
    even = evenly(motion.times_s, motion.axes)
    if low_pass is None:
        return even
    return replace(even, values=low_pass(even.values, even.rate_hz))


def board_signal(motion: Stamped, low_pass: LowPass | None) -> EvenSignal:
    """A board's motion, filtered at its own rate and then brought to 100 Hz.

    A raw signal stays at its own rate: leaving samples out would fold noise into it.
    """
    own = filtered(motion, low_pass)
    if low_pass is None or low_pass.cut_off_hz > HIGHEST_CUT_OFF_AT_BOARD_RATE_HZ:
        return own
    return at_rate(own, BOARD_RATE_HZ)


def at_rate(signal: EvenSignal, rate_hz: float) -> EvenSignal:
    """A band-limited signal at another rate, by cubic splines.

    At 500 Hz and a 10 Hz cut-off the spline's error is below 1e-5 of the signal, and zero where
    the grids coincide. At the same rate the samples stay as they are.
    """
    spans = (signal.values.shape[1] - 1) * rate_hz / signal.rate_hz
    if abs(spans - (signal.values.shape[1] - 1)) < SAME_RATE_WITHIN_INTERVALS:
        return replace(signal, rate_hz=rate_hz)
    places = np.arange(int(spans + SAME_RATE_WITHIN_INTERVALS) + 1, dtype=np.float64)
    return replace(
        signal, rate_hz=rate_hz, values=spline_at(signal.values, places * signal.rate_hz / rate_hz)
    )


def joined(parts: Sequence[EvenSignal], rate_hz: float, low_pass: LowPass | None) -> Sway:
    """Stretches of two axes one after the other, with breaks between them.

    The rate is that of the first; `rate_hz` is used when there is no stretch.
    """
    filtered_by = filter_name(low_pass, averaged=any(part.resampling.whole for part in parts))
    if not parts:
        return Sway(np.zeros((2, 0)), rate_hz, filter=filtered_by)
    lengths = [part.values.shape[1] for part in parts]
    breaks = tuple(int(at) for at in np.cumsum(lengths)[:-1])
    axes = np.concatenate([part.values for part in parts], axis=1)
    return Sway(axes, parts[0].rate_hz, breaks, filtered_by)
