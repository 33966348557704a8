"""Each question of the checklist has an answer that stands against single-leg work, and is said."""

from dataclasses import replace

import pytest

from tests.plans.visiting import BEGIN
from trainer.plans.screening import (
    AGAINST,
    QUESTIONS,
    STOPS,
    against_stance,
    findings,
    stops_of,
)
from trainer.recording.background import Background, Screening, StopReason, WeightBearing
from trainer.recording.vocabulary import Side, Stance

GOOD = Screening(BEGIN, {name: name not in STOPS for name in QUESTIONS})
FULL = Background(BEGIN)


def test_nothing_stands_against_a_patient_who_passes() -> None:
    assert findings(GOOD, FULL) == findings(GOOD, None) == ()
    assert stops_of(GOOD, Side.LEFT) == ()


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_every_question_can_stand_against_it(name: str) -> None:
    other = replace(GOOD, answers={**GOOD.answers, name: not GOOD.answers[name]})
    assert findings(other, FULL) == (AGAINST[name],)
    left_out = replace(GOOD, answers={k: v for k, v in GOOD.answers.items() if k != name})
    assert findings(left_out, FULL) == (f"not answered: {QUESTIONS[name]}",)


@pytest.mark.parametrize("stance", list(Stance))
def test_what_the_board_cannot_carry_stands_on_it_in_no_way(stance: Stance) -> None:
    heavy = replace(GOOD, answers={**GOOD.answers, "light_enough": False})
    bars = stance is not Stance.SEATED
    assert (AGAINST["light_enough"] in against_stance(heavy, FULL, stance)) is bars
    assert against_stance(GOOD, FULL, stance) == ()


@pytest.mark.parametrize("order", list(WeightBearing))
def test_an_order_below_full_weight_stands_against_it(order: WeightBearing) -> None:
    free = order in (WeightBearing.FULL, WeightBearing.AS_TOLERATED)
    assert (findings(GOOD, Background(BEGIN, weight_bearing=order)) == ()) is free


@pytest.mark.parametrize(
    ("name", "side"),
    [("giving_way", Side.LEFT), ("calf", Side.LEFT), ("chest", Side.BOTH)],
    ids=["giving way", "calf", "chest"],
)
def test_a_symptom_locks_the_leg_or_the_patient(name: str, side: Side) -> None:
    bad = replace(GOOD, answers={**GOOD.answers, name: True})
    assert stops_of(bad, Side.LEFT) == ((StopReason(name), side),)
    assert stops_of(bad, None) == ((StopReason(name), Side.BOTH),)
