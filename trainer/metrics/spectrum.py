"""Spectra as the metrics take them, from numpy alone: `scipy.signal` would cost a second's start.

`Sway` holds its spectrum, because five metrics read it; a test compares it with scipy's `welch`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from trainer.metrics.errors import NotMeasurableError
from trainer.recording.columns import FloatArray

SEGMENT_S = 10.0
FIRST_BIN, LAST_BIN = 2, 50
"""0.2 to 5 Hz in steps of 0.1: all whole multiples of 1/10 s from 0.15 to 5 Hz. Counted, because a
rate that is a little off would push the last one over the border."""


@dataclass(frozen=True)
class Spectrum:
    """One-sided power spectral density from 0.15 to 5 Hz.

    `density` is 2 by K (AP, ML), in the signal's unit squared per Hz, at `frequency_hz`, which are
    `step_hz` apart.
    """

    frequency_hz: FloatArray
    density: FloatArray
    step_hz: float


def hann_power(pieces: FloatArray) -> FloatArray:
    """|FFT|² of pieces (…, n) under a periodic Hann window, one-sided: (…, n // 2 + 1)."""
    length = pieces.shape[-1]
    window = hann(length)
    power = np.abs(np.fft.rfft(pieces * window)) ** 2
    # Each frequency stands for a negative one, too, but for zero and the highest of an even length.
    power[..., 1 : (length + 1) // 2] *= 2
    return np.asarray(power, dtype=np.float64)


def hann(length: int) -> FloatArray:
    """The periodic Hann window of this many samples."""
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length))


def sway_spectrum(stretches: Iterable[FloatArray], rate_hz: float) -> Spectrum:
    """Welch's spectrum of stretches (2 by N each): segments of 10 s that overlap by half and never
    cross a pause, each without its straight line, under a Hann window.

    Source: Welch 1967, IEEE Trans Audio Electroacoust 15:70. `NotMeasurableError` if no stretch has
    10 s, and below 10 samples a second.
    """
    length = round(SEGMENT_S * rate_hz)
    if length < 2 * LAST_BIN:
        raise NotMeasurableError(f"a spectrum up to 5 Hz needs 10 samples a second, not {rate_hz}")
    parts = [
        sliding_window_view(axes, length, axis=-1)[:, :: length - length // 2]
        for axes in stretches
        if axes.shape[1] >= length
    ]
    if not parts:
        raise NotMeasurableError(f"a spectrum needs {SEGMENT_S:g} s in one stretch")
    power = hann_power(without_trend(np.concatenate(parts, axis=1))).mean(axis=1)
    bins = np.arange(FIRST_BIN, LAST_BIN + 1)
    step_hz = rate_hz / length
    density: FloatArray = power[:, bins] / (rate_hz * np.square(hann(length)).sum())
    return Spectrum(np.asarray(step_hz * bins, dtype=np.float64), density, step_hz)


def without_trend(pieces: FloatArray) -> FloatArray:
    """Pieces (…, n) without their least-squares straight lines."""
    length = pieces.shape[-1]
    time = np.arange(length) - (length - 1) / 2
    centred = pieces - pieces.mean(axis=-1, keepdims=True)
    slope = centred @ time / (time @ time)
    return np.asarray(centred - slope[..., None] * time, dtype=np.float64)
