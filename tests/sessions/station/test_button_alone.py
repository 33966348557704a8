"""Nothing but the event button: a new patient, a plan from a template, the screening, a visit."""

from contextlib import contextmanager

import pytest

from games.desk.page import BACK, Page
from games.engine.setup import Station
from games.engine.window import Window
from games.screens.station.exercise import ExercisePage
from games.screens.station.eye_page import EyePage
from tests.sessions.station.one_button import OneButton
from tests.sessions.visits.patients import CODE, patient, plan_of
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.interfaces import Standing, Stimulus
from trainer.recording.plan import BoardItem, ExerciseItem, Legs
from trainer.recording.vocabulary import Side
from trainer.sessions.board_care import BoardCare
from trainer.sessions.kept_board import kept_board
from trainer.sessions.station.front import Front
from trainer.sessions.station.patients import patients_flow
from trainer.sessions.station.visit import visit_flow
from trainer.sessions.visits.assembled import Room
from trainer.sessions.visits.by_hand import SCREENED
from trainer.store.places import places
from trainer.store.store import Store

BOUTS = (BoardItem("bullseye", Legs.INVOLVED, rounds=2, seconds=5.0, rest_s=20.0),)
EXERCISES = (ExerciseItem("clam", Legs.INVOLVED, sets=2, repetitions=3, rest_s=1.0),)
STATION = Station(reduced_motion=True, muted=True)


@pytest.fixture
def store(bare):
    return bare


@pytest.fixture
def window(monkeypatch):
    monkeypatch.setattr("games.engine.placing.SMALL", (640, 360))
    with Window(STATION, sleep=lambda _seconds: None) as opened:
        yield opened


@contextmanager
def station(store: Store, window: Window, hand: OneButton):
    """A station where this hand is the only one."""
    standing, stimulus, clock = Standing(), Stimulus(), SimulatedClock()
    context = LinkContext(clock, stimulus=stimulus, standing=standing, defaults={"seed": "3"})
    said: list[str] = []
    with (
        kept_board("sim:patient?skill=0.8", store, said.append, lambda: context) as kept,
        hand.at(kept, window, STATION) as (desk, board),
    ):
        room = Room(store, places(), board, STATION, "here", said.append, standing)
        yield Front(desk, window, room, BoardCare(board, store), stimulus)


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
    hand = OneButton(monkeypatch, {"EyePage": a_grade, "ExercisePage": an_effort})
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


def an_effort(page: ExercisePage) -> str:
    """Set after set, and how hard they were."""
    return page.main or "effort:2"


def a_grade(page: EyePage) -> str:
    """The middle one of each part."""
    left = [each.name for each in page.items if each.name.endswith(" 1") and not each.chosen]
    return "done" if page.complete else left[0]
