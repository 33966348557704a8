"""Family A: the three figures the authors of the BDS data set publish, computed as they did.

They differ from this project's own rows on purpose (velocity over N·dt, mean frequency from a long
Welch spectrum), so that anybody can check this code against published numbers.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from trainer.metrics.catalogue.amplitude import prediction_ellipse_area
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Fits
from trainer.metrics.registry import DUARTE, metric
from trainer.metrics.spectrum import hann_power
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray

SHORTEST = 16


@metric(
    "bds_area",
    unit="{u}²",
    source=DUARTE,
    family=Family.SWAY,
    better=Better.LOWER,
    words=("area of the unfiltered sway",),
    plain="How large a patch your sway covered.",
    fits=(Fits.FORCE_PLATE,),
)
def bds_area(raw: Sway) -> float:
    """Area of the 95 % prediction ellipse of the raw signal, as `prediction_ellipse_area_95`.

    `NotMeasurableError` below three samples.
    """
    return prediction_ellipse_area(raw)


@metric(
    "bds_velocity",
    unit="{u}/s",
    source=DUARTE,
    family=Family.SWAY,
    better=Better.LOWER,
    words=("speed of the unfiltered sway",),
    plain="How fast you swayed, on average.",
    fits=(Fits.FORCE_PLATE,),
)
def bds_velocity(raw: Sway) -> float:
    """Path of the raw signal / (N·dt).

    `NotMeasurableError` without samples.
    """
    raw.require_samples()
    return raw.path_length * raw.rate_hz / raw.n


@metric(
    "bds_mean_frequency",
    unit="Hz",
    source=DUARTE,
    family=Family.SWAY,
    better=Better.NEITHER,
    words=("mean frequency of the unfiltered sway",),
    plain="How often you swayed to and fro each second.",
    fits=(Fits.FORCE_PLATE,),
)
def bds_mean_frequency(raw: Sway) -> float:
    """Mean frequency of the raw signal: ∫f·P df / ∫P df of each axis, weighted by ΣP; P is its
    Welch spectrum (Hann window of N/2 samples, overlap N/4).

    nfft = nperseg, constant detrend, integrals by trapezoids. `NotMeasurableError` below 16
    samples, across pauses, and if nothing moves.
    """
    if raw.n < SHORTEST or raw.breaks:
        raise NotMeasurableError(f"a spectrum needs {SHORTEST} samples in one stretch")
    half = raw.n // 2
    frequency = np.fft.rfftfreq(half, 1 / raw.rate_hz)
    density = _welch(raw.axes, half, half - raw.n // 4)
    density, weight = density[raw.moves], density[raw.moves].sum(axis=1)
    if not len(density):
        raise NotMeasurableError("the signal does not move: it has no frequency")
    mean = np.trapezoid(frequency * density, frequency) / np.trapezoid(density, frequency)
    return float(mean @ weight / weight.sum())


def _welch(axes: FloatArray, length: int, step: int) -> FloatArray:
    """One-sided Welch spectrum of each axis, but for a common factor; Hann, constant detrend."""
    pieces = sliding_window_view(axes, length, axis=-1)[:, ::step]
    power = hann_power(pieces - pieces.mean(axis=-1, keepdims=True))
    return np.asarray(power.mean(axis=1), dtype=np.float64)
