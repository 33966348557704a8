"""The progress of one patient in one episode of care: what sessions, pages and reports ask for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from statistics import fmean

from trainer.progress.alarms import false_alarm_pct
from trainer.progress.anchor import AnchorLeg, Task, anchor_task, legs_of
from trainer.progress.change import band_of, compared, trend_of
from trainer.progress.noise import Noise
from trainer.progress.phases import (
    BASELINE_VISITS,
    LEARNING_VISITS,
    changed_over_at,
    of_this_phase,
)
from trainer.progress.pool import ClinicNoise
from trainer.progress.residuals import dated_of
from trainer.progress.scale import scale_for
from trainer.progress.sentences import (
    CHANGED_OVER,
    FEW_LEARNING,
    NO_BASELINE_VALUE,
    NO_VALUE,
    day_words,
    leg_words,
)
from trainer.progress.symmetry import symmetry_of
from trainer.progress.values import (
    COURSE_VISITS,
    AnchorVisit,
    LegProgress,
    Phase,
    Progress,
    Role,
)
from trainer.progress.verdict import verdict_of
from trainer.progress.visits import anchor_visits
from trainer.recording.clinical import Episode
from trainer.recording.history import History
from trainer.texts import said

LEARNING_TRIALS = 8


def progress_of(history: History, episode: Episode, noise: ClinicNoise) -> Progress:
    """Both legs' anchor test since the episode began, with its verdicts and symmetry.

    ValueError where the episode's primary metric may not carry a verdict.
    """
    task = anchor_task(history, episode)
    if task is None:
        return Progress((), symmetry_of((), episode.involved), None)
    primary = episode.primary_metric
    of = partial(noise.of, task, primary, without=history.patient_code)
    legs = tuple(_leg_progress(leg, task, primary, of) for leg in legs_of(history, episode, task))
    known = [of(leg.phase) for leg in legs]
    course = max([COURSE_VISITS, *(len(leg.visits) for leg in legs)])
    rates = [false_alarm_pct(one.least_df, course) for one in known if one.enough]
    return Progress(legs, symmetry_of(legs, episode.involved), max(rates, default=None), course)


def _leg_progress(
    leg: AnchorLeg, task: Task, primary: str, clinic: Callable[[Phase], Noise]
) -> LegProgress:
    conditions = leg.conditions
    visits: list[AnchorVisit] = []
    plain = anchor_visits(leg.trials, conditions, primary)
    for phase, stretch in groupby(plain, key=lambda visit: visit.phase):
        scale = scale_for(primary, conditions.level, phase)
        noise = clinic(phase)
        visits += compared(list(stretch), conditions, scale, noise)
    phase = visits[-1].phase if visits else Phase.STEADY
    scale, noise = scale_for(primary, conditions.level, phase), clinic(phase)
    latest = of_this_phase(visits)
    dated = dated_of(latest, conditions, scale)
    band = band_of(latest, conditions, scale, noise)
    verdict = verdict_of(leg_words(conditions.side, task), visits, scale, noise, band)
    return LegProgress(
        side=conditions.side,
        conditions=conditions,
        metric=scale.metric,
        visits=tuple(visits),
        phase=phase,
        verdict=replace(verdict, notes=tuple(_notes(leg, visits, conditions.level, primary))),
        band=band,
        trend=trend_of(dated, scale),
        changed_over_at=changed_over_at(visits),
        references=_references(visits, conditions.level, primary),
    )


def _references(visits: Sequence[AnchorVisit], level: int, primary: str) -> Mapping[Phase, float]:
    """The first complete baseline of each phase, in the unit of its metric."""
    found: dict[Phase, float] = {}
    for phase, stretch in groupby(visits, key=lambda visit: visit.phase):
        scale = scale_for(primary, level, phase)
        baseline = [visit.value for visit in stretch if visit.role is Role.BASELINE]
        values = [scale.of(value) for value in baseline if value is not None]
        if len(values) == BASELINE_VISITS:
            found.setdefault(phase, scale.back(fmean(values)))
    return found


def _notes(
    leg: AnchorLeg, visits: Sequence[AnchorVisit], level: int, primary: str
) -> Iterator[str]:
    trials = learning_trials(leg, visits)
    if len(visits) > LEARNING_VISITS and trials < LEARNING_TRIALS:
        yield said(FEW_LEARNING).format(trials=trials, enough=LEARNING_TRIALS)
    number = changed_over_at(visits)
    if number is not None:
        visit = visits[number - 1]
        yield said(CHANGED_OVER[visit.phase]).format(
            number=number,
            day=day_words(visit.day),
            words=said(scale_for(primary, level, visit.phase).words),
            before=said(scale_for(primary, level, visits[number - 2].phase).words),
        )
    if len(visits) > LEARNING_VISITS and visits[-1].value is None:
        words = NO_VALUE if visits[-1].role is Role.COMPARED else NO_BASELINE_VALUE
        yield said(words).format(day=day_words(visits[-1].day))


def learning_trials(leg: AnchorLeg, visits: Sequence[AnchorVisit]) -> int:
    """How many trials of the task, practice among them, came before the baseline's first judged
    trial.
    """
    baseline = [visit for visit in visits if visit.role is Role.BASELINE]
    later = [visit for visit in visits if visit.number > LEARNING_VISITS]
    first = (baseline or later or list(visits))[0].trials[0].started_at if visits else None
    return sum(first is None or t.started_at < first for t in (*leg.practice, *leg.trials))
