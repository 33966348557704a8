"""How smooth a movement is, from its speed alone: asked of the thigh's squats and of rounds."""

import math

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.recording.columns import FloatArray

SPARC_SOURCE = "Balasubramanian et al. 2012, IEEE Trans Biomed Eng 59:2126"
PAD_LEVEL, CUT_OFF_HZ, THRESHOLD = 4, 10.0, 0.05


def sparc(speed: FloatArray, rate_hz: float) -> float:
    """Spectral arc length of a speed profile (n,): below zero, and the nearer to zero the smoother.

    −Σ√((Δf/(f_last − f_first))² + Δ|V|²) of the magnitude spectrum V. V is divided by its largest
    value and padded by 4 powers of two; the sum runs up to 10 Hz, from the first to the last
    frequency at which |V| is 0.05 or more. −1.41403 for exp(−5t²), t = −1, −0.99 … 0.99.
    `NotMeasurableError` if nothing moves.
    """
    if len(speed) < 2 or not np.any(speed):
        raise NotMeasurableError("nothing moved: it has no smoothness")
    size = 2 ** (math.ceil(math.log2(len(speed))) + PAD_LEVEL)
    spectrum = np.abs(np.fft.fft(speed, size))
    frequency = np.arange(size) * (rate_hz / size)
    kept = frequency <= min(CUT_OFF_HZ, rate_hz / 2)
    share = spectrum[kept] / spectrum.max()
    above = np.flatnonzero(share >= THRESHOLD)
    arc = slice(int(above[0]), int(above[-1]) + 1)
    if arc.stop - arc.start < 2:
        raise NotMeasurableError("the movement is too short to judge its smoothness")
    step = np.diff(frequency[kept][arc]) / (frequency[kept][arc][-1] - frequency[kept][arc][0])
    return -float(np.hypot(step, np.diff(share[arc])).sum())
