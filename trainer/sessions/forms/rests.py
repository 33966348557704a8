"""Days without training that somebody prescribes: what is asked, and how they are told."""

from datetime import date

from games.screens.station.questions import Kind, Question
from trainer.recording.background import PrescribedRest
from trainer.sessions.forms.answers import Answers, text_of
from trainer.texts import said, said_day

FROM, TO, WHY = "First day", "Last day", "Reason"
SPAN = "{first} to {last}"
QUESTIONS = (
    Question("first", FROM, Kind.DATE, required=True),
    Question("last", TO, Kind.DATE, required=True),
    Question("why", WHY, Kind.TEXT, required=True, longest=60),
)


def rest_from(answers: Answers, operator: str) -> PrescribedRest:
    """What was answered; ValueError, for people, where it ends before it begins."""
    first, last = answers["first"], answers["last"]
    assert isinstance(first, date)
    assert isinstance(last, date)
    return PrescribedRest(first, last, text_of(answers, "why"), operator)


def rest_words(rest: PrescribedRest) -> str:
    """From when to when, and why."""
    return f"{rest_span(rest)}: {rest.reason}"


def rest_span(rest: PrescribedRest) -> str:
    """From when to when."""
    first, last = (said_day(day, short=True) for day in (rest.from_day, rest.to_day))
    return first if first == last else said(SPAN).format(first=first, last=last)
