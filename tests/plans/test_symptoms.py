"""The questions before a visit, and which answers stop a leg or ask for less."""

import pytest

from tests.plans.visiting import BEGIN
from trainer.plans.symptoms import Answer, AnswerKind, cautions, questions, stops_of
from trainer.recording.background import StopReason
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.clinical_typed import Typed, entry_from
from trainer.recording.vocabulary import Side

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def asked(involved: Side | None = LEFT, *, first: bool = False) -> list[str]:
    return [question.key for question in questions(involved, first=first)]


def test_pain_is_asked_of_both_legs_and_the_rest_of_the_involved_one() -> None:
    assert asked() == [
        "pain_now:left",
        "pain_now:right",
        "pain_next_morning:left",
        "effusion:left",
        "extension_lag:left",
        "giving_way:left",
        "locking:left",
        "calf:left",
        "dizziness",
        "chest",
    ]


def test_the_first_visit_has_no_morning_after() -> None:
    assert set(asked()) - set(asked(first=True)) == {"pain_next_morning:left"}


@pytest.mark.parametrize("involved", [None, Side.BOTH], ids=["nobody said", "both"])
def test_where_no_leg_is_the_good_one_both_are_asked_for(involved) -> None:
    assert {"effusion:left", "effusion:right"} <= set(asked(involved))


def test_every_clinical_answer_can_be_typed_in_as_an_entry() -> None:
    clinical = [each for each in questions(LEFT, first=False) if each.clinical]
    assert {each.name for each in clinical} < set(KINDS)
    for each in clinical:
        word = each.choices[-1].word if each.choices else f"{each.high:g}"
        if each.answer is AnswerKind.YES_NO:
            word = "yes"
        entry = entry_from(Typed(each.name, (word,), side=each.side), "id", BEGIN, "JD")
        assert entry.value == (each.choices[-1].value if each.choices else each.high)


@pytest.mark.parametrize(
    ("answer", "stop"),
    [
        (Answer("pain_now", 6, RIGHT), (StopReason.PAIN, RIGHT)),
        (Answer("giving_way", 1, LEFT), (StopReason.GIVING_WAY, LEFT)),
        (Answer("locking", 1, LEFT), (StopReason.LOCKING, LEFT)),
        (Answer("calf", 1, LEFT), (StopReason.CALF, LEFT)),
        (Answer("dizziness", 1), (StopReason.DIZZINESS, Side.BOTH)),
        (Answer("chest", 1), (StopReason.CHEST, Side.BOTH)),
    ],
    ids=lambda value: value.name if isinstance(value, Answer) else "",
)
def test_what_stops_a_leg(answer: Answer, stop) -> None:
    assert stops_of([answer]) == (stop,)
    assert stops_of([Answer(answer.name, 0, answer.side)]) == ()


def test_pain_of_five_stops_nothing() -> None:
    assert stops_of([Answer("pain_now", 5, LEFT)]) == ()


BEFORE = (Answer("pain_now", 1, LEFT), Answer("effusion", 0.5, LEFT))


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer("pain_now", 3, LEFT), "left leg: pain 3 of 10, and the aim is 2 or less"),
        (Answer("pain_next_morning", 2, LEFT), "left leg: pain 2 of 10 on the morning after, 1"),
        (Answer("effusion", 1, LEFT), "left leg: swelling has grown from trace to 1+"),
    ],
    ids=lambda value: value.name if isinstance(value, Answer) else "",
)
def test_what_asks_for_a_lower_dose(answer: Answer, sentence: str) -> None:
    (said,) = cautions([answer], BEFORE)
    assert said.startswith(sentence)
    assert said.endswith(": lower the dose")


@pytest.mark.parametrize(
    "answer",
    [
        Answer("pain_now", 2, LEFT),
        Answer("pain_next_morning", 1, LEFT),
        Answer("pain_next_morning", 9, RIGHT),
        Answer("effusion", 0.5, LEFT),
        Answer("extension_lag", 20, LEFT),
    ],
    ids=lambda answer: f"{answer.name}-{answer.value:g}",
)
def test_what_is_as_good_as_before_asks_for_nothing(answer: Answer) -> None:
    assert cautions([answer], BEFORE) == ()
