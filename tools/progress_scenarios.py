"""The scenarios by which `trainer.progress` is proved, and how their rates are counted.

`tools.progress_simulation` runs them at length for docs/progress.md, tests/progress briefly.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from tools.simulated_courses import (
    EPISODE,
    LEGS,
    STILL,
    USUAL,
    VISITS,
    Person,
    course,
    ramp,
    step,
)
from trainer.progress import ClinicNoise, clinic_noise, progress_of
from trainer.progress.change import quantile
from trainer.progress.values import AnchorVisit, LegProgress
from trainer.progress.verdict import runs
from trainer.recording.history import History

Random = np.random.Generator
PEOPLE = 10
DIFFERING = 0.35
"""SD of the logarithm of people's noise: one person in six has 1.4 times the usual, one 0.7."""
PATIENTS, STAFF = "10 patients, 8 visits", "10 staff, 2 days"


@dataclass(frozen=True)
class Scenario:
    """A clinic with its pool, and the courses of a kind of patient.

    `wanted` says what the rate must be: that of false alarms, at least `POWER_PCT`, or is only
    shown.
    """

    name: str
    pool: str
    clinic: Callable[[Random], ClinicNoise]
    patient: Callable[[Random], History]
    wanted: str


FALSE_ALARMS, POWER, SHOWN = "false alarms", "power", "shown"
TOLERANCE_PCT, POWER_PCT = 1.5, 90.0


@dataclass(frozen=True)
class Rates:
    """Of a hundred courses: called changed at least once, each way; changed over; and the mean of
    the stated rate of false alarms. `error_pct` is the standard error of `called_pct`, which
    knows that the courses of one clinic share its pool.
    """

    courses: int
    called_pct: float
    error_pct: float
    better_pct: float
    worse_pct: float
    changed_over_pct: float
    stated_pct: float

    def holds(self, wanted: str) -> bool:
        """Whether a scenario's bound is kept."""
        if wanted == FALSE_ALARMS:
            return abs(self.called_pct - self.stated_pct) <= TOLERANCE_PCT
        return wanted == SHOWN or self.better_pct >= POWER_PCT


def rates_of(scenario: Scenario, clinics: int, courses: int, seed: int) -> Rates:
    """Runs so many courses in each of so many clinics, each with a pool of its own."""
    random = np.random.default_rng(seed)
    found: list[list[tuple[bool, bool, bool, float]]] = []
    for _ in range(clinics):
        clinic = scenario.clinic(random)
        found.append([_outcome(scenario.patient(random), clinic) for _ in range(courses)])
    table = 100 * np.array(found, dtype=float)
    changed = np.maximum(table[:, :, 0], table[:, :, 1])
    better, worse, changed_over = (float(table[:, :, column].mean()) for column in range(3))
    return Rates(
        courses=clinics * courses,
        called_pct=float(changed.mean()),
        error_pct=float(changed.mean(axis=1).std(ddof=1) / math.sqrt(clinics)),
        better_pct=better,
        worse_pct=worse,
        changed_over_pct=changed_over,
        stated_pct=float(table[:, :, 3].mean() / 100),
    )


def called(visits: tuple[AnchorVisit, ...]) -> tuple[bool, bool]:
    """Whether a leg was called better, and worse, at any of its visits."""
    found = [
        run.last.beyond
        for _, stretch in groupby(visits, key=lambda visit: visit.phase)
        for run in runs(list(stretch))
        if run.found
    ]
    return 1 in found, -1 in found


def _outcome(history: History, clinic: ClinicNoise) -> tuple[bool, bool, bool, float]:
    progress = progress_of(history, EPISODE, clinic)
    leg: LegProgress = progress.legs[0]
    rate = progress.false_alarm_pct
    return *called(leg.visits), leg.changed_over_at is not None, math.nan if rate is None else rate


def patients_pool(
    person: Person = USUAL,
    differing: float = 0.0,
    effects: tuple[tuple[float, ...], ...] = (STILL,),
) -> Callable[[Random], ClinicNoise]:
    """Ten patients with eight visits on both legs, with these changes in turn."""

    def clinic(random: Random) -> ClinicNoise:
        return clinic_noise(
            (
                course(random, _one(random, person, differing), effects[n % len(effects)], LEGS),
                EPISODE,
            )
            for n in range(PEOPLE)
        )

    return clinic


def staff_pool(person: Person = USUAL, differing: float = 0.0) -> Callable[[Random], ClinicNoise]:
    """Ten volunteers with both legs on two days."""

    def clinic(random: Random) -> ClinicNoise:
        people = (_one(random, person, differing) for _ in range(PEOPLE))
        return clinic_noise((), [course(random, one, STILL[:2], LEGS) for one in people])

    return clinic


def one_leg(
    person: Person = USUAL, effect: tuple[float, ...] = STILL, differing: float = 0.0
) -> Callable[[Random], History]:
    """The course of one patient."""
    return lambda random: course(random, _one(random, person, differing), effect)


def _one(random: Random, person: Person, differing: float) -> Person:
    return person.noisier(math.exp(differing * random.standard_normal())) if differing else person


def mdc(df: float, person: Person = USUAL) -> float:
    """MDC95 of three trials on the log scale with the person's true SEM: t(df)·√2·SEM."""
    return quantile(df) * math.sqrt(2) * person.sem


PATIENTS_DF, STAFF_DF = 10 * (VISITS - 1 - 2), 10 - 1
"""A line takes two degrees of freedom of the seven visits from the second on, the mean one of ten;
a person's two legs count once.
"""
SLOW_LEARNER = replace(USUAL, learning=0.4, learning_trials=4.0)
ON_DAYS = Person(between=0.20, within=0.06)
ON_TRIALS = Person(between=0.0, within=0.20)
FAILING = replace(USUAL, stands_s=8.0, learning=0.2)
BOTH_KINDS = replace(USUAL, stands_s=26.0, learning=0.2)
STANDS_SOON = step(-1.2, 3)
STANDS_LONGER = ramp(-0.9)
"""With the steepness of failures: from about 8 s to about 75 s, which is hardly ever a failure."""
FROM_BASELINE, FROM_FIRST = 2.5, 1


def _failing_clinic(random: Random) -> ClinicNoise:
    """Ten patients who fail, and ten who do not, so that the noise of both metrics is known."""
    failing = patients_pool(FAILING)(random)
    return clinic_noise((*failing.patients, *patients_pool()(random).patients))


def _improving(df: float, first: float) -> Callable[[Random], History]:
    return one_leg(effect=ramp(-2 * mdc(df), first))


SCENARIOS = (
    Scenario("no change", PATIENTS, patients_pool(), one_leg(), FALSE_ALARMS),
    Scenario("no change", STAFF, staff_pool(), one_leg(), FALSE_ALARMS),
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
    Scenario("fails all along", "10 of each kind", _failing_clinic, one_leg(FAILING), FALSE_ALARMS),
    Scenario(
        "fails every other time",
        "10 of each kind",
        _failing_clinic,
        one_leg(BOTH_KINDS),
        FALSE_ALARMS,
    ),
    Scenario(
        "fails, and stands from visit 3 on",
        "10 of each kind",
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
        patients_pool(effects=(STILL, ramp(-2 * mdc(PATIENTS_DF)), STILL, step(-0.3, 5))),
        _improving(PATIENTS_DF, FROM_BASELINE),
        POWER,
    ),
    Scenario(
        "ramp of two MDC, visit 1 to visit 8",
        PATIENTS,
        patients_pool(),
        _improving(PATIENTS_DF, FROM_FIRST),
        SHOWN,
    ),
    Scenario(
        "ramp of two MDC, visit 1 to visit 8",
        STAFF,
        staff_pool(),
        _improving(STAFF_DF, FROM_FIRST),
        SHOWN,
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
        "10 of each kind",
        _failing_clinic,
        one_leg(FAILING, STANDS_LONGER),
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
