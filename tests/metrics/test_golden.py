"""Values known by other means; each usual mistake would fail one of these."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial.distance import pdist

from tests.metrics.signals import RIM, circle, ordinary_axes, ordinary_sway
from trainer.metrics.catalogue.amplitude import (
    ellipse_angle,
    ellipse_axes,
    extent,
    f_quantile_2,
    mean_distance,
    prediction_ellipse_area_95,
    rms,
)
from trainer.metrics.catalogue.board import (
    rim_contacts,
    rim_time_pct,
    stability_indices,
    standard_deviations,
)
from trainer.metrics.catalogue.path import (
    mean_frequency,
    mean_velocity,
    path_length,
    sway_area_rate,
)
from trainer.metrics.catalogue.published_bds import bds_area, bds_mean_frequency, bds_velocity
from trainer.metrics.catalogue.zones import (
    inside_bias,
    inside_time_pct,
    quadrants,
    rim_quarters,
    time_in_ring_pct,
    time_on_target_s,
)
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import TargetRing
from trainer.metrics.hull import diameter
from trainer.metrics.sway import Sway
from trainer.recording.envelope import Rim
from trainer.recording.vocabulary import Side, Source

RATE_HZ = 100.0


def one_axis_sine(amplitude: float, frequency_hz: float, seconds: float) -> Sway:
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    wave = amplitude * np.sin(2 * np.pi * frequency_hz * time)
    return Sway(np.stack([np.zeros_like(wave), wave]), RATE_HZ)


def test_a_sine_has_its_known_spread_and_path() -> None:
    sway = one_axis_sine(2.0, 0.5, 20.0)
    planar, ml, ap = mean_distance(sway)
    assert (planar, ap) == (pytest.approx(ml), 0.0)
    assert ml == pytest.approx(2 * 2.0 / math.pi, rel=1e-3)
    assert rms(sway)[1] == pytest.approx(2.0 / math.sqrt(2), rel=1e-9)
    assert extent(sway) == pytest.approx((4.0, 4.0, 0.0))
    assert mean_velocity(sway)[1] == pytest.approx(4 * 2.0 * 0.5, rel=1e-3)


def test_prietos_mean_frequency_of_an_axis_is_that_of_gaussian_spread_and_sine_path() -> None:
    time = np.arange(2000) / RATE_HZ
    wave = np.sin(2 * np.pi * 0.5 * time)
    sway = Sway(np.stack([wave, 3 * wave]), RATE_HZ)
    mean_absolute = 2 / math.pi
    expected = 4 * 0.5 / (4 * math.sqrt(2) * mean_absolute)
    assert mean_frequency(sway)[1:] == pytest.approx((expected, expected), rel=1e-3)


def test_a_circle_has_its_turns_area_and_frequency() -> None:
    sway = Sway(circle(3.0, 0.5, 2000, RATE_HZ), RATE_HZ)
    chord = 2 * 3.0 * math.sin(math.pi * 0.5 / RATE_HZ)
    triangle = 3.0**2 * math.sin(2 * math.pi * 0.5 / RATE_HZ) / 2
    assert mean_distance(sway)[0] == pytest.approx(3.0)
    assert path_length(sway)[0] == pytest.approx(1999 * chord)
    assert sway_area_rate(sway) == pytest.approx(triangle * RATE_HZ)
    assert mean_frequency(sway)[0] == pytest.approx(0.5, rel=1e-4)
    assert extent(sway)[0] == pytest.approx(6.0)


def test_velocity_divides_by_the_time_between_first_and_last_sample() -> None:
    ramp = np.stack([np.arange(5.0), np.zeros(5)])
    assert mean_velocity(Sway(ramp, 10.0))[0] == pytest.approx(10.0)
    assert bds_velocity(Sway(ramp, 10.0)) == pytest.approx(8.0)


def test_no_step_and_no_time_passes_across_a_pause() -> None:
    jump = np.stack([np.array([0.0, 1.0, 2.0, 50.0, 51.0]), np.zeros(5)])
    sway = Sway(jump, 10.0, breaks=(3,))
    assert sway.duration_s == pytest.approx(0.3)
    assert path_length(sway)[0] == pytest.approx(3.0)
    assert mean_velocity(sway)[0] == pytest.approx(10.0)


def test_covariance_is_divided_by_n_minus_one() -> None:
    axes = np.array([[0.0, 1.0, 2.0], [0.0, 2.0, 1.0]])
    assert Sway(axes, 10.0).covariance == pytest.approx(np.cov(axes))
    assert standard_deviations(Sway(axes, 10.0)) == pytest.approx((1.0, 1.0))


@pytest.mark.parametrize("n", [3, 10, 250, 2000, 6000])
def test_the_f_quantile_is_that_of_scipy(n: int) -> None:
    assert f_quantile_2(0.95, n - 2) == pytest.approx(stats.f.ppf(0.95, 2, n - 2), rel=1e-10)


def test_chi_square_would_be_two_percent_low_at_250_samples() -> None:
    sway = Sway(ordinary_axes(n=250), RATE_HZ)
    chi_square = math.pi * stats.chi2.ppf(0.95, 2) * math.sqrt(np.linalg.det(sway.covariance))
    assert chi_square / prediction_ellipse_area_95(sway) == pytest.approx(0.98, abs=0.002)


def test_the_prediction_ellipse_holds_the_next_sample_95_times_in_100() -> None:
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(4000):
        axes = rng.normal(size=(2, 13)) * [[3.0], [1.0]]
        sway = Sway(axes[:, :12], RATE_HZ)
        major, minor = ellipse_axes(sway)
        angle = math.radians(ellipse_angle(sway))
        ap, ml = axes[:, 12] - sway.mean
        along = ml * math.cos(angle) + ap * math.sin(angle)
        across = ap * math.cos(angle) - ml * math.sin(angle)
        held += (along / major) ** 2 + (across / minor) ** 2 <= 1
    assert held / 4000 == pytest.approx(0.95, abs=0.012)


def test_the_ellipse_of_a_known_covariance_has_its_area_axes_and_angle() -> None:
    wanted = np.array([[2.0, 0.6], [0.6, 1.0]])
    raw = ordinary_axes()
    whitened = np.linalg.solve(np.linalg.cholesky(np.cov(raw)), raw)
    sway = Sway(np.linalg.cholesky(wanted) @ whitened, RATE_HZ)
    n = sway.n
    scale = 2 * (n - 1) * (n + 1) / (n * (n - 2)) * stats.f.ppf(0.95, 2, n - 2)
    small, large = np.linalg.eigvalsh(wanted)
    assert ellipse_axes(sway) == pytest.approx(
        (math.sqrt(large * scale), math.sqrt(small * scale)), rel=1e-8
    )
    assert prediction_ellipse_area_95(sway) == pytest.approx(
        math.pi * math.sqrt(large * small) * scale, rel=1e-8
    )
    assert ellipse_angle(sway) == pytest.approx(math.degrees(math.atan2(2 * 0.6, 1.0 - 2.0)) / 2)
    assert bds_area(sway) == prediction_ellipse_area_95(sway)


@pytest.mark.parametrize(("ap", "ml", "angle"), [(0, 1, 0), (1, 1, 45), (1, 0, 90), (-1, 1, -45)])
def test_the_ellipse_angle_goes_from_ml_towards_ap(ap: float, ml: float, angle: float) -> None:
    wave = np.sin(np.arange(500) / 9)
    assert ellipse_angle(Sway(np.stack([ap * wave, ml * wave]), RATE_HZ)) == pytest.approx(angle)


@given(st.integers(0, 2**20), st.integers(3, 60))
@settings(max_examples=60)
def test_the_planar_range_is_the_largest_of_all_distances(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(2, n)).round(rng.integers(0, 4))
    assert diameter(points) == pytest.approx(pdist(points.T).max(), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("n", [3, 4, 7, 100, 4001])
def test_the_planar_range_of_a_regular_polygon_is_found(n: int) -> None:
    points = circle(1.0, 1.0, n, n)
    farthest = 2.0 if n % 2 == 0 else 2 * math.cos(math.pi / (2 * n))
    assert diameter(points) == pytest.approx(farthest, rel=1e-9)


def test_bds_mean_frequency_of_sines_is_near_theirs_whatever_the_length() -> None:
    for seconds in (40.0, 80.0):
        time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
        wave = np.sin(2 * np.pi * 1.0 * time)
        sway = Sway(np.stack([wave, 2 * wave]), RATE_HZ)
        assert bds_mean_frequency(sway) == pytest.approx(1.0, rel=0.01)


def test_stability_indices_are_about_level_and_deviations_about_the_mean() -> None:
    axes = np.stack([np.full(100, 3.0), np.full(100, -4.0)])
    sway = Sway(axes, RATE_HZ)
    assert stability_indices(sway) == pytest.approx((5.0, 3.0, 4.0))
    assert standard_deviations(sway) == pytest.approx((0.0, 0.0))


@given(st.integers(0, 2**20))
@settings(max_examples=10)
def test_osi_is_made_of_its_two_parts(seed: int) -> None:
    osi, apsi, mlsi = stability_indices(ordinary_sway(seed))
    assert osi**2 == pytest.approx(apsi**2 + mlsi**2)


def test_quarters_split_at_quarters_of_the_rim_and_make_100() -> None:
    tilt = np.array([0.0, 3.999, 4.0, 7.999, 8.0, 11.999, 12.0, 15.0, 16.0, 17.0])
    assert rim_quarters(Sway(np.stack([tilt, 0 * tilt]), RATE_HZ), RIM) == (20, 20, 20, 40)


def test_quarters_take_the_rim_in_the_direction_of_the_tilt() -> None:
    rim = Rim((0.0, 90.0, 180.0, 270.0), (16.0, 8.0, 16.0, 8.0), Source.MEASURED)
    axes = np.array([[7.0, 0.0], [0.0, 7.0]])
    assert rim_quarters(Sway(axes, RATE_HZ), rim) == (0, 50, 0, 50)


@pytest.mark.parametrize(("side", "expected"), [(Side.RIGHT, 10.0), (Side.LEFT, -10.0)])
def test_left_edge_down_is_inside_on_the_right_foot_and_outside_on_the_left(
    side: Side, expected: float
) -> None:
    left_edge_down = Sway(np.stack([np.full(50, 1.0), np.full(50, -10.0)]), RATE_HZ)
    assert inside_bias(left_edge_down, side) == pytest.approx(expected)
    assert inside_time_pct(left_edge_down, side, RIM) == (100 if expected > 0 else 0)
    toes_inside, toes_outside, *heel = quadrants(left_edge_down, side)
    assert (toes_inside, toes_outside) == ((100, 0) if expected > 0 else (0, 100))
    assert heel == [0, 0]


def test_inside_time_begins_at_a_quarter_of_the_rim_on_that_side() -> None:
    rim = Rim((0.0, 90.0, 180.0, 270.0), (16.0, 8.0, 16.0, 12.0), Source.MEASURED)
    inside_on_the_right = Sway(np.array([[0.0, 0.0], [-2.9, -3.1]]), RATE_HZ)
    inside_on_the_left = Sway(np.array([[0.0, 0.0], [1.9, 2.1]]), RATE_HZ)
    assert inside_time_pct(inside_on_the_right, Side.RIGHT, rim) == 50
    assert inside_time_pct(inside_on_the_left, Side.LEFT, rim) == 50


def test_two_legs_have_no_inside() -> None:
    with pytest.raises(NotMeasurableError, match="two legs"):
        inside_bias(ordinary_sway(), Side.BOTH)


def test_time_in_the_ring_counts_samples_within_its_radius_of_its_centre() -> None:
    sway = Sway(np.array([[0.0, 3.0, 5.0, 5.0], [0.0, 0.0, 0.0, 2.0]]), RATE_HZ)
    ring = TargetRing(5.0, 0.0, 2.0)
    assert time_in_ring_pct(sway, ring) == 75
    assert time_on_target_s(sway, ring) == pytest.approx(0.03)
    moving = TargetRing(np.array([0.0, 0.0, 5.0, 5.0]), 0.0, np.array([1.0, 1.0, 1.0, 0.0]))
    assert time_in_ring_pct(sway, moving) == 50


def test_rim_contacts_are_counted_with_hysteresis_and_not_across_pauses() -> None:
    share = np.array([0.5] * 10 + [1.0] * 10 + [0.9] * 10 + [1.0] * 10 + [0.5] * 10)
    axes = np.stack([share * 16.0, 0 * share])
    assert rim_contacts(Sway(axes, RATE_HZ), RIM) == 1
    assert rim_time_pct(Sway(axes, RATE_HZ), RIM) == 60
    assert rim_contacts(Sway(axes, RATE_HZ, breaks=(30,)), RIM) == 2
