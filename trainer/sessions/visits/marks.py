"""The marks that a visit leaves: what became of its steps, and of what stands against standing."""

import uuid
from datetime import UTC, datetime

from trainer.recording.visit import MarkKind, VisitMark
from trainer.recording.vocabulary import Stance
from trainer.sessions.visits.attendant import Told, Went
from trainer.sessions.visits.chart import Chart

STANDING = {
    Stance.PARTIAL: "standing:partial",
    Stance.TWO_LEG: "standing:two_leg",
    Stance.SINGLE_LEG: "standing",
}
"""The marks of who went on, or of a stance being left out today; they are no steps of the agenda.
Each stance has its own, so that a signature opens nothing but what was read.
"""


def kind_of(told: Told) -> MarkKind:
    """Whether a step was done or skipped."""
    return MarkKind.DONE if told.went is Went.DONE else MarkKind.SKIPPED


def mark_of(
    chart: Chart, key: str, kind: MarkKind, station: str, words: str = "", took_s: float = 0.0
) -> VisitMark:
    """A new mark of this visit, made now."""
    visit_id, now = chart.visit.visit_id, datetime.now(UTC)
    return VisitMark(str(uuid.uuid4()), visit_id, key, kind, now, words, station, took_s)
