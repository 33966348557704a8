"""The method holds what it promises, with made-up courses through the real code.

`make progress` runs the same scenarios at length; docs/progress.md shows its table.
"""

import pytest

from tools.progress_scenarios import (
    FALSE_ALARMS,
    PATIENTS,
    SCENARIOS,
    SHOWN,
    Scenario,
    one_leg,
    patients_pool,
    rates_of,
)
from tools.progress_simulation import BEGIN, PAGE, PICTURE, with_table
from tools.simulated_courses import USUAL

CLINICS, COURSES, SEED = 15, 20, 5
"""Three hundred courses: the standard error of 1 % is 0.6, that of 93 % is 1.5."""


def name_of(scenario: Scenario) -> str:
    return f"{scenario.name} ({scenario.pool})"


@pytest.mark.parametrize(
    "scenario", [each for each in SCENARIOS if each.wanted != SHOWN], ids=name_of
)
def test_a_scenario_keeps_its_bound(scenario: Scenario) -> None:
    rates = rates_of(scenario, CLINICS, COURSES, SEED)
    assert rates.holds(scenario.wanted), rates


def test_a_clinic_that_thinks_its_noise_smaller_would_break_the_bound() -> None:
    clinic = patients_pool(USUAL.noisier(0.6))
    boasting = Scenario("noise known too small", PATIENTS, clinic, one_leg(), FALSE_ALARMS)
    rates = rates_of(boasting, CLINICS, COURSES, SEED)
    assert not rates.holds(FALSE_ALARMS), rates


def test_the_page_has_every_scenario_and_the_picture() -> None:
    page = PAGE.read_text(encoding="utf-8")
    table = page.partition(BEGIN)[2]
    rows = [
        (row.split("|")[1].strip(), row.split("|")[2].strip())
        for row in table.splitlines()[2:]
        if row.startswith("|")
    ]
    assert rows == [(each.name, each.pool) for each in SCENARIOS]
    assert "missed" not in table
    assert PICTURE.exists()


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks"):
        with_table("no marks", [])
