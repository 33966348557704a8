"""The sway density curve: its runs sample by sample, and its peaks on motions made of rests."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from tests.metrics.signals import band_limited_axes, circle
from trainer.metrics import MotionTable, TableSettings, Unit, measure_table
from trainer.metrics.density import density_of, radius_in, runs
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.sway import AP, ML, Sway

RATE_HZ = 100.0


def runs_one_by_one(axes: np.ndarray, radius: float) -> tuple[list[int], list[int]]:
    n = axes.shape[1]
    begins, ends = [], []
    for i in range(n):
        far = np.hypot(*(axes - axes[:, [i]])) > radius
        begins.append(max(np.flatnonzero(far[:i]), default=-1))
        ends.append(i + min(np.flatnonzero(far[i:]), default=n - i))
    return begins, ends


@given(st.integers(0, 2**20), st.floats(0.05, 4.0), st.integers(1, 300))
@settings(max_examples=40)
def test_runs_are_those_found_one_by_one(seed: int, radius: float, n: int) -> None:
    axes = np.random.default_rng(seed).normal(0, 0.2, (2, n)).cumsum(axis=1)
    expected_begins, expected_ends = runs_one_by_one(axes, radius)
    for every in (1, 3):
        begins, ends = runs(axes, np.arange(0, n, every), radius)
        assert begins.tolist() == expected_begins[::every]
        assert ends.tolist() == expected_ends[::every]


def rests(seconds: list[float], distance: float) -> Sway:
    """Rests in places on a line, with a quick way of 0.1 s from each to the next."""
    way = distance * np.arange(1, 11) / 10
    parts = [np.zeros(0)]
    for at, rest_s in enumerate(seconds):
        parts += [np.full(round(rest_s * RATE_HZ), at * distance), at * distance + way[:-1]]
    line = np.concatenate(parts)
    return Sway(np.stack([0.6 * line, 0.8 * line]), RATE_HZ)


def test_peaks_are_as_high_as_the_rests_are_long_and_as_far_apart() -> None:
    # A staircase without corners: it rests every second, and is 2 cm farther on each time.
    every_s, distance = 1.0, 2.0

    def place(time_s: Any) -> Any:
        return distance * (time_s / every_s - np.sin(2 * np.pi * time_s / every_s) / (2 * np.pi))

    line = place(np.arange(6000) / RATE_HZ)
    found = density_of(Sway(np.stack([0.6 * line, 0.8 * line]), RATE_HZ), 0.3)
    half_a_rest_s = brentq(lambda time_s: place(time_s) - 0.3, 0.01, every_s / 2)
    assert found.heights_s == pytest.approx([2 * half_a_rest_s] * len(found.heights_s), rel=0.03)
    # 59 rests lie whole in the record; the filter may split the flat top of one in two.
    ways = found.distances[found.distances > 0.3]
    assert ways == pytest.approx([distance] * 58, abs=0.1)


def test_a_later_return_does_not_count() -> None:
    there_and_back = rests([1.0] * 9, 2.0).axes
    line = np.abs((there_and_back + 2.4) % 4.8 - 2.4)
    found = density_of(Sway(line, RATE_HZ), 0.3)
    assert found.heights_s.max() < 1.5


def test_a_steady_circle_never_rests() -> None:
    with pytest.raises(NotMeasurableError, match=r"does not rest twice within 0\.3"):
        density_of(Sway(circle(2.0, 0.5, 4000, RATE_HZ), RATE_HZ), 0.3)


def test_who_stays_in_one_circle_has_a_reason_and_no_number() -> None:
    with pytest.raises(NotMeasurableError, match="does not rest twice"):
        density_of(Sway(0.01 * band_limited_axes(), RATE_HZ), 0.3)
    with pytest.raises(NotMeasurableError, match=r"too few for 2\.5 Hz"):
        density_of(Sway(band_limited_axes(rate_hz=5.0, highest_hz=2.0), 5.0), 0.3)


def test_a_pause_ends_a_run() -> None:
    sway = rests([1.0, 1.0, 4.0, 1.0, 1.0, 1.0], 2.0)
    whole = density_of(sway, 0.3)
    broken = density_of(Sway(sway.axes, RATE_HZ, breaks=(430,)), 0.3)
    assert whole.heights_s.max() > 3.5
    assert broken.heights_s.max() < 1.5


def test_a_lower_rate_finds_the_same_rests() -> None:
    fine = band_limited_axes(rate_hz=200.0)
    heights = [
        density_of(Sway(axes, rate_hz), 0.3).heights_s.mean()
        for axes, rate_hz in ((fine, 200.0), (fine[:, ::2], 100.0), (fine[:, ::4], 50.0))
    ]
    assert heights == pytest.approx([heights[0]] * 3, rel=0.06)


def test_millimetres_and_centimetres_have_the_same_circle() -> None:
    assert radius_in("cm") == pytest.approx(0.3)
    assert radius_in("mm") == pytest.approx(3.0)
    assert radius_in("deg") is None
    axes = 0.7 * band_limited_axes()
    time_s = np.arange(axes.shape[1]) / RATE_HZ
    in_cm, in_mm = (
        measure_table(MotionTable(time_s, k * axes[AP], k * axes[ML], unit), TableSettings())
        for k, unit in ((1.0, Unit.CM), (10.0, Unit.MM))
    )
    height, distance = "sway_density_peak_mean", "sway_density_peak_distance"
    assert in_mm.value(height) == pytest.approx(in_cm.value(height), rel=1e-9)
    assert in_mm.value(distance) == pytest.approx(10 * in_cm.value(distance), rel=1e-9)
