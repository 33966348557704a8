"""Family B: a board's tilt about level, and its spread about the mean, which is another thing."""

import math

import numpy as np

from trainer.metrics.catalogue.sources import ARNOLD
from trainer.metrics.registry import Family, metric
from trainer.metrics.sway import AP, ML, Sway


@metric(
    "osi",
    "apsi",
    "mlsi",
    unit="{u}",
    source=ARNOLD,
    family=Family.BOARD,
)
def stability_indices(sway: Sway) -> tuple[float, float, float]:
    """Root mean square of tilt, of AP, of ML about level; OSI-type, not comparable with Biodex
    norms.

    √(Σtilt²/N), √(Σap²/N), √(Σml²/N): osi² = apsi² + mlsi². AP explains nearly all of OSI: the
    parts belong beside it. `NotMeasurableError` without samples.
    """
    sway.require_samples()
    squares = np.square(sway.axes).mean(axis=1)
    return math.sqrt(squares.sum()), math.sqrt(squares[AP]), math.sqrt(squares[ML])


@metric(
    "sd_ap",
    "sd_ml",
    unit="{u}",
    source=ARNOLD,
    family=Family.BOARD,
)
def standard_deviations(sway: Sway) -> tuple[float, float]:
    """Standard deviation about the mean, divided by N − 1; not about level.

    √(Σ(x − mean)²/(N − 1)). `NotMeasurableError` below three samples.
    """
    spread = np.sqrt(np.diag(sway.covariance))
    return float(spread[AP]), float(spread[ML])


@metric(
    "mean_tilt_velocity",
    unit="{u}/s",
    family=Family.BOARD,
)
def mean_tilt_velocity(sway: Sway) -> float:
    """Path of the tilt / T; not shown without the outcome.

    Σ√(Δap² + Δml²)/T, T = (N − 1)·dt. `NotMeasurableError` without a step.
    """
    return sway.path_length / sway.seconds()
