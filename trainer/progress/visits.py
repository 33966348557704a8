"""The visits of one leg: which trials of a day are judged, and what they come to.

One local calendar day is one visit. Its first three trials that say something about the patient are
judged; a trial that was voided, interrupted, stopped for pain or poorly received says nothing.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from statistics import fmean

from trainer.metrics.reasons import not_the_patients
from trainer.progress.anchor import day_of
from trainer.progress.phases import FEWEST, kind_of, phases_of, roles_of
from trainer.progress.scale import FAILING, TIME_TO_FAILURE, Scale, scale_for
from trainer.progress.values import AnchorVisit, Phase, Role
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.history import StoredTrial
from trainer.recording.vocabulary import Outcome

JUDGED = 3
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
    days = [(day, tuple(found)) for day, found in groupby(trials, key=day_of)]
    days = [(day, found) for day, found in days if any(map(judgeable, found))]
    judged = [first_of(found) for _, found in days]
    phases = phases_of([kind_of(len(first), _failed(first)) for first in judged])
    scales = [scale_for(primary, conditions.level, phase) for phase in phases]
    readings = [
        reading_of(first, conditions, scale) for first, scale in zip(judged, scales, strict=True)
    ]
    roles = roles_of(phases, [reading is not None for reading in readings])
    values = [
        None if reading is None else scale.back(reading.value)
        for scale, reading in zip(scales, readings, strict=True)
    ]
    told = zip(days, phases, roles, values, strict=True)
    return tuple(
        _visit(number, day, found, conditions, phase, role, value)
        for number, ((day, found), phase, role, value) in enumerate(told, start=1)
    )


def first_of(trials: Iterable[StoredTrial]) -> tuple[StoredTrial, ...]:
    """The trials of a day that are judged."""
    return tuple(islice(filter(judgeable, trials), JUDGED))


def judgeable(trial: StoredTrial) -> bool:
    """Whether a trial says something about the patient: it was held to its end, or failed."""
    return not trial.voided and trial.outcome in _SAYS_SOMETHING and not not_the_patients(trial.why)


def reading_of(
    trials: Sequence[StoredTrial], conditions: Conditions, scale: Scale
) -> Reading | None:
    """What a visit's judged trials bring; None with fewer than two that have a value."""
    if scale is FAILING:
        return _time_reading(trials, conditions)
    values = [
        scale.of(trial.metrics[scale.metric])
        for trial in trials
        if trial.valid and scale.holds(trial.metrics.get(scale.metric))
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
    times_s, censored = _known_times(trials, longest_s)
    return (fmean(times_s) if times_s else None), censored


def longest_s(conditions: Conditions) -> float:
    """How long a trial runs from its start, which is where a time to failure counts from."""
    return conditions.seconds + LEAD_IN_S


def _visit(
    number: int,
    day: date,
    trials: tuple[StoredTrial, ...],
    conditions: Conditions,
    phase: Phase,
    role: Role,
    value: float | None,
) -> AnchorVisit:
    judged = first_of(trials)
    known = {trial.trial_id for trial in judged}
    failed = _failed(judged)
    mean_s, censored = mean_time_to_failure(judged, longest_s(conditions))
    contacts = [t.metrics["rim_contacts"] for t in judged if "rim_contacts" in t.metrics]
    return AnchorVisit(
        number=number,
        day=day,
        trials=judged,
        others=tuple(trial for trial in trials if trial.trial_id not in known),
        valid=len(judged) - failed,
        of=len(judged),
        failed=failed,
        phase=phase,
        role=role,
        value=value,
        time_to_failure_s=mean_s,
        censored=censored,
        rim_contacts=sum(contacts) / len(contacts) if contacts else None,
    )


def _failed(judged: Iterable[StoredTrial]) -> int:
    """A trial that was held to its end fails, too, if time on the rim or a hand spoiled it."""
    return sum(not trial.valid for trial in judged)


def _time_reading(trials: Sequence[StoredTrial], conditions: Conditions) -> Reading | None:
    """The restricted mean time to failure; its variance on the log scale is (spread / mean)²."""
    times_s, _ = _known_times(trials, longest_s(conditions))
    if len(times_s) < FEWEST:
        return None
    mean_s = fmean(times_s)
    value = FAILING.of(mean_s)
    return Reading(value, len(times_s), _variance(times_s, mean_s) / FAILING.back(value) ** 2)


def _known_times(trials: Iterable[StoredTrial], longest_s: float) -> tuple[list[float], bool]:
    """The known times, none longer than `longest_s`, and whether one is only known to be longer."""
    known = [(time_s, censored) for time_s, censored in map(_time_s, trials) if time_s is not None]
    return [min(time_s, longest_s) for time_s, _ in known], any(censored for _, censored in known)


def _time_s(trial: StoredTrial) -> tuple[float | None, bool]:
    if trial.outcome is Outcome.NOT_HELD:
        return 0.0, False
    return trial.metrics.get(TIME_TO_FAILURE), TIME_TO_FAILURE in trial.censored


def _variance(values: Sequence[float], mean: float) -> float:
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
