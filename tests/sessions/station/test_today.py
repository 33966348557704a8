"""A patient's today in the window: a visit that is done is said to be, and not begun by a slip."""

import uuid
from datetime import UTC, datetime

import pytest

from games.desk.page import BACK
from games.screens.station.stones import Named
from games.screens.station.today import TodayPage
from tests.games.spoken import written_texts
from tests.sessions.station.scripted import front_with
from tests.sessions.visits.patients import CODE, patient
from trainer.plans.steps import Placed, Step, StepKind, StepState
from trainer.recording.background import (
    Background,
    HardStop,
    PrescribedRest,
    StopReason,
    WeightBearing,
)
from trainer.recording.history import local_day
from trainer.recording.visit import VisitRecord
from trainer.recording.vocabulary import Side
from trainer.sessions.station import today
from trainer.sessions.station.today import patient_flow
from trainer.sessions.station.visit import Prepared, prepared
from trainer.store import Store


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)
    monkeypatch.setattr(today, "_stones", lambda _front, _ready: None)
    with Store.open() as opened:
        patient(opened)
        now = datetime.now(UTC)
        visit = VisitRecord(str(uuid.uuid4()), local_day(now), now, opened.plan(CODE).plan_id)
        opened.open_visit(CODE, visit)
        opened.close_visit(visit.visit_id, now)
        yield opened


def pages(front) -> list[TodayPage]:
    return [page for page in front.desk.seen if isinstance(page, TodayPage)]


def test_a_visit_that_is_done_is_said_to_be_and_offers_no_go(store) -> None:
    front = front_with(store, [BACK])
    patient_flow(front, CODE)
    (page,) = pages(front)
    names = {each.name for each in page.items}
    assert page.title == "Today's visit is done."
    assert "go" not in names
    assert {"again", "play", "plan", "notes"} <= names


def test_another_one_begins_only_after_a_question(store) -> None:
    front = front_with(store, ["again", BACK, BACK])
    patient_flow(front, CODE)
    assert len(store.visits(CODE)) == 1
    # It begins, and the therapist leaves at its first page.
    front = front_with(store, ["again", "begin", BACK, BACK])
    patient_flow(front, CODE)
    assert len(store.visits(CODE)) == 2
    assert "go" in {each.name for each in pages(front)[-1].items}


def test_a_locked_leg_is_told_without_what_a_command_line_would_ask_for(store) -> None:
    store.add_stop(CODE, HardStop(str(uuid.uuid4()), Side.LEFT, StopReason.CALF, datetime.now(UTC)))
    ready = prepared(front_with(store, []).room, CODE)
    assert ready.locks == ((Side.LEFT, "calf symptoms"),)


def test_an_order_of_partial_weight_stands_on_the_page_with_how_much(store) -> None:
    order = Background(
        datetime.now(UTC), weight_bearing=WeightBearing.PARTIAL, weight_bearing_pct=30.0
    )
    store.add_background(CODE, order)
    line = prepared(front_with(store, []).room, CODE).line
    assert "partial weight bearing, 30 % of the body weight" in line


def placed(*steps: tuple[StepKind, StepState, float]) -> Prepared:
    """What is shown of steps on the left leg: their kind, how far they are, the rest before."""
    return Prepared("", "", placed=tuple(
        Placed(Step(f"{kind}:{number}", kind, Side.LEFT, rest_s=rest_s), state)
        for number, (kind, state, rest_s) in enumerate(steps)
    ))  # fmt: skip


def test_a_rest_before_a_step_has_a_bench_unless_the_step_is_left_out() -> None:
    shown = placed(
        (StepKind.ANCHOR, StepState.DONE, 0.0),
        (StepKind.ANCHOR, StepState.DONE, 30.0),
        (StepKind.BOUT, StepState.SKIPPED, 30.0),
        (StepKind.BOUT, StepState.LOCKED, 30.0),
        (StepKind.BOUT, StepState.NOW, 30.0),
        (StepKind.BOUT, StepState.LATER, 12.5),
        (StepKind.NOTE, StepState.LATER, 0.0),
    )
    assert [each.value for each in shown.stones] == [
        "done", "rest", "done", "skipped", "locked", "rest", "now", "rest", "later", "later",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "now", "then"),
    [
        ((), "", ""),
        (((StepKind.NOTE, StepState.DONE, 0.0),), "", ""),
        (((StepKind.NOTE, StepState.NOW, 0.0),), "Notes, left leg", ""),
        (
            (
                (StepKind.SYMPTOMS, StepState.DONE, 0.0),
                (StepKind.ANCHOR, StepState.NOW, 0.0),
                (StepKind.ANCHOR, StepState.LATER, 0.0),
                (StepKind.BOUT, StepState.LOCKED, 0.0),
                (StepKind.EYE, StepState.LATER, 0.0),
            ),
            "Anchor test, left leg",
            "eye score, left leg",
        ),
    ],
    ids=["no plan", "all done", "the last", "more of one kind"],
)
def test_the_step_now_and_the_first_of_another_name_are_called(steps, now, then) -> None:
    assert placed(*steps).named == Named(now, then)


def test_how_the_visits_keep_to_the_plan_is_told_under_the_headline(store) -> None:
    shown = prepared(front_with(store, []).room, CODE)
    assert shown.kept.startswith("Visits: this week ")
    today_ = local_day(datetime.now(UTC))
    store.add_rest(CODE, PrescribedRest(today_, today_, "flu"))
    front = front_with(store, [BACK])
    with written_texts() as written:
        patient_flow(front, CODE)
    assert "prescribed rest until" in " ".join(each.text for each in written)
