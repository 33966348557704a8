"""Variance components by hand: the pool, its degrees of freedom, a person's own share."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.special import polygamma

from tests.progress.days import (
    ANCHOR,
    EPISODE,
    OTHER_LEG,
    SPEED,
    VARIANCE,
    history,
    leg,
    logs,
    usual_clinic,
    usual_patient,
)
from trainer.progress import clinic_noise, progress_of
from trainer.progress.anchor import task_of
from trainer.progress.change import limit_on_scale
from trainer.progress.noise import Noise, moments, pooled
from trainer.progress.residuals import Dated, Spread, averaged, spread_about_trend
from trainer.progress.values import Phase
from trainer.progress.visits import Reading
from trainer.recording.history import History

TASK = task_of(ANCHOR, False)
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


@pytest.mark.parametrize("variance", [1e-30, 1e-6, 0.0119999, 0.012, 0.5])
@pytest.mark.parametrize("inverse_k", [1 / 3, 0.4, 0.5])
@pytest.mark.parametrize("prior_df", [0.4, 10.0, math.inf])
def test_a_limit_is_always_a_number(variance: float, inverse_k: float, prior_df: float) -> None:
    noise = Noise(10, variance, 9, 0.036, 40, inverse_k, prior_df)
    for k in (2.0, 2.4, 3.0):
        limit = limit_on_scale(noise, (), k, 3.0)
        assert math.isfinite(limit)
        assert limit > 0


def test_variances_of_rounding_alone_give_no_limit_without_end() -> None:
    people = [[Spread(v * 5, 5, 0.2, 10, 1 / 3)] for v in [1e-33, 1e-33, *[0.01] * 10]]
    noise = pooled([leg for own in people for leg in own], people)
    assert noise.prior_df > 0.3
    assert math.isfinite(limit_on_scale(noise, (), 3, 3))


def test_how_far_people_differ_needs_ten_people_not_ten_legs() -> None:
    legs = [Spread(v * 5, 5, 0.0, 0, 1 / 3) for v in (0.001, 0.1)]
    assert math.isinf(pooled(legs * 9, [legs] * 9).prior_df)
    assert math.isfinite(pooled(legs * 10, [legs] * 10).prior_df)


def test_who_is_judged_is_left_out_of_the_pool() -> None:
    wild = replace(history(leg(logs([0.5, 0.0, 0.9, -0.9, 0.0]))), patient_code="W")
    others = [(named(n), EPISODE) for n in range(10)]
    staff = [replace(volunteer(0.01 * n), patient_code=f"S-{n}") for n in range(5)]
    clinic = clinic_noise([*others, (wild, EPISODE)], staff)
    without = clinic_noise(others, staff).of(TASK, SPEED, Phase.STEADY)
    assert clinic.of(TASK, SPEED, Phase.STEADY, without="W") == without
    assert clinic.of(TASK, SPEED, Phase.STEADY).variance > 2 * without.variance
    fewer = clinic_noise([*others, (wild, EPISODE)], staff[1:]).of(TASK, SPEED, Phase.STEADY)
    assert clinic.of(TASK, SPEED, Phase.STEADY, without="S-0") == fewer


def test_a_patients_later_visits_change_nothing_that_was_said() -> None:
    others = [(named(n), EPISODE) for n in range(10)]
    whole = history(leg(logs([0.5, 0.0, 0.1, -0.4, -0.5, 0.9, -0.9, 0.7])))
    early = history(leg(logs([0.5, 0.0, 0.1, -0.4, -0.5])))
    said = [
        progress_of(one, EPISODE, clinic_noise([*others, (one, EPISODE)])).legs[0].visits[:5]
        for one in (early, whole)
    ]
    assert said[0] == said[1]
    assert [visit.beyond for visit in said[0]] == [0, 0, 0, 1, 1]


def test_ten_others_are_needed() -> None:
    patient = history(leg(logs([0.5, 0.0, 0.1, -0.4, -0.5])))
    for people, enough in ((9, False), (10, True)):
        clinic = clinic_noise([*((named(n), EPISODE) for n in range(people)), (patient, EPISODE)])
        assert clinic.of(TASK, SPEED, Phase.STEADY, without="P-1").enough is enough


def named(number: int) -> History:
    return replace(usual_patient(), patient_code=f"C-{number}")


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


def test_the_pool_of_ten_patients_by_hand() -> None:
    noise = usual_clinic().of(TASK, SPEED, Phase.STEADY)
    assert noise.people == 10
    assert noise.variance == pytest.approx(VARIANCE)
    assert noise.df == pytest.approx(20)
    assert noise.within == pytest.approx(0, abs=1e-20)
    assert math.isinf(noise.prior_df)


def test_learning_at_visit_one_is_no_noise() -> None:
    wilder = history(leg(logs([5.0, 0.0, 0.1, 0.1, 0.0])))
    noise = clinic_noise([(wilder, EPISODE)] * 10).of(TASK, SPEED, Phase.STEADY)
    assert noise.variance == pytest.approx(VARIANCE)


def test_within_visits_is_pooled_over_all_of_them() -> None:
    days = [[8 * math.exp(v) for v in (-0.2, 0.0, 0.2)]] * 5
    noise = clinic_noise([(history(leg(days)), EPISODE)] * 10).of(TASK, SPEED, Phase.STEADY)
    assert (noise.people, noise.enough) == (10, False)
    uneven = [[day[0] * math.exp(n % 2 / 5)] * 2 + day[1:] for n, day in enumerate(days)]
    noise = clinic_noise([(history(leg(uneven)), EPISODE)] * 10).of(TASK, SPEED, Phase.STEADY)
    squares = [3 * float(np.var(np.log(day[:3]))) for day in uneven]
    assert noise.within == pytest.approx(sum(squares[1:]) / 8)


def test_nine_people_are_no_pool() -> None:
    noise = usual_clinic(9).of(TASK, SPEED, Phase.STEADY)
    assert (noise.people, noise.enough) == (9, False)
    assert usual_clinic(10).of(TASK, SPEED, Phase.STEADY).enough


def test_who_came_three_times_has_no_repeats() -> None:
    short = history(leg(logs([0.5, 0.0, 0.1])))
    assert clinic_noise([(short, EPISODE)] * 10).of(TASK, SPEED, Phase.STEADY).people == 0


def test_another_dome_has_a_pool_of_its_own() -> None:
    elsewhere = task_of(replace(ANCHOR, level=3), False)
    assert usual_clinic().of(elsewhere, SPEED, Phase.STEADY).people == 0
    simulated = task_of(ANCHOR, True)
    assert usual_clinic().of(simulated, SPEED, Phase.STEADY).people == 0


def test_times_to_failure_have_a_pool_of_their_own() -> None:
    assert usual_clinic().of(TASK, SPEED, Phase.FAILING).people == 0


def volunteer(gain: float) -> History:
    return history(leg(logs([0.0, gain])), leg(logs([0.0, gain]), OTHER_LEG))


def test_staff_on_two_days_differ_about_what_all_of_them_learned() -> None:
    gains = [0.01 * n for n in range(10)]
    noise = clinic_noise((), [volunteer(-0.3 + gain) for gain in gains]).of(
        TASK, SPEED, Phase.STEADY
    )
    about = sum((gain - 0.045) ** 2 for gain in gains) / 2
    assert noise.people == 10
    assert noise.df == pytest.approx(9)
    assert noise.variance == pytest.approx(about / 9)


def test_staff_and_patients_are_one_pool() -> None:
    staff = [volunteer(0.01 * n) for n in range(10)]
    alone = clinic_noise((), staff).of(TASK, SPEED, Phase.STEADY)
    both = clinic_noise([(usual_patient(), EPISODE)] * 2, staff).of(TASK, SPEED, Phase.STEADY)
    assert both.people == 12
    assert both.df == pytest.approx(9 + 4)
    assert both.variance * 13 == pytest.approx(alone.variance * 9 + VARIANCE * 4)


def test_a_pool_of_nobody_is_empty() -> None:
    assert pooled([], []).people == 0
    assert not clinic_noise().of(TASK, SPEED, Phase.STEADY).enough


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
