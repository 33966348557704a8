"""Two stations at one patient's visit: one asks before it takes over, the other one is told."""

import uuid
from datetime import UTC, datetime

import pytest

from games.desk.page import BACK
from tests.sessions.station.scripted import front_with
from tests.sessions.visits.patients import CODE, patient
from trainer.recording.conditions import FootPlacement
from trainer.recording.history import local_day
from trainer.recording.visit import MarkKind, VisitMark, VisitRecord
from trainer.recording.vocabulary import Side
from trainer.sessions.station.visit import visit_flow
from trainer.store import Store

VISIT = str(uuid.uuid4())


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Room 2 has a visit in which shoe and foot are next."""
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    with Store.open() as opened:
        patient(opened)
        now = datetime.now(UTC)
        plan_id = opened.plan(CODE).plan_id
        opened.open_visit(CODE, VisitRecord(VISIT, local_day(now), now, plan_id, "room 2", now))
        for step in ("screening", "symptoms"):
            opened.add_mark(VisitMark(str(uuid.uuid4()), VISIT, step, MarkKind.DONE, now))
        for side in (Side.LEFT, Side.RIGHT):
            opened.add_placement(CODE, side, FootPlacement("N28", "N13"))
        yield opened


def station_of(store: Store) -> str:
    return store.visits(CODE)[-1].station


def test_nothing_is_taken_over_unasked(store) -> None:
    front = front_with(store, [BACK])
    visit_flow(front, CODE)
    assert "The visit of K7 is at station room 2" in front.desk.seen[0].title
    assert station_of(store) == "room 2"


def test_a_visit_that_a_third_station_took_while_somebody_was_asked_stays_there(store) -> None:
    def taken_first(_page) -> None:
        store.take_visit(VISIT, "room 3", datetime.now(UTC), "room 2")

    front = front_with(store, [taken_first, "take", "go"])
    visit_flow(front, CODE)
    assert front.desk.left == []
    assert front.desk.seen[-1].title.startswith("The visit goes on at room 3 since ")
    assert station_of(store) == "room 3"


def test_who_lost_the_visit_reads_so_at_the_next_step_and_stops_there(store) -> None:
    def taken_back(_page) -> None:
        assert station_of(store) == "here"
        store.take_visit(VISIT, "room 2", datetime.now(UTC), "here")

    front = front_with(store, ["take", taken_back, "done", "done", "done", "go"])
    visit_flow(front, CODE)
    assert front.desk.left == []
    assert front.desk.seen[-1].title.startswith("The visit goes on at room 2 since ")
    assert station_of(store) == "room 2"
