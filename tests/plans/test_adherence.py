"""Weeks are met by the visits a plan asks for, and prescribed rest keeps the streak."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.plans.adherence import adherence
from trainer.recording.background import PrescribedRest

MONDAY = date(2026, 11, 2)
SUNDAY = MONDAY + timedelta(days=6)


def day(week: int, weekday: int) -> date:
    return MONDAY + timedelta(days=7 * week + weekday)


def visits(*counts: int) -> list[date]:
    return [day(week, 2 * n) for week, count in enumerate(counts) for n in range(count)]


def rest(*weeks: int) -> list[PrescribedRest]:
    return [PrescribedRest(day(week, 0), day(week, 6), "flu") for week in weeks]


@pytest.mark.parametrize(
    ("counts", "rests", "streak"),
    [
        ((3, 3, 3), [], 3),
        ((3, 2, 3), [], 1),
        ((3, 3, 2), [], 0),
        ((3, 0, 3), rest(1), 2),
        ((0, 0, 0), rest(0, 1, 2), 0),
        ((4, 3, 3), [], 3),
    ],
    ids=["all", "one missed", "the last missed", "rest between", "rest alone", "one more"],
)
def test_the_streak_counts_weeks_that_were_met_running(counts, rests, streak) -> None:
    assert adherence(MONDAY, 3, visits(*counts), rests, day(2, 6) + timedelta(1)).streak == streak


def test_the_running_week_breaks_nothing_and_counts_once_it_is_met() -> None:
    assert adherence(MONDAY, 3, visits(3, 1), [], day(1, 1)).streak == 1
    assert adherence(MONDAY, 3, visits(3, 3), [], day(1, 4)).streak == 2


def test_days_of_rest_and_before_the_plan_take_their_share_away() -> None:
    two_days = [PrescribedRest(day(0, 5), day(0, 6), "travel")]
    assert [w.asked for w in adherence(MONDAY, 3, [], two_days, SUNDAY).weeks] == [2]
    assert [w.asked for w in adherence(day(0, 5), 3, [], [], SUNDAY).weeks] == [1]


def test_a_week_says_how_many_of_how_many() -> None:
    found = adherence(MONDAY, 3, visits(2, 0), rest(1), day(1, 6))
    assert [week.resting for week in found.weeks] == [False, True]


def test_visits_of_one_day_and_outside_the_plan_count_once_or_not() -> None:
    days = [MONDAY, MONDAY, MONDAY - timedelta(days=1), SUNDAY + timedelta(days=1)]
    (week,) = adherence(MONDAY, 3, days, [], SUNDAY).weeks
    assert week.done == 1


@given(
    st.integers(0, 6),
    st.integers(0, 60),
    st.sets(st.integers(0, 60)),
    st.integers(1, 7),
)
def test_every_visit_since_the_beginning_is_in_one_week(begin, length, days, per_week) -> None:
    begun, today = day(0, begin), day(0, begin + length)
    came = [begun + timedelta(days=n) for n in days]
    found = adherence(begun, per_week, came, [], today)
    assert sum(week.done for week in found.weeks) == sum(each <= today for each in came)
    assert 0 <= found.streak <= len(found.weeks)
    assert [week.running for week in found.weeks] == [False] * (len(found.weeks) - 1) + [True]
