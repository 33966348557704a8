"""Nothing but the event button: a new patient, a plan from a template, screening, and visits."""

from contextlib import contextmanager

import pytest

from games.desk.page import BACK
from games.engine.setup import Station
from games.engine.window import Window
from tests.sessions.station.one_button import OneButton
from tests.sessions.visits.patients import CODE, patient, plan_of
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.interfaces import Standing, Stimulus
from trainer.recording.plan import BoardItem, ExerciseItem, Legs
from trainer.sessions.board_care import BoardCare
from trainer.sessions.kept_board import kept_board
from trainer.sessions.station.front import Front
from trainer.sessions.station.patients import patients_flow
from trainer.sessions.station.visit import visit_flow
from trainer.sessions.visits.assembled import Room
from trainer.store.places import places
from trainer.store.store import Store

BOUTS = (BoardItem("bullseye", Legs.INVOLVED, rounds=1, seconds=5.0, rest_s=20.0),)
EXERCISES = (ExerciseItem("clam", Legs.INVOLVED, sets=2, repetitions=3, rest_s=1.0),)
STATION = Station(reduced_motion=True, muted=True)


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)
    with Store.open() as opened:
        yield opened


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


def test_a_new_patient_gets_a_plan_and_a_visit(store, window, monkeypatch) -> None:
    def patients(_page) -> str:
        return BACK if store.patients() else "new"

    def today(page) -> str:
        return BACK if store.visits("P001") else page.main

    wants = {"PatientsPage": patients, "TodayPage": today, "StepPage": BACK}
    answers = {"leg": "left", "order": "full", "by": "JD"}
    hand = OneButton(monkeypatch, wants, answers)
    with station(store, window, hand) as front:
        patients_flow(front)
    print(hand.presses, hand.seen)
    assert store.screening("P001") is not None


def test_a_whole_visit(store, window, monkeypatch) -> None:
    patient(store, plan_of(BOUTS, EXERCISES, anchor=True))
    hand = OneButton(monkeypatch, {})
    with station(store, window, hand) as front:
        visit_flow(front, CODE)
    print(hand.presses, hand.seen)
    (visit,) = store.visits(CODE)
    assert visit.closed_at is not None
