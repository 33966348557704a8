"""Fewer points of a long recording, and no extreme of it left out."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from trainer.reports.thinning import stretches, thinned


@given(st.integers(0, 100_000), st.integers(0, 9_999))
def test_the_highest_and_the_lowest_of_each_line_stay_wherever_they_are(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = rng.normal(size=(2, n))
    kept = thinned(one, other, most=400)
    assert len(kept) <= 400 + 2
    assert (np.diff(kept) > 0).all(), "in their order, none twice"
    for line in (one, other):
        if n:
            assert {line.argmin(), line.argmax()} <= set(kept.tolist())


def test_one_sample_that_sticks_out_of_an_hour_is_drawn() -> None:
    line = np.zeros(1_800_000)
    line[1_234_567] = 9.0
    assert 1_234_567 in thinned(line)


def test_a_short_line_stays_whole_and_no_number_is_no_point() -> None:
    line = np.array([1.0, np.nan, 2.0, np.inf, 3.0])
    assert thinned(line).tolist() == [0, 2, 4]


def test_a_line_is_drawn_through_no_gap() -> None:
    times = np.concatenate((np.arange(100) / 100.0, 5.0 + np.arange(50) / 100.0))
    values = np.ones(150)
    values[:10] = np.nan
    assert [(part[0], part[-1]) for part in stretches(times, values)] == [(10, 99), (100, 149)]
