"""Two trials or two days beside each other, metric by metric: `baps compare` and the pages show it.

Only numbers that both sides have are compared. Nothing here says that a difference is real: only
the anchor's verdict knows the noise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import fmean

from trainer.recording.conditions import Conditions
from trainer.recording.history import StoredTrial


@dataclass(frozen=True)
class Compared:
    """One metric on both sides. `censored` says that one of them is only known to be longer."""

    name: str
    first: float
    second: float
    censored: bool = False

    @property
    def change(self) -> float:
        """Second less first, in the metric's unit."""
        return self.second - self.first

    @property
    def change_pct(self) -> float | None:
        """The change as a share of the first; None where that is zero, or the sign differs."""
        if self.first * self.second <= 0:
            return None
        return 100.0 * self.change / abs(self.first)


def compared(first: Sequence[StoredTrial], second: Sequence[StoredTrial]) -> tuple[Compared, ...]:
    """Every metric that trials of both sides have, as means over those trials."""
    before, after = means(first), means(second)
    censored = {name for trial in (*first, *second) for name in trial.censored}
    return tuple(
        Compared(name, value, after[name], name in censored)
        for name, value in before.items()
        if name in after
    )


def means(trials: Sequence[StoredTrial]) -> Mapping[str, float]:
    """Each metric's mean over the trials that have it: a trial that does not count has few."""
    names = dict.fromkeys(name for trial in trials for name in trial.metrics)
    return {
        name: fmean(trial.metrics[name] for trial in trials if name in trial.metrics)
        for name in names
    }


def differing(first: Conditions, second: Conditions) -> tuple[str, ...]:
    """The names of the conditions in which two series differ; empty if they can be compared."""
    return tuple(
        f.name for f in fields(Conditions) if getattr(first, f.name) != getattr(second, f.name)
    )
