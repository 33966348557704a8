"""The low-pass and the spectrum that are written out here are scipy's."""

import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt, welch

from trainer.metrics.catalogue.published_bds import _welch
from trainer.metrics.prepare import LowPass


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
