"""Family A: how much power the sway has between 0.15 and 5 Hz, and at which frequencies.

All five read one spectrum (`Sway.spectrum`). The planar value is of the sum of both axes' spectra,
which does not depend on how a plate or a board is turned.
"""

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family
from trainer.metrics.registry import PRIETO, metric
from trainer.metrics.sway import AP, ML, ROUNDING, Sway
from trainer.recording.columns import FloatArray

Three = tuple[float, float, float]


@metric(
    "power_total",
    "power_total_ml",
    "power_total_ap",
    unit="{u}²",
    source=PRIETO,
    family=Family.SWAY,
    better=Better.LOWER,
    words=("power of the sway", "power of the sway side to side", "power of the sway toes to heel"),
    plain="How strongly you swayed.",
)
def power_total(sway: Sway) -> Three:
    """Power from 0.15 to 5 Hz, ΣP·df; P is the Welch spectrum (Hann window, segments of 10 s that
    overlap by half, linear detrend), for the plane the sum of both axes'.

    A sine of amplitude A has A²/2, whatever the length of the record, at least 0.1 Hz inside the
    band's ends; nearer to them the window spreads part of its power out of the band.
    `NotMeasurableError` below 10 s in one stretch, and below 10 samples a second.
    """
    return _three(_moment(sway, 0))


@metric(
    "power_f50",
    "power_f50_ml",
    "power_f50_ap",
    unit="Hz",
    source=PRIETO,
    family=Family.SWAY,
    better=Better.NEITHER,
    words=(
        "median frequency",
        "median frequency side to side",
        "median frequency toes to heel",
    ),
    plain="How often you swayed to and fro each second.",
)
def power_f50(sway: Sway) -> Three:
    """Frequency below which half of `power_total` lies; the power of each bin is spread evenly over
    its 0.1 Hz.

    It is not the median of the frequency axis. `NotMeasurableError` as `power_total`, and if an
    axis has no power there.
    """
    return _edge(sway, 0.5)


@metric(
    "power_f95",
    "power_f95_ml",
    "power_f95_ap",
    unit="Hz",
    source=PRIETO,
    family=Family.SWAY,
    better=Better.NEITHER,
    words=(
        "frequency below which 95 % of the power lies",
        "frequency below which 95 % of the power side to side lies",
        "frequency below which 95 % of the power toes to heel lies",
    ),
    plain="How quick your quickest sway was.",
)
def power_f95(sway: Sway) -> Three:
    """Frequency below which 95 % of `power_total` lies; the power of each bin is spread evenly over
    its 0.1 Hz.

    `NotMeasurableError` as `power_f50`.
    """
    return _edge(sway, 0.95)


@metric(
    "power_centroid",
    "power_centroid_ml",
    "power_centroid_ap",
    unit="Hz",
    source=PRIETO,
    family=Family.SWAY,
    better=Better.NEITHER,
    words=(
        "centre of the spectrum",
        "centre of the spectrum side to side",
        "centre of the spectrum toes to heel",
    ),
    plain="How often you swayed to and fro each second.",
)
def power_centroid(sway: Sway) -> Three:
    """Frequency at which the spectral mass is concentrated, √(m2/m0), with mk = Σfᵏ·P·df over the
    bins of `power_total`.

    `NotMeasurableError` as `power_f50`.
    """
    return _three(np.sqrt(_moment(sway, 2) / _some_power(sway)))


@metric(
    "power_dispersion",
    "power_dispersion_ml",
    "power_dispersion_ap",
    unit="1",
    source=PRIETO,
    family=Family.SWAY,
    better=Better.NEITHER,
    words=(
        "spread of the spectrum",
        "spread of the spectrum side to side",
        "spread of the spectrum toes to heel",
    ),
    plain="How much quick and slow sway were mixed.",
)
def power_dispersion(sway: Sway) -> Three:
    """Spread of the spectrum, √(1 − m1²/(m0·m2)), with mk = Σfᵏ·P·df over the bins of
    `power_total`: 0 for a single frequency, at most 1.

    `NotMeasurableError` as `power_f50`.
    """
    m0, m1, m2 = _some_power(sway), _moment(sway, 1), _moment(sway, 2)
    return _three(np.sqrt(np.maximum(1 - m1**2 / (m0 * m2), 0.0)))


def _power(sway: Sway) -> FloatArray:
    """Power in each bin: 3 by K, of the plane, of ML and of AP."""
    spectrum = sway.spectrum
    power = spectrum.density * spectrum.step_hz
    return np.stack((power.sum(axis=0), power[ML], power[AP]))


def _moment(sway: Sway, order: int) -> FloatArray:
    return np.asarray(_power(sway) @ sway.spectrum.frequency_hz**order, dtype=np.float64)


def _some_power(sway: Sway) -> FloatArray:
    """The powers of plane, ML and AP; `NotMeasurableError` if one of them is rounding."""
    power = _moment(sway, 0)
    if power.min() <= (ROUNDING * float(np.abs(sway.axes).max())) ** 2:
        raise NotMeasurableError("an axis does not move from 0.15 to 5 Hz: it has no frequency")
    return power


def _edge(sway: Sway, share: float) -> Three:
    total, step_hz = _some_power(sway), sway.spectrum.step_hz
    edges_hz = np.append(sway.spectrum.frequency_hz, sway.spectrum.frequency_hz[-1] + step_hz)
    edges_hz -= step_hz / 2
    below = np.pad(np.cumsum(_power(sway), axis=1), ((0, 0), (1, 0)))
    found = [
        np.interp(share * power, row, edges_hz) for power, row in zip(total, below, strict=True)
    ]
    return _three(np.array(found))


def _three(values: FloatArray) -> Three:
    planar, ml, ap = values.tolist()
    return planar, ml, ap
