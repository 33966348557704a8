"""Family A: how far the signal strays."""

import math

import numpy as np
from scipy.spatial import ConvexHull, QhullError

from trainer.metrics.catalogue.sources import PRIETO, QUIJOUX
from trainer.metrics.registry import Family, metric
from trainer.metrics.sway import AP, ML, Sway, lengths
from trainer.recording.columns import FloatArray


@metric(
    "mean_distance",
    "mean_distance_ml",
    "mean_distance_ap",
    unit="{u}",
    source=PRIETO,
    family=Family.SWAY,
)
def mean_distance(sway: Sway) -> tuple[float, float, float]:
    """Mean distance from the mean; per axis the mean absolute deviation.

    Σ√(ml² + ap²)/N, per axis Σ|x|/N, of the centred signal. `NotMeasurableError` without samples.
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
    """Root mean square about the mean.

    √(Σ(ml² + ap²)/N), per axis √(Σx²/N), of the centred signal.
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
    """Largest distance between two samples; per axis max − min.

    `NotMeasurableError` without samples.
    """
    by_axis = sway.extent
    return diameter(sway.centred), float(by_axis[ML]), float(by_axis[AP])


def diameter(points: FloatArray) -> float:
    """Largest distance between two of 2 by N points, by calipers around their convex hull.

    Each hull edge is paired with the corner farthest from it, which stands where the edges have
    turned by half a circle. Points on one line are measured along that line.
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
