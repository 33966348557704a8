"""What a visit says of itself: the headline before it, and the line for the clinic's notes."""

from collections.abc import Iterable

from trainer.plans.headline import headline
from trainer.plans.note_line import PainOfVisit, note_line
from trainer.plans.steps import StepKind
from trainer.plans.symptoms import PAIN
from trainer.progress.values import Progress
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.history import local_day
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import Side
from trainer.sessions.visits.chart import Chart

SAME_PLAN, NEW_PLAN = "same plan", "a changed plan"


def headline_words(chart: Chart) -> str:
    """Leg, week, pain at the last visit, what is due, where the foot goes, how long it takes."""
    involved = chart.facts.involved
    here = {each.entry_id for each in chart.said_here}
    earlier = [
        each
        for each in chart.entries
        if local_day(each.measured_at) < chart.visit.day and each.entry_id not in here
    ]
    last = max((local_day(each.measured_at) for each in earlier if each.kind == PAIN), default=None)
    pain = _pain((each for each in earlier if local_day(each.measured_at) == last), involved)
    foot = chart.feet.get(involved) if involved else None
    return headline(chart.facts, chart.placed, chart.week, pain, foot)


def note_words(chart: Chart, progress: Progress | None, seconds: float) -> str:
    """The dated line of this visit."""
    return note_line(
        chart.visit.day,
        chart.facts,
        progress,
        _pain(chart.said_here, chart.facts.involved),
        _next_words(chart),
        seconds,
        chart.background,
    )


def _next_words(chart: Chart) -> str:
    """What was said of the plan for the next visit, if that was asked."""
    said = [each for each in chart.marks if each.step == StepKind.NEXT_PLAN.value]
    if not said or said[-1].kind is not MarkKind.DONE:
        return ""
    return said[-1].words or SAME_PLAN


def _pain(entries: Iterable[ClinicalEntry], involved: Side | None) -> PainOfVisit:
    """The first and the last score that was said of the involved leg; of any where nobody is."""
    scores = [
        round(each.value)
        for each in entries
        if each.kind == PAIN
        and each.value is not None
        and each.withdrawn is None
        and (involved in (None, Side.BOTH) or each.side is involved)
    ]
    if not scores:
        return PainOfVisit()
    return PainOfVisit(scores[0], scores[-1] if len(scores) > 1 else None)
