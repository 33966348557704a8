"""The questions of a visit on a form, and its answers back."""

from datetime import UTC, datetime

import pygame
import pytest

from games.screens.station.form import FormPage
from games.screens.station.questions import Kind
from tests.games.desk.people import KIT, SIZE
from tests.games.spoken import written_texts
from trainer.plans.checklist import checklist
from trainer.plans.symptoms import EFFUSION, LAG, PAIN, Answer, questions
from trainer.recording.background import Background, WeightBearing
from trainer.recording.vocabulary import Side
from trainer.sessions.forms.visit_questions import answers_of, form_questions, known_of
from trainer.texts import speak

ASKED = questions(Side.LEFT, first=False)
BY_KEY = {each.key: each for each in ASKED}


def form() -> FormPage:
    return FormPage(KIT, "Symptoms", form_questions(ASKED))


def test_each_question_is_answered_in_the_way_that_suits_it() -> None:
    asked = {each.name: each for each in form_questions(ASKED)}
    assert list(asked) == [each.key for each in ASKED]
    assert asked["pain_now:right"].kind is Kind.SCALE
    assert asked["effusion:left"].kind is Kind.CHOICES
    assert asked["extension_lag:left"].kind is Kind.NUMBER
    assert (asked["extension_lag:left"].high, asked["extension_lag:left"].unit) == (90.0, "°")
    assert asked["dizziness"].kind is Kind.YES_NO
    assert not asked["extension_lag:left"].required
    assert asked["dizziness"].required


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Left leg · Pain now, 0 to 10"),
        ("de", "Linkes Bein · Schmerz jetzt, 0 bis 10"),
        ("es", "Pierna izquierda · Dolor ahora, de 0 a 10"),
    ],
)
def test_the_words_name_the_leg_in_the_windows_language(language: str, words: str) -> None:
    speak(language)
    first, *_ = form_questions(ASKED)
    assert first.words == words


@pytest.mark.parametrize(
    ("involved", "leg"),
    [(Side.RIGHT, "Right leg"), (Side.BOTH, "Each leg"), (None, "Each leg")],
    ids=["one", "both", "nobody said"],
)
def test_the_checklist_names_the_leg_and_not_where_it_is_about_the_body(involved, leg) -> None:
    words = {each.name: each.words for each in form_questions(checklist(involved, None))}
    assert words["full_weight"] == f"{leg} · Does the order allow full weight on this leg?"
    assert words["floor_10_s"].startswith(f"{leg} · ")
    assert words["dizziness"] == "Is the patient dizzy?"


@pytest.mark.parametrize(
    ("order", "known"),
    [
        (WeightBearing.FULL, {"full_weight": True}),
        (WeightBearing.AS_TOLERATED, {}),
        (WeightBearing.PARTIAL, {"full_weight": False}),
        (WeightBearing.NONE, {"full_weight": False}),
    ],
)
def test_what_the_order_answers_stands_in_the_checklist(order, known) -> None:
    background = Background(datetime.now(UTC), weight_bearing=order)
    asked = checklist(Side.LEFT, background)
    page = FormPage(KIT, "Screening", form_questions(asked), known_of(asked))
    assert page.answers == known


def test_what_was_taken_on_the_form_comes_back_by_the_questions_keys() -> None:
    page = form()
    page.take("pain_now:left=3")
    page.take("pain_now:right=0")
    assert answers_of(page.answers, ASKED) == {"pain_now:left": 3.0, "pain_now:right": 0.0}


def test_grades_and_yes_or_no_become_numbers() -> None:
    given = {"effusion:left": "0.5", "dizziness": True, "locking:left": False, "else": "x"}
    expected = {"effusion:left": 0.5, "dizziness": 1.0, "locking:left": 0.0}
    assert answers_of(given, ASKED) == expected


def test_what_was_said_before_is_read_and_fills_in_nothing() -> None:
    before = [
        Answer(PAIN, 4.0, Side.LEFT),
        Answer(EFFUSION, 0.5, Side.LEFT),
        Answer(LAG, 2.5, Side.LEFT),
        Answer(EFFUSION, 3.0, Side.RIGHT),
    ]
    asked = form_questions(ASKED, before)
    page = FormPage(KIT, "Symptoms", asked)
    assert page.answers == {}
    hints = {each.name: each.hint for each in asked if each.hint}
    assert hints == {
        "pain_now:left": "last time 4",
        "effusion:left": "last time trace",
        "extension_lag:left": "last time 2.5",
    }
    with written_texts() as written:
        page.paint(pygame.Surface(SIZE, 0, 32))
    assert "last time 4" in [each.text for each in written]
