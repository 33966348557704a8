"""A patient's trials over time, as the store gives them and statistics take them: plain values.

`trainer.store` makes them; `trainer.progress` and the command line (`baps history`, `baps noise`,
`baps play`) read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from trainer.recording.conditions import Conditions
from trainer.recording.pain import Pain
from trainer.recording.vocabulary import Outcome


@dataclass(frozen=True)
class StoredTrial:
    """One trial in a history. A metric whose value is NaN is left out.

    `why` says why the trial does not count; empty if it does. `voided` is the reason of whoever
    declared it void. The true value of a metric in `censored` is at least as large.
    `pain` is what was said where pain stopped the trial. `measured_with` names the set of
    definitions its numbers were made with.
    """

    trial_id: str
    started_at: datetime
    duration_s: float
    outcome: Outcome
    headline: str
    metrics: Mapping[str, float]
    censored: tuple[str, ...] = ()
    why: str = ""
    voided: str = ""
    remarks: tuple[str, ...] = ()
    simulated: bool = False
    pain: Pain | None = None
    measured_with: str = ""

    @property
    def valid(self) -> bool:
        """Whether it counts: as last or best trial, and in statistics."""
        return not self.why


@dataclass(frozen=True)
class Series:
    """Trials that can be compared, oldest first."""

    conditions: Conditions
    trials: tuple[StoredTrial, ...]


@dataclass(frozen=True)
class History:
    """All of a patient's trials; the series with the newest trial comes first."""

    patient_code: str
    series: tuple[Series, ...]


def local_day(moment: datetime) -> date:
    """The calendar day where the patient is: two sessions of one day are one visit."""
    return moment.astimezone().date()


def day_began(day: date) -> datetime:
    """Midnight of a day where the patient is, in UTC."""
    return datetime(day.year, day.month, day.day).astimezone(UTC)
