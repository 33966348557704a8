"""The forms behind a patient's facts: findings and orders, screening, body weight, feet."""

from dataclasses import replace

from games.screens.station.form import FormPage
from games.screens.station.questions import Kind, Question
from trainer.plans.checklist import checklist
from trainer.plans.symptoms import Answer
from trainer.recording.background import Background, Screening
from trainer.recording.conditions import HEEL_AHEAD, NO_CELL, FootPlacement
from trainer.recording.vocabulary import Arms, Footwear, Side
from trainer.sessions.forms.answers import Answers, text_of
from trainer.sessions.forms.background import (
    QUESTIONS,
    answers_from,
    background_from,
)
from trainer.sessions.forms.person import WEIGHT_QUESTION, weight_of
from trainer.sessions.forms.visit_questions import answers_of, form_questions, known_of
from trainer.sessions.station.figure import figure_asked
from trainer.sessions.station.filling import filled_in
from trainer.sessions.station.front import Front
from trainer.sessions.visits.assembled import by_hand_of
from trainer.sessions.visits.by_hand import given_to
from trainer.texts import said, said_back

BACKGROUND, SCREENING, WEIGHT = "Findings and orders", "Screening", "Body weight"
FEET = {Side.LEFT: "Where the left foot stands", Side.RIGHT: "Where the right foot stands"}
HEEL, TOE = "Cell under the heel", "Cell under the second toe"
FOOTWEAR, ARMS = "On the foot", "Arms"
SHOES = {Footwear.BAREFOOT: "barefoot", Footwear.SHOES: "shoes"}
HANDS = {Arms.HIPS: "on the hips", Arms.CROSSED: "crossed", Arms.SIDES: "at the sides",
         Arms.FREE: "free"}  # fmt: skip
PLACED, NOT_PLACED = "heel {heel}, second toe {toe}, {shoes}", "not noted yet"
LONGEST_CELL = 3


def change_background(
    front: Front, code: str, known: Background | None, weight_kg: float | None
) -> None:
    """What is there already stands in the form."""
    page = FormPage(front.kit, BACKGROUND, QUESTIONS, answers_from(known))
    filled_in(
        front,
        page,
        lambda answers: background_from(answers, front.room.operator, weight_kg),
        lambda changed: front.room.store.add_background(code, changed),
        lambda changed: figure_asked(front, changed),
    )


def screen_again(
    front: Front, code: str, known: Screening | None, noted: Background | None, leg: Side | None
) -> None:
    """The checklist from the beginning, and what follows from it; earlier answers are hints, and
    what the order answers stands there.
    """
    earlier = known.answers if known else {}
    before = [Answer(name, float(yes)) for name, yes in earlier.items()]
    by_hand = by_hand_of(front.room, code)
    asked, told = checklist(leg, noted), list[str]()
    filled_in(
        front,
        FormPage(front.kit, SCREENING, form_questions(asked, before), known_of(asked)),
        lambda answers: given_to(asked, answers_of(answers, asked)),
        lambda given: told.extend(by_hand.keeping.screening(given, noted, leg)),
    )
    front.tell_all(told)


def change_weight(front: Front, code: str) -> None:
    """A weight that a scale has shown."""
    question = replace(WEIGHT_QUESTION, required=True)
    filled_in(
        front,
        FormPage(front.kit, WEIGHT, [question]),
        lambda answers: weight_of(answers["weight"]),
        lambda weight: front.room.store.add_weight(code, weight),
    )


def change_feet(front: Front, code: str, side: Side, known: FootPlacement | None) -> None:
    """Where one foot stands on the lettered grid, and how."""
    questions = (
        Question("heel", HEEL, Kind.TEXT, required=True, longest=LONGEST_CELL, upper=True),
        Question("toe", TOE, Kind.TEXT, required=True, longest=LONGEST_CELL, upper=True),
        Question("shoes", FOOTWEAR, Kind.CHOICES, required=True, choices=_choices(SHOES)),
        Question("arms", ARMS, Kind.CHOICES, required=True, choices=_choices(HANDS)),
    )
    before = known and {
        "heel": known.heel_cell,
        "toe": known.toe_cell,
        "shoes": known.footwear.value,
        "arms": known.arms.value,
    }
    page = FormPage(front.kit, FEET[side], questions, before or {})
    filled_in(front, page, _feet, lambda feet: front.room.store.add_placement(code, side, feet))


def feet_words(feet: FootPlacement | None) -> str:
    """Where a foot stands, in one line."""
    if feet is None:
        return said(NOT_PLACED)
    shoes = said(SHOES[feet.footwear])
    return said(PLACED).format(heel=feet.heel_cell, toe=feet.toe_cell, shoes=shoes)


def _feet(answers: Answers) -> FootPlacement:
    heel, toe = (text_of(answers, name).upper() for name in ("heel", "toe"))
    try:
        return FootPlacement(
            heel, toe, Footwear(text_of(answers, "shoes")), Arms(text_of(answers, "arms"))
        )
    except ValueError as error:
        raise ValueError(said_back(str(error), (NO_CELL, HEEL_AHEAD))) from None


def _choices(words: dict[Footwear, str] | dict[Arms, str]) -> list[tuple[str, str]]:
    return [(value.value, each) for value, each in words.items()]
