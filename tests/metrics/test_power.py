"""The spectrum and its five figures, against scipy and against signals whose spectrum is known."""

import math

import numpy as np
import pytest
from scipy.signal import welch

from tests.metrics.signals import band_limited_axes, ordinary_axes
from trainer.metrics import MotionTable, TableSettings, Unit, measure_table
from trainer.metrics.catalogue.power import (
    power_centroid,
    power_dispersion,
    power_f50,
    power_f95,
    power_total,
)
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.sway import AP, ML, Sway

RATE_HZ = 100.0
BAND_HZ = 4.9


def sines(seconds: float, *waves: tuple[float, float]) -> Sway:
    """A sum of (amplitude, hz) along ML, and half of it along AP."""
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    # Symmetrical about the middle of each segment, so that no straight line is in it.
    wave = sum(size * np.cos(2 * np.pi * hz * (time + 0.005)) for size, hz in waves)
    return Sway(np.stack([0.5 * wave, wave]), RATE_HZ)


@pytest.mark.parametrize(("rate_hz", "seconds"), [(100.0, 60.0), (99.3, 41.7), (250.0, 27.0)])
def test_the_spectrum_is_that_of_scipy(rate_hz: float, seconds: float) -> None:
    axes = band_limited_axes(3, seconds, rate_hz)
    length = round(10 * rate_hz)
    hz, density = welch(axes, rate_hz, nperseg=length, noverlap=length // 2, detrend="linear")
    spectrum = Sway(axes, rate_hz).spectrum
    assert spectrum.frequency_hz == pytest.approx(hz[2:51], rel=1e-12)
    assert spectrum.density == pytest.approx(density[:, 2:51], rel=1e-9, abs=1e-12 * density.max())


@pytest.mark.parametrize("seconds", [20.0, 40.0, 80.0])
def test_a_sine_has_half_its_amplitude_squared_however_long_the_record_is(seconds: float) -> None:
    planar, ml, ap = power_total(sines(seconds, (2.0, 0.5)))
    assert ml == pytest.approx(2.0**2 / 2, rel=1e-3)
    assert ap == pytest.approx(1.0**2 / 2, rel=1e-3)
    assert planar == pytest.approx(ml + ap, rel=1e-12)


@pytest.mark.parametrize(("hz", "share"), [(0.2, 5 / 6), (0.3, 1.0), (4.9, 1.0), (5.0, 5 / 6)])
def test_a_sine_at_an_end_of_the_band_loses_the_sixth_that_the_window_spreads_out_of_it(
    hz: float, share: float
) -> None:
    ml = power_total(sines(60.0, (2.0, hz)))[1]
    assert ml == pytest.approx(share * 2.0**2 / 2, rel=1e-3)


def test_all_frequencies_of_a_sine_are_its_own_within_the_windows_leakage() -> None:
    # A Hann window spreads a sine over three bins, a sixth, two thirds and a sixth of its power.
    sway = sines(60.0, (2.0, 0.8))
    leaked = 0.1**2 / 3
    assert power_f50(sway) == pytest.approx([0.8] * 3, abs=1e-3)
    assert power_f95(sway) == pytest.approx([0.85 + 0.1 * (0.95 - 5 / 6) * 6] * 3, abs=2e-3)
    assert power_centroid(sway) == pytest.approx([math.sqrt(0.8**2 + leaked)] * 3, rel=1e-3)
    spread = math.sqrt(leaked / (0.8**2 + leaked))
    assert power_dispersion(sway) == pytest.approx([spread] * 3, rel=0.02)


def test_two_sines_have_the_moments_of_their_powers() -> None:
    sway = sines(60.0, (2.0, 0.5), (1.0, 2.0))
    assert power_total(sway)[1] == pytest.approx(2.0 + 0.5, rel=1e-3)
    assert power_f50(sway)[1] == pytest.approx(0.5, abs=0.05)
    assert power_f95(sway)[1] == pytest.approx(2.0, abs=0.1)
    m1, m2 = (0.5 * 2.0 + 2.0 * 0.5) / 2.5, (0.5**2 * 2.0 + 2.0**2 * 0.5) / 2.5
    assert power_centroid(sway)[1] == pytest.approx(math.sqrt(m2), rel=5e-3)
    assert power_dispersion(sway)[1] == pytest.approx(math.sqrt(1 - m1**2 / m2), rel=0.02)


def test_white_noise_has_its_share_of_the_variance_and_is_flat() -> None:
    noise = np.random.default_rng(5).normal(0, 3.0, (2, 120_000))
    sway = Sway(noise, RATE_HZ)
    low, high = 0.15, 5.05
    assert power_total(sway)[1:] == pytest.approx([9.0 * BAND_HZ / 50] * 2, rel=0.03)
    assert power_f50(sway)[1:] == pytest.approx([(low + high) / 2] * 2, rel=0.03)
    assert power_f95(sway)[1:] == pytest.approx([low + 0.95 * BAND_HZ] * 2, rel=0.01)
    centroid = math.sqrt((high**3 - low**3) / (3 * BAND_HZ))
    assert power_centroid(sway)[1:] == pytest.approx([centroid] * 2, rel=0.02)


def test_what_is_slower_than_the_band_or_quicker_is_left_out() -> None:
    assert power_total(sines(60.0, (1.0, 6.0)))[1] < 1e-6
    drift = np.linspace(0, 30, 6000)
    axes = sines(60.0, (2.0, 0.5)).axes + drift
    assert power_total(Sway(axes, RATE_HZ))[1] == pytest.approx(2.0, rel=5e-3)


def test_no_segment_lies_across_a_pause() -> None:
    before, after = sines(25.0, (2.0, 0.5)).axes, sines(25.0, (2.0, 0.5)).axes + 500.0
    broken = Sway(np.concatenate([before, after], axis=1), RATE_HZ, breaks=(2500,))
    assert power_total(broken)[1] == pytest.approx(2.0, rel=1e-3)
    assert power_total(Sway(broken.axes, RATE_HZ))[1] > 100.0


def test_less_than_ten_seconds_in_one_stretch_have_a_reason() -> None:
    axes = ordinary_axes(n=1998)
    with pytest.raises(NotMeasurableError, match="10 s in one stretch"):
        power_total(Sway(axes, RATE_HZ, breaks=(999,)))
    assert power_total(Sway(axes[:, :1000], RATE_HZ))[0] > 0


def test_an_axis_without_power_in_the_band_has_power_zero_and_no_frequency() -> None:
    axes = ordinary_axes()
    axes[ML] = np.linspace(0.0, 3.0, axes.shape[1])
    sway = Sway(axes, RATE_HZ)
    assert power_total(sway)[1] == pytest.approx(0.0, abs=1e-20)
    assert power_total(sway)[0] == pytest.approx(power_total(sway)[2])
    with pytest.raises(NotMeasurableError, match=r"does not move from 0\.15 to 5 Hz"):
        power_f50(sway)


def test_a_rate_a_little_off_takes_the_same_bins() -> None:
    for rate_hz in (99.97, 100.0, 100.04):
        spectrum = Sway(band_limited_axes(rate_hz=rate_hz), rate_hz).spectrum
        assert len(spectrum.frequency_hz) == 49
        assert spectrum.frequency_hz[[0, -1]] == pytest.approx([0.2, 5.0], rel=1e-3)


def test_a_board_has_the_power_rows_and_no_others_of_the_force_plate() -> None:
    axes = band_limited_axes()
    table = MotionTable(np.arange(axes.shape[1]) / RATE_HZ, axes[AP], axes[ML], Unit.DEG)
    names = {value.name for value in measure_table(table, TableSettings()).values}
    kinds = ("total", "f50", "f95", "centroid", "dispersion")
    power = {f"power_{kind}{axis}" for kind in kinds for axis in ("", "_ml", "_ap")}
    assert power <= names
    plates_own = {"fractal", "diffusion", "sample_entropy", "dfa", "sway_density"}
    assert not [name for name in names if name.startswith(tuple(plates_own))]
