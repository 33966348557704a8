"""Made-up courses of visits as histories: patients who learn, vary, fail and change as told.

The proof of `trainer.progress` draws them: tests/progress and `tools.progress_simulation`. Trials
are drawn statistically (no board is simulated); everything that is said of them comes from the same
code as in a clinic.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from trainer.metrics.reasons import ENDED
from trainer.progress.values import COURSE_VISITS
from trainer.progress.visits import JUDGED
from trainer.recording.clinical import Episode
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.vocabulary import Outcome, Side

VISITS, TRIALS = COURSE_VISITS, JUDGED
PRACTICE_TRIALS = 5
"""Before the first visit's anchor trials: eight trials of learning in all."""
DAYS_APART = (2, 3, 5)
"""Visits come at one of these distances."""
BEGUN = datetime(2026, 1, 5, 10, tzinfo=UTC)
ANCHOR = Conditions("steady-stance", side=Side.LEFT)
EPISODE = Episode(BEGUN)
LEGS = (Side.LEFT, Side.RIGHT)
STILL = (0.0,) * VISITS
NEVER_FAILS_S = 1e9
WEIBULL_SHAPE = 1.5
"""Above 1: the longer somebody stands, the more tired they are."""
LEGS_TOGETHER = math.sqrt(0.5)
"""The share of a day's variation (its SD) that both legs of a person have in common."""


@dataclass(frozen=True)
class Person:
    """How one person moves; everything is on the scale of the logarithm of the board's speed.

    `between` and `within` are SDs, from visit to visit and from trial to trial. The first trial is
    faster by `learning`, which dies away with `learning_trials` as its time constant. A usual trial
    of a usual day fails with a Weibull time of the scale `stands_s`, which is longer by `steepness`
    for each unit that the board is slower.
    """

    speed: float = math.log(8.0)
    between: float = 0.08
    within: float = 0.12
    learning: float = 0.3
    learning_trials: float = 3.0
    stands_s: float = NEVER_FAILS_S
    steepness: float = 2.5

    @property
    def sem(self) -> float:
        """Of a visit of three trials."""
        return math.sqrt(self.between**2 + self.within**2 / TRIALS)

    def noisier(self, times: float) -> "Person":
        """The same person with so many times the noise."""
        return replace(self, between=self.between * times, within=self.within * times)


USUAL = Person()


def course(
    random: np.random.Generator,
    person: Person = USUAL,
    effect: Sequence[float] = STILL,
    sides: Sequence[Side] = LEGS[:1],
) -> History:
    """One person's visits; `effect` is what is added to the logarithm of the speed at each."""
    visits = len(effect)
    days = np.cumsum(random.choice(DAYS_APART, visits)) - DAYS_APART[0]
    shared = random.standard_normal(visits)
    series: list[Series] = []
    for side in sides:
        own = random.standard_normal(visits)
        both = LEGS_TOGETHER * shared + math.sqrt(1 - LEGS_TOGETHER**2) * own
        levels = person.speed + np.asarray(effect) + person.between * both
        series += _leg(random, person, replace(ANCHOR, side=side), levels, days)
    return History("P-1", tuple(series))


def ramp(whole: float, first: float = 2.5, last: int = VISITS) -> tuple[float, ...]:
    """An even change through all visits that comes to `whole` from visit `first` to `last`; a
    first of 2.5 is the middle of the baseline.
    """
    return tuple(whole * visit / (last - first) for visit in range(VISITS))


def step(size: float, at: int) -> tuple[float, ...]:
    """A change that comes between two visits, the second of them `at`."""
    return tuple(size * (visit >= at) for visit in range(1, VISITS + 1))


def _leg(
    random: np.random.Generator,
    person: Person,
    conditions: Conditions,
    levels: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    days: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> list[Series]:
    trials = PRACTICE_TRIALS + TRIALS * len(levels)
    visit = np.maximum(np.arange(trials) - PRACTICE_TRIALS, 0) // TRIALS
    learned = person.learning * np.exp(-np.arange(trials) / person.learning_trials)
    moving = levels[visit] + learned + person.within * random.standard_normal(trials)
    slower = np.clip(person.steepness * (person.speed - moving), -50, 50)
    failing_s = person.stands_s * np.exp(slower) * random.weibull(WEIBULL_SHAPE, trials)
    contacts = random.poisson(0.5 + 20 / np.maximum(failing_s, 5))
    done = [
        _trial(
            BEGUN + timedelta(days=int(days[v]), minutes=2 * n),
            (float(moving[n]), float(failing_s[n]), int(contacts[n])),
            conditions.seconds + LEAD_IN_S,
        )
        for n, v in enumerate(visit.tolist())
    ]
    practised = replace(conditions, practice=True)
    return [
        Series(practised, tuple(done[:PRACTICE_TRIALS])),
        Series(conditions, tuple(done[PRACTICE_TRIALS:])),
    ]


def _trial(at: datetime, drawn: tuple[float, float, int], longest_s: float) -> StoredTrial:
    moving, failing_s, contacts = drawn
    held = failing_s >= longest_s
    outcome = Outcome.COMPLETED if held else Outcome.FOOT_DOWN
    metrics = {"time_to_failure_s": min(failing_s, longest_s), "rim_contacts": float(contacts)}
    if held:
        metrics["mean_tilt_velocity"] = math.exp(moving)
    return StoredTrial(
        f"{at:%m%d%H%M}",
        at,
        min(failing_s, longest_s),
        outcome,
        "mean_tilt_velocity",
        metrics,
        censored=("time_to_failure_s",) if held else (),
        why="" if held else ENDED[outcome],
    )
