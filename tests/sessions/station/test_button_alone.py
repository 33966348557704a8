"""Nothing but the event button: a new patient, a plan from a template, the screening, a visit."""

from collections import Counter
from contextlib import AbstractContextManager

import pytest

from games.desk.page import BACK, Page
from games.engine.window import Window
from tests.sessions.station.at_board import STATION, station_at_board
from tests.sessions.station.at_desk import PLAYING
from tests.sessions.station.one_button import OneButton
from tests.sessions.visits.patients import CODE, patient, plan_of
from trainer.plans.anchor_dome import LEARNING_A_VISIT
from trainer.plans.checklist import SCREENED
from trainer.recording.plan import BoardItem, ExerciseItem, Legs
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import Outcome, Side
from trainer.sessions.station.front import Front
from trainer.sessions.station.patients import patients_flow
from trainer.sessions.station.visit import visit_flow
from trainer.store.store import Store

BOUTS = (BoardItem("bullseye", Legs.INVOLVED, rounds=2, seconds=5.0, rest_s=20.0),)
EXERCISES = (ExerciseItem("clam", Legs.INVOLVED, sets=2, repetitions=3, rest_s=1.0),)


@pytest.fixture
def store(bare):
    return bare


def station(store: Store, window: Window, hand: OneButton) -> AbstractContextManager[Front]:
    """A station where this hand is the only one."""
    return station_at_board(store, window, lambda kept: hand.at(kept, window, STATION))


def test_from_a_new_patient_to_a_signed_plan_and_the_first_step_of_a_visit_and_back(
    store, window, monkeypatch
) -> None:
    def patients(_page: Page) -> str:
        return BACK if store.patients() else "new"

    def today(page: Page) -> str:
        return BACK if store.visits("P001") else page.main

    wants = {"PatientsPage": patients, "TodayPage": today, "StepPage": BACK}
    hand = OneButton(monkeypatch, wants, {"leg": "left", "order": "full", "by": "JD"})
    with station(store, window, hand) as front:
        patients_flow(front)
    assert store.episode("P001").involved is Side.LEFT
    plan = store.plan("P001")
    assert (plan.signed_by, bool(plan.board)) == ("JD", True)
    assert set(store.screening("P001").answers) == {each.name for each in SCREENED}
    (visit,) = store.visits("P001")
    assert visit.closed_at is None, "it was left, to be gone on with"
    assert hand.presses.total() < 100
    assert hand.presses["ListPage"] + hand.presses["ParagraphsPage"] < 10, "to a signed plan"


def test_a_whole_visit_to_the_line_for_the_notes(store, window, monkeypatch) -> None:
    patient(store, plan_of(BOUTS, EXERCISES))
    hand = OneButton(monkeypatch, {})
    with station(store, window, hand) as front:
        visit_flow(front, CODE)
    (visit,) = store.visits(CODE)
    assert visit.closed_at is not None
    played = store.visit_trials(visit.visit_id)
    assert [conditions.side for conditions, _ in played] == [Side.LEFT] * 2
    (done,) = store.exercises(CODE)
    assert (done.sets, done.effort) == (2, 2)
    kinds = {entry.kind for entry in store.entries(CODE)}
    assert {"pain_now", "effusion", "squat_knee", "squat_pelvis", "squat_trunk"} <= kinds
    for page in ("StepPage", "InstructionScreen", "BenchPage", "ScalePage", "NotePage"):
        assert page in hand.seen, page


def test_pain_in_a_trial_locks_the_leg_and_the_visit_goes_on_with_what_is_left(
    store, window, monkeypatch
) -> None:
    patient(store, plan_of(BOUTS))
    seven, front_of_knee, finish = "." * 7 + "-", "-", "-"
    rows = {PLAYING: "-", "ResultScreen": "-", "PainScreen": [seven + front_of_knee + finish]}
    hand = OneButton(monkeypatch, {}, rows=rows)
    with station(store, window, hand) as front:
        visit_flow(front, CODE)
    (visit,) = store.visits(CODE)
    ((_, result),) = store.visit_trials(visit.visit_id)
    assert result.outcome is Outcome.PAIN
    assert {stop.side for stop in store.stops(CODE)} == {Side.LEFT}
    assert hand.seen[-2:] == ["NotePage", "SecondsPage"]


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_a_first_visit_with_learning_the_search_and_the_signature(
    store, window, monkeypatch
) -> None:
    patient(store, plan_of(BOUTS, anchor=True))
    hand = OneButton(monkeypatch, {}, {"operator": "JD"})
    with station(store, window, hand) as front:
        visit_flow(front, CODE)
    (visit,) = store.visits(CODE)
    assert visit.closed_at is not None
    assert {mark.kind for mark in store.marks(visit.visit_id)} == {MarkKind.DONE}
    settled = store.episode(CODE)
    assert (settled.operator, settled.level is not None) == ("JD", True)
    played = Counter(each.side for each, _ in store.visit_trials(visit.visit_id))
    assert played[Side.RIGHT] == LEARNING_A_VISIT, "the other leg learns between the tries"
