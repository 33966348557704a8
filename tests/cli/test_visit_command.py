"""`baps visit` without a window."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

from tests.sessions.visits.patients import plan_of
from trainer.recording.history import local_day
from trainer.recording.visit import VisitRecord
from trainer.store import Store

VISIT = ("visit", "K7", "--headless", "--fast", "--board", "sim:patient")


def test_an_answer_that_is_none_is_refused_before_anything_begins(run, tmp_path) -> None:
    refused = run(
        *("visit", "K7", "--board", "sim:patient", "--fast", "--answer", "pain_now:left=99")
    )
    assert refused.exit_code != 0
    assert "'99' is no answer to pain_now:left" in str(refused.exception) + refused.output
    assert not list(tmp_path.rglob("*.said"))


def test_a_visit_that_is_done_is_said_to_be_and_begins_again_only_by_an_option(run) -> None:
    with Store.open() as store:
        store.add_plan("K7", plan_of())
    assert run(*VISIT).exit_code == 0
    second = run(*VISIT)
    assert second.exit_code == 0
    assert "today's visit of K7 is done: --again begins another one" in second.output
    with Store.open() as store:
        assert len(store.visits("K7")) == 1
    assert "bullseye 2 × 5 s" in " ".join(run(*VISIT, "--again").output.split())


def test_what_the_minutes_do_not_hold_is_said(run) -> None:
    with Store.open() as store:
        store.add_plan("K7", replace(plan_of(), minutes=3.0))
    told = " ".join(run(*VISIT).output.split())
    assert "of 2 bouts are left out today, because the screening takes the time" in told


def test_without_a_display_a_visit_is_refused_unless_a_headless_one_is_asked_for(run) -> None:
    with Store.open() as store:
        store.add_plan("K7", plan_of())
    refused = run("visit", "K7", "--board", "sim:patient")
    assert refused.exit_code == 2
    assert "add --headless" in refused.output
    with Store.open() as store:
        assert store.visits("K7") == ()


def test_a_visit_at_another_station_is_taken_over_only_by_an_option(run) -> None:
    now = datetime.now(UTC)
    with Store.open() as store:
        store.add_plan("K7", plan_of())
        plan_id = store.plan("K7").plan_id
        there = VisitRecord(str(uuid.uuid4()), local_day(now), now, plan_id, "room 2", now)
        store.open_visit("K7", there)
    refused = run(*VISIT)
    assert refused.exit_code == 1
    assert "is at station room 2" in str(refused.exception)
    assert "--take-over" in str(refused.exception)
    assert run(*VISIT, "--take-over").exit_code == 0
    with Store.open() as store:
        (visit,) = store.visits("K7")
    assert visit.closed_at is not None
    assert visit.station != "room 2"
