"""How smooth a movement is, by the length of its speed's spectrum."""

import math

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.sway import FloatArray

PAD_LEVEL = 4
CUT_OFF_HZ = 10.0
AMPLITUDE_THRESHOLD = 0.05
SPARC_SOURCE = "Balasubramanian et al. 2012, IEEE Trans Biomed Eng 59:2126"


def sparc(speed: FloatArray, rate_hz: float) -> float:
    """Spectral arc length of a speed profile (n,): below zero, nearer to it the smoother.

    −Σ√((Δf/(f_last − f_first))² + Δ|V|²) of the magnitude spectrum V, which is divided by its
    largest value and padded by 4 powers of two, up to 10 Hz, from the first to the last frequency
    at which |V| is 0.05 or more. −1.41403 for exp(−5t²), t = −1, −0.99 … 0.99.
    `NotMeasurableError` for a profile without movement. Source: Balasubramanian et al. 2012.
    """
    if len(speed) < 2 or not np.any(speed):
        raise NotMeasurableError("nothing moved: there is no smoothness to tell")
    size = 2 ** (math.ceil(math.log2(len(speed))) + PAD_LEVEL)
    spectrum = np.abs(np.fft.fft(speed, size))
    frequency = np.arange(size) * (rate_hz / size)
    kept = frequency <= min(CUT_OFF_HZ, rate_hz / 2)
    share = spectrum[kept] / spectrum.max()
    above = np.flatnonzero(share >= AMPLITUDE_THRESHOLD)
    arc = slice(int(above[0]), int(above[-1]) + 1)
    if arc.stop - arc.start < 2:
        raise NotMeasurableError("the movement is too short to tell how smooth it is")
    step = np.diff(frequency[kept][arc]) / (frequency[kept][arc][-1] - frequency[kept][arc][0])
    return -float(np.hypot(step, np.diff(share[arc])).sum())
