"""The board work of a plan: what is asked for goes with it, and what cannot be done is said."""

from dataclasses import replace

import pytest

from tests.plans.visiting import Visiting, facts, plan_of
from trainer.plans.agenda import agenda_of
from trainer.plans.bouts import problems
from trainer.plans.facts import BoardFacts
from trainer.plans.places import Place
from trainer.plans.steps import StepKind
from trainer.plans.templates import TEMPLATES
from trainer.recording.plan import BoardItem, ExerciseItem, Legs
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Eyes, Side, Stance
from trainer.texts import speak

DEFAULT = plan_of(TEMPLATES["ten-minutes"])


def test_what_is_asked_for_travels_with_the_step() -> None:
    sector = Sector(45.0, 90.0)
    item = BoardItem("bullseye", Legs.INVOLVED, rung=3, level=4, seconds=0.0)
    known = facts(4, no_go={Side.LEFT: (sector,)})
    (step,) = (
        s for s in agenda_of(replace(DEFAULT, board=(item,)), known) if s.kind is StepKind.BOUT
    )
    assert (step.chosen.rung, step.chosen.no_go) == (3, (sector,))
    assert (step.conditions.level, step.conditions.seconds) == (4, 20.0)


WRONG = {
    "no such activity": (BoardItem("skating"), "there is no activity of this name"),
    "no such dome": (
        BoardItem("bullseye", level=5),
        "dome 5 is not among the domes",
    ),
    "no strap": (BoardItem("knee_lane"), "none is worn"),
    "no plate": (BoardItem("quiet-stance"), "needs a force plate"),
    "eyes": (BoardItem("track", eyes=Eyes.CLOSED), "means nothing with eyes closed"),
    "free leg": (BoardItem("free_leg", stance=Stance.SEATED), "the other leg in the air"),
    "one leg with both": (BoardItem("bullseye", Legs.BOTH), "one leg stands alone"),
    "two legs with one": (BoardItem("bullseye", stance=Stance.TWO_LEG), "one leg stands alone"),
    "weight standing": (BoardItem("bullseye", weight_pct=20.0), "stance partial alone"),
    "weight unseen": (
        BoardItem("bullseye", stance=Stance.PARTIAL, weight_pct=20.0),
        "calibrate load cells",
    ),
    "no such exercise": (ExerciseItem("yoga"), "there is no exercise 'yoga'"),
}


@pytest.mark.parametrize("what", list(WRONG))
def test_an_item_that_cannot_be_done_is_said_and_the_rest_goes_on(what: str) -> None:
    item, sentence = WRONG[what]
    known = facts(4, board=BoardFacts(levels=(1, 2)))
    board, exercises = (
        (item,) * isinstance(item, BoardItem),
        (item,) * isinstance(item, ExerciseItem),
    )
    plan = replace(
        DEFAULT, board=(*board, *DEFAULT.board), exercises=(*exercises, ExerciseItem("bridge"))
    )
    (said,) = problems(plan, known)
    assert sentence in said
    done = Visiting(plan, known).whole()
    assert len([key for key in done if key.startswith("board")]) == 4
    assert len([key for key in done if key.startswith("exercise")]) == 2


@pytest.mark.parametrize(
    ("language", "anchor", "exercise"),
    [
        ("de", "der Ankertest entfällt: er steht auf Kuppel 3", "es gibt keine Übung 'yoga'"),
        (
            "es",
            "la prueba de anclaje se omite: está en cúpula 3",
            "no hay ningún ejercicio 'yoga'",
        ),
    ],
)
def test_every_reason_is_said_in_the_windows_language(language, anchor, exercise) -> None:
    known = facts(4, anchor=Place(3), board=BoardFacts(levels=(1, 2)))
    speak(language)
    try:
        test, item = problems(replace(DEFAULT, exercises=(ExerciseItem("yoga"),)), known)
    finally:
        speak("en")
    assert test.startswith(anchor)
    assert exercise in item
