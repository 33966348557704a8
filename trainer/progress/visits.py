"""The visits of one leg: which trials of a day are judged, and what they come to.

One local calendar day is one visit. Its first three trials that say something about the patient are
judged; a trial that was voided, interrupted, stopped for pain or poorly received says nothing.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from trainer.metrics.reasons import not_the_patients
from trainer.progress.anchor import day_of
from trainer.progress.phases import assigned
from trainer.progress.scale import TIME_TO_FAILURE, Scale, scale_for
from trainer.progress.values import AnchorVisit, Phase, Role
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.history import StoredTrial
from trainer.recording.vocabulary import Outcome

JUDGED = 3
FEWEST = 2
"""A visit's value is the mean of at least this many trials."""
_SAYS_SOMETHING = frozenset(
    {
        Outcome.COMPLETED,
        Outcome.TOUCH,
        Outcome.FOOT_DOWN,
        Outcome.RIM_REST,
        Outcome.NOT_HELD,
    }
)


@dataclass(frozen=True)
class Reading:
    """A visit as statistics take it, on the scale of its phase's metric.

    `value` is the mean of `k` trials; `within` the variance of one trial about it, which has
    k − 1 degrees of freedom.
    """

    value: float
    k: int
    within: float


def anchor_visits(
    trials: Sequence[StoredTrial], conditions: Conditions, primary: str
) -> tuple[AnchorVisit, ...]:
    """The visits of one leg under these conditions, without what is compared between them.

    A day on which no trial says anything about the patient is no visit. `primary` is the episode's
    primary metric.
    """
    days = [_visit(day, tuple(found)) for day, found in groupby(trials, key=day_of)]
    visits = [visit for visit in days if visit.trials]
    numbered = [replace(visit, number=n) for n, visit in enumerate(visits, start=1)]
    return assigned(numbered, lambda visit: _valued(visit, conditions, primary))


def judgeable(trial: StoredTrial) -> bool:
    """Whether a trial says something about the patient: it was held to its end, or failed."""
    return not trial.voided and trial.outcome in _SAYS_SOMETHING and not not_the_patients(trial.why)


def reading_of(visit: AnchorVisit, conditions: Conditions, scale: Scale) -> Reading | None:
    """What a visit brings in its phase; None with fewer than two trials that have a value."""
    if visit.phase is Phase.FAILING:
        return _time_reading(visit.trials, conditions, scale)
    values = [
        scale.of(trial.metrics[scale.metric])
        for trial in visit.trials
        if trial.valid and scale.metric in trial.metrics
    ]
    if len(values) < FEWEST:
        return None
    mean = sum(values) / len(values)
    return Reading(mean, len(values), _variance(values, mean))


def mean_time_to_failure(
    trials: Iterable[StoredTrial], longest_s: float = math.inf
) -> tuple[float | None, bool]:
    """The mean of the known times to failure, none of them counted as more than `longest_s`, and
    whether one of them is only known to be longer; (None, False) if no time is known.

    With the trial's length as `longest_s` it is the restricted mean survival time (Royston and
    Parmar 2013, BMC Med Res Methodol 13:152); as every trial lasts as long, it needs no estimator
    beyond the mean. A failure that was noted after the end has no known time and is left out.
    """
    known = [(time_s, censored) for time_s, censored in map(_time_s, trials) if time_s is not None]
    if not known:
        return None, False
    mean_s = sum(min(time_s, longest_s) for time_s, _ in known) / len(known)
    return mean_s, any(censored for _, censored in known)


def longest_s(conditions: Conditions) -> float:
    """How long a trial runs from its start, which is where a time to failure counts from."""
    return conditions.seconds + LEAD_IN_S


def _visit(day: date, trials: tuple[StoredTrial, ...]) -> AnchorVisit:
    judged = tuple([trial for trial in trials if judgeable(trial)][:JUDGED])
    others = tuple(trial for trial in trials if trial not in judged)
    valid = sum(trial.valid for trial in judged)
    of, failed = len(judged), len(judged) - valid
    return AnchorVisit(0, day, judged, others, valid, of, failed, Phase.STEADY, Role.LEARNING)


def _valued(visit: AnchorVisit, conditions: Conditions, primary: str) -> AnchorVisit:
    """The visit with its values; its phase is known."""
    scale = scale_for(primary, conditions.level, visit.phase)
    reading = reading_of(visit, conditions, scale)
    mean_s, censored = mean_time_to_failure(visit.trials, longest_s(conditions))
    contacts = [t.metrics["rim_contacts"] for t in visit.trials if "rim_contacts" in t.metrics]
    return replace(
        visit,
        value=None if reading is None else scale.back(reading.value),
        time_to_failure_s=mean_s,
        censored=censored,
        rim_contacts=sum(contacts) / len(contacts) if contacts else None,
    )


def _time_reading(
    trials: Sequence[StoredTrial], conditions: Conditions, scale: Scale
) -> Reading | None:
    """The restricted mean time to failure; its variance on the log scale is (spread / mean)²."""
    found = [time_s for time_s, _ in map(_time_s, trials) if time_s is not None]
    times_s = [min(time_s, longest_s(conditions)) for time_s in found]
    if len(times_s) < FEWEST:
        return None
    mean_s = sum(times_s) / len(times_s)
    at_least_s = scale.back(scale.of(mean_s))
    return Reading(scale.of(mean_s), len(times_s), _variance(times_s, mean_s) / at_least_s**2)


def _time_s(trial: StoredTrial) -> tuple[float | None, bool]:
    if trial.outcome is Outcome.NOT_HELD:
        return 0.0, False
    return trial.metrics.get(TIME_TO_FAILURE), TIME_TO_FAILURE in trial.censored


def _variance(values: Sequence[float], mean: float) -> float:
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
