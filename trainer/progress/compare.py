"""Two trials or two days beside each other, metric by metric: `baps compare` shows it.

Only numbers that both sides have are compared. Nothing here says that a difference is real: only
the anchor's verdict knows the noise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from trainer.progress.anchor import is_anchor
from trainer.progress.days import by_day
from trainer.progress.scale import PRIMARY
from trainer.progress.visits import JUDGED, judgeable
from trainer.recording.conditions import Conditions
from trainer.recording.history import History, StoredTrial


@dataclass(frozen=True)
class Compared:
    """One metric on both sides; a side that is censored is only known to be longer."""

    name: str
    first: float
    second: float
    first_censored: bool = False
    second_censored: bool = False

    @property
    def exact(self) -> bool:
        """Whether both sides are known, so that their difference is."""
        return not (self.first_censored or self.second_censored)

    @property
    def change(self) -> float:
        """Second less first, in the metric's unit."""
        return self.second - self.first

    @property
    def change_pct(self) -> float | None:
        """The change as a share of the first; None where that is zero, the sign differs, or a side
        is only known to be longer.
        """
        if self.first * self.second <= 0 or not self.exact:
            return None
        return 100.0 * self.change / abs(self.first)


@dataclass(frozen=True)
class Pair:
    """What is compared under the same conditions: a title for each side, and its trials."""

    conditions: Conditions
    titles: tuple[str, str]
    first: tuple[StoredTrial, ...]
    second: tuple[StoredTrial, ...]

    def compared(self) -> tuple[Compared, ...]:
        """Every metric that trials of both sides have, as means over those trials."""
        before, after = means(self.first), means(self.second)
        unknown_before, unknown_after = (_censored(side) for side in (self.first, self.second))
        return tuple(
            Compared(name, value, after[name], name in unknown_before, name in unknown_after)
            for name, value in before.items()
            if name in after
        )


def day_pairs(history: History, first: date, second: date) -> list[Pair]:
    """What was done on both days under the same conditions, practice left out.

    Of the anchor the first three trials of a day that say something, else all that were not
    declared void, as in the history: a trial that does not count has only its time and the rim.
    """
    pairs = []
    for series in history.series:
        days = {day: _chosen(series.conditions, trials) for day, trials in by_day(series.trials)}
        if days.get(first) and days.get(second) and not series.conditions.practice:
            titles = (first.isoformat(), second.isoformat())
            pairs.append(Pair(series.conditions, titles, days[first], days[second]))
    return pairs


def means(trials: Sequence[StoredTrial]) -> Mapping[str, float]:
    """Each metric's mean over the trials that have it; a speed's is the geometric one, as in the
    history.
    """
    names = dict.fromkeys(name for trial in trials for name in trial.metrics)
    return {
        name: _mean(name, [trial.metrics[name] for trial in trials if name in trial.metrics])
        for name in names
    }


def differing(first: Conditions, second: Conditions) -> tuple[str, ...]:
    """The names of the conditions in which two series differ; empty if they can be compared."""
    return tuple(
        f.name for f in fields(Conditions) if getattr(first, f.name) != getattr(second, f.name)
    )


def _chosen(conditions: Conditions, trials: Sequence[StoredTrial]) -> tuple[StoredTrial, ...]:
    if is_anchor(conditions):
        return tuple([trial for trial in trials if judgeable(trial)][:JUDGED])
    return tuple(trial for trial in trials if not trial.voided)


def _mean(name: str, values: Sequence[float]) -> float:
    scale = PRIMARY.get(name)
    if scale is None or min(values) <= 0:
        return sum(values) / len(values)
    return scale.back(sum(map(scale.of, values)) / len(values))


def _censored(trials: Sequence[StoredTrial]) -> set[str]:
    return {name for trial in trials for name in trial.censored}
