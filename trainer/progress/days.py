"""A patient's assessments as a therapist reads them: a row a day, left and right side by side.

`baps history` shows these tables. The anchor's values come from its visits, those of other tests
are means of the day's trials that count; practice is hidden.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean

from trainer.metrics.readable import read_first
from trainer.progress.anchor import day_of, task_of
from trainer.progress.scale import scale_for
from trainer.progress.values import AnchorVisit, LegProgress, Phase, Progress, Role
from trainer.progress.visits import mean_time_to_failure
from trainer.recording.conditions import FLOOR, Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.vocabulary import Eyes, Side, Stance

TableKey = tuple[str, Stance, Eyes, bool]
"""Activity, stance, eyes, and whether the board was simulated: what one table holds."""
RIM = "rim_contacts"


@dataclass(frozen=True)
class LegDay:
    """One leg's trials of a day under the same conditions.

    `values` are the table's metrics over the `valid` of `of` trials, as far as they have one.
    `mark` says what the day is to the anchor: learning, baseline, better or worse beyond noise
    (with ? where no other visit beside it confirms that), or nothing. It is said of the time to
    failure where that is what is compared (`failing`), else of the value.
    """

    conditions: Conditions
    trials: tuple[StoredTrial, ...]
    valid: int
    of: int
    values: Mapping[str, float]
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
    metrics: tuple[str, ...]
    usual: Conditions
    rows: tuple[DayRow, ...]
    anchor: tuple[LegProgress, ...] = ()


def pair_tables(
    history: History, progress: Progress, primary: str, assessments: Collection[str]
) -> tuple[PairTable, ...]:
    """A table for each assessment that was done, the anchor's first, then the latest first.

    `primary` is the episode's primary metric, `assessments` are the activities that measure.
    """
    kinds: dict[TableKey, list[Series]] = {}
    for key, series in _apart(history):
        if series.conditions.activity in assessments and not series.conditions.practice:
            kinds.setdefault(key, []).append(series)
    tables = [_table(key, series, progress, primary) for key, series in kinds.items()]
    return tuple(sorted(tables, key=lambda table: (not table.anchor, -_last_day(table))))


def by_day(trials: Iterable[StoredTrial]) -> Iterator[tuple[date, tuple[StoredTrial, ...]]]:
    """Trials by local calendar day, in their order."""
    days: dict[date, list[StoredTrial]] = {}
    for trial in trials:
        days.setdefault(day_of(trial), []).append(trial)
    return ((day, tuple(found)) for day, found in days.items())


def _apart(history: History) -> Iterator[tuple[TableKey, Series]]:
    """Every series, its trials on real and on simulated boards apart."""
    for series in history.series:
        c = series.conditions
        for simulated in (False, True):
            trials = tuple(trial for trial in series.trials if trial.simulated is simulated)
            if trials:
                yield (c.activity, c.stance, c.eyes, simulated), Series(c, trials)


def _last_day(table: PairTable) -> int:
    return max(row.day.toordinal() for row in table.rows)


def _table(key: TableKey, series: Sequence[Series], progress: Progress, primary: str) -> PairTable:
    activity, stance, eyes, simulated = key
    mine = {one.conditions for one in series}
    anchor = tuple(leg for leg in progress.legs if _in(leg, mine, simulated))
    usual = max(series, key=lambda one: len(one.trials)).conditions
    metrics = _metrics(series, usual)
    if anchor:
        usual = anchor[0].conditions
        metrics = (scale_for(primary, usual.level, Phase.STEADY).metric,)
    return PairTable(activity, stance, eyes, metrics, usual, _rows(series, anchor, metrics), anchor)


def _in(leg: LegProgress, conditions: Collection[Conditions], simulated: bool) -> bool:
    judged = (trial.simulated for visit in leg.visits for trial in visit.trials)
    return leg.conditions in conditions and next(judged, simulated) is simulated


def _rows(
    series: Sequence[Series], anchor: Sequence[LegProgress], metrics: Sequence[str]
) -> tuple[DayRow, ...]:
    rows: dict[tuple[date, Conditions, str], dict[Side, LegDay]] = {}
    for one in series:
        visits = next((leg.visits for leg in anchor if leg.conditions == one.conditions), ())
        by_date = {visit.day: visit for visit in visits}
        for day, trials in by_day(one.trials):
            same = task_of(one.conditions, trials[0].simulated)
            leg_day = _leg_day(one.conditions, trials, metrics)
            if day in by_date:
                leg_day = _of_visit(leg_day, by_date[day], visits)
            rows.setdefault((day, same.conditions, same.hole), {})[one.conditions.side] = leg_day
    ordered = sorted(rows.items(), key=lambda item: (item[0][0], item[0][1].level, item[0][2]))
    return tuple(
        DayRow(key[0], next(iter(legs.values())).conditions, legs) for key, legs in ordered
    )


def _metrics(series: Iterable[Series], usual: Conditions) -> tuple[str, ...]:
    """What a therapist reads first here; on the floor thigh, pelvis and eye stand side by side."""
    found = {name for one in series for trial in one.trials for name in trial.metrics}
    asked = [name for name in read_first(usual.level, found) if name in found and name != RIM]
    return tuple(asked if usual.level == FLOOR else asked[:1])


def _leg_day(
    conditions: Conditions, trials: tuple[StoredTrial, ...], metrics: Sequence[str]
) -> LegDay:
    counted = [trial for trial in trials if trial.valid]
    not_void = [trial for trial in trials if not trial.voided]
    failure_s, censored = mean_time_to_failure(not_void)
    values = {name: _mean(counted, name) for name in metrics}
    return LegDay(
        conditions,
        trials,
        len(counted),
        len(not_void),
        {name: value for name, value in values.items() if value is not None},
        _mean(not_void, RIM),
        failure_s,
        censored,
    )


def _of_visit(day: LegDay, visit: AnchorVisit, visits: Sequence[AnchorVisit]) -> LegDay:
    """The day as the anchor's statistics see it; a speed of few trials stays that of the day."""
    failing = visit.phase is Phase.FAILING
    values = dict(day.values)
    if not failing and visit.value is not None:
        values = dict.fromkeys(values, visit.value)
    return LegDay(
        day.conditions,
        day.trials,
        visit.valid,
        visit.of,
        values,
        visit.rim_contacts,
        visit.time_to_failure_s,
        visit.censored,
        _mark(visit, visits),
        failing,
    )


def _mark(visit: AnchorVisit, visits: Sequence[AnchorVisit]) -> str:
    if visit.role is not Role.COMPARED:
        return visit.role.value
    beside = [v for v in visits if abs(v.number - visit.number) == 1 and v.phase is visit.phase]
    confirmed = any(other.beyond == visit.beyond for other in beside)
    word = {1: "better", -1: "worse"}.get(visit.beyond, "")
    return word if confirmed or not word else f"{word}?"


def _mean(trials: Iterable[StoredTrial], name: str) -> float | None:
    values = [trial.metrics[name] for trial in trials if name in trial.metrics]
    return fmean(values) if values else None
