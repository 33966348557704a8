"""Who is here now: at which station, at which step of the visit, and today's trials.

Pages ask again and again. As long as nothing changes one small question is all that the database
hears, and nothing is noted: whoever opened the page has read of the patient once.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trainer.clinic.clinic import Clinic
from trainer.metrics.readable import number, title
from trainer.plans.steps import STEP_WORDS, Placed, StepKind, StepState
from trainer.reading.words import (
    EYES,
    LEGS,
    ON_RUNG,
    activity_title,
    ending_words,
    headline_value,
    is_assessment,
)
from trainer.recording.conditions import NO_DOME, Conditions
from trainer.recording.history import StoredTrial, local_day
from trainer.recording.vocabulary import Side
from trainer.sessions.visits.reading import chart_from_afar
from trainer.store import UnknownPatient
from trainer.store.values import LiveVisit, WhichMetrics
from trainer.texts import said, spoken

STEP, ALL_DONE = "step {k} of {n}: {step}", "all {n} steps done"
DOME = "dome {level}"
OF_LEG, NO_PLAN = "{step}, {leg}", "no plan"
MOST_TRIALS = 60
"""As many as anybody does on a day."""


@dataclass(frozen=True)
class TrialNow:
    """A trial of today: local time, what was done on which leg, what came out, how it ended."""

    trial_id: str
    at: str
    activity: str
    how: str
    result: str
    ending: str


@dataclass(frozen=True)
class Here:
    """A visit that is held by a station: local times, and how far it is in words."""

    station: str
    since: str
    seen: str
    step: str


@dataclass(frozen=True)
class Now:
    """A patient at this moment. `here` is None where no station has a visit open; the newest of
    `trials` comes first. `state` is another one as soon as anything of it may be.
    """

    code: str
    state: str
    here: Here | None
    trials: tuple[TrialNow, ...]


def now_of(clinic: Clinic, found: LiveVisit) -> Now:
    """What is shown of a patient, worked out once for each state. `StoreError`."""
    today = local_day(clinic.now())
    return clinic.now_known.of(
        (found.code, spoken()), (found.state, today), lambda: _now_of(clinic, found, today)
    )


def live_of(clinic: Clinic, code: str) -> LiveVisit:
    """One patient now, before anything is worked out; `UnknownPatient`."""
    found = clinic.store.live_visit(code, local_day(clinic.now()))
    if found is None:
        raise UnknownPatient(f"there is no patient {code}")
    return found


def everybody(clinic: Clinic, visible: Iterable[str]) -> tuple[Now, ...]:
    """Those of `visible` whose visits stations have open now, by code."""
    may_see = frozenset(visible)
    live = clinic.store.live_visits(local_day(clinic.now()))
    return tuple(now_of(clinic, each) for each in live if each.code in may_see)


def mark_of(words: Iterable[str]) -> str:
    """A short sign for some words, which is another one for others."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


def _now_of(clinic: Clinic, found: LiveVisit, today: date) -> Now:
    return Now(found.code, found.state, _here(clinic, found), _trials(clinic, found.code, today))


def _here(clinic: Clinic, found: LiveVisit) -> Here | None:
    visit = found.visit
    if visit is None:
        return None
    chart = chart_from_afar(clinic.store, found.code, visit)
    seen = visit.seen_at or visit.opened_at
    since, last = (f"{moment.astimezone():%H:%M}" for moment in (visit.opened_at, seen))
    return Here(visit.station, since, last, _step(chart.placed) if chart else said(NO_PLAN))


def _step(placed: tuple[Placed, ...]) -> str:
    for k, each in enumerate(placed, start=1):
        if each.state is StepState.NOW:
            return said(STEP).format(k=k, n=len(placed), step=_called(each))
    return said(ALL_DONE).format(n=len(placed))


def _called(placed: Placed) -> str:
    step = placed.step
    words = said(STEP_WORDS[step.kind])
    if step.side in (None, Side.BOTH) or step.kind is StepKind.SETTLE:
        return words
    return said(OF_LEG).format(step=words, leg=said(LEGS[step.side]))


def _trials(clinic: Clinic, code: str, today: date) -> tuple[TrialNow, ...]:
    history = clinic.store.history(code, MOST_TRIALS, WhichMetrics.HEADLINE)
    played = [
        (trial.started_at, trial.trial_id, _trial(one.conditions, trial))
        for one in history.series
        for trial in one.trials
        if local_day(trial.started_at) == today
    ]
    return tuple(trial for _, _, trial in sorted(played, key=lambda each: each[:2], reverse=True))


def _trial(made: Conditions, trial: StoredTrial) -> TrialNow:
    value = headline_value(trial)
    dome = (said(DOME).format(level=made.level),) if made.level > NO_DOME else ()
    rung = (
        (said(ON_RUNG).format(rung=made.rung),)
        if made.rung and not is_assessment(made.activity)
        else ()
    )
    return TrialNow(
        trial.trial_id,
        f"{trial.started_at.astimezone():%H:%M:%S}",
        activity_title(made.activity),
        ", ".join((said(LEGS[made.side]), *dome, said(EYES[made.eyes]), *rung)),
        "" if value is None else f"{number(trial.headline, value)} ({title(trial.headline)})",
        trial.voided or "; ".join(ending_words(trial)),
    )
