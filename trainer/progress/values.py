"""What the progress of a patient is made of: visits, legs, and what is said of a change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trainer.recording.conditions import Conditions
from trainer.recording.history import StoredTrial
from trainer.recording.vocabulary import Side

COURSE_VISITS = 8
"""A usual course, and the shortest for which the rate of false alarms is stated."""


class Phase(StrEnum):
    """Which number carries the change: the primary metric, or the time to failure while more than
    one of three trials fails.
    """

    STEADY = "steady"
    FAILING = "failing"


class Role(StrEnum):
    """What a visit is for in its phase; one without a value that comes before the baseline is full
    is LEARNING.
    """

    LEARNING = "learning"
    BASELINE = "baseline"
    COMPARED = "compared"


class Finding(StrEnum):
    """What can be said of a leg's change at its last visit."""

    NO_TRIALS = "no trials"
    TOO_FEW_VISITS = "too few visits"
    NO_NOISE = "not enough repeats"
    WITHIN_NOISE = "within measurement noise"
    ONE_VISIT_BEYOND = "one visit beyond measurement noise"
    BETTER = "better beyond measurement noise"
    WORSE = "worse beyond measurement noise"


@dataclass(frozen=True)
class AnchorVisit:
    """One day's anchor test of one leg: the first three trials that say something, or fewer.

    `number` counts the leg's visits from 1. `valid` of `of` trials count, `failed` of them failed.
    `value` is the mean of the valid ones in the unit of the phase's metric (log metrics:
    the geometric mean), None where there are fewer than two; while the leg fails, the mean time to
    failure of all. `time_to_failure_s` is the mean of the known times, none of them counted longer
    than a trial, `censored` if one of them is only known to be longer. `change` is against the
    baseline, and `limit` what it must exceed, both as shares of the baseline for log metrics and
    in the metric's unit otherwise; None where there is no baseline or no noise yet. `others` are
    the day's trials of the anchor that were not judged: voids, interruptions, and trials after the
    third.
    """

    number: int
    day: date
    trials: tuple[StoredTrial, ...]
    others: tuple[StoredTrial, ...]
    valid: int
    of: int
    failed: int
    phase: Phase
    role: Role
    value: float | None = None
    time_to_failure_s: float | None = None
    censored: bool = False
    rim_contacts: float | None = None
    change: float | None = None
    limit: float | None = None
    beyond: int = 0
    """+1: better beyond the limit, -1: worse beyond it, 0: within it, or nothing to compare."""


@dataclass(frozen=True)
class Band:
    """A phase's baseline and what lies within the noise around it, in the metric's unit; all three
    are equal while the noise is not known.
    """

    baseline: float
    low: float
    high: float


@dataclass(frozen=True)
class Trend:
    """Theil-Sen slope a week since the baseline, with its 95 % interval, in the metric's unit (log
    metrics: as shares of one).
    """

    per_week: float
    low: float
    high: float


@dataclass(frozen=True)
class Verdict:
    """What is found, since which visit, and one sentence for the clinic's notes.

    `sentence` is complete in itself. `notes` are what else must be known: learning trials that
    are missing, a change-over, a good leg that fell, both sides involved.
    """

    finding: Finding
    sentence: str
    since_visit: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LegProgress:
    """The anchor of one leg over an episode of care."""

    side: Side
    conditions: Conditions
    metric: str
    visits: tuple[AnchorVisit, ...]
    phase: Phase
    verdict: Verdict
    band: Band | None = None
    trend: Trend | None = None
    changed_over_at: int | None = None
    """The visit at which the phase changed last; None if it never did."""
    references: Mapping[Phase, float] = field(default_factory=dict)
    """The first complete baseline in each phase, in the unit of that phase's metric, in order."""


@dataclass(frozen=True)
class Symmetry:
    """The involved leg against the uninvolved leg as that was at its first baseline.

    `percent` is involved / frozen reference, 100 is equal; None with the reason in `why_not`.
    `reference_changed` says that the good leg itself has changed beyond noise since, or fails more
    or less often. `metric` is what the percentage is of, `of` says it in words, with the direction:
    "speed of the board; less is steadier".
    """

    percent: float | None
    why_not: str = ""
    reference_changed: str = ""
    metric: str = ""
    of: str = ""


@dataclass(frozen=True)
class Progress:
    """Both legs' anchor in an episode; no leg without an anchor test."""

    legs: tuple[LegProgress, ...]
    symmetry: Symmetry
    false_alarm_pct: float | None
    """Of a hundred legs that did not change, how many would be called changed in a course of
    `course_visits` visits: eight, or as many as the leg has that came most often.
    """
    course_visits: int = COURSE_VISITS
