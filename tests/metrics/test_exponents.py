"""Diffusion, fluctuation and fractal dimension, on noise with known exponents and on circles."""

import math

import numpy as np
import pytest

from tests.metrics.signals import band_limited_axes, circle, fractional_noise
from trainer.metrics.catalogue.amplitude import prediction_ellipse_area
from trainer.metrics.catalogue.stabilogram_diffusion import (
    diffusion_critical_time,
    diffusion_exponents,
)
from trainer.metrics.catalogue.sway_fluctuation import dfa_alpha, exponent, fluctuation, scales_of
from trainer.metrics.catalogue.sway_fractal import fractal_dimension
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.sway import Sway

RATE_HZ = 100.0
MINUTE = 6000
SEEDS = range(20)


def motion(hurst: float, seed: int, n: int = MINUTE) -> Sway:
    """Fractional Brownian motion along both axes."""
    noise = np.stack([fractional_noise(hurst, n, seed), fractional_noise(hurst, n, seed + 1000)])
    return Sway(np.cumsum(noise, axis=1), RATE_HZ)


def test_the_noise_of_these_tests_has_the_covariance_it_should() -> None:
    for hurst in (0.3, 0.8):
        noise = np.concatenate([fractional_noise(hurst, 4000, seed) for seed in range(20)])
        alike = 2 ** (2 * hurst - 1) - 1
        assert noise.var() == pytest.approx(1.0, abs=0.06)
        assert np.mean(noise[1:] * noise[:-1]) == pytest.approx(alike, abs=0.04)


@pytest.mark.parametrize("hurst", [0.3, 0.5, 0.7])
def test_fractional_motion_has_its_exponent_at_short_and_long_lags(hurst: float) -> None:
    found = np.array([diffusion_exponents(motion(hurst, seed)) for seed in SEEDS])
    short, long = found.mean(axis=0)
    assert short == pytest.approx(hurst, abs=0.02)
    # Few independent lags of 15 s fit into a minute, which bends the long end down a little.
    assert long == pytest.approx(hurst, abs=0.06)


def test_steady_drift_has_exponent_one_and_no_critical_time() -> None:
    drift = Sway(np.outer([1.0, 2.0], np.arange(MINUTE)), RATE_HZ)
    assert diffusion_exponents(drift) == pytest.approx((1.0, 1.0), abs=1e-6)
    with pytest.raises(NotMeasurableError, match=r"do not cross between 0\.05 and 15 s"):
        diffusion_critical_time(drift)


def test_displacement_by_fourier_transform_is_that_of_all_pairs() -> None:
    sway = Sway(band_limited_axes(seconds=20.0), RATE_HZ)
    lags = np.array([1, 2, 5, 60, 150, 499, 500])
    pairs = [np.square(sway.axes[:, lag:] - sway.axes[:, :-lag]).sum(axis=0).mean() for lag in lags]
    assert sway.squared_displacement[lags] == pytest.approx(pairs, rel=1e-9)
    assert len(sway.squared_displacement) == 501


def test_the_lines_are_the_least_squares_lines_of_their_windows() -> None:
    sway = Sway(band_limited_axes(seconds=60.0), RATE_HZ)

    def line(first: int, last: int) -> np.ndarray:
        lags = np.arange(first, last + 1)
        return np.polyfit(np.log(lags / RATE_HZ), np.log(sway.squared_displacement[lags]), 1)

    (short, at_short), (long, at_long) = line(5, 60), line(150, 1499)
    assert diffusion_exponents(sway) == pytest.approx((short / 2, long / 2), rel=1e-9)
    crossing = math.exp((at_long - at_short) / (short - long))
    assert diffusion_critical_time(sway) == pytest.approx(crossing, rel=1e-9)


def test_motion_that_turns_back_does_so_at_its_critical_time() -> None:
    # A random walk on a spring of 1 s: ⟨Δr²⟩ grows like 1 − exp(−Δt).
    rng = np.random.default_rng(4)
    spring, times = math.exp(-0.01), []
    for _ in range(10):
        axes = rng.normal(size=(2, MINUTE))
        for i in range(1, MINUTE):
            axes[:, i] += spring * axes[:, i - 1]
        times.append(diffusion_critical_time(Sway(axes[:, 500:], RATE_HZ)))
    lag = np.concatenate([np.arange(5, 61), np.arange(150, 1376)]) / RATE_HZ
    size = np.log(1 - np.exp(-lag))
    short, at_short = np.polyfit(np.log(lag[:56]), size[:56], 1)
    long, at_long = np.polyfit(np.log(lag[56:]), size[56:], 1)
    expected = math.exp((at_long - at_short) / (short - long))
    assert np.median(times) == pytest.approx(expected, rel=0.2)


def test_a_lag_at_which_a_motion_repeats_itself_is_a_reason() -> None:
    with pytest.raises(NotMeasurableError, match="without a displacement"):
        diffusion_exponents(Sway(circle(2.0, 0.5, MINUTE, RATE_HZ), RATE_HZ))


@pytest.mark.parametrize("hurst", [0.3, 0.5, 0.8])
def test_fluctuations_of_noise_grow_with_its_hurst_exponent(hurst: float) -> None:
    found = [np.mean(dfa_alpha(Sway(np.diff(motion(hurst, s).axes), RATE_HZ))) for s in SEEDS]
    assert np.mean(found) == pytest.approx(hurst, abs=0.03)


@pytest.mark.parametrize("hurst", [0.3, 0.5])
def test_fluctuations_of_its_sum_grow_by_one_more(hurst: float) -> None:
    found = [np.mean(dfa_alpha(motion(hurst, seed))) for seed in SEEDS]
    assert np.mean(found) == pytest.approx(1 + hurst, abs=0.05)


def test_fluctuations_of_pink_noise_grow_as_the_window() -> None:
    found = []
    for seed in SEEDS:
        spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=(2, MINUTE)))
        spectrum[:, 1:] /= np.sqrt(np.arange(1, spectrum.shape[1]))
        found.append(np.mean(dfa_alpha(Sway(np.fft.irfft(spectrum), RATE_HZ))))
    assert np.mean(found) == pytest.approx(1.0, abs=0.05)


def test_a_fluctuation_is_what_straight_lines_leave_in_windows_from_both_ends() -> None:
    profile = np.cumsum(np.random.default_rng(8).normal(size=107))
    left = []
    for piece in [profile[k : k + 10] for k in (*range(0, 100, 10), *range(7, 107, 10))]:
        line = np.polyval(np.polyfit(np.arange(10), piece, 1), np.arange(10))
        left.append(np.mean((piece - line) ** 2))
    assert fluctuation(profile, 10) == pytest.approx(math.sqrt(np.mean(left)), rel=1e-9)


def test_window_lengths_are_those_the_definition_states() -> None:
    scales = scales_of(MINUTE, RATE_HZ)
    assert (scales[0], scales[-1], len(scales)) == (50, 1500, 16)
    assert np.diff(np.log(scales)) == pytest.approx(np.log(30) / 15, abs=0.01)
    with pytest.raises(NotMeasurableError, match="fewer than 10"):
        scales_of(100, 5.0)
    with pytest.raises(NotMeasurableError, match="straight line"):
        exponent(np.zeros(MINUTE), scales)


@pytest.mark.parametrize("n", [1000, 2000, 6000])
def test_a_circle_has_the_fractal_dimension_of_its_path_and_area(n: int) -> None:
    radius, turns_per_s = 3.0, 0.5
    sway = Sway(circle(radius, turns_per_s, n, RATE_HZ), RATE_HZ)
    path = (n - 1) * 2 * radius * math.sin(math.pi * turns_per_s / RATE_HZ)
    # Its variance is r²/2 along each axis, and 2.448 SD hold 95 % of a normal distribution.
    width = 2 * radius / math.sqrt(2) * math.sqrt(-2 * math.log(0.05))
    expected = math.log(n) / (math.log(n) + math.log(width / path))
    assert fractal_dimension(sway) == pytest.approx(expected, rel=1e-3)
    exact = math.sqrt(4 * prediction_ellipse_area(sway) / math.pi)
    assert fractal_dimension(sway) == pytest.approx(
        math.log(n) / math.log(n * exact / path), rel=1e-12
    )


def test_a_rough_path_has_a_larger_fractal_dimension_than_a_smooth_one() -> None:
    smooth = np.mean([fractal_dimension(motion(0.9, seed)) for seed in range(5)])
    rough = np.mean([fractal_dimension(motion(0.3, seed)) for seed in range(5)])
    assert 1.0 < smooth < 1.5 < rough


def test_sway_on_one_line_has_no_fractal_dimension() -> None:
    wave = np.sin(np.arange(2000) / 30)
    for axes in (np.stack([wave, 0 * wave]), np.stack([wave, wave])):
        with pytest.raises(NotMeasurableError, match="no area"):
            fractal_dimension(Sway(axes, RATE_HZ))
