"""The head of a page: the minute of a visit counts on by itself, and else there is the clock."""

import re

import pytest

from tests.sessions.station.scripted import front_with
from trainer.sessions.station.minutes import clock_words, minutes_words
from trainer.sessions.visits.attendant import Scene


@pytest.mark.parametrize(
    ("spent_s", "later_s", "told"),
    [
        (0.0, 0.0, "Minute 1 of 10"),
        (200.0, 0.0, "Minute 4 of 10"),
        (200.0, 39.0, "Minute 4 of 10"),
        (200.0, 41.0, "Minute 5 of 10"),
        (660.0, 0.0, "Minute 12 of 10"),
    ],
    ids=str,
)
def test_the_minute_is_the_one_that_runs_and_counts_on(
    spent_s: float, later_s: float, told: str
) -> None:
    now_s = [5000.0]
    words = minutes_words(Scene("", (), 10.0, spent_s), lambda: now_s[0])
    now_s[0] += later_s
    assert words() == told


def test_outside_of_a_visit_pages_show_the_time_of_day(store) -> None:
    front = front_with(store, [])
    assert re.fullmatch(r"\d\d:\d\d", front.kit.aside())
    front.kit.aside = minutes_words(Scene("", (), 10.0, 0.0), lambda: 0.0)
    front.show_clock()
    assert front.kit.aside is clock_words
