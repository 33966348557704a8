"""Sample entropy by its definition, on signals with a known one, and the 20 Hz it is taken at."""

import math

import numpy as np
import pytest

from tests.metrics.signals import band_limited_axes, ordinary_axes
from trainer.metrics import MotionTable, TableSettings, Unit, measure_table
from trainer.metrics.catalogue.sample_entropy import alike, entropy, sample_entropy
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Facts
from trainer.metrics.slower import at_lower_rate
from trainer.metrics.sway import AP, ML, Sway

RATE_HZ = 100.0


def pairs_alike(values: np.ndarray, length: int, within: float) -> tuple[int, int]:
    """The two counts of Richman and Moorman, pair by pair."""
    shorter = longer = 0
    stretches = range(len(values) - length)
    for i in stretches:
        for j in stretches:
            if j <= i:
                continue
            if all(abs(values[i + k] - values[j + k]) <= within for k in range(length)):
                shorter += 1
                longer += abs(values[i + length] - values[j + length]) <= within
    return shorter, longer


@pytest.mark.parametrize("length", [1, 2, 3])
def test_pairs_are_counted_as_the_definition_says_and_none_with_itself(length: int) -> None:
    values = np.random.default_rng(length).normal(size=180).cumsum()
    within = 0.2 * values.std(ddof=1)
    assert alike(values, length, within) == pairs_alike(values, length, within)


def test_entropy_is_minus_the_log_of_the_share_that_stays_alike() -> None:
    values = band_limited_axes(seconds=12.0, rate_hz=20.0)[0]
    shorter, longer = pairs_alike(values, 2, 0.2 * values.std(ddof=1))
    assert entropy(values) == pytest.approx(-math.log(longer / shorter), rel=1e-12)


def test_white_noise_has_the_entropy_of_its_distribution() -> None:
    # Two independent normal values are within 0.2 SD with a probability of erf(0.1).
    noise = np.random.default_rng(3).normal(size=6000)
    assert entropy(noise) == pytest.approx(-math.log(math.erf(0.1)), rel=0.02)


def test_a_sine_is_more_regular_than_its_own_samples_in_another_order() -> None:
    wave = np.sin(np.arange(1200) * 2 * np.pi * 0.3 / 20)
    assert entropy(wave) < 0.3
    assert entropy(np.random.default_rng(1).permutation(wave)) > 1.5


def test_nothing_alike_is_a_reason() -> None:
    with pytest.raises(NotMeasurableError, match="of 5 samples no 3 in a row are like 3 others"):
        entropy(np.arange(5.0))


def test_slow_motion_keeps_its_size_and_place_at_20_hz() -> None:
    time = np.arange(3000) / RATE_HZ
    slow = at_lower_rate(Sway(np.stack([np.sin(2 * np.pi * 4.0 * time), 3 + 0 * time]), 100.0), 20)
    # 2 999 intervals of 100 Hz hold 599 of 20 Hz, which begin 0.02 s into the record.
    at = 0.02 + np.arange(600) / 20.0
    assert slow.axes.shape == (2, 600)
    assert slow.axes[AP, 12:-12] == pytest.approx(np.sin(2 * np.pi * 4.0 * at)[12:-12], abs=2e-3)
    assert slow.axes[ML] == pytest.approx(3.0, rel=1e-12)


@pytest.mark.parametrize("hz", [10.5, 13.0, 20.0, 37.0])
def test_what_20_hz_cannot_hold_is_not_folded_into_it(hz: float) -> None:
    time = np.arange(3000) / RATE_HZ
    slow = at_lower_rate(Sway(np.tile(np.sin(2 * np.pi * hz * time), (2, 1)), RATE_HZ), 20.0)
    assert np.abs(slow.axes[:, 12:-12]).max() < 0.01


def test_the_entropy_of_a_motion_does_not_depend_on_the_rate_it_was_recorded_at() -> None:
    found = []
    for rate_hz in (40.0, 80.0, 93.7, 100.0, 1000.0):
        sway = Sway(band_limited_axes(seconds=40.0, rate_hz=rate_hz, highest_hz=6.0), rate_hz)
        found.append(sample_entropy(at_lower_rate(sway, 20.0)))
    assert np.ptp(found, axis=0) == pytest.approx(0.0, abs=0.02)


def test_rate_filter_and_all_parameters_are_stored_with_the_value() -> None:
    axes = 10 * band_limited_axes()
    table = MotionTable(np.arange(axes.shape[1]) / RATE_HZ, axes[AP], axes[ML], Unit.MM)
    measured = measure_table(table, TableSettings()).values
    (value,) = (one for one in measured if one.name == "sample_entropy_ap")
    assert value.rate_hz == 20.0
    assert value.filter.endswith("4th order, -3 dB at 10 Hz")
    for said in ("m = 2", "r = 0.2 SD", "20 Hz", "N = 20·T + 1", "−6 dB at 8 Hz"):
        assert said in value.definition
    (compared,) = (one for one in measured if one.name == "sample_entropy_n")
    # 40 s at 100 Hz last 39.99 s, in which 20 Hz has 799 whole intervals.
    assert (compared.value, compared.rate_hz, compared.unit) == (800.0, 20.0, "1")


def test_too_few_samples_a_second_or_in_a_stretch_are_reasons() -> None:
    with pytest.raises(NotMeasurableError, match="fewer than 20"):
        at_lower_rate(Sway(ordinary_axes(n=300, rate_hz=15.0), 15.0), 20.0)
    with pytest.raises(NotMeasurableError, match="10 s in one stretch"):
        at_lower_rate(Sway(ordinary_axes(), RATE_HZ, breaks=(1000,)), 20.0)
    assert Facts().at_20_hz is None
