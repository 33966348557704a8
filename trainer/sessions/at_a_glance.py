"""What is found of many patients, for a list: worked out anew only where something it rests on was
changed.

`Store.changes` counts every change of a patient, and of what the clinic's noise is pooled from:
anchor trials, episodes of care and volunteers. It is asked first, so that what is changed meanwhile
is worked out once more. What is found is what `record_of` finds.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from trainer.progress import ClinicNoise, clinic_noise, progress_of
from trainer.progress.anchor import ACTIVITIES, anchor_task
from trainer.progress.values import Finding
from trainer.recording.clinical import Episode
from trainer.recording.history import History, Series, local_day
from trainer.recording.vocabulary import Side
from trainer.sessions.clinic_pool import NUMBERS, clinic_pool
from trainer.sessions.patient_record import episode_of
from trainer.sessions.remembered import Remembered
from trainer.sessions.visits_kept import VisitsKept, visit_days, visits_kept
from trainer.store.store import Store

POOLED = (*ACTIVITIES, "episodes", "noise_people")
"""Of these a change anywhere may change what is said of anybody."""
MOST_PATIENTS, MOST_TASKS = 500, 20


@dataclass(frozen=True)
class AtAGlance:
    """How a patient keeps to the plan, None without a signed one, and what is found of each leg."""

    kept: VisitsKept | None
    findings: tuple[tuple[Side, Finding], ...]


@dataclass(frozen=True)
class _Own:
    """What is a patient's own: of the trials only those that can be the anchor's, with the values
    that its statistics read.
    """

    anchors: History
    episode: Episode
    kept: VisitsKept | None


class Glances:
    """Many patients at a glance, from one database. Threads may ask at once."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now
        self._own = Remembered[_Own](MOST_PATIENTS)
        self._found = Remembered[tuple[tuple[Side, Finding], ...]](MOST_PATIENTS)
        self._pools = Remembered[ClinicNoise](MOST_TASKS)

    def of(self, codes: Iterable[str]) -> Mapping[str, AtAGlance]:
        """These patients; `UnknownPatient`."""
        changes = self._store.changes(POOLED)
        today = local_day(self._now())
        found: dict[str, AtAGlance] = {}
        for code in codes:
            changed = changes.by_code.get(code, 0)
            found[code] = self._of(code, changed, changes.pooled, today)
        return found

    def _of(self, code: str, changed: int, pooled: int, today: date) -> AtAGlance:
        own = self._own.of(code, (changed, today), lambda: _own_of(self._store, code, today))
        findings = self._found.of(code, (changed, pooled), lambda: self._findings(own, pooled))
        return AtAGlance(own.kept, findings)

    def noise(self, history: History, episode: Episode, pooled: int) -> ClinicNoise:
        """What the clinic knows of a patient's anchor task, which all with the same task share;
        `pooled` counts its changes.
        """
        task = anchor_task(history, episode)
        if task is None:
            return clinic_noise()
        like = task.conditions
        return self._pools.of(like, pooled, lambda: clinic_pool(self._store, like))

    def _findings(self, own: _Own, pooled: int) -> tuple[tuple[Side, Finding], ...]:
        noise = self.noise(own.anchors, own.episode, pooled)
        legs = progress_of(own.anchors, own.episode, noise).legs
        return tuple((leg.side, leg.verdict.finding) for leg in legs)


def _own_of(store: Store, code: str, today: date) -> _Own:
    history = store.history(code)
    days = visit_days(store, code, history, store.exercises(code))
    episode = store.episode(code) or episode_of(history)
    return _Own(_anchors(history), episode, visits_kept(store, code, days, today))


def _anchors(history: History) -> History:
    kept = (one for one in history.series if one.conditions.activity in ACTIVITIES)
    return replace(history, series=tuple(map(_numbers_alone, kept)))


def _numbers_alone(series: Series) -> Series:
    trials = (
        replace(trial, metrics={n: v for n, v in trial.metrics.items() if n in NUMBERS})
        for trial in series.trials
    )
    return replace(series, trials=tuple(trials))
