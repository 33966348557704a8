"""Two trials or days beside each other: what is compared, and what is not."""

from dataclasses import replace

import pytest

from tests.courses import ANCHOR, FIRST_VISIT, anchor_trial, failed_trial
from trainer.progress.compare import Compared, compared, differing, means
from trainer.recording.vocabulary import Side, Support


def test_the_change_is_second_less_first_and_its_share_is_of_the_first() -> None:
    (speed,) = [
        one
        for one in compared(
            [anchor_trial(1, FIRST_VISIT, 8.0)], [anchor_trial(2, FIRST_VISIT, 6.0)]
        )
        if one.name == "mean_tilt_velocity"
    ]
    assert (speed.change, speed.change_pct) == (-2.0, -25.0)


@pytest.mark.parametrize(("first", "second"), [(0.0, 1.0), (-1.0, 2.0), (1.0, 0.0)])
def test_a_share_of_nothing_or_across_zero_is_not_said(first: float, second: float) -> None:
    assert Compared("inside_bias", first, second).change_pct is None


def test_a_signed_number_that_falls_has_a_negative_share() -> None:
    assert Compared("inside_bias", -2.0, -3.0).change_pct == -50.0


def test_only_numbers_of_both_sides_are_compared_and_a_censored_one_says_so() -> None:
    whole, failed = anchor_trial(1, FIRST_VISIT, 8.0), failed_trial(2, FIRST_VISIT, 9.0)
    both = {one.name: one for one in compared([whole], [failed])}
    assert set(both) == {"rim_contacts", "rim_time_pct", "time_to_failure_s"}
    assert both["time_to_failure_s"].censored
    assert not both["rim_contacts"].censored


def test_a_day_is_the_mean_over_the_trials_that_have_a_number() -> None:
    day = [anchor_trial(n, FIRST_VISIT, v) for n, v in enumerate((8.0, 9.0, 10.0))]
    assert means([*day, failed_trial(4, FIRST_VISIT, 5.0)])["mean_tilt_velocity"] == 9.0


def test_conditions_that_differ_are_named() -> None:
    other = replace(ANCHOR, side=Side.RIGHT, support=Support.RAIL)
    assert differing(ANCHOR, other) == ("side", "support")
    assert differing(ANCHOR, ANCHOR) == ()
