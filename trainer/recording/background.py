"""What belongs to a patient beside trials: background, screening, stops, rest, no-go sectors.

Nothing is changed or deleted here: what was noted last counts, a stop is lifted with a reason, and
a sector or a rest ends on its day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side

ENDS_EARLIER = "a rest ends on the day it begins or later"


class WeightBearing(StrEnum):
    """How much weight the leg may carry, as ordered."""

    FULL = "full"
    AS_TOLERATED = "as_tolerated"
    PARTIAL = "partial"
    TOUCH = "touch"
    NONE = "none"


ORDERS = {
    WeightBearing.FULL: "full weight bearing",
    WeightBearing.AS_TOLERATED: "weight bearing as tolerated",
    WeightBearing.PARTIAL: "partial weight bearing",
    WeightBearing.TOUCH: "touch weight bearing",
    WeightBearing.NONE: "no weight bearing",
}


@dataclass(frozen=True)
class Background:
    """What was found and ordered before the training; the newest counts.

    `diagnosis` are the therapist's words. `weight_bearing_pct` is the part of the body weight that
    a PARTIAL order allows, None where the order names no number.
    """

    noted_at: datetime
    diagnosis: str = ""
    surgery_on: date | None = None
    weight_bearing: WeightBearing = WeightBearing.FULL
    weight_bearing_pct: float | None = None
    operator: str = ""


@dataclass(frozen=True)
class Screening:
    """The checklist before single-leg work on a board: a question's name, and yes or no.

    `trainer.plans.screening` has the questions and says what the answers allow.
    """

    done_at: datetime
    answers: Mapping[str, bool] = field(default_factory=dict)
    operator: str = ""


def screening_that_counts(screenings: Iterable[Screening], now: datetime) -> Screening | None:
    """The one that was done last, of those that came in in this order.

    One may wait on its station while a newer one comes in from another. A time that is still ahead
    tells nothing, for a clock was set back since: what came in after it was done after it.
    """
    counts = None
    for each in screenings:
        if counts is None or not each.done_at < counts.done_at <= now:
            counts = each
    return counts


class StopReason(StrEnum):
    """What stops a leg until a therapist says go on."""

    GIVING_WAY = "giving_way"
    LOCKING = "locking"
    DIZZINESS = "dizziness"
    CALF = "calf"
    CHEST = "chest"
    PAIN = "pain"

    @property
    def of_the_body(self) -> bool:
        """Whether it stops both legs: it is not about one of them."""
        return self in (StopReason.DIZZINESS, StopReason.CHEST)


@dataclass(frozen=True)
class Lifted:
    """Who let a leg go on, when and why."""

    at: datetime
    reason: str
    operator: str = ""


@dataclass(frozen=True)
class HardStop:
    """A leg that stays locked, over midnight too, until a therapist lifts the stop with a reason.

    `side` BOTH locks both legs. `pain` is the score that stopped it, where that was the reason.
    """

    stop_id: str
    side: Side
    reason: StopReason
    at: datetime
    pain: int | None = None
    note: str = ""
    operator: str = ""
    lifted: Lifted | None = None


@dataclass(frozen=True)
class PrescribedRest:
    """Days without training, both included, that somebody prescribed: they break no streak."""

    from_day: date
    to_day: date
    reason: str
    operator: str = ""

    def __post_init__(self) -> None:
        if self.to_day < self.from_day:
            raise ValueError(ENDS_EARLIER)

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.from_day <= day <= self.to_day


@dataclass(frozen=True)
class NoGo:
    """A sector of directions that one leg keeps away from, with the reason and the last day."""

    sector_id: str
    side: Side
    sector: Sector
    reason: str
    until: date
    noted_at: datetime
    operator: str = ""
    withdrawn_at: datetime | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it still counts on a day."""
        return self.withdrawn_at is None and day <= self.until
