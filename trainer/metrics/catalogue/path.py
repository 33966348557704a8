"""Family A: how much the signal moves: path, velocity, the area it sweeps, its frequency."""

import math

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Fits
from trainer.metrics.registry import PRIETO, metric
from trainer.metrics.sway import AP, ML, Sway


@metric(
    "path_length",
    "path_length_ml",
    "path_length_ap",
    unit="{u}",
    source=PRIETO,
    family=Family.SWAY,
    better=Better.LOWER,
    words=(
        "way of the sway",
        "way of the sway side to side",
        "way of the sway toes to heel",
    ),
    plain="How long the way was that your sway drew.",
)
def path_length(sway: Sway) -> tuple[float, float, float]:
    """Sum of the steps between consecutive samples: Σ√(Δml² + Δap²); for one axis Σ|Δx|.

    No step leads across a pause. `NotMeasurableError` without a step.
    """
    sway.seconds()
    by_axis = sway.path_length_by_axis
    return sway.path_length, float(by_axis[ML]), float(by_axis[AP])


@metric(
    "mean_velocity",
    "mean_velocity_ml",
    "mean_velocity_ap",
    unit="{u}/s",
    source=PRIETO,
    family=Family.SWAY,
    better=Better.LOWER,
    words=(
        "speed of the sway",
        "speed of the sway side to side",
        "speed of the sway toes to heel",
    ),
    plain="How fast you swayed, on average.",
)
def mean_velocity(sway: Sway) -> tuple[float, float, float]:
    """Path over time: `path_length` / T, where T = (N − 1)·dt.

    N samples have N − 1 steps. `NotMeasurableError` without a step.
    """
    planar, ml, ap = path_length(sway)
    duration_s = sway.seconds()
    return planar / duration_s, ml / duration_s, ap / duration_s


@metric(
    "sway_area_rate",
    unit="{u}²/s",
    source=PRIETO,
    family=Family.SWAY,
    better=Better.LOWER,
    words=("area swept each second",),
    plain="How much ground your sway swept over each second.",
    fits=(Fits.FORCE_PLATE,),
)
def sway_area_rate(sway: Sway) -> float:
    """Area swept about the mean over time: Σ|ml[i+1]·ap[i] − ml[i]·ap[i+1]| / 2T of the centred
    signal.

    No triangle lies across a pause. `NotMeasurableError` without a step.
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
    source=PRIETO,
    family=Family.SWAY,
    better=Better.NEITHER,
    words=(
        "turns of the sway each second",
        "turns of the sway each second, side to side",
        "turns of the sway each second, toes to heel",
    ),
    plain="How often you swayed to and fro each second.",
    fits=(Fits.FORCE_PLATE,),
)
def mean_frequency(sway: Sway) -> tuple[float, float, float]:
    """Turns a second of a circle with this velocity and distance: `mean_velocity` /
    (2π·`mean_distance`); for one axis `mean_velocity` / (4√2·`mean_distance`).

    `NotMeasurableError` if an axis does not move.
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
