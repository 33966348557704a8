"""What is offered for the next visit, from trials as the store has them."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.sessions.visits.patients import (
    SYMPTOMS,
    days_pass,
    patient,
    plan_of,
    run_visit,
)
from trainer.plans.next_level import CLOSE_EYES, MORNING_UNKNOWN, Suggestion
from trainer.recording.plan import BoardItem, Legs
from trainer.sessions.visits.running import VisitRun
from trainer.store import Store

CIRCLES = BoardItem("circles", Legs.INVOLVED, rounds=1, seconds=36.0, rest_s=10.0, level=2)


@pytest.fixture
def store(home):
    with Store.open() as opened:
        yield opened


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
