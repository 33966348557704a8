"""A clock that is set back in mid-visit, over midnight: nothing of the visit is lost."""

import sqlite3
from datetime import UTC, datetime, timedelta

from tests.sessions.visits.patients import CODE, SYMPTOMS, patient, room_with, run_visit
from trainer.plans.checklist import SCREENED
from trainer.recording.background import Screening
from trainer.sessions.visits.assembled import assembled
from trainer.sessions.visits.visit_log import VisitLog
from trainer.store import Store


def begun_tomorrow(store: Store, said) -> None:
    """A visit began while the clock was a day ahead, and somebody has set it back since."""
    with room_with(store, said.append) as (room, _):
        assembled(room, CODE)
    ahead = datetime.now(UTC) + timedelta(days=1)
    with sqlite3.connect(str(room.places.home / "baps.db")) as database:
        database.execute(
            "UPDATE visits SET day = ?, opened_at = ?",
            (str(ahead.date()), ahead.strftime("%Y-%m-%d %H:%M:%S.%f")),
        )


def test_a_clock_that_was_set_back_goes_on_with_the_same_visit_and_is_said(store, said) -> None:
    patient(store)
    begun_tomorrow(store, said)
    with room_with(store, said.append) as (room, _):
        again = assembled(room, CODE)
    assert [each.visit_id for each in store.visits(CODE)] == [again.today.visit.visit_id]
    assert any("set the clock" in line for line in again.today.warnings)


def test_what_is_said_after_it_stands_in_the_line_of_the_visit(store, said) -> None:
    patient(store)
    begun_tomorrow(store, said)
    given = {**SYMPTOMS, "pain_now:left": 3.0, "pain_after:left": 2.0}
    given |= {each.key: 1.0 if each.name == "floor_10_s" else 0.0 for each in SCREENED}
    run, attendant = run_visit(store, said.append, given=given)
    assert "visit 1 · left knee · pain 3→2" in attendant.line
    chart = run.reader.read()
    assert chart.screened_today
    assert chart.facts.before == (), "this visit's trials are no earlier ones"


def test_a_checklist_that_was_filled_in_after_it_is_stored(store, said, home) -> None:
    patient(store)
    now = datetime.now(UTC)
    store.add_screening(CODE, Screening(now + timedelta(days=1), {"floor_10_s": True}))
    again = Screening(now, {"floor_10_s": False})
    log = VisitLog(home / "said", store, said.append)
    log.add(CODE, again)
    assert store.screening(CODE) == again
    assert not store.add_screening(CODE, again), "once"
