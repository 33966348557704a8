"""The scenarios by which `trainer.progress` is proved.

`tools.progress_simulation` runs them at length for docs/progress.md, tests/progress briefly.
"""

from collections.abc import Callable
from dataclasses import replace

from tools.progress_counting import (
    BOTH_KINDS,
    EXACT,
    FALSE_ALARMS,
    NOT_REACHED,
    PATIENTS,
    PEOPLE,
    POWER,
    SHOWN,
    STAFF,
    Random,
    Scenario,
    exact_noise,
    joined,
    mdc,
    one_leg,
    patients_pool,
    staff_pool,
)
from tools.simulated_courses import STILL, USUAL, VISITS, Person, ramp, step
from trainer.progress import ClinicNoise
from trainer.progress.phases import LEARNING_VISITS
from trainer.progress.residuals import TREND_PARAMETERS
from trainer.recording.history import History

DIFFERING = 0.35
"""SD of the logarithm of people's noise: one person in six has 1.4 times the usual, one 0.7."""
PATIENTS_DF, STAFF_DF = PEOPLE * (VISITS - LEARNING_VISITS - TREND_PARAMETERS), PEOPLE - 1
"""A line takes two degrees of freedom of the seven visits from the second on, the mean one of ten;
a person's two legs count once.
"""
SLOW_LEARNER = replace(USUAL, learning=0.4, learning_trials=4.0)
ON_DAYS = Person(between=0.20, within=0.06)
ON_TRIALS = Person(between=0.0, within=0.20)
FAILING = replace(USUAL, stands_s=8.0, learning=0.2)
NOW_AND_THEN = replace(USUAL, stands_s=26.0, learning=0.2)
STANDS_SOON = step(-1.2, 3)
STANDS_LONGER = ramp(-0.9)
"""With the steepness of failures: from about 8 s to about 75 s, which is hardly ever a failure."""
FROM_BASELINE, FROM_FIRST = 2.5, 1


def _failing_clinic(random: Random) -> ClinicNoise:
    """Ten patients who fail, and ten who do not, so that the noise of both metrics is known."""
    failing = patients_pool(FAILING)(random)
    return joined(failing, patients_pool()(random))


def _improving(df: float, first: float) -> Callable[[Random], History]:
    return one_leg(effect=ramp(-2 * mdc(df), first))


LONG = 30
SCENARIOS = (
    Scenario("no change", PATIENTS, patients_pool(), one_leg(), FALSE_ALARMS),
    Scenario("no change", STAFF, staff_pool(), one_leg(), FALSE_ALARMS),
    Scenario(
        f"no change in {LONG} visits",
        EXACT,
        exact_noise,
        one_leg(effect=(0.0,) * LONG),
        FALSE_ALARMS,
    ),
    Scenario(
        f"no change in {LONG} visits",
        PATIENTS,
        patients_pool(),
        one_leg(effect=(0.0,) * LONG),
        FALSE_ALARMS,
    ),
    Scenario(
        "learning alone, and slowly",
        PATIENTS,
        patients_pool(SLOW_LEARNER),
        one_leg(SLOW_LEARNER),
        FALSE_ALARMS,
    ),
    Scenario(
        "learning alone, and slowly",
        STAFF,
        staff_pool(SLOW_LEARNER),
        one_leg(SLOW_LEARNER),
        FALSE_ALARMS,
    ),
    Scenario(
        "days differ much more than trials",
        PATIENTS,
        patients_pool(ON_DAYS),
        one_leg(ON_DAYS),
        FALSE_ALARMS,
    ),
    Scenario(
        "days do not differ, trials do",
        PATIENTS,
        patients_pool(ON_TRIALS),
        one_leg(ON_TRIALS),
        FALSE_ALARMS,
    ),
    Scenario(
        "people differ in their noise",
        PATIENTS,
        patients_pool(differing=DIFFERING),
        one_leg(differing=DIFFERING),
        FALSE_ALARMS,
    ),
    Scenario(
        "people differ in their noise",
        STAFF,
        staff_pool(differing=DIFFERING),
        one_leg(differing=DIFFERING),
        FALSE_ALARMS,
    ),
    Scenario("fails all along", BOTH_KINDS, _failing_clinic, one_leg(FAILING), FALSE_ALARMS),
    Scenario(
        "fails every other time",
        BOTH_KINDS,
        _failing_clinic,
        one_leg(NOW_AND_THEN),
        FALSE_ALARMS,
    ),
    Scenario(
        "fails, and stands from visit 3 on",
        BOTH_KINDS,
        _failing_clinic,
        one_leg(FAILING, STANDS_SOON),
        FALSE_ALARMS,
    ),
    Scenario(
        "ramp of two MDC, baseline to visit 8",
        PATIENTS,
        patients_pool(),
        _improving(PATIENTS_DF, FROM_BASELINE),
        POWER,
    ),
    Scenario(
        "ramp of two MDC, baseline to visit 8",
        STAFF,
        staff_pool(),
        _improving(STAFF_DF, FROM_BASELINE),
        POWER,
    ),
    Scenario(
        "the same, where half the pool changes",
        PATIENTS,
        patients_pool(
            effects=(STILL, ramp(-2 * mdc(PATIENTS_DF)), STILL, step(-mdc(PATIENTS_DF), 5))
        ),
        _improving(PATIENTS_DF, FROM_BASELINE),
        POWER,
    ),
    Scenario(
        "ramp of two MDC, visit 1 to visit 8",
        PATIENTS,
        patients_pool(),
        _improving(PATIENTS_DF, FROM_FIRST),
        NOT_REACHED,
    ),
    Scenario(
        "ramp of two MDC, visit 1 to visit 8",
        STAFF,
        staff_pool(),
        _improving(STAFF_DF, FROM_FIRST),
        NOT_REACHED,
    ),
    Scenario(
        "step of one and a half MDC at visit 5",
        PATIENTS,
        patients_pool(),
        one_leg(effect=step(-1.5 * mdc(PATIENTS_DF), 5)),
        SHOWN,
    ),
    Scenario(
        "fails at first, stands ever longer",
        BOTH_KINDS,
        _failing_clinic,
        one_leg(FAILING, STANDS_LONGER),
        SHOWN,
    ),
    Scenario(
        "step of two MDC at visit 6",
        PATIENTS,
        patients_pool(),
        one_leg(effect=step(-2 * mdc(PATIENTS_DF), 6)),
        SHOWN,
    ),
    Scenario(
        "step of two MDC at visit 6",
        STAFF,
        staff_pool(),
        one_leg(effect=step(-2 * mdc(STAFF_DF), 6)),
        SHOWN,
    ),
    Scenario(
        "step of five MDC at visit 6, people differ",
        PATIENTS,
        patients_pool(differing=DIFFERING),
        one_leg(effect=step(-5 * mdc(PATIENTS_DF), 6), differing=DIFFERING),
        SHOWN,
    ),
    Scenario(
        "ramp of two MDC the other way",
        PATIENTS,
        patients_pool(),
        one_leg(effect=ramp(2 * mdc(PATIENTS_DF), FROM_BASELINE)),
        SHOWN,
    ),
)
