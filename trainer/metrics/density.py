"""The sway density curve: for how long the sway stays near each of its places.

`Facts.density` holds it, because two metrics read its peaks. Counted sample by sample it would be
quadratic for a patient who stands still; here each sample skips what the path cannot have left.
"""

from dataclasses import dataclass

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.prepare import SHORTEST, LowPass
from trainer.metrics.sway import Sway, lengths
from trainer.recording.columns import FloatArray, IntArray

RADIUS_CM = 0.3
_RADIUS = {"cm": RADIUS_CM, "mm": 10 * RADIUS_CM}
SMOOTH = LowPass(2.5)
VALUES_HZ = 50.0
"""The curve is smoothed to 2.5 Hz anyway; more values would only cost time."""
PLACES_PER_SAMPLE = 2
"""How finely the path is divided to find the sample at a place on it."""


@dataclass(frozen=True)
class Density:
    """The peaks of the curve: their heights in seconds, and how far it is from each to the next,
    in the signal's unit."""

    heights_s: FloatArray
    distances: FloatArray


def radius_in(unit: str) -> float | None:
    """0.3 cm in this unit; None for a tilt in degrees."""
    return _RADIUS.get(unit)


def density_of(sway: Sway, radius: float) -> Density:
    """The peaks of the curve of each stretch, low-pass filtered at 2.5 Hz.

    A value is the time of the consecutive samples around one that stay within `radius` of it, this
    one included. The curve has about 50 values a second; each run is searched in all samples. A
    curve begins and ends where the record no longer cuts these runs short. `NotMeasurableError`
    with fewer than two peaks, and at 5 samples a second or fewer.
    """
    sway.require_numbers()
    if sway.rate_hz <= 2 * SMOOTH.cut_off_hz:
        raise NotMeasurableError(f"{sway.rate_hz:.4g} samples a second are too few for 2.5 Hz")
    peaks = [_peaks(axes, sway.rate_hz, radius) for axes in sway.stretches]
    if not any(len(part.distances) for part in peaks):
        raise NotMeasurableError(
            f"the sway does not rest twice within {radius:g} and go elsewhere in one stretch"
        )
    return Density(
        np.concatenate([part.heights_s for part in peaks]),
        np.concatenate([part.distances for part in peaks]),
    )


def _peaks(axes: FloatArray, rate_hz: float, radius: float) -> Density:
    every = max(round(rate_hz / VALUES_HZ), 1)
    around = np.arange(0, axes.shape[1], every)
    begins, ends = runs(axes, around, radius)
    inside = _uncut(begins, ends, axes.shape[1])
    if inside.stop - inside.start < SHORTEST:
        return Density(np.zeros(0), np.zeros(0))
    curve_s = (ends - begins - 1)[inside] / rate_hz
    smooth = SMOOTH(curve_s[None, :], rate_hz / every)[0]
    tops = 1 + np.flatnonzero((smooth[1:-1] > smooth[:-2]) & (smooth[1:-1] >= smooth[2:]))
    return Density(smooth[tops], lengths(np.diff(axes[:, around[inside][tops]])))


def _uncut(begins: IntArray, ends: IntArray, n: int) -> slice:
    """The values whose runs neither begin before the record nor end after it."""
    before, after = np.flatnonzero(begins < 0), np.flatnonzero(ends >= n)
    return slice(int(before[-1]) + 1, int(after[0])) if len(before) and len(after) else slice(0, 0)


def runs(axes: FloatArray, around: IntArray, radius: float) -> tuple[IntArray, IntArray]:
    """For each of these samples of 2 by N the last one before it and the first one after it that
    are farther away than the radius; −1 and N if there is none.

    The record and its mirror image in time lie one after the other on one line, each ended by a
    sample at infinity, so both are found by the same search.
    """
    n = axes.shape[1]
    ending = np.full((2, 1), np.inf)
    line = np.hstack((axes, ending, axes[:, ::-1], ending))
    found = _first_outside(line, np.concatenate((around, 2 * n - around)), radius)
    return 2 * n - found[len(around) :], found[: len(around)]


def _first_outside(line: FloatArray, around: IntArray, radius: float) -> IntArray:
    """For each of these samples the first one after it that is farther away than the radius.

    A sample at distance d has radius − d to go before it is outside, and nothing is farther away
    than its path is long: so the search goes on with the sample that much farther on the path.
    """
    ap, ml = line
    with np.errstate(invalid="ignore"):
        steps = lengths(np.diff(line))
    path = np.concatenate(([0.0], np.cumsum(np.where(np.isfinite(steps), steps, 2 * radius))))
    unit = path[-1] / (PLACES_PER_SAMPLE * len(path))
    path /= unit
    # The first sample beyond each of the evenly spaced places: as many lie before it or at it.
    beyond = np.cumsum(np.bincount(np.ceil(path).astype(np.int64)))
    found = np.zeros(len(around), dtype=np.int64)
    of, who, at, room = np.arange(len(around)), around, around, np.full(len(around), radius)
    while len(of):
        at = np.maximum(beyond[(path[at] + room / unit).astype(np.int64)], at + 1)
        away = np.sqrt(np.square(ap[at] - ap[who]) + np.square(ml[at] - ml[who]))
        found[of] = at
        inside = np.flatnonzero(away <= radius)
        of, who, at, room = of[inside], who[inside], at[inside], radius - away[inside]
    return found
