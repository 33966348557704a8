"""What is typed into a form, and how it is read."""

from datetime import date

import pytest

from games.screens.station.questions import (
    BETWEEN,
    NO_DATE,
    NO_NUMBER,
    NO_SUCH_DAY,
    Kind,
    Question,
)

WEIGHT = Question("weight", "Weight", Kind.NUMBER, low=20, high=250, decimals=1)
DAY = Question("day", "Day", Kind.DATE)
PAIN = Question("pain", "Pain", Kind.SCALE)
SWOLLEN = Question("swollen", "Swollen?", Kind.YES_NO)


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (WEIGHT, "72.5", 72.5),
        (WEIGHT, " 72,5 ", 72.5),
        (WEIGHT, "", None),
        (DAY, "4.3.2026", date(2026, 3, 4)),
        (DAY, "04 03 2026", date(2026, 3, 4)),
        (DAY, "2026-03-04", date(2026, 3, 4)),
        (DAY, "4-3-2026", date(2026, 3, 4)),
        (PAIN, "7", 7.0),
        (SWOLLEN, "yes", True),
        (SWOLLEN, "no", False),
    ],
    ids=lambda value: value.name if isinstance(value, Question) else repr(value),
)
def test_what_is_typed_or_chosen_is_read(question: Question, text: str, answer: object) -> None:
    assert question.answer(text) == answer
    assert question.problem(text) == ""


@pytest.mark.parametrize(
    ("question", "text", "problem"),
    [
        (WEIGHT, "heavy", NO_NUMBER),
        (WEIGHT, "7000", BETWEEN.format(low="20.0", high="250.0")),
        (WEIGHT, "7.2.5", NO_NUMBER),
        (DAY, "yesterday", NO_DATE),
        (DAY, "31 2 2026", NO_SUCH_DAY),
        (DAY, "3/4", NO_DATE),
    ],
    ids=lambda value: value.name if isinstance(value, Question) else repr(value),
)
def test_what_cannot_be_read_is_said_and_is_no_answer(
    question: Question, text: str, problem: str
) -> None:
    assert question.problem(text) == problem
    assert question.answer(text) is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [(WEIGHT, 72.5), (DAY, date(2026, 3, 4)), (PAIN, 7.0), (SWOLLEN, True), (SWOLLEN, False)],
    ids=lambda value: value.name if isinstance(value, Question) else repr(value),
)
def test_an_answer_that_is_there_already_is_read_as_itself(question, answer) -> None:
    assert question.answer(question.written(answer)) == answer


def test_a_typed_day_is_told_back_with_its_month_in_words() -> None:
    assert DAY.echo("4 3 2026") == "4 March 2026"
    assert DAY.echo("4 3") == ""
