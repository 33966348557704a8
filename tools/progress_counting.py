"""Draws clinics and their patients, judges these by the real code, and counts what is called.

`tools.progress_scenarios` lists what is drawn. The patient who is judged is in the clinic's list,
as in a clinic.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from tools.simulated_courses import (
    EPISODE,
    LEGS,
    STILL,
    TRIALS,
    USUAL,
    VISITS,
    Person,
    course,
)
from trainer.progress import ClinicNoise, clinic_noise, progress_of
from trainer.progress.anchor import Task
from trainer.progress.change import quantile
from trainer.progress.noise import Noise
from trainer.progress.pool import VOLUNTEERS_DAYS, Member
from trainer.progress.values import AnchorVisit, LegProgress, Phase
from trainer.progress.verdict import runs
from trainer.recording.history import History

Random = np.random.Generator
PEOPLE = 10
PATIENTS, STAFF = f"{PEOPLE} patients, {VISITS} visits", f"{PEOPLE} staff, {VOLUNTEERS_DAYS} days"
EXACT, BOTH_KINDS = "noise known exactly", f"{PEOPLE} of each kind"
EXACT_DF = 1e6


@dataclass(frozen=True)
class Scenario:
    """A clinic with its pool, and the courses of a kind of patient.

    `wanted` says what the rate must be: that of false alarms; at least `POWER_PCT`; that, though it
    is known not to be reached, which is told; or it is only shown.
    """

    name: str
    pool: str
    clinic: Callable[[Random], ClinicNoise]
    patient: Callable[[Random], History]
    wanted: str


FALSE_ALARMS, POWER, NOT_REACHED, SHOWN = "false alarms", "power", "not reached", "shown"
TOLERANCE_PCT, POWER_PCT = 1.5, 90.0


@dataclass(frozen=True)
class Rates:
    """Of a hundred courses: called changed at least once, each way; changed over; and the mean of
    the stated rate of false alarms. `error_pct` and `stated_error_pct` are the standard errors of
    `called_pct` and `stated_pct`, which know that the courses of one clinic share its pool.
    """

    courses: int
    called_pct: float
    error_pct: float
    better_pct: float
    worse_pct: float
    changed_over_pct: float
    stated_pct: float
    stated_error_pct: float

    def holds(self, wanted: str) -> bool:
        """Whether a scenario's bound is kept."""
        if wanted == FALSE_ALARMS:
            return abs(self.called_pct - self.stated_pct) <= TOLERANCE_PCT
        return wanted in (NOT_REACHED, SHOWN) or self.better_pct >= POWER_PCT


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
        error_pct=_error(changed),
        better_pct=better,
        worse_pct=worse,
        changed_over_pct=changed_over,
        stated_pct=float(table[:, :, 3].mean() / 100),
        stated_error_pct=_error(table[:, :, 3] / 100),
    )


def _error(table: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> float:
    """The standard error of the mean of a row for each clinic."""
    return float(table.mean(axis=1).std(ddof=1) / math.sqrt(len(table)))


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
    patient = Member(history, EPISODE)
    among = replace(clinic, patients=(*clinic.patients, patient))
    progress = progress_of(history, EPISODE, among)
    leg: LegProgress = progress.legs[0]
    rate = progress.false_alarm_pct
    return *called(leg.visits), leg.changed_over_at is not None, math.nan if rate is None else rate


class ExactNoise(ClinicNoise):
    """A clinic that knows the noise of the usual person."""

    def of(self, task: Task, primary: str, phase: Phase, without: str = "") -> Noise:
        """The same for everybody."""
        sem_squared, within = USUAL.sem**2, USUAL.within**2
        return Noise(PEOPLE, sem_squared, EXACT_DF, within, EXACT_DF, 1 / TRIALS)


def exact_noise(_: Random) -> ClinicNoise:
    """Nothing has to be learned of the noise."""
    return ExactNoise()


def patients_pool(
    person: Person = USUAL,
    differing: float = 0.0,
    effects: tuple[tuple[float, ...], ...] = (STILL,),
) -> Callable[[Random], ClinicNoise]:
    """Ten patients with eight visits on both legs, with these changes in turn."""

    def clinic(random: Random) -> ClinicNoise:
        return clinic_noise(
            (named(n, course(random, one, effects[n % len(effects)], LEGS)), EPISODE)
            for n, one in enumerate(_people(random, person, differing))
        )

    return clinic


def staff_pool(person: Person = USUAL, differing: float = 0.0) -> Callable[[Random], ClinicNoise]:
    """Ten volunteers with both legs on two days."""

    def clinic(random: Random) -> ClinicNoise:
        people = _people(random, person, differing)
        two_days = STILL[:VOLUNTEERS_DAYS]
        courses = (course(random, one, two_days, LEGS) for one in people)
        return clinic_noise((), [named(n, whole) for n, whole in enumerate(courses)])

    return clinic


def one_leg(
    person: Person = USUAL, effect: tuple[float, ...] = STILL, differing: float = 0.0
) -> Callable[[Random], History]:
    """The course of one patient."""
    return lambda random: course(random, _one(random, person, differing), effect)


def _one(random: Random, person: Person, differing: float) -> Person:
    return person.noisier(math.exp(differing * random.standard_normal())) if differing else person


def _people(random: Random, person: Person, differing: float) -> Iterator[Person]:
    return (_one(random, person, differing) for _ in range(PEOPLE))


def named(number: int, history: History) -> History:
    """Another person than the one who is judged."""
    return replace(history, patient_code=f"C-{number}")


def joined(*clinics: ClinicNoise) -> ClinicNoise:
    """The people of several clinics in one."""
    patients = (one for clinic in clinics for one in clinic.patients)
    return ClinicNoise(tuple(patients), tuple(v for c in clinics for v in c.volunteers))


def mdc(df: float, person: Person = USUAL) -> float:
    """MDC95 of three trials on the log scale with the person's true SEM: t(df)·√2·SEM."""
    return quantile(df) * math.sqrt(2) * person.sem
