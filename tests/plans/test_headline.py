"""What a therapist reads first is what is due, and where the foot goes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.plans.visiting import facts, plan_of
from trainer.plans.agenda import agenda_of, placed
from trainer.plans.facts import Facts
from trainer.plans.headline import headline
from trainer.plans.note_line import PainOfVisit
from trainer.plans.places import ON_FLOOR, Place
from trainer.plans.templates import TEMPLATES
from trainer.recording.conditions import NO_DOME, FootPlacement
from trainer.recording.visit import MarkKind, VisitMark
from trainer.recording.vocabulary import Side, Stance

PLAN = plan_of(TEMPLATES["ten-minutes"])
FOOT = FootPlacement("N29", "L6")
LAST_PAIN = PainOfVisit(2, 1)


def line(known: Facts, pain: PainOfVisit = LAST_PAIN, foot=FOOT, plan=PLAN) -> str:
    return headline(known, placed(agenda_of(plan, known), known, ()), 5, pain, foot)


def test_the_whole_line() -> None:
    assert line(facts(4)) == (
        "Left knee, week 5. Pain 2→1. Anchor due: left only. "
        "Dome 2, heel N29, toe L6, hands on hips. About 8 minutes."
    )


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (facts(6), "Anchor due: both legs."),
        (facts(1), "The anchor's dome is to be found today."),
        (facts(4, anchor=Place(1, Stance.TWO_LEG)), "Anchor due: two legs together."),
        (facts(4, involved=Side.RIGHT), "Right knee, week 5. Pain 2→1. Anchor due: right only."),
        (facts(4, involved=None), "Week 5. Pain 2→1. Anchor due: both legs."),
        (facts(4, anchor=Place(NO_DOME)), "Plate, heel N29"),
    ],
    ids=["third visit", "first visit", "two legs", "right", "nobody said", "plate"],
)
def test_what_is_due(known: Facts, words: str) -> None:
    assert words in line(known)


def test_what_is_not_known_is_left_out() -> None:
    said = line(facts(4, anchor=ON_FLOOR), PainOfVisit(), None)
    assert said.startswith("Left knee, week 5. Anchor due: left only. ")
    assert "Dome" not in said
    no_anchor = replace(PLAN, anchor=False)
    assert "No anchor due. Dome 2. " in line(facts(4), PainOfVisit(), None, no_anchor)


def test_during_the_visit_the_minutes_are_those_that_are_left() -> None:
    known, now = facts(4), datetime(2026, 3, 4, tzinfo=UTC)
    agenda = agenda_of(PLAN, known)
    by_hand = [step.key for step in agenda if step.conditions is None]
    done = [VisitMark(key, "v", key, MarkKind.DONE, now) for key in by_hand]

    def minutes(marks: Sequence[VisitMark]) -> str:
        steps = placed(agenda, known, marks)
        return headline(known, steps, 5, LAST_PAIN, FOOT).rpartition("hips. ")[2]

    assert minutes(()) == "About 8 minutes."
    assert minutes(done[:2]) == "7 of 8 minutes left."
    skipped = [
        replace(each, kind=MarkKind.SKIPPED, step=step.key)
        for each in done[:1]
        for step in agenda
        if step.conditions
    ]
    assert minutes((*done, *skipped)) == "1 of 8 minutes left."


def test_a_locked_leg_takes_no_minutes() -> None:
    free, locked = facts(4), facts(4, locks={Side.LEFT: "pain"})
    assert line(free).endswith("About 8 minutes.")
    assert int(line(locked).split()[-2]) < 8
