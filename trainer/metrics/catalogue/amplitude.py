"""Family A: how far the signal strays, and the ellipse that holds 95 % of the sway."""

import math

import numpy as np
from scipy.spatial import ConvexHull, QhullError

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.registry import PRIETO, QUIJOUX, SCHUBERT, Family, metric
from trainer.metrics.sway import AP, ML, Sway, lengths
from trainer.recording.columns import FloatArray

COVERAGE = 0.95


@metric(
    "mean_distance",
    "mean_distance_ml",
    "mean_distance_ap",
    unit="{u}",
    source=PRIETO,
    family=Family.SWAY,
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
)
def extent(sway: Sway) -> tuple[float, float, float]:
    """Largest distance between any two samples; for one axis max − min.

    `NotMeasurableError` without samples.
    """
    by_axis = sway.extent
    return diameter(sway.centred), float(by_axis[ML]), float(by_axis[AP])


def diameter(points: FloatArray) -> float:
    """Largest distance between two of 2 by N points, by calipers around their convex hull.

    Each edge of the hull is paired with the corner farthest from it: the one at which the edges
    have turned by half a circle. Points on one line are measured along that line.
    """
    try:
        corners = points[:, ConvexHull(points.T).vertices]
    except (QhullError, ValueError):
        return _diameter_on_a_line(points)
    edges = np.roll(corners, -1, axis=1) - corners
    turned = np.unwrap(np.arctan2(edges[1], edges[0]))
    around = np.concatenate([turned, turned + 2 * math.pi])
    opposite = np.searchsorted(around, turned + math.pi)
    starts = np.arange(corners.shape[1])
    return max(
        float(lengths(np.take(corners, here, 1, mode="wrap") - there).max())
        for there in (np.take(corners, opposite + ahead, 1, mode="wrap") for ahead in (0, 1))
        for here in (starts, starts + 1)
    )


def _diameter_on_a_line(points: FloatArray) -> float:
    one_end = points[:, [np.argmax(lengths(points - points[:, :1]))]]
    return float(lengths(points - one_end).max())


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
