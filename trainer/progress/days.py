"""A patient's assessments as a therapist reads them: a row a day, left and right side by side.

`baps history` and the clinic's pages show these tables. The anchor's values come from its visits,
those of other tests are means of the day's trials that count; practice is hidden.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean

from trainer.metrics.readable import read_first
from trainer.progress.anchor import day_of, task_of
from trainer.progress.scale import scale_for
from trainer.progress.values import AnchorVisit, LegProgress, Phase, Progress, Role
from trainer.progress.visits import mean_time_to_failure
from trainer.recording.conditions import Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.vocabulary import Eyes, Side, Stance

Task = tuple[str, Stance, Eyes, bool]
"""Activity, stance, eyes, and whether the board was simulated: what one table holds."""


@dataclass(frozen=True)
class LegDay:
    """One leg's trials of a day under the same conditions.

    `value` is the table's metric over the `valid` of `of` trials, None without one. `mark` says
    what the day is to the anchor: learning, baseline, better or worse beyond noise, or nothing. It
    is said of the time to failure where that is what is compared (`failing`), else of the value.
    """

    conditions: Conditions
    trials: tuple[StoredTrial, ...]
    valid: int
    of: int
    value: float | None
    rim_contacts: float | None
    time_to_failure_s: float | None
    censored: bool
    mark: str = ""
    failing: bool = False

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was remarked on any of the trials, once each."""
        return tuple(dict.fromkeys(said for trial in self.trials for said in trial.remarks))


@dataclass(frozen=True)
class DayRow:
    """What one day brought on one dome in one set-up, on each leg that stood on it."""

    day: date
    conditions: Conditions
    legs: Mapping[Side, LegDay] = field(default_factory=dict)


@dataclass(frozen=True)
class PairTable:
    """One test on both legs. `anchor` are the legs whose visits carry a verdict, if it is theirs.

    `usual` are the conditions that most of its trials share; a row says where it differs.
    """

    activity: str
    stance: Stance
    eyes: Eyes
    metric: str
    usual: Conditions
    rows: tuple[DayRow, ...]
    anchor: tuple[LegProgress, ...] = ()


def pair_tables(
    history: History, progress: Progress, primary: str, assessments: Collection[str]
) -> tuple[PairTable, ...]:
    """A table for each assessment that was done, the anchor's first, then the latest first.

    `primary` is the episode's primary metric, `assessments` are the activities that measure.
    """
    tasks: dict[Task, list[Series]] = {}
    for series in history.series:
        if series.conditions.activity in assessments and not series.conditions.practice:
            tasks.setdefault(_task(series), []).append(series)
    tables = [_table(task, series, progress, primary) for task, series in tasks.items()]
    return tuple(sorted(tables, key=lambda table: (not table.anchor, -_last_day(table))))


def _task(series: Series) -> Task:
    c = series.conditions
    return c.activity, c.stance, c.eyes, series.trials[-1].simulated


def _last_day(table: PairTable) -> int:
    return max(row.day.toordinal() for row in table.rows)


def _table(task: Task, series: list[Series], progress: Progress, primary: str) -> PairTable:
    activity, stance, eyes, _ = task
    anchor = tuple(
        leg for leg in progress.legs if any(_same_task(leg.conditions, s) for s in series)
    )
    usual = max(series, key=lambda one: len(one.trials)).conditions
    metric = _metric(series, usual)
    if anchor:
        usual = anchor[0].conditions
        metric = scale_for(primary, usual.level, Phase.STEADY).metric
    rows: dict[tuple[date, Conditions, str], dict[Side, LegDay]] = {}
    for one in series:
        leg = next((leg for leg in anchor if leg.conditions == one.conditions), None)
        for day, trials in by_day(one.trials):
            same = task_of(one.conditions, trials[0].simulated)
            key = day, same.conditions, same.hole
            rows.setdefault(key, {})[one.conditions.side] = _leg_day(
                one.conditions, trials, metric, _visit_on(leg, day)
            )
    ordered = sorted(rows.items(), key=lambda item: (item[0][0], item[0][1].level, item[0][2]))
    shown = tuple(
        DayRow(key[0], next(iter(legs.values())).conditions, legs) for key, legs in ordered
    )
    return PairTable(activity, stance, eyes, metric, usual, shown, anchor)


def _same_task(conditions: Conditions, series: Series) -> bool:
    c = series.conditions
    return (c.activity, c.stance, c.eyes, c.envelope_source) == (
        *(conditions.activity, conditions.stance, conditions.eyes),
        conditions.envelope_source,
    )


def _metric(series: Iterable[Series], usual: Conditions) -> str:
    found = {name for one in series for trial in one.trials for name in trial.metrics}
    return next((name for name in _asked(usual, found) if name in found), "")


def _asked(usual: Conditions, found: Collection[str]) -> tuple[str, ...]:
    """The numbers that a therapist reads first here; rim contacts have a column of their own."""
    return tuple(name for name in read_first(usual.level, found) if name != "rim_contacts")


def by_day(trials: Iterable[StoredTrial]) -> Iterator[tuple[date, tuple[StoredTrial, ...]]]:
    """Trials by local calendar day, in their order."""
    days: dict[date, list[StoredTrial]] = {}
    for trial in trials:
        days.setdefault(day_of(trial), []).append(trial)
    return ((day, tuple(found)) for day, found in days.items())


def _visit_on(leg: LegProgress | None, day: date) -> AnchorVisit | None:
    if leg is None:
        return None
    return next((visit for visit in leg.visits if visit.day == day), None)


def _leg_day(
    conditions: Conditions,
    trials: tuple[StoredTrial, ...],
    metric: str,
    visit: AnchorVisit | None,
) -> LegDay:
    if visit is not None:
        return LegDay(
            conditions,
            trials,
            visit.valid,
            visit.of,
            None if visit.phase is Phase.FAILING else visit.value,
            visit.rim_contacts,
            visit.time_to_failure_s,
            visit.censored,
            _mark(visit),
            visit.phase is Phase.FAILING,
        )
    counted = [trial for trial in trials if trial.valid]
    not_void = [trial for trial in trials if not trial.voided]
    failure_s, censored = mean_time_to_failure(not_void)
    return LegDay(
        conditions,
        trials,
        len(counted),
        len(not_void),
        _mean(counted, metric),
        _mean(not_void, "rim_contacts"),
        failure_s,
        censored,
    )


def _mark(visit: AnchorVisit) -> str:
    if visit.role is not Role.COMPARED:
        return visit.role.value
    return {1: "better", -1: "worse"}.get(visit.beyond, "")


def _mean(trials: Iterable[StoredTrial], name: str) -> float | None:
    values = [trial.metrics[name] for trial in trials if name in trial.metrics]
    return fmean(values) if values else None
