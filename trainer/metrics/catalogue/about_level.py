"""Family B: a board's tilt about level, and its spread about the mean, which is another thing."""

import math

import numpy as np

from trainer.metrics.catalogue.sources import ARNOLD
from trainer.metrics.registry import OURS, Family, Fits, metric
from trainer.metrics.sway import AP, ML, Sway

NOT_BIODEX = "OSI-type, not comparable with Biodex norms"


@metric(
    "osi",
    "apsi",
    "mlsi",
    unit="{u}",
    formula=f"root mean square of tilt, of AP, of ML about level; {NOT_BIODEX}",
    source=ARNOLD,
    family=Family.BOARD,
    fits=Fits.BOARD,
)
def stability_indices(sway: Sway) -> tuple[float, float, float]:
    """Root mean square of tilt, of AP and of ML about level zero, in degrees.

    √(Σtilt²/N), √(Σap²/N), √(Σml²/N): osi² = apsi² + mlsi². AP explains nearly all of OSI: the
    parts belong beside it. `NotMeasurableError` without samples.
    Source: after Arnold and Schmitz 1998; not comparable with Biodex norms.
    """
    sway.require_samples()
    squares = np.square(sway.axes).mean(axis=1)
    return math.sqrt(squares.sum()), math.sqrt(squares[AP]), math.sqrt(squares[ML])


@metric(
    "sd_ap",
    "sd_ml",
    unit="{u}",
    formula="standard deviation about the mean, divided by N − 1; not about level",
    source=ARNOLD,
    family=Family.BOARD,
    fits=Fits.BOARD,
)
def standard_deviations(sway: Sway) -> tuple[float, float]:
    """Standard deviation of AP and of ML about their means, in degrees.

    √(Σ(x − mean)²/(N − 1)). `NotMeasurableError` below three samples. Source: what Arnold
    and Schmitz 1998 set against the indices about level.
    """
    spread = np.sqrt(np.diag(sway.covariance))
    return float(spread[AP]), float(spread[ML])


@metric(
    "mean_tilt_velocity",
    unit="{u}/s",
    formula="path of the tilt / T; not shown without the outcome",
    source=OURS,
    family=Family.BOARD,
    fits=Fits.BOARD,
)
def mean_tilt_velocity(sway: Sway) -> float:
    """Path over time in degrees a second; low for a steady leg and for a board left on its rim.

    Σ√(Δap² + Δml²)/T, T = (N − 1)·dt. `NotMeasurableError` without a step. Ours.
    """
    return sway.path_length / sway.seconds()
