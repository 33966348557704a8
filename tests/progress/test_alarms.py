"""The stated rate of false alarms against independent ways to work it out."""

import math
import re

import numpy as np
import pytest
from scipy.special import stdtrit
from scipy.stats import multivariate_normal

from tools.progress_simulation import PAGE
from trainer.progress import false_alarm_pct


def test_two_visits_to_compare_are_a_bivariate_normal() -> None:
    limit = float(stdtrit(1e9, 0.975)) * math.sqrt(2)
    both_above = multivariate_normal([0, 0], [[1.5, 0.5], [0.5, 1.5]]).cdf([-limit, -limit])
    assert false_alarm_pct(math.inf, visits=5) == pytest.approx(200 * both_above, rel=1e-3)


@pytest.mark.parametrize("df", [5.0, 9.0, 50.0])
def test_a_whole_course_is_what_drawing_it_gives(df: float) -> None:
    random = np.random.default_rng(3)
    n = 400_000
    visits = random.standard_normal((n, 8))
    change = visits[:, 3:] - visits[:, 1:3].mean(axis=1, keepdims=True)
    sem = np.sqrt(random.chisquare(df, (n, 1)) / df)
    beyond = np.sign(change) * (np.abs(change) > stdtrit(df, 0.975) * math.sqrt(2) * sem)
    called = ((beyond[:, 1:] == beyond[:, :-1]) & (beyond[:, 1:] != 0)).any(axis=1)
    error = 100 * math.sqrt(called.mean() / n)
    assert false_alarm_pct(df) == pytest.approx(100 * called.mean(), abs=4 * error)


@pytest.mark.parametrize(
    ("said", "rates"),
    [
        (
            r"It is ([\d.]+) % with noise known exactly, ([\d.]+) % with 50 degrees of freedom, "
            r"([\d.]+) % with 9\.",
            [(math.inf, 8), (50.0, 8), (9.0, 8)],
        ),
        (
            r"with 20 degrees of freedom ([\d.]+) % are stated for eight visits, ([\d.]+) % for "
            r"sixteen and ([\d.]+) % for thirty",
            [(20.0, 8), (20.0, 16), (20.0, 30)],
        ),
    ],
)
def test_the_page_has_the_rates(said: str, rates: list[tuple[float, int]]) -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    found = re.search(said, page)
    assert found is not None
    assert list(found.groups()) == [f"{false_alarm_pct(*each):.1f}" for each in rates]


def test_before_two_visits_to_compare_nothing_can_be_called() -> None:
    assert false_alarm_pct(20.0, visits=4) == 0
    assert 0 < false_alarm_pct(20.0, visits=5) < false_alarm_pct(20.0, visits=8)
