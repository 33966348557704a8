"""Answers that are given before a visit: taken as the questions take them, or refused in a line."""

import re

import pytest

from trainer.sessions.errors import SessionError
from trainer.sessions.visits.given import checked


def test_answers_are_read_as_their_questions_take_them() -> None:
    said = [
        ("pain_now:left", "2"),
        ("pain_after:left", "3"),
        ("effusion:left", "trace"),
        ("effusion:right", "0.5"),
        ("extension_lag:left", "2.5"),
        ("dizziness", "Yes"),
        ("calf:left", "no"),
        ("light_enough", "1"),
        ("left_heel", "N28"),
    ]
    assert checked(said) == {
        "pain_now:left": 2.0,
        "pain_after:left": 3.0,
        "effusion:left": 0.5,
        "effusion:right": 0.5,
        "extension_lag:left": 2.5,
        "dizziness": 1.0,
        "calf:left": 0.0,
        "light_enough": 1.0,
        "left_heel": "N28",
    }


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("pain_now:left", "99", "a whole number from 0 to 10"),
        ("pain_now:left", "-1", "a whole number from 0 to 10"),
        ("pain_now:left", "2.5", "a whole number from 0 to 10"),
        ("pain_now:left", "nan", "a whole number from 0 to 10"),
        ("pain_now:left", "much", "a whole number from 0 to 10"),
        ("effusion:left", "0.7", "say one of"),
        ("dizziness", "2", "say yes or no"),
        ("left_toe", "Q", "left_toe"),
        ("pain_now", "2", "no visit asks pain_now"),
        ("pian_now:left", "2", "pain_now:left"),
    ],
)
def test_what_no_question_takes_is_refused_in_one_line(name: str, value: str, words: str) -> None:
    with pytest.raises(SessionError, match=re.escape(words)) as refused:
        checked([(name, value)])
    assert "\n" not in str(refused.value)


def test_feet_are_taken_only_with_the_toe_ahead_of_the_heel() -> None:
    assert checked([("left_heel", "N28"), ("left_toe", "N13")])
    with pytest.raises(SessionError, match="toe"):
        checked([("left_heel", "N13"), ("left_toe", "N28")])
