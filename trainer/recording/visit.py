"""One visit of a patient: when it began, on which plan and station, and what was done by hand.

Trials say for themselves that they were played; everything else that a visit asks for leaves a
mark. So a visit goes on where it stopped after a restart, and on another station.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MarkKind(StrEnum):
    """What became of a step."""

    DONE = "done"
    SKIPPED = "skipped"
    REOPENED = "reopened"


@dataclass(frozen=True)
class VisitMark:
    """A step of a visit that was done or skipped; the newest mark of a step counts.

    `step` is the step's key (`trainer.plans.agenda`), `words` why it was skipped or what was said,
    `took_s` the seconds that it took.
    """

    mark_id: str
    visit_id: str
    step: str
    kind: MarkKind
    at: datetime
    words: str = ""
    station: str = ""
    took_s: float = 0.0


@dataclass(frozen=True)
class VisitRecord:
    """A visit. `visit_id` is the session of its trials, `day` the local day it began on.

    `seen_at` and `station` say which station had it last, and when; `closed_at` when it ended.
    """

    visit_id: str
    day: date
    opened_at: datetime
    plan_id: str | None = None
    station: str = ""
    seen_at: datetime | None = None
    closed_at: datetime | None = None
