"""Answers that were given before a visit: each must be one that the visit's questions take."""

from collections.abc import Iterable, Mapping
from math import nan

from trainer.plans.checklist import SCREENED
from trainer.plans.symptoms import LEGS, PAIN, WORDS, AnswerKind, Question
from trainer.plans.symptoms import questions as symptom_questions
from trainer.recording.conditions import FootPlacement, cell_centre_mm
from trainer.sessions.errors import SessionError
from trainer.sessions.visits.attendant import Answer
from trainer.sessions.visits.by_hand import EYE_KINDS, FLOOR_STANCE, of_kind

AFTER = "pain_after"
"""Before a leg's name: `pain_now`, asked after the trials."""
CELLS = ("_heel", "_toe")
YES_OR_NO = {"yes": 1.0, "no": 0.0, "1": 1.0, "0": 0.0}
NO_QUESTION = "no visit asks {name}: the questions are {names}"
WRONG = "{value!r} is no answer to {name}: {say}"


def checked(said: Iterable[tuple[str, str]]) -> Mapping[str, Answer]:
    """The answers by their questions' keys; `SessionError`, in one line, for one that is none."""
    asked = askable()
    cells = {f"{leg}{cell}" for leg in LEGS for cell in CELLS}
    given: dict[str, Answer] = {}
    for name, value in said:
        if name in cells:
            given[name] = _cell(name, value)
        elif name in asked:
            given[name] = _number(asked[name], name, value)
        else:
            names = ", ".join(sorted({*asked, *cells}))
            raise SessionError(NO_QUESTION.format(name=name, names=names))
    for leg in LEGS:
        _check_foot(*(str(given.get(f"{leg}{cell}", "")) for cell in CELLS))
    return given


def askable() -> Mapping[str, Question]:
    """All that any visit may ask, by the key of its answer."""
    asked = (
        *symptom_questions(None, first=False),
        *SCREENED,
        *(of_kind(kind, leg) for leg in LEGS for kind in (*EYE_KINDS, FLOOR_STANCE)),
    )
    after = {f"{AFTER}:{leg}": of_kind(PAIN, leg, WORDS[PAIN]) for leg in LEGS}
    return {**{each.key: each for each in asked}, **after}


def _number(question: Question, name: str, value: str) -> float:
    number, say = _read(question, value)
    if number is None:
        raise SessionError(WRONG.format(value=value, name=name, say=say))
    return number


def _read(question: Question, value: str) -> tuple[float | None, str]:
    """What the answer says; None for none, and then what may be said."""
    if question.answer is AnswerKind.YES_NO:
        return YES_OR_NO.get(value.lower()), "say yes or no"
    if question.answer is AnswerKind.CHOICE:
        grades = {each.word: each.value for each in question.choices}
        number = grades.get(value, _figure(value))
        return number if number in grades.values() else None, f"say one of {', '.join(grades)}"
    number = _figure(value)
    whole = "a whole number" if question.whole else "a number"
    fits = question.low <= number <= question.high and (not question.whole or number.is_integer())
    return number if fits else None, f"say {whole} from {question.low:g} to {question.high:g}"


def _figure(value: str) -> float:
    """Not a number where it is none."""
    try:
        return float(value)
    except ValueError:
        return nan


def _check_foot(heel: str, toe: str) -> None:
    if heel and toe:
        try:
            FootPlacement(heel, toe)
        except ValueError as error:
            raise SessionError(str(error)) from None


def _cell(name: str, value: str) -> str:
    try:
        cell_centre_mm(value)
    except ValueError as error:
        raise SessionError(WRONG.format(value=value, name=name, say=error)) from None
    return value
