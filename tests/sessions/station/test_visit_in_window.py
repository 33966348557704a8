"""A visit in the window: pages answered by a therapist, trials on a simulated board beside them."""

from datetime import UTC, datetime

import pytest

from games.engine.setup import Station
from games.engine.window import Window
from tests.sessions.station.therapist import Therapist, presses_enter
from tests.sessions.visits.patients import CODE, patient, plan_of
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.interfaces import Standing, Stimulus
from trainer.recording.plan import BoardItem, ExerciseItem, Legs
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import Side
from trainer.sessions.board_care import BoardCare
from trainer.sessions.kept_board import kept_board
from trainer.sessions.station.front import Front
from trainer.sessions.station.visit import prepared, visit_flow
from trainer.sessions.visits.assembled import Room
from trainer.store.places import places
from trainer.store.store import Store

BOUTS = (BoardItem("bullseye", Legs.EACH, rounds=1, seconds=5.0, rest_s=60.0),)
EXERCISES = (ExerciseItem("clam", Legs.INVOLVED, sets=2, repetitions=3, rest_s=1.0),)
STATION = Station()


@pytest.fixture
def store(bare):
    return bare


@pytest.fixture
def window():
    with Window(STATION) as opened:
        yield opened


def visit_in_window(store: Store, window: Window, **answers: object) -> Therapist:
    """Today's visit from where it is, until it is over or the therapist leaves it."""
    standing, stimulus, clock = Standing(), Stimulus(), SimulatedClock()
    context = LinkContext(clock, stimulus=stimulus, standing=standing, defaults={"seed": "3"})
    said: list[str] = []
    with kept_board("sim:patient?skill=0.8", store, said.append, lambda: context) as board:
        desk = Therapist(window, STATION, **answers)
        room = Room(store, places(), board, STATION, "here", said.append, standing, "JD")
        front = Front(desk, window, room, BoardCare(board, store), stimulus)
        kept = board.board()
        assert kept is not None
        presses_enter(kept.feed)
        visit_flow(front, CODE)
        assert prepared(room, CODE).line.startswith(CODE)
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
