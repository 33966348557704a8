"""Family A: how much the signal moves: path, velocity, the area it sweeps, its frequency."""

import math

import numpy as np

from trainer.metrics.catalogue.sources import PRIETO
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.registry import Family, Fits, metric
from trainer.metrics.sway import AP, ML, Sway


@metric(
    "path_length",
    "path_length_ml",
    "path_length_ap",
    unit="{u}",
    formula="sum of the steps between consecutive samples",
    source=PRIETO,
    family=Family.SWAY,
    fits=Fits.BOTH,
)
def path_length(sway: Sway) -> tuple[float, float, float]:
    """Length of the path (planar, ML, AP), in the signal's unit.

    Σ√(Δml² + Δap²), per axis Σ|Δx|; no step across a pause. `NotMeasurableError` without a step.
    Source: Prieto et al. 1996.
    """
    sway.seconds()
    by_axis = sway.path_length_by_axis
    return sway.path_length, float(by_axis[ML]), float(by_axis[AP])


@metric(
    "mean_velocity",
    "mean_velocity_ml",
    "mean_velocity_ap",
    unit="{u}/s",
    formula="path_length / T, T = (N − 1)·dt",
    source=PRIETO,
    family=Family.SWAY,
    fits=Fits.BOTH,
)
def mean_velocity(sway: Sway) -> tuple[float, float, float]:
    """Path over time (planar, ML, AP), the signal's unit per second.

    T = (N − 1)·dt: N samples have N − 1 steps. `NotMeasurableError` without a step.
    Source: Prieto et al. 1996.
    """
    planar, ml, ap = path_length(sway)
    duration_s = sway.seconds()
    return planar / duration_s, ml / duration_s, ap / duration_s


@metric(
    "sway_area_rate",
    unit="{u}²/s",
    formula="Σ|ml[i+1]·ap[i] − ml[i]·ap[i+1]| / 2T about the mean",
    source=PRIETO,
    family=Family.SWAY,
    fits=Fits.FORCE_PLATE,
)
def sway_area_rate(sway: Sway) -> float:
    """Area swept about the mean in a second, the signal's unit² per second.

    Σ|ml[i+1]·ap[i] − ml[i]·ap[i+1]|/2T of the centred signal, no triangle across a pause.
    `NotMeasurableError` without a step. Source: Prieto et al. 1996.
    """
    duration_s = sway.seconds()
    ap, ml = sway.centred
    doubled = np.abs(ml[1:] * ap[:-1] - ml[:-1] * ap[1:])
    swept = np.delete(doubled, np.array(sway.breaks, dtype=np.int64) - 1)
    return float(swept.sum()) / (2 * duration_s)


@metric(
    "mean_frequency",
    "mean_frequency_ml",
    "mean_frequency_ap",
    unit="Hz",
    formula="mean_velocity / (2π·mean_distance); per axis / (4√2·mean_distance)",
    source=PRIETO,
    family=Family.SWAY,
    fits=Fits.FORCE_PLATE,
)
def mean_frequency(sway: Sway) -> tuple[float, float, float]:
    """Frequency of the circle (per axis the sine) with the same path and distance, in Hz.

    velocity/(2π·mean_distance); per axis velocity/(4√2·mean_distance), as if the axis moved in a
    sine of the same mean distance. `NotMeasurableError` where an axis does not move.
    Source: Prieto et al. 1996.
    """
    if not sway.moves.all():
        raise NotMeasurableError("an axis does not move: it has no frequency")
    planar, ml, ap = mean_velocity(sway)
    ap_distance, ml_distance = np.abs(sway.centred).mean(axis=1)
    return (
        planar / (2 * math.pi * float(sway.distance.mean())),
        ml / (4 * math.sqrt(2) * float(ml_distance)),
        ap / (4 * math.sqrt(2) * float(ap_distance)),
    )
