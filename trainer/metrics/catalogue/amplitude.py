"""Family A: how far the signal strays, and the ellipse that holds 95 % of the sway."""

import math

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.hull import diameter
from trainer.metrics.kinds import Better, Family
from trainer.metrics.registry import PRIETO, QUIJOUX, SCHUBERT, metric
from trainer.metrics.sway import AP, ML, Sway

COVERAGE = 0.95


@metric(
    "mean_distance",
    "mean_distance_ml",
    "mean_distance_ap",
    unit="{u}",
    source=PRIETO,
    family=Family.SWAY,
    better=Better.LOWER,
    words=(
        "distance from the middle of the sway",
        "distance from the middle, side to side",
        "distance from the middle, toes to heel",
    ),
    plain="How far you were from your middle, on average.",
)
def mean_distance(sway: Sway) -> tuple[float, float, float]:
    """Mean distance from the mean: Σ√(ml² + ap²) / N of the centred signal; for one axis Σ|x| / N.

    `NotMeasurableError` without samples.
    """
    sway.require_samples()
    by_axis = np.abs(sway.centred).mean(axis=1)
    return float(sway.distance.mean()), float(by_axis[ML]), float(by_axis[AP])


@metric(
    "rms",
    "rms_ml",
    "rms_ap",
    unit="{u}",
    source=PRIETO,
    family=Family.SWAY,
    better=Better.LOWER,
    words=(
        "sway",
        "sway side to side",
        "sway toes to heel",
    ),
    plain="How much you swayed around your middle.",
)
def rms(sway: Sway) -> tuple[float, float, float]:
    """Root mean square about the mean: √(Σ(ml² + ap²) / N) of the centred signal; for one axis
    √(Σx² / N).

    `NotMeasurableError` without samples.
    """
    sway.require_samples()
    by_axis = np.square(sway.centred).mean(axis=1)
    return math.sqrt(by_axis.sum()), math.sqrt(by_axis[ML]), math.sqrt(by_axis[AP])


@metric(
    "range",
    "range_ml",
    "range_ap",
    unit="{u}",
    source=QUIJOUX,
    family=Family.SWAY,
    better=Better.LOWER,
    words=(
        "widest span of the sway",
        "widest span of the sway side to side",
        "widest span of the sway toes to heel",
    ),
    plain="How far apart your two farthest points were.",
)
def extent(sway: Sway) -> tuple[float, float, float]:
    """Largest distance between any two samples; for one axis max − min.

    `NotMeasurableError` without samples.
    """
    by_axis = sway.extent
    return diameter(sway.centred), float(by_axis[ML]), float(by_axis[AP])


def f_quantile_2(coverage: float, denominator: int) -> float:
    """Quantile of the F distribution with (2, denominator) degrees of freedom.

    With two degrees in the numerator the distribution function has a closed inverse:
    F = (d/2)·((1 − p)^(−2/d) − 1).
    """
    return denominator / 2 * math.expm1(-2 / denominator * math.log1p(-coverage))


def scale_of_ellipse(n: int) -> float:
    """Squared semi-axis of the ellipse for a variance of one: 2(N−1)(N+1)/(N(N−2))·F."""
    if n < 3:
        raise NotMeasurableError(f"a prediction ellipse needs three samples, not {n}")
    return 2 * (n - 1) * (n + 1) / (n * (n - 2)) * f_quantile_2(COVERAGE, n - 2)


def prediction_ellipse_area(sway: Sway) -> float:
    """π·√det(C)·2(N−1)(N+1)/(N(N−2))·F₀.₉₅(2, N−2), C divided by N − 1; the signal's unit²."""
    determinant = max(float(np.linalg.det(sway.covariance)), 0.0)
    return math.pi * math.sqrt(determinant) * scale_of_ellipse(sway.n)


@metric(
    "prediction_ellipse_area_95",
    unit="{u}²",
    source=SCHUBERT,
    family=Family.SWAY,
    better=Better.LOWER,
    words=("area of the sway",),
    plain="How large a patch your sway covered.",
)
def prediction_ellipse_area_95(sway: Sway) -> float:
    """Area of the 95 % prediction ellipse: π·√det(C)·2(N−1)(N+1)/(N(N−2))·F₀.₉₅(2, N−2); C is the
    covariance, divided by N − 1.

    The next sample lies in it with a probability of 95 %. It is not a confidence ellipse, which
    shrinks with N. With χ² in place of F it would be 2 % too small at N = 250.
    `NotMeasurableError` below three samples.
    """
    return prediction_ellipse_area(sway)


@metric(
    "ellipse_axis_major",
    "ellipse_axis_minor",
    unit="{u}",
    source=SCHUBERT,
    family=Family.SWAY,
    better=Better.LOWER,
    words=(
        "half length of the sway's ellipse",
        "half width of the sway's ellipse",
    ),
    plain="How long and how wide the patch of your sway was.",
)
def ellipse_axes(sway: Sway) -> tuple[float, float]:
    """Semi-axes of the 95 % prediction ellipse: √(λ·2(N−1)(N+1)/(N(N−2))·F₀.₉₅(2, N−2)) for the
    eigenvalues λ of the covariance.

    `NotMeasurableError` below three samples.
    """
    scale = scale_of_ellipse(sway.n)
    minor, major = np.linalg.eigvalsh(sway.covariance)
    return math.sqrt(max(major, 0.0) * scale), math.sqrt(max(minor, 0.0) * scale)


@metric(
    "ellipse_angle",
    unit="deg",
    source=SCHUBERT,
    family=Family.SWAY,
    better=Better.NEITHER,
    words=("direction in which the sway is longest",),
    plain="Which way you swayed the most.",
)
def ellipse_angle(sway: Sway) -> float:
    """Direction of the ellipse's major axis, −90 to 90: 0 lies along ML, 90 along AP.

    ½·atan2(2·C_apml, C_ml − C_ap), the angle of the covariance's first eigenvector.
    `NotMeasurableError` below three samples, and if the sway has no direction: it is still, or the
    same in all directions.
    """
    covariance = sway.covariance
    across, along = 2 * covariance[AP, ML], covariance[ML, ML] - covariance[AP, AP]
    if math.hypot(across, along) <= 1e-12 * float(np.trace(covariance)):
        raise NotMeasurableError("the sway is the same in all directions: its ellipse has no axis")
    angle = math.degrees(math.atan2(across, along)) / 2
    return 90.0 if angle <= -90.0 else angle
