"""The signal every metric is computed from, and what several of them need, computed once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.spectrum import Spectrum, sway_spectrum
from trainer.recording.columns import FloatArray

AP, ML = 0, 1
ROUNDING = 1e-10
"""A constant signal may vary by this share of its size after filtering."""


def lengths(vectors: FloatArray) -> FloatArray:
    """The length of each column of a 2 by N array."""
    return np.asarray(np.sqrt(np.square(vectors[AP]) + np.square(vectors[ML])), dtype=np.float64)


@dataclass(frozen=True)
class Sway:
    """Evenly sampled motion in a plane: `axes` is 2 by N, row 0 AP and row 1 ML, in one unit.

    `breaks` are the indices at which a new stretch begins (after a pause or a gap): no step is
    counted across them. The record is as long as its steps, which is (N - 1) · dt without a break.
    `filter` names the filter it went through.
    """

    axes: FloatArray
    rate_hz: float
    breaks: tuple[int, ...] = ()
    filter: str = "none"

    @property
    def n(self) -> int:
        """Number of samples."""
        return int(self.axes.shape[1])

    @property
    def duration_s(self) -> float:
        """T = (N - 1) · dt, pauses left out."""
        return max(self.n - 1 - len(self.breaks), 0) / self.rate_hz

    @property
    def ap(self) -> FloatArray:
        """The signal along AP as it is; a board's zero is level."""
        return np.asarray(self.axes[AP], dtype=np.float64)

    @property
    def ml(self) -> FloatArray:
        """The signal along ML as it is."""
        return np.asarray(self.axes[ML], dtype=np.float64)

    @cached_property
    def mean(self) -> FloatArray:
        """Mean of AP and of ML."""
        return np.asarray(self.axes.mean(axis=1), dtype=np.float64)

    @cached_property
    def centred(self) -> FloatArray:
        """2 by N, with the mean subtracted."""
        return self.axes - self.mean[:, None]

    @cached_property
    def distance(self) -> FloatArray:
        """Distance of each sample from the mean."""
        return lengths(self.centred)

    @cached_property
    def tilt(self) -> FloatArray:
        """Distance of each sample from zero: a board's tilt about level."""
        return lengths(self.axes)

    @cached_property
    def steps(self) -> FloatArray:
        """2 by M differences of consecutive samples, none across a break."""
        differences: FloatArray = np.diff(self.axes)
        if not self.breaks:
            return differences
        return np.delete(differences, np.array(self.breaks) - 1, axis=1)

    @cached_property
    def path_length(self) -> float:
        """Sum of the distances between consecutive samples."""
        return float(lengths(self.steps).sum())

    @cached_property
    def path_length_by_axis(self) -> FloatArray:
        """Sum of the absolute steps along AP and along ML."""
        return np.asarray(np.abs(self.steps).sum(axis=1), dtype=np.float64)

    @cached_property
    def covariance(self) -> FloatArray:
        """2 by 2, divided by N - 1. `NotMeasurableError` below three samples."""
        if self.n < 3:
            raise NotMeasurableError(f"a covariance needs three samples, not {self.n}")
        return np.asarray(self.centred @ self.centred.T / (self.n - 1), dtype=np.float64)

    @cached_property
    def moves(self) -> npt.NDArray[np.bool_]:
        """Whether AP, and whether ML, varies by more than rounding."""
        largest = np.abs(self.axes).max(axis=1, initial=0.0)
        return np.asarray(self.extent > ROUNDING * largest)

    @cached_property
    def extent(self) -> FloatArray:
        """Largest minus smallest value of AP and of ML. `NotMeasurableError` without samples."""
        self.require_samples()
        return np.asarray(np.ptp(self.axes, axis=1), dtype=np.float64)

    @property
    def stretches(self) -> list[FloatArray]:
        """The axes (2 by N each) of the stretches between breaks."""
        return np.split(self.axes, list(self.breaks), axis=1)

    @cached_property
    def spectrum(self) -> Spectrum:
        """Welch's spectrum from 0.15 to 5 Hz. `NotMeasurableError` below 10 s in one stretch."""
        return sway_spectrum(self.stretches, self.rate_hz)

    @cached_property
    def squared_displacement(self) -> FloatArray:
        """Mean of |r[i + k] − r[i]|² over i, in the plane, for lags k of 0 to N // 4 samples.

        |r[i + k]|² + |r[i]|² − 2·r[i + k]·r[i], of which the last is an autocorrelation and comes
        from a Fourier transform. For one stretch.
        """
        lag = np.arange(self.n // 4 + 1)
        padded = 1 << (self.n + len(lag)).bit_length()
        power = np.square(np.abs(np.fft.rfft(self.centred, padded))).sum(axis=0)
        together = np.fft.irfft(power, padded)[lag]
        before = np.concatenate(([0.0], np.cumsum(np.square(self.distance))))
        alone = before[self.n - lag] + before[-1] - before[lag]
        return np.asarray(np.maximum(alone - 2 * together, 0.0) / (self.n - lag), dtype=np.float64)

    def require_stretch(self, seconds: float, what: str) -> None:
        """`NotMeasurableError` if a pause lies in the record, or if it is shorter than this.

        N samples stand for N·dt here. `what` needs that much, in the words of the message.
        """
        if self.breaks or round(self.n / self.rate_hz, 3) < seconds:
            raise NotMeasurableError(f"{what} needs {seconds:g} s in one stretch")

    @cached_property
    def holds_numbers(self) -> bool:
        """Whether every sample is a finite number."""
        return bool(np.isfinite(self.axes).all())

    def require_numbers(self) -> None:
        """`NotMeasurableError` if a sample is not a number."""
        if not self.holds_numbers:
            raise NotMeasurableError("the signal holds something else than numbers")

    def require_samples(self) -> None:
        """`NotMeasurableError` if there are none."""
        if not self.n:
            raise NotMeasurableError("no samples were measured")

    def seconds(self) -> float:
        """The duration, for formulas that divide by it. `NotMeasurableError` if it is zero."""
        if self.duration_s <= 0:
            raise NotMeasurableError("fewer than two consecutive samples: no time has passed")
        return self.duration_s
