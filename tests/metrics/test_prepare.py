"""The filter is -3 dB where it says, and a metric does not depend on the sampling rate."""

import math

import numpy as np
import pytest
from scipy.interpolate import CubicSpline
from scipy.signal import butter, sosfiltfilt, welch

from trainer.metrics.catalogue.published_bds import _welch
from trainer.metrics.errors import SignalError
from trainer.metrics.facts import Facts
from trainer.metrics.kinds import Fits
from trainer.metrics.prepare import LowPass, Stamped, board_signal
from trainer.metrics.registry import metrics_for
from trainer.metrics.spline import spline_at
from trainer.metrics.sway import Sway


def gain(low_pass: LowPass, frequency_hz: float, rate_hz: float) -> float:
    time = np.arange(round(20 * rate_hz)) / rate_hz
    wave = np.exp(2j * np.pi * frequency_hz * time)
    real, imaginary = low_pass(np.stack([wave.real, wave.imag]), rate_hz)
    middle = slice(len(time) // 4, -len(time) // 4)
    return float(np.abs((real + 1j * imaginary)[middle]).mean())


@pytest.mark.parametrize("rate_hz", [30.0, 100.0, 497.5, 500.0])
@pytest.mark.parametrize("cut_off_hz", [5.0, 10.0])
def test_the_result_is_minus_3_db_at_the_cut_off(cut_off_hz: float, rate_hz: float) -> None:
    assert gain(LowPass(cut_off_hz), cut_off_hz, rate_hz) == pytest.approx(
        1 / math.sqrt(2), rel=1e-6
    )


def test_slow_sway_passes_unchanged_and_in_time() -> None:
    time = np.arange(2000) / 100
    wave = np.sin(2 * np.pi * 0.5 * time)
    assert LowPass()(np.stack([wave, wave]), 100.0)[0] == pytest.approx(wave, abs=1e-3)


def test_a_rate_too_low_for_the_filter_is_refused_with_advice() -> None:
    with pytest.raises(SignalError, match="are the times in seconds"):
        LowPass()(np.zeros((2, 100)), 15.0)


def test_too_few_samples_for_the_filter_are_refused() -> None:
    with pytest.raises(SignalError, match="too few"):
        LowPass()(np.zeros((2, 9)), 100.0)


def motion_at(rate_hz: float, seconds: float = 20.0) -> Stamped:
    time = np.arange(round(seconds * rate_hz) + 1) / rate_hz
    ap = 2 * np.sin(2 * np.pi * 0.31 * time) + 0.5 * np.sin(2 * np.pi * 1.7 * time) + 0.6
    ml = 1.5 * np.cos(2 * np.pi * 0.23 * time) + 0.3 * np.sin(2 * np.pi * 2.9 * time) - 0.2
    return Stamped(time, np.stack([ap, ml]))


@pytest.mark.parametrize("rate_hz", [60.0, 99.7, 250.0, 497.6, 500.0, 1000.0])
def test_metrics_at_different_sampling_rates_agree(rate_hz: float) -> None:
    reference = board_signal(motion_at(100.0), LowPass())
    other = board_signal(motion_at(rate_hz), LowPass())
    assert other.rate_hz == pytest.approx(100.0, rel=1e-9)
    plain = [metric for metric in metrics_for(Fits.BOARD) if metric.needs == ("sway",)]
    assert len(plain) > 5
    for metric in plain:
        found = metric.values(Facts(sway=Sway(other.values, other.rate_hz)))
        expected = metric.values(Facts(sway=Sway(reference.values, 100.0)))
        assert found == pytest.approx(expected, rel=2e-3, abs=1e-3), metric.names


def test_every_fifth_sample_of_500_hz_is_taken_as_it_is() -> None:
    motion = motion_at(500.0)
    filtered = LowPass()(motion.axes, 500.0)
    assert board_signal(motion, LowPass()).values == pytest.approx(filtered[:, ::5], abs=1e-12)


def test_a_raw_board_signal_keeps_its_rate() -> None:
    motion = motion_at(500.0)
    raw = board_signal(motion, None)
    assert raw.rate_hz == pytest.approx(500.0)
    assert np.array_equal(raw.values, motion.axes)


def walk(n: int, seed: int = 3):
    return 40 + np.cumsum(np.random.default_rng(seed).normal(size=(2, n)), axis=1)


@pytest.mark.parametrize(
    ("cut_off_hz", "rate_hz", "n"),
    [(10.0, 100.0, 6000), (10.0, 500.0, 11_000), (1.0, 1000.0, 3000), (9.0, 40.0, 10)],
)
def test_the_low_pass_is_a_butterworth_run_both_ways(cut_off_hz, rate_hz, n) -> None:
    low_pass, values = LowPass(cut_off_hz), walk(n)
    sections = butter(2, low_pass.single_pass_cut_off_hz(rate_hz), fs=rate_hz, output="sos")
    expected = sosfiltfilt(sections, values)
    assert np.allclose(low_pass(values, rate_hz), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("n", [16, 17, 999, 1000])
def test_the_spectrum_is_welchs_up_to_a_factor(n) -> None:
    axes, half = walk(n), n // 2
    _, expected = welch(axes, 100.0, "hann", half, n // 4, half, detrend="constant")
    ours = _welch(axes, half, half - n // 4)
    factor = expected[0, 1] / ours[0, 1]
    assert np.allclose(ours * factor, expected, rtol=1e-9)


@pytest.mark.parametrize("n", [4, 5, 6, 7, 33, 3000])
def test_the_spline_is_that_of_scipy(n) -> None:
    values = walk(n)
    at = np.concatenate(([0.0, n - 1.0], np.random.default_rng(n).uniform(0, n - 1, 200)))
    expected = CubicSpline(np.arange(n), values, axis=1)(at)
    assert np.allclose(spline_at(values, at), expected, rtol=1e-12, atol=1e-12)


def test_three_samples_have_no_spline() -> None:
    with pytest.raises(ValueError, match="needs 4 samples, not 3"):
        spline_at(walk(3), np.zeros(1))
