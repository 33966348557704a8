"""The method holds what it promises, with made-up courses through the real code.

`make progress` runs the same scenarios at length; docs/progress.md shows its table.
"""

import math
from dataclasses import replace
from functools import cache

import pytest

from tools.progress_counting import (
    FALSE_ALARMS,
    NOT_REACHED,
    PATIENTS,
    POWER,
    POWER_PCT,
    Rates,
    Scenario,
    one_leg,
    patients_pool,
    rates_of,
)
from tools.progress_scenarios import LONG, SCENARIOS
from tools.progress_simulation import BEGIN, END, PAGE, PICTURE, with_table
from tools.simulated_courses import USUAL

CLINICS, COURSES, SEED = 15, 20, 5
"""Three hundred courses: the standard error of 1 % is 0.6, that of 93 % is 1.5."""


@cache
def counted(scenario: Scenario) -> Rates:
    """One short run for all tests."""
    return rates_of(scenario, CLINICS, COURSES, SEED)


def rows_of_the_page() -> dict[tuple[str, str], list[str]]:
    """The cells of the page's table by patient and pool."""
    table = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    cells = [[cell.strip() for cell in row.split("|")[1:]] for row in table.splitlines()[2:]]
    return {(row[0], row[1]): row for row in cells}


def name_of(scenario: Scenario) -> str:
    return f"{scenario.name} ({scenario.pool})"


@pytest.mark.parametrize(
    "scenario", [each for each in SCENARIOS if each.wanted in (FALSE_ALARMS, POWER)], ids=name_of
)
def test_a_scenario_keeps_its_bound(scenario: Scenario) -> None:
    rates = counted(scenario)
    assert rates.holds(scenario.wanted), rates


def test_a_clinic_that_thinks_its_noise_smaller_would_break_the_bound() -> None:
    clinic = patients_pool(USUAL.noisier(0.6))
    boasting = Scenario("noise known too small", PATIENTS, clinic, one_leg(), FALSE_ALARMS)
    rates = rates_of(boasting, CLINICS, COURSES, SEED)
    assert not rates.holds(FALSE_ALARMS), rates


def test_a_program_that_never_calls_anything_would_break_a_bound() -> None:
    """The rates of long courses are stated higher than the tolerance, so too few are seen, too."""
    long = [each for each in SCENARIOS if f"{LONG} visits" in each.name]
    assert len(long) == 2
    for scenario in long:
        rates = rates_of(scenario, 2, 2, SEED)
        assert not replace(rates, called_pct=0.0).holds(FALSE_ALARMS)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
def test_the_page_tells_what_a_short_run_finds(scenario: Scenario) -> None:
    cells = rows_of_the_page()[scenario.name, scenario.pool]
    called, stated = float(cells[2].split()[0]), float(cells[6])
    rates = counted(scenario)
    one_pct = 100 / rates.courses
    likely = min(max(called, one_pct), 100 - one_pct)
    error = math.sqrt(likely * (100 - likely) / rates.courses)
    assert rates.called_pct == pytest.approx(called, abs=4 * error)
    assert rates.stated_pct == pytest.approx(stated, abs=4 * rates.stated_error_pct + 0.01)


def test_what_is_told_as_not_reached_is_not() -> None:
    told = [each for each in SCENARIOS if each.wanted == NOT_REACHED]
    assert len(told) == 2
    for scenario in told:
        better_pct = float(rows_of_the_page()[scenario.name, scenario.pool][3])
        assert better_pct < POWER_PCT
        assert f"not reached: {better_pct:.1f}" in PAGE.read_text(encoding="utf-8")


def test_the_page_has_every_scenario_and_the_picture() -> None:
    assert list(rows_of_the_page()) == [(each.name, each.pool) for each in SCENARIOS]
    assert "missed" not in PAGE.read_text(encoding="utf-8").partition(BEGIN)[2]
    assert PICTURE.exists()


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks"):
        with_table("no marks", [])
