"""What stands against single-leg work is said before anybody stands, at every visit."""

from datetime import UTC, datetime

import pytest

from tests.sessions.visits.patients import CODE, attendant_of, patient, room_with
from trainer.plans.steps import TRIALS, StepKind
from trainer.recording.background import Background, Screening, WeightBearing
from trainer.sessions.visits.assembled import assembled
from trainer.sessions.visits.running import VisitRun
from trainer.store import Store
from trainer.store.errors import StoreUnreachable

ORDER = Background(datetime.now(UTC), weight_bearing=WeightBearing.PARTIAL)


@pytest.fixture
def store(home):
    with Store.open() as opened:
        patient(opened)
        yield opened


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
    store.add_background(CODE, ORDER)
    assert trials(store, said, operator) == count
    told = [line for line in said if "the order is partial weight bearing" in line]
    assert len(told) == 1, "it is said once a visit"
    assert ("standing is left out" in told[0]) is (not operator)


def test_who_fails_on_the_floor_begins_the_search_on_two_legs(store, said) -> None:
    store.add_screening(CODE, Screening(datetime.now(UTC), {"floor_10_s": False}))
    with room_with(store, said.append) as (room, _):
        chart = assembled(room, CODE).reader.read()
    assert chart.facts.floor_failed
    assert any("ten seconds" in words for words in chart.against)


def test_a_checklist_that_waits_for_the_database_counts_at_once(store, said, monkeypatch) -> None:
    def gone(*_args: object) -> None:
        raise StoreUnreachable("the database does not answer")

    with room_with(store, said.append) as (room, _):
        visit = assembled(room, CODE)
        monkeypatch.setattr(Store, "add_screening", gone)
        visit.by_hand.log.add(CODE, Screening(datetime.now(UTC), {"floor_10_s": False}))
        chart = visit.reader.read()
    assert chart.facts.floor_failed
    assert any("ten seconds" in words for words in chart.against)
