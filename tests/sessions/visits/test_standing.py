"""What stands against single-leg work is said before anybody stands, at every visit."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.sessions.visits.patients import CODE, attendant_of, patient, plan_of, room_with
from trainer.plans.steps import TRIALS, StepKind
from trainer.recording.background import Background, Screening, WeightBearing
from trainer.recording.plan import BoardItem, Legs
from trainer.recording.vocabulary import Stance
from trainer.sessions.visits.assembled import assembled
from trainer.sessions.visits.attendant import Told, Went
from trainer.sessions.visits.running import VisitRun
from trainer.store import Store
from trainer.store.errors import StoreUnreachable

ORDER = Background(datetime.now(UTC), weight_bearing=WeightBearing.PARTIAL)


STANCES = tuple(
    BoardItem("bullseye", legs, seconds=5.0, rest_s=10.0, stance=stance)
    for legs, stance in (
        (Legs.INVOLVED, Stance.SEATED),
        (Legs.INVOLVED, Stance.PARTIAL),
        (Legs.BOTH, Stance.TWO_LEG),
        (Legs.INVOLVED, Stance.SINGLE_LEG),
    )
)


def stances_played(store: Store, said, signs=()) -> tuple[list[Stance], list[str]]:
    """How the patient was on the board, and what a therapist was asked who signs for these."""
    asked = []
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit)

        def may_stand(words, _scene):
            asked.append(words)
            signed = any(each in words for each in signs)
            return Told(Went.DONE if signed else Went.SKIPPED, {"operator": "JD"})

        attendant.may_stand = may_stand
        run = VisitRun(visit.reader, attendant, visit.by_hand, room.name)
        run.run()
        played = run.reader.read().facts.played
    return [each.conditions.stance for each in played], asked


ALONE, BOTH_LEGS, PART = "single-leg work", "on two legs", "a part of the body weight"
SEATED, PARTIAL, TWO_LEG, SINGLE_LEG = Stance


@pytest.mark.parametrize(
    ("order", "signs", "stances", "asked"),
    [
        (WeightBearing.PARTIAL, (), [SEATED, PARTIAL], [BOTH_LEGS, ALONE]),
        (WeightBearing.TOUCH, (), [SEATED], [PART, BOTH_LEGS, ALONE]),
        (WeightBearing.NONE, (), [SEATED], [PART, BOTH_LEGS, ALONE]),
        (WeightBearing.NONE, (PART,), [SEATED, PARTIAL], [PART, BOTH_LEGS, ALONE]),
        (WeightBearing.PARTIAL, (ALONE,), [SEATED, PARTIAL, SINGLE_LEG], [BOTH_LEGS, ALONE]),
    ],
    ids=["partial", "touch", "none", "signed for a part", "signed for one leg"],
)
def test_an_order_bars_what_it_does_not_allow_and_a_signature_opens_that_alone(
    store, said, order, signs, stances, asked
) -> None:
    patient(store, plan_of(STANCES))
    store.add_background(CODE, Background(datetime.now(UTC), weight_bearing=order))
    played, words = stances_played(store, said, signs)
    assert played == stances
    assert len(words) == len(asked)
    assert all(part in line for part, line in zip(asked, words, strict=True))


def test_more_weight_than_was_ordered_is_asked_about_each_time_it_is_another_part(
    store, said
) -> None:
    patient(store)
    store.add_background(CODE, replace(ORDER, weight_bearing_pct=30.0))
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit)
        run = VisitRun(visit.reader, attendant, visit.by_hand, room.name)
        asked = []
        for percent in (30.0, 50.0, 50.0, 60.0):
            run._kept_from_standing(visit.reader.read(), PARTIAL, percent)
            asked.append(len([line for line in said if "the order allows 30 %" in line]))
    assert asked == [0, 1, 1, 2]


def test_what_the_checklist_finds_bars_one_leg_alone(store, said) -> None:
    patient(store, plan_of(STANCES))
    store.add_screening(CODE, Screening(datetime.now(UTC), {"floor_10_s": False}))
    played, words = stances_played(store, said)
    assert played == [SEATED, PARTIAL, TWO_LEG]
    assert [ALONE in line for line in words] == [True]


def test_a_plan_of_early_after_surgery_asks_for_no_signature_while_it_sits_and_leans(
    store, said
) -> None:
    patient(store, plan_of(STANCES[:2]))
    store.add_background(CODE, ORDER)
    played, words = stances_played(store, said)
    assert played == [SEATED, PARTIAL]
    assert [ALONE in line for line in words] == [True], "the squats by eye alone ask"


def trials(store: Store, said, operator: str) -> int:
    """How many trials a visit without a window has."""
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit)
        attendant._operator = operator
        run = VisitRun(visit.reader, attendant, visit.by_hand, room.name)
        run.run()
        assert any(step.kind in TRIALS for step, _ in run.took)
        chart = run.reader.read()
        (eye,) = (mark for mark in chart.marks if mark.step == StepKind.EYE.value)
        assert ("partial weight bearing" in eye.words) is (not operator), "no squats either"
        return len(chart.facts.played)


@pytest.mark.parametrize(("operator", "count"), [("", 0), ("JD", 2)], ids=["nobody", "signed"])
def test_against_the_order_somebody_signs_or_nobody_stands(store, said, operator, count) -> None:
    patient(store)
    store.add_background(CODE, ORDER)
    assert trials(store, said, operator) == count
    told = [line for line in said if "the order is partial weight bearing" in line]
    assert len(told) == 1, "it is said once a visit"
    assert ("standing is left out" in told[0]) is (not operator)


def test_who_fails_on_the_floor_begins_the_search_on_two_legs(store, said) -> None:
    patient(store)
    store.add_screening(CODE, Screening(datetime.now(UTC), {"floor_10_s": False}))
    with room_with(store, said.append) as (room, _):
        chart = assembled(room, CODE).reader.read()
    assert chart.facts.floor_failed
    assert any("ten seconds" in words for words in chart.against(Stance.SINGLE_LEG))


def test_a_checklist_that_waits_for_the_database_counts_at_once(store, said, monkeypatch) -> None:
    patient(store)

    def gone(*_args: object) -> None:
        raise StoreUnreachable("the database does not answer")

    with room_with(store, said.append) as (room, _):
        visit = assembled(room, CODE)
        monkeypatch.setattr(Store, "add_screening", gone)
        visit.by_hand.log.add(CODE, Screening(datetime.now(UTC), {"floor_10_s": False}))
        chart = visit.reader.read()
    assert chart.facts.floor_failed
    assert any("ten seconds" in words for words in chart.against(Stance.SINGLE_LEG))
