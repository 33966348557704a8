"""What a change must exceed, visit by visit, and what else rests on a leg's visits: its trend."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from tests.progress.days import (
    EPISODE,
    LIMIT,
    OTHER_LEG,
    VARIANCE,
    history,
    leg,
    logs,
    usual_clinic,
)
from tools.simulated_courses import BEGUN, USUAL, course, ramp
from trainer.progress import false_alarm_pct, progress_of
from trainer.progress.change import limit_on_scale
from trainer.progress.noise import Noise, pooled
from trainer.progress.residuals import Spread
from trainer.progress.values import Finding, LegProgress, Role
from trainer.recording.clinical import Episode

CLINIC = usual_clinic()


def found(values: Sequence[float]) -> LegProgress:
    return progress_of(history(leg(logs(values))), EPISODE, CLINIC).legs[0]


def test_the_limit_is_the_mdc_of_the_pool_until_the_leg_has_visits_of_its_own() -> None:
    visit = found([0.5, 0.0, 0.0, -0.1]).visits[3]
    assert visit.change == pytest.approx(math.expm1(-0.1))
    assert visit.limit == pytest.approx(-math.expm1(-LIMIT))
    assert visit.beyond == 0
    assert found([0.5, 0.0, 0.0, 0.1]).visits[3].limit == pytest.approx(math.expm1(LIMIT))


def test_from_then_on_its_own_visits_before_count_as_well() -> None:
    visit = found([0.5, 0.0, 0.0, -0.15, -0.3]).visits[4]
    own = 0.15**2 / 6
    multiple = (20 + own / VARIANCE) / 21
    assert visit.limit == pytest.approx(-math.expm1(-LIMIT * math.sqrt(multiple)))


def test_visits_that_may_be_a_change_are_no_noise_until_they_are_not_confirmed() -> None:
    stepped = found([0.5, 0.0, 0.0, -0.3, -0.3, -0.3, 0.0, 0.0])
    limits = [visit.limit for visit in stepped.visits[3:]]
    assert limits[0] == limits[1] == limits[2]
    assert limits[3] == pytest.approx(math.expm1(LIMIT))
    assert limits[4] > 1.2 * limits[3]
    assert [visit.beyond for visit in stepped.visits[3:]] == [1, 1, 1, 0, 0]


def test_a_run_that_turns_round_begins_anew() -> None:
    turned = found([0.5, 0.0, 0.0, -0.3, 0.9, 0.9])
    assert [visit.beyond for visit in turned.visits[3:]] == [1, -1, -1]
    assert turned.visits[4].limit == pytest.approx(math.expm1(LIMIT))
    assert turned.visits[5].limit > turned.visits[4].limit


def test_the_band_is_the_limit_of_the_next_visit() -> None:
    for values in ([0.5, 0, 0, 0.1, -0.1], [0.5, 0, 0, -0.3], [0.5, 0, 0, -0.3, 0.0]):
        band = found(values).band
        following = found([*values, 0.2]).visits[-1]
        assert band is not None
        assert band.high / band.baseline - 1 == pytest.approx(following.limit)


@pytest.mark.parametrize(("value", "beyond"), [(-0.21, 1), (-0.20, 0), (0.20, 0), (0.21, -1)])
def test_less_speed_is_better_and_more_is_worse(value: float, beyond: int) -> None:
    assert found([0.5, 0.0, 0.0, value]).visits[3].beyond == beyond


@pytest.mark.parametrize(("visits", "told"), [(3, 8), (8, 8), (11, 11)])
def test_the_rate_is_that_of_as_many_visits_as_the_leg_had(visits: int, told: int) -> None:
    patient = history(leg(logs([0.5] * visits)), leg(logs([0.5] * 2), OTHER_LEG))
    progress = progress_of(patient, EPISODE, CLINIC)
    assert progress.course_visits == told
    assert progress.false_alarm_pct == pytest.approx(false_alarm_pct(20, told))


def test_the_trend_is_a_share_a_week() -> None:
    one = found([0.5, *(-0.04 * n for n in range(6))])
    assert one.trend is not None
    assert one.trend.per_week == pytest.approx(math.expm1(-0.07))
    assert one.trend.low <= one.trend.per_week <= one.trend.high
    assert found([0.5, 0.0, 0.0, 0.1, 0.0]).trend is None


def test_the_interval_of_the_trend_holds_95_of_100_orders_of_visits() -> None:
    orders = [found([0.5, *order]) for order in permutations(0.1 * n for n in range(5))]
    ends = [(one.trend.low, one.trend.high) for one in orders if one.trend is not None]
    assert len(ends) == 120
    assert sum(low <= 0 <= high for low, high in ends) / len(ends) >= 0.95


def test_what_was_said_at_a_visit_stays_said() -> None:
    random = np.random.default_rng(8)
    for _ in range(20):
        whole = course(random, USUAL, ramp(random.normal(0, 0.4)))
        trials = whole.series[1].trials
        episode = Episode(BEGUN)
        final = progress_of(whole, episode, CLINIC).legs[0].visits
        for visits in range(2, 9):
            part = replace(whole, series=(replace(whole.series[1], trials=trials[: 3 * visits]),))
            one = progress_of(part, episode, CLINIC).legs[0]
            assert one.visits == final[:visits]
            called = [v.beyond for v in one.visits[-2:] if v.role is Role.COMPARED]
            assert (one.verdict.finding is Finding.BETTER) is (called == [1, 1])
            assert (one.verdict.finding is Finding.WORSE) is (called == [-1, -1])


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
