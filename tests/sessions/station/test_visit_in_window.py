"""A visit in the window: pages answered by a therapist, trials on a simulated board beside them."""

from datetime import UTC, datetime

import pytest

from games.engine.setup import Station
from games.engine.window import Window
from tests.sessions.station.at_board import station_at_board
from tests.sessions.station.therapist import Therapist
from tests.sessions.visits.patients import CODE, patient, plan_of
from tests.unseen_window import unseen
from trainer.recording.plan import BoardItem, ExerciseItem, Legs
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import Side
from trainer.sessions.station.visit import prepared, visit_flow
from trainer.store.store import Store

BOUTS = (BoardItem("bullseye", Legs.EACH, rounds=1, seconds=5.0, rest_s=60.0),)
EXERCISES = (ExerciseItem("clam", Legs.INVOLVED, sets=2, repetitions=3, rest_s=1.0),)
STATION = Station()


@pytest.fixture
def store(bare):
    return bare


@pytest.fixture
def window():
    with unseen(STATION) as opened:
        yield opened


def visit_in_window(store: Store, window: Window, **answers: object) -> Therapist:
    """Today's visit from where it is, until it is over or the therapist leaves it."""
    desk = Therapist(window, STATION, **answers)
    with station_at_board(store, window, desk.at, "JD") as front:
        visit_flow(front, CODE)
        assert prepared(front.room, CODE).line.startswith(CODE)
    return desk


def test_a_whole_visit_asks_plays_rests_and_ends_with_a_line_for_the_notes(store, window) -> None:
    patient(store, plan_of(BOUTS, EXERCISES))
    desk = visit_in_window(store, window)
    (visit,) = store.visits(CODE)
    assert visit.closed_at is not None
    played = [conditions.side for conditions, _ in store.visit_trials(visit.visit_id)]
    assert played == [Side.RIGHT, Side.LEFT]
    (done,) = store.exercises(CODE)
    assert (done.exercise, done.sets, done.side) == ("clam", 2, Side.LEFT)
    assert store.screening(CODE) is not None
    kinds = {entry.kind for entry in store.entries(CODE)}
    assert {"pain_now", "effusion", "squat_knee", "squat_pelvis", "squat_trunk"} <= kinds
    for page in ("FormPage", "StepPage", "ExercisePage", "ScalePage", "EyePage", "NotePage"):
        assert page in desk.seen, page
    marks = {mark.step: mark.kind for mark in store.marks(visit.visit_id)}
    assert set(marks.values()) == {MarkKind.DONE}
    assert visit.opened_at <= datetime.now(UTC)


@pytest.mark.parametrize("leaves_at", [1, 2, 4, 6])
def test_who_leaves_goes_on_there_and_is_asked_nothing_twice(store, window, leaves_at) -> None:
    patient(store, plan_of(BOUTS, EXERCISES))
    first = visit_in_window(store, window, leaves_at=leaves_at)
    (visit,) = store.visits(CODE)
    assert visit.closed_at is None
    marked = {mark.step for mark in store.marks(visit.visit_id)}
    second = visit_in_window(store, window)
    (visit,) = store.visits(CODE)
    assert visit.closed_at is not None
    steps = [mark.step for mark in store.marks(visit.visit_id)]
    assert len(steps) == len(set(steps)), "each step once"
    assert marked <= set(steps)
    whole = [name for name in (*first.seen, *second.seen) if name == "EyePage"]
    assert len(whole) == 1 + (first.seen[-1] == "EyePage")
