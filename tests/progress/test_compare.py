"""Two trials or days beside each other: what is compared, and what is not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.courses import ANCHOR, BETWEEN_VISITS, FIRST_VISIT, anchor_trial, failed_trial
from trainer.progress.compare import Compared, Pair, day_pairs, differing, means
from trainer.recording.history import History, Series, StoredTrial, local_day
from trainer.recording.vocabulary import Side, Support


def both(first: StoredTrial, second: StoredTrial) -> tuple[Compared, ...]:
    return Pair(ANCHOR, ("a", "b"), (first,), (second,)).compared()


def test_the_change_is_second_less_first_and_its_share_is_of_the_first() -> None:
    before, after = anchor_trial(1, FIRST_VISIT, 8.0), anchor_trial(2, FIRST_VISIT, 6.0)
    speed = {one.name: one for one in both(before, after)}["mean_tilt_velocity"]
    assert (speed.change, speed.change_pct) == pytest.approx((-2.0, -25.0))


@pytest.mark.parametrize(("first", "second"), [(0.0, 1.0), (-1.0, 2.0), (1.0, 0.0)])
def test_a_share_of_nothing_or_across_zero_is_not_said(first: float, second: float) -> None:
    assert Compared("inside_bias", first, second).change_pct is None


def test_a_signed_number_that_falls_has_a_negative_share() -> None:
    assert Compared("inside_bias", -2.0, -3.0).change_pct == -50.0


def test_only_numbers_of_both_sides_are_compared_and_a_censored_one_says_so() -> None:
    whole, failed = anchor_trial(1, FIRST_VISIT, 8.0), failed_trial(2, FIRST_VISIT, 9.0)
    found = {one.name: one for one in both(whole, failed)}
    assert set(found) == {"rim_contacts", "rim_time_pct", "time_to_failure_s"}
    time = found["time_to_failure_s"]
    assert (time.first_censored, time.second_censored, time.exact) == (True, False, False)
    assert time.change_pct is None
    assert found["rim_contacts"].exact


def test_a_day_is_the_mean_over_the_trials_that_have_a_number() -> None:
    day = [anchor_trial(n, FIRST_VISIT, v) for n, v in enumerate((8.0, 9.0, 10.0))]
    found = means([*day, failed_trial(4, FIRST_VISIT, 5.0)])
    assert found["mean_tilt_velocity"] == pytest.approx(720 ** (1 / 3))
    assert found["osi"] == pytest.approx(3.6)
    assert found["time_to_failure_s"] == pytest.approx((3 * 23.0 + 5.0) / 4)


def test_days_of_the_anchor_are_its_first_three_trials_that_say_something() -> None:
    day, later = FIRST_VISIT, FIRST_VISIT + BETWEEN_VISITS
    many = [anchor_trial(n, day + timedelta(minutes=n), v) for n, v in enumerate((8, 8, 8, 2))]
    void = replace(many[0], voided="x", why="it was declared void: x")
    failed = failed_trial(9, later, 5.0)
    series = Series(ANCHOR, (void, *many[1:], anchor_trial(8, later, 6.0), failed))
    (pair,) = day_pairs(History("K7", (series,)), *(local_day(at) for at in (day, later)))
    assert [trial.trial_id for trial in pair.first] == [trial.trial_id for trial in many[1:]]
    assert [trial.valid for trial in pair.second] == [True, False]
    values = {one.name: one for one in pair.compared()}
    assert values["mean_tilt_velocity"].second == 6.0
    assert values["time_to_failure_s"].second == 14.0


def test_conditions_that_differ_are_named() -> None:
    other = replace(ANCHOR, side=Side.RIGHT, support=Support.RAIL)
    assert differing(ANCHOR, other) == ("side", "support")
    assert differing(ANCHOR, ANCHOR) == ()
