"""Nothing but keys and the mouse, turn by turn: whole visits in the window, by real events."""

import pytest

from games.engine.window import Window
from tests.sessions.station.at_board import STATION, station_at_board
from tests.sessions.station.two_hands import TwoHands
from tests.sessions.visits.patients import CODE, patient, plan_of
from trainer.recording.plan import BoardItem, ExerciseItem, Legs
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import Side
from trainer.sessions.station.visit import visit_flow
from trainer.store.store import Store

BOUTS = (BoardItem("bullseye", Legs.INVOLVED, rounds=2, seconds=5.0, rest_s=30.0),)
EXERCISES = (ExerciseItem("clam", Legs.INVOLVED, sets=2, repetitions=3, rest_s=1.0),)
FEET = {"left_heel": "N28", "left_toe": "N13"}


@pytest.fixture
def store(bare):
    return bare


def visited(store: Store, window: Window, hands: TwoHands) -> None:
    with station_at_board(store, window, lambda kept: hands.at(kept, window, STATION)) as front:
        visit_flow(front, CODE)


def closed_with_all_steps_done(store: Store) -> list[Side]:
    """The legs of the trials, in their order."""
    (visit,) = store.visits(CODE)
    assert visit.closed_at is not None
    marks = store.marks(visit.visit_id)
    assert {mark.kind for mark in marks} == {MarkKind.DONE}
    assert {"screening", "symptoms", "prepare", "pain_after", "eye", "next_plan", "note"} <= {
        mark.step for mark in marks
    }
    return [conditions.side for conditions, _ in store.visit_trials(visit.visit_id)]


def test_a_visit_by_keys_and_clicks_from_the_screening_to_the_line_for_the_notes(
    store, window
) -> None:
    patient(store, plan_of(BOUTS, EXERCISES))
    hands = TwoHands(answers=FEET)
    visited(store, window, hands)
    assert closed_with_all_steps_done(store) == [Side.LEFT] * 2
    (done,) = store.exercises(CODE)
    assert (done.sets, done.effort) == (2, 2)
    assert store.newest_placement(CODE, Side.LEFT).feet.heel_cell == "N28"
    assert min(hands.used["keys"], hands.used["mouse"]) > 10
    for page in ("StepPage", "BenchPage", "ExercisePage", "ScalePage", "EyePage", "NotePage"):
        assert page in hands.seen, page


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_a_first_visit_by_keys_and_clicks_with_the_search_for_the_anchors_place(
    store, window
) -> None:
    patient(store, plan_of(BOUTS, anchor=True))
    hands = TwoHands(answers={"operator": "JD"})
    visited(store, window, hands)
    assert len(closed_with_all_steps_done(store)) > len(BOUTS)
    settled = store.episode(CODE)
    assert (settled.operator, settled.level is not None) == ("JD", True)
    assert "ListPage" in hands.seen, "the next plan"
