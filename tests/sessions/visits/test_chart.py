"""What a visit is planned from: which one it is, and whether the patient was screened."""

import uuid
from datetime import UTC, datetime, timedelta

from tests.sessions.visits.patients import CODE, days_pass, patient, plan_of, room_with, run_visit
from trainer.plans.steps import StepState
from trainer.plans.symptoms import NEXT_MORNING
from trainer.plans.tested import learns
from trainer.recording.background import Screening
from trainer.recording.clinical import Episode, ExerciseDone
from trainer.recording.plan import ExerciseItem, Legs
from trainer.recording.visit import MarkKind, VisitMark
from trainer.recording.vocabulary import Side
from trainer.sessions.visits.assembled import assembled
from trainer.sessions.visits.chart import Chart
from trainer.store import Store
from trainer.store.errors import StoreUnreachable


def chart_of(store: Store, said) -> Chart:
    with room_with(store, said.append) as (room, _):
        return assembled(room, CODE).reader.read()


def test_a_visit_of_exercises_alone_is_one_and_its_morning_is_asked_for(store, said) -> None:
    patient(store, plan_of((), (ExerciseItem("clam", Legs.INVOLVED),)))
    run_visit(store, said.append)
    store.add_exercise(CODE, ExerciseDone(str(uuid.uuid4()), "clam", datetime.now(UTC), Side.LEFT))
    days_pass(store, 2)
    with room_with(store, said.append) as (room, _):
        visit = assembled(room, CODE)
        chart = visit.reader.read()
        symptoms = next(step for step in chart.steps if step.key == "symptoms")
        asked = {each.name for each in visit.by_hand.questions(chart, symptoms)}
    assert chart.facts.visit == 2
    assert NEXT_MORNING in asked


def test_visits_without_the_anchor_test_take_no_learning_away(store, said) -> None:
    patient(store)
    for _ in range(2):
        run_visit(store, said.append)
        days_pass(store, 2)
    facts = chart_of(store, said).facts
    assert facts.visit == 3
    assert learns(facts)


def test_a_new_episode_is_screened_anew(store, said) -> None:
    patient(store)
    store.add_screening(CODE, Screening(datetime.now(UTC), {"floor_10_s": True}))
    assert chart_of(store, said).facts.screened
    store.add_episode(CODE, Episode(datetime.now(UTC) + timedelta(seconds=1), Side.LEFT))
    assert not chart_of(store, said).facts.screened


def test_what_was_done_stays_done_while_the_database_is_silent(store, said, monkeypatch) -> None:
    def silent(*_args: object) -> None:
        raise StoreUnreachable("the database does not answer")

    patient(store)
    with room_with(store, said.append) as (room, _):
        visit = assembled(room, CODE)
        step, now = visit.reader.read().steps[0], datetime.now(UTC)
        done = VisitMark(
            str(uuid.uuid4()), visit.today.visit.visit_id, step.key, MarkKind.DONE, now
        )
        visit.reader.note(done)
        assert visit.reader.read().marks == (done,)
        monkeypatch.setattr(Store, "visit_trials", silent)
        monkeypatch.setattr(Store, "marks", silent)
        chart = visit.reader.read()
    assert chart.marks == (done,)
    assert chart.placed[0].state is StepState.DONE
