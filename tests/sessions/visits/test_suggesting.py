"""What is offered for the next visit, from trials as the store has them."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.sessions.visits.patients import (
    CODE,
    SYMPTOMS,
    attendant_of,
    days_pass,
    patient,
    plan_of,
    room_with,
    run_visit,
)
from trainer.plans.next_level import CLOSE_EYES, MORNING_UNKNOWN, Suggestion
from trainer.recording.plan import BoardItem, Legs, Plan
from trainer.sessions.visits.assembled import assembled
from trainer.sessions.visits.attendant import Told, Went
from trainer.sessions.visits.by_hand import PlanChanged
from trainer.sessions.visits.running import VisitRun
from trainer.sessions.visits.suggesting import Offer
from trainer.store import Store

CIRCLES = BoardItem("circles", Legs.INVOLVED, rounds=1, seconds=36.0, rest_s=10.0, level=2)


def give(store: Store, **values: float) -> None:
    """Every stored trial has these values from now on."""
    with store._writing() as session:
        for name, value in values.items():
            session.execute(
                text(
                    "UPDATE metrics SET value = :value WHERE definition_id IN "
                    "(SELECT id FROM definitions WHERE name = :name)"
                ),
                {"name": name, "value": value},
            )


def offered(run: VisitRun) -> Suggestion:
    """What is said of the plan's one item going up."""
    (one,) = (s for each in run.reader.read().offers if (s := each.suggestion).words != CLOSE_EYES)
    return one


def test_two_stored_visits_with_good_circles_meet_the_rule(store, said) -> None:
    patient(store, plan_of((CIRCLES,)))
    run_visit(store, said.append)
    days_pass(store, 2)
    run, _ = run_visit(store, said.append)
    give(store, direction_difference=4.0, rim_contacts=1.0)
    assert offered(run).missing == ()
    assert offered(run).item == replace(CIRCLES, level=3)
    give(store, direction_difference=40.0)
    assert "40 % worse" in offered(run).words


def test_a_plan_of_both_legs_without_circles_is_judged_without_them(store, said) -> None:
    patient(store)
    run_visit(store, said.append)
    days_pass(store, 2)
    run, _ = run_visit(store, said.append)
    assert offered(run).met
    assert "no circle trials in this plan" in offered(run).words
    assert "if the morning after is not worse" in offered(run).words


def test_the_morning_of_an_earlier_visit_that_nobody_told_of_holds_it_back(store, said) -> None:
    patient(store)
    run_visit(store, said.append)
    days_pass(store, 2)
    silent = {key: value for key, value in SYMPTOMS.items() if "morning" not in key}
    run, _ = run_visit(store, said.append, given=silent)
    assert MORNING_UNKNOWN in offered(run).words


def signed_again(store: Store) -> Plan:
    """A therapist signs another plan while the visit goes on."""
    item = replace(CIRCLES, level=1, note="eyes on the toes")
    newer = replace(plan_of((item,)), title="newer", per_week=5)
    store.add_plan(CODE, newer)
    return newer


def test_the_next_plan_is_made_of_the_newest_that_is_signed(store, said) -> None:
    patient(store)
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        newer = signed_again(store)
        harder = replace(newer.board[0], level=2)
        attendant = attendant_of(room, stimulus, visit)
        shown = []

        def take_it(plan: Plan, _offers, _scene) -> Told:
            shown.append(plan.title)
            return Told(Went.DONE)

        attendant.next_plan = take_it
        VisitRun(visit.reader, attendant, visit.by_hand, room.name).run()
        offer = Offer(0, Suggestion("up", True, item=harder))
        answers = {"0": True, "operator": "JD"}
        assert visit.by_hand.change_plan(visit.reader.read(), [offer], answers)
    assert shown == ["newer"]
    counts = store.plan(CODE)
    assert (counts.title, counts.per_week, counts.board) == ("newer", 5, (harder,))


def test_an_offer_for_a_plan_that_was_just_replaced_is_not_taken(store, said) -> None:
    patient(store, plan_of((CIRCLES,)))
    with room_with(store, said.append) as (room, _):
        visit = assembled(room, CODE)
        chart = visit.reader.read()
        newer = signed_again(store)
        offer = Offer(0, Suggestion("up", True, item=replace(CIRCLES, level=3)))
        with pytest.raises(PlanChanged):
            visit.by_hand.change_plan(chart, [offer], {"0": True, "operator": "JD"})
    assert store.plan(CODE) == newer
