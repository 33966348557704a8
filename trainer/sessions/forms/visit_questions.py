"""The questions of a visit on a form of the station, and what was answered there back again.

`trainer.plans.symptoms.Question` says what is to be known; a form of `games.screens.station` asks
it. Each question keeps its key as its name on the form.
"""

from collections.abc import Iterable, Mapping, Sequence

from games.screens.station.questions import NO, YES, Kind
from games.screens.station.questions import Answer as OnForm
from games.screens.station.questions import Question as FormQuestion
from trainer.plans.symptoms import Answer, AnswerKind, Question, question_words
from trainer.recording import clinical_kinds
from trainer.recording.clinical_form import Grade
from trainer.sessions.visits.attendant import Answers
from trainer.texts import said, said_figures

LAST_TIME = "last time {answer}"
WORST_ON_SCALE = 10
"""A whole number up to here is chosen; a larger one is typed."""
DEGREES = "°"
UNITS = {"deg": DEGREES, "of 10": "of 10", "of 100": "of 100", "points": "points"}


def form_questions(
    questions: Iterable[Question], before: Iterable[Answer] = ()
) -> tuple[FormQuestion, ...]:
    """The same questions for a form, each of a leg with the leg's name, in the window's language.

    `before` are answers of an earlier visit, which stand as hints; nothing is filled in.
    """
    known = {(each.name, each.side): each.value for each in before}
    return tuple(_on_form(each, known.get((each.name, each.side))) for each in questions)


def known_of(questions: Iterable[Question]) -> Mapping[str, OnForm]:
    """What stands in the form before anybody answers, of questions with yes or no."""
    return {each.key: bool(each.known) for each in questions if each.known is not None}


def answers_of(answers: Mapping[str, OnForm], questions: Sequence[Question]) -> Answers:
    """What was answered on the form, by the questions' keys, as a visit keeps it."""
    given = {each.key: answers[each.key] for each in questions if each.key in answers}
    return {key: float(each) for key, each in given.items() if isinstance(each, str | float | int)}


def _on_form(question: Question, before: float | None) -> FormQuestion:
    kind = _kind(question)
    typed = kind is Kind.NUMBER
    return FormQuestion(
        question.key,
        question_words(question),
        kind,
        required=question.required,
        choices=[
            (f"{each.value:g}", grade_words(question.choices, each)) for each in question.choices
        ],
        low=question.low,
        high=question.high,
        unit=_unit(question.name) if typed else "",
        decimals=0 if question.whole else 1,
        hint="" if before is None else _last_time(question, before),
    )


def _kind(question: Question) -> Kind:
    if question.answer is AnswerKind.YES_NO:
        return Kind.YES_NO
    if question.answer is AnswerKind.CHOICE:
        return Kind.CHOICES
    return Kind.SCALE if question.whole and question.high <= WORST_ON_SCALE else Kind.NUMBER


def grade_words(grades: Sequence[Grade], grade: Grade) -> str:
    """The word of a grade; with its meaning where all of its kind are numbers alone."""
    if not all(each.word.isdigit() for each in grades):
        return said(grade.word)
    return f"{grade.word}, {said(grade.meaning)}"


def unit_words(unit: str) -> str:
    """A unit as people read it, in the window's language."""
    return said(UNITS.get(unit, unit))


def _unit(name: str) -> str:
    kind = clinical_kinds.KINDS.get(name)
    return unit_words(kind.scales[0].unit) if kind and kind.scales else ""


def _last_time(question: Question, value: float) -> str:
    grades = {each.value: each.word for each in question.choices}
    if question.answer is AnswerKind.YES_NO:
        grades = {1.0: YES, 0.0: NO}
    answer = said(grades[value]) if value in grades else said_figures(f"{value:g}")
    return said(LAST_TIME).format(answer=answer)
