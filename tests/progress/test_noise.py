"""Variance components by hand: the pool, its degrees of freedom, a person's own share."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.special import polygamma

from trainer.progress.noise import Noise, moments, pooled
from trainer.progress.residuals import Dated, Spread, averaged, spread_about_trend
from trainer.progress.visits import Reading

KNOWN = Noise(10, variance=0.01, df=10, within=0.012, within_df=20, inverse_k=1 / 3)


def dated(values: list[float], days: list[int]) -> list[Dated]:
    return [
        Dated(date.fromordinal(700000 + day), Reading(value, 3, 0.0))
        for day, value in zip(days, values, strict=True)
    ]


def test_a_spread_is_about_the_own_line_over_the_days() -> None:
    found = spread_about_trend(dated([1.0, 2.0, 4.0], [0, 1, 2]))
    assert found is not None
    assert (found.squares, found.df) == (pytest.approx(1 / 6), 1)


def test_a_steady_gain_is_no_noise_however_visits_are_spaced() -> None:
    found = spread_about_trend(dated([1.0, 2.0, 9.0], [0, 1, 8]))
    assert found is not None
    assert found.squares == pytest.approx(0.0)


def test_two_visits_have_no_spread() -> None:
    assert spread_about_trend(dated([1.0, 2.0], [0, 1])) is None
    assert spread_about_trend([]) is None


def test_between_and_within_are_told_apart() -> None:
    assert KNOWN.between == pytest.approx(0.01 - 0.004)
    assert KNOWN.sem_squared(3) == pytest.approx(0.01)
    assert KNOWN.sem_squared(2) == pytest.approx(0.012)


def test_between_is_never_less_than_nothing() -> None:
    noisy = replace(KNOWN, within=0.06)
    assert noisy.between == 0
    assert noisy.sem_squared(3) == pytest.approx(0.02)


def test_the_degrees_of_freedom_are_satterthwaites() -> None:
    assert KNOWN.df_at(3) == pytest.approx(10)
    moved = 0.012 / 6
    assert KNOWN.df_at(2) == pytest.approx(0.012**2 / (0.01**2 / 10 + moved**2 / 20))


def test_two_visits_have_one_satterthwaite_for_their_sum() -> None:
    assert KNOWN.df_at(3, 3) == pytest.approx(10)
    moved = 0.012 * (1 / 2 + 1 / 3 - 2 / 3)
    assert KNOWN.df_at(2, 3) == pytest.approx((0.02 + moved) ** 2 / (0.02**2 / 10 + moved**2 / 20))
    assert KNOWN.df_at(3, 3) < KNOWN.df_at(2, 3) < KNOWN.df_at(2, 2)


@pytest.mark.parametrize("k", [2, 3, 1e9])
def test_where_days_do_not_differ_trials_alone_tell_the_noise(k: float) -> None:
    clamped = replace(KNOWN, within=0.06)
    assert clamped.df_at(k, 3) == 20
    assert clamped.sem_squared(k) == pytest.approx(0.06 / k)
    assert replace(clamped, within_df=4).df_at(k, 3) == 10
    like_the_pool = Spread(2 * 0.06 / 3, 2, 0.0, 0, 1 / 3)
    assert clamped.own(like_the_pool) == (pytest.approx(1.0), 10)


def test_how_far_people_differ_needs_ten_people_not_ten_legs() -> None:
    legs = [Spread(v * 5, 5, 0.0, 0, 1 / 3) for v in (0.001, 0.1)]
    assert math.isinf(pooled(legs * 9, [legs] * 9).prior_df)
    assert math.isfinite(pooled(legs * 10, [legs] * 10).prior_df)


def test_a_persons_own_variance_is_shrunk_towards_the_pool() -> None:
    own = Spread(0.05, 2, 0.0, 0, 1 / 3)
    assert KNOWN.own(own) == (pytest.approx((10 + 5) / 12), 10)
    assert KNOWN.own(None) == (1.0, 10)


def test_the_more_people_differ_the_more_a_persons_own_visits_count() -> None:
    own = Spread(0.05, 2, 0.0, 0, 1 / 3)
    differing = replace(KNOWN, prior_df=4.0, prior_ratio=0.8)
    assert differing.own(own) == (pytest.approx((4 * 0.8 + 5) / 6), 6)
    assert differing.own(None) == (0.8, 4)


def test_the_legs_of_a_person_count_once() -> None:
    legs = [Spread(0.02, 4, 0.1, 10, 1 / 3), Spread(0.04, 6, 0.3, 12, 1 / 3)]
    assert averaged(legs) == Spread(
        pytest.approx(0.03), 5, pytest.approx(0.2), 11, pytest.approx(1 / 3)
    )


@pytest.mark.parametrize("prior_df", [3.0, 8.0, 30.0])
def test_the_prior_of_variances_is_found_again(prior_df: float) -> None:
    random = np.random.default_rng(5)
    n, df, usual = 20_000, 5.0, 0.02
    true = usual * prior_df / random.chisquare(prior_df, n)
    seen = true * random.chisquare(df, n) / df
    found_df, found = moments([(float(variance), df) for variance in seen])
    assert polygamma(1, found_df / 2) == pytest.approx(float(polygamma(1, prior_df / 2)), abs=0.03)
    assert found == pytest.approx(usual, rel=0.03)


def test_people_who_are_alike_have_an_endless_prior() -> None:
    assert moments([(0.02, 5.0)] * 10) == (math.inf, pytest.approx(0.02, rel=0.3))
    assert math.isinf(moments([(0.02, 5.0)] * 9)[0])
    assert math.isinf(moments([(0.02, 1.0), (9.0, 1.0)] * 9)[0])
