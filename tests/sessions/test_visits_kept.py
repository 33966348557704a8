"""What counts as a visit of a plan, since when it is asked for, and how it is told."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.plans.visiting import plan_of
from trainer.cli.main import cli
from trainer.plans.adherence import Adherence, Week
from trainer.plans.templates import TEMPLATES
from trainer.recording.background import PrescribedRest
from trainer.recording.clinical import ExerciseDone
from trainer.recording.history import local_day
from trainer.recording.plan import Plan
from trainer.recording.visit import VisitRecord
from trainer.sessions.patient_record import record_of
from trainer.sessions.visits_kept import VisitsKept, begun_on, rest_until
from trainer.store import Store

MONDAY = date(2026, 11, 16)
NOW = datetime.now(UTC)
TODAY = local_day(NOW)


def signed(days_ago: int, per_week: int = 3) -> Plan:
    at = NOW - timedelta(days=days_ago)
    plan = plan_of(TEMPLATES["hip"], plan_id=f"signed {days_ago} days ago", per_week=per_week)
    return replace(plan, signed_by="JD", signed_at=at)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Store]:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)
    with Store.open() as opened:
        opened.add_patient("K7")
        yield opened


def kept(asked: int, done: int, streak: int, rest: date | None = None) -> str:
    return VisitsKept(Adherence((Week(MONDAY, asked, done, True),), streak), rest).words


def test_the_words_have_the_week_the_streak_and_the_rest() -> None:
    resting = "this week 2 of 3, 3 weeks in a row; prescribed rest until 2 Dec 2026 keeps them"
    assert kept(3, 2, 3, date(2026, 12, 2)) == resting
    assert kept(3, 0, 1) == "this week 0 of 3, 1 week in a row"
    assert kept(0, 0, 2) == "this week 0, 2 weeks in a row", "signed late in the week"
    assert kept(3, 1, 0) == "this week 1 of 3"
    assert kept(0, 1, 0) == "this week 1"
    assert (
        kept(0, 0, 0, date(2026, 12, 2)) == "none due this week; prescribed rest until 2 Dec 2026"
    )


def test_a_signed_change_of_items_goes_on_counting_and_another_dose_a_week_begins_anew() -> None:
    draft = plan_of(TEMPLATES["hip"])
    assert begun_on([draft]) is None
    same = [signed(30), signed(20), draft]
    assert begun_on(same) == (local_day(NOW - timedelta(days=30)), 3)
    assert begun_on([*same, signed(10, per_week=2)]) == (local_day(NOW - timedelta(days=10)), 2)


def test_of_several_rests_the_one_that_ends_last_is_told_and_none_that_is_over() -> None:
    over, short, long = (
        PrescribedRest(MONDAY - timedelta(days=days), MONDAY + timedelta(days=to), "flu")
        for days, to in ((9, -1), (1, 0), (0, 4))
    )
    assert rest_until([over, long, short], MONDAY) == MONDAY + timedelta(days=4)
    assert rest_until([over], MONDAY) is None


def test_a_patient_who_was_only_looked_at_has_not_visited(store: Store) -> None:
    store.add_plan("K7", signed(0))
    store.open_visit("K7", VisitRecord("v1", TODAY, NOW))
    assert done_this_week(store) == 0
    store.add_exercise("K7", ExerciseDone("e1000000", "clam", NOW))
    assert done_this_week(store) == 1
    store.withdraw_entry("K7", "e1000000", "not done")
    assert done_this_week(store) == 0


def test_exercises_away_from_the_clinic_are_no_visit(store: Store) -> None:
    store.add_plan("K7", signed(0))
    store.add_exercise("K7", ExerciseDone("e1000000", "clam", NOW))
    assert done_this_week(store) == 0


def test_history_tells_it_above_everything_else_and_as_json(store: Store) -> None:
    def history(*options: str) -> str:
        return CliRunner().invoke(cli, ["history", "K7", *options]).stdout

    assert json.loads(history("--json"))["adherence"] is None
    assert "visits:" not in history()
    store.add_plan("K7", signed(0))
    store.add_rest("K7", PrescribedRest(TODAY, TODAY, "flu"))
    found = json.loads(history("--json"))["adherence"]
    assert (found["streak"], found["rest_until"]) == (0, TODAY.isoformat())
    assert found["weeks"][-1]["running"] is True
    (line,) = [each for each in history().splitlines() if each.startswith("visits: ")]
    assert "; prescribed rest until" in line


def done_this_week(store: Store) -> int:
    found = record_of(store, "K7").kept
    assert found is not None
    return found.adherence.weeks[-1].done
