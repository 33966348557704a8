"""What goes into the database and comes out of it: plain values, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from trainer.recording.body import ThighSetup
from trainer.recording.conditions import FootPlacement
from trainer.recording.envelope import Range, Rim
from trainer.recording.load import HEAVIEST_KG, LIGHTEST_KG
from trainer.recording.trial import MetricValue, PastRound, Recording, TrialResult
from trainer.recording.visit import VisitRecord
from trainer.recording.vocabulary import Arms, Footwear, Side, Source
from trainer.recording.way import Way


@dataclass(frozen=True)
class Patient:
    """A patient's code; `trials` is the number of stored trials."""

    code: str
    created_at: datetime
    trials: int = 0
    last_trial_at: datetime | None = None


@dataclass(frozen=True)
class PatientOverview:
    """A patient in the station's list.

    `last_seen_at` is the later of the last trial's and the last visit's beginning. `stopped`: a
    hard stop of a leg is open. `plan_title` is that of the plan that counts, empty without one.
    `way` is the light's in the last trial, (ap, ml) in degrees; empty where none is known.
    `volunteer`: they measure the clinic's own noise.
    """

    code: str
    last_seen_at: datetime | None = None
    involved: Side | None = None
    stopped: bool = False
    plan_title: str = ""
    visit_open: bool = False
    way: Way = ()
    volunteer: bool = False


@dataclass(frozen=True)
class TrialSetup:
    """How somebody stood in trials: the leg, on what, and where the rim of it comes from."""

    side: Side
    level: int
    stem_hole: int
    arms: Arms
    footwear: Footwear
    board_id: int
    simulated: bool
    source: Source


@dataclass(frozen=True)
class Changes:
    """How often what is stored of a patient was changed, by code, without those of whom nothing
    was; `pooled` counts changes of what all patients' verdicts rest on.
    """

    by_code: Mapping[str, int]
    pooled: int


@dataclass(frozen=True)
class LiveVisit:
    """A patient now: the visit that a station has open, None without one.

    `state` is another one as soon as a trial, a mark, or anything else that is stored of the
    patient, was added or changed.
    """

    code: str
    visit: VisitRecord | None
    state: str


@dataclass(frozen=True)
class Unlocking:
    """When somebody said go on with a leg that pain had stopped, and why."""

    at: datetime
    reason: str


@dataclass(frozen=True)
class FinishedTrial:
    """Everything that is stored of one trial, in one transaction.

    `parts` are the recording's files by name; `why_not` says why the trial does not count, and is
    empty if it does. `remarks` are sentences for whoever reads its numbers. `unlocked` says that
    somebody has gone on with the leg, while the trial waited, that pain had stopped in it.
    `measured_with` names the set of definitions its numbers were made with.
    """

    recording: Recording
    parts: Mapping[str, bytes]
    metrics: tuple[MetricValue, ...]
    result: TrialResult
    why_not: str = ""
    remarks: tuple[str, ...] = ()
    unlocked: Unlocking | None = None
    measured_with: str = ""

    @property
    def trial_id(self) -> str:
        return self.recording.header.trial_id


@dataclass(frozen=True)
class ToMeasure:
    """A stored trial that is measured anew: its recording's files that are whole, by name.

    `events_checksum` tells these events from corrected ones.
    """

    trial_id: str
    parts: Mapping[str, bytes]
    events_checksum: str


@dataclass(frozen=True)
class Remeasured:
    """A stored trial's numbers, made anew from its recording with these events.

    `thigh` is the set-up of the strap that was worn, and `of_thigh` names the values that are left
    out if it has slipped. The other fields are those of a `FinishedTrial`.
    """

    trial_id: str
    events_checksum: str
    metrics: tuple[MetricValue, ...]
    why_not: str
    remarks: tuple[str, ...]
    measured_with: str
    thigh: ThighSetup | None = None
    of_thigh: frozenset[str] = frozenset()


class Renewal(Enum):
    """What became of numbers that were made anew.

    Nothing was written if it is `CORRECTED`: somebody corrected the trial meanwhile, measure it
    again; nor if it is `OLDER`: values that count are of a higher version of their definition.
    """

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CORRECTED = "corrected"
    OLDER = "older"


@dataclass(frozen=True)
class GyroBias:
    """A gyroscope's bias, measured when the board was last at rest."""

    deg_s: tuple[float, float, float]
    found_at: datetime


@dataclass(frozen=True)
class KnownPlacement:
    """Where a patient stood on a side, and when this was noted."""

    side: Side
    feet: FootPlacement
    made_at: datetime


@dataclass(frozen=True)
class LegLock:
    """A leg that may not stand on a board, since when and why.

    `stays` is a hard stop, which only a therapist lifts; any other lock ends with its day.
    """

    side: Side
    locked_at: datetime
    words: str
    stays: bool = False


@dataclass(frozen=True)
class BodyWeight:
    """A patient's weight; `measured` by the load cells, otherwise as told."""

    kg: float
    found_at: datetime
    measured: bool = False

    def __post_init__(self) -> None:
        if not LIGHTEST_KG <= self.kg <= HEAVIEST_KG:
            raise ValueError(
                f"a body weight of {self.kg:g} kg is not possible: give {LIGHTEST_KG:g} to "
                f"{HEAVIEST_KG:g} kg"
            )


@dataclass(frozen=True)
class BeforeTrial:
    """What is known about patient and board before a trial; None for what nobody noted.

    `feet_before` is where the leg stood in its previous trial. `rounds` are the newest rounds of
    this exercise on any rung, oldest first. `passed_open` says whether the leg once stood on this
    dome with open eyes, without a touch.
    """

    rim: Rim | None = None
    range: Range | None = None
    placement: KnownPlacement | None = None
    weight: BodyWeight | None = None
    feet_before: FootPlacement | None = None
    rounds: tuple[PastRound, ...] = ()
    passed_open: bool = False


class WhichMetrics(Enum):
    """Which metrics a history reads: all, or only each trial's headline."""

    ALL = "all"
    HEADLINE = "headline"
