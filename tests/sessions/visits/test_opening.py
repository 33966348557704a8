"""A visit that is done today stays done, unless another one is asked for or a leg is freed."""

from datetime import UTC, datetime

from tests.sessions.visits.patients import (
    CODE,
    SYMPTOMS,
    attendant_of,
    days_pass,
    patient,
    room_with,
    run_visit,
)
from trainer.plans.steps import StepKind
from trainer.recording.background import Lifted
from trainer.recording.vocabulary import Side
from trainer.sessions.visits.assembled import assembled, is_done
from trainer.sessions.visits.running import VisitRun
from trainer.store import Store


def done_now(store: Store, said, **how: bool) -> bool:
    with room_with(store, said.append) as (room, _):
        visit = assembled(room, CODE, **how)
        return is_done(visit, visit.reader.read())


def test_a_visit_that_is_done_does_not_begin_again_on_its_day(store, said) -> None:
    patient(store)
    assert not done_now(store, said, begin=False)
    run_visit(store, said.append)
    assert done_now(store, said, begin=False)
    assert done_now(store, said)
    assert len(store.visits(CODE)) == 1
    assert not done_now(store, said, again=True)
    assert not done_now(store, said), "the other one goes on"
    assert len(store.visits(CODE)) == 2


def test_the_next_day_has_a_visit_of_its_own(store, said) -> None:
    patient(store)
    run_visit(store, said.append)
    days_pass(store, 1)
    assert not done_now(store, said)
    assert len(store.visits(CODE)) == 2


def test_a_leg_that_is_freed_on_the_same_day_is_still_played(store, said) -> None:
    patient(store)
    run_visit(store, said.append, given={**SYMPTOMS, "pain_now:left": 7.0})
    assert done_now(store, said)
    (stop,) = store.stops(CODE)
    store.lift_stop(CODE, stop.stop_id, Lifted(datetime.now(UTC), "seen"))
    assert not done_now(store, said)
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit)
        run = VisitRun(visit.reader, attendant, visit.by_hand, room.name)
        run.run()
    took = [(step.kind, step.side) for step, _ in run.took]
    assert took == [
        (StepKind.BOUT, Side.LEFT),
        (StepKind.PAIN_AFTER, None),
        (StepKind.NOTE, None),
    ]
    assert "bullseye 2 × 5 s" in attendant.line
    (closed,) = store.visits(CODE)
    assert closed.closed_at is not None
