"""Who is here now: shown as a station stores it, asked cheaply, and noted once."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import event

from tests.clinic.browsing import Browser
from tests.clinic.conftest import KEY, Clock
from tests.clinic.measured import measured
from tests.store.visited import a_plan
from trainer.clinic.clinic import Clinic
from trainer.clinic.seals import Seals
from trainer.recording.account import LISTED, Action
from trainer.recording.history import local_day
from trainer.recording.visit import MarkKind, VisitMark, VisitRecord
from trainer.store import Store
from trainer.store.places import sqlite_url

AS_A_PART = {"hx-request": "true", "x-watching": "1"}


def begin(clinic: Clinic, code: str, number: int = 1, station: str = "room-2") -> VisitRecord:
    """A station opens today's visit of a patient with a signed plan."""
    store, now = clinic.store, clinic.now()
    if code not in {each.code for each in store.patients()}:
        store.add_patient(code)
    plan = a_plan(100 + number, signed_by="JD", signed_at=now)
    store.add_plan(code, plan)
    visit = VisitRecord(
        f"visit-{number}", local_day(now), now, plan.plan_id, station=station, seen_at=now
    )
    return store.open_visit(code, visit)


def poll_of(page: str) -> str:
    found = re.search(r'data-watching[^>]*hx-get="([^"]+)"', page, re.DOTALL)
    assert found is not None
    return found[1].replace("&amp;", "&")


@contextmanager
def statements(clinic: Clinic) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    heard: list[str] = []
    engines = {clinic.store._engines.reader, clinic.store._engines.writer}

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        heard.append(statement.lstrip().upper())

    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield heard
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def test_the_patient_s_page_says_who_is_here_and_goes_with_the_visit(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    clinic.store.add_patient("K7")
    before = mine.get("/patients/K7").text
    assert "here now" not in before
    visit = begin(clinic, "K7")
    began = mine.get(poll_of(before), headers=AS_A_PART).text
    assert "here now" in began
    assert "room-2" in began
    assert re.search(r"step 1 of \d+: screening", began)
    clinic.store.add_mark(
        VisitMark("m1", visit.visit_id, "screening", MarkKind.DONE, clock.at, station="room-2")
    )
    marked = mine.get(poll_of(began), headers=AS_A_PART).text
    assert re.search(r"step 2 of \d+: pain and swelling", marked)
    clinic.store.save_trial(measured(1, "K7", clock.at))
    played = mine.get(poll_of(marked), headers=AS_A_PART).text
    assert "Steady stance" in played
    assert "left leg, dome 2, eyes open" in played
    clinic.store.close_visit(visit.visit_id, clock.at)
    ended = mine.get(poll_of(played), headers=AS_A_PART).text
    assert "here now" not in ended
    assert "Steady stance" in ended


def test_as_long_as_nothing_changes_a_page_asks_little_and_writes_nothing(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    begin(clinic, "K7")
    clinic.store.save_trial(measured(1, "K7", clock.at))
    for path in ("/patients/K7", "/live"):
        poll = poll_of(mine.get(path).text)
        noted = clinic.store.newest_log(99)
        with statements(clinic) as heard:
            assert mine.get(poll, headers=AS_A_PART).status_code == 204
        asked = [each for each in heard if not each.startswith(("BEGIN", "PRAGMA", "SHOW"))]
        assert {each.split()[0] for each in asked} == {"SELECT"}
        # The sign-in and its account, who may be seen, and who is here.
        assert len(asked) == 4, asked
        assert clinic.store.newest_log(99) == noted


def test_the_questions_read_no_table_from_end_to_end(empty_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "asked.db"
    shutil.copy(empty_file, file)
    day = date(2026, 11, 20)
    with Store.open(sqlite_url(file)) as store:
        clinic = Clinic(store, Seals(KEY), Clock())
        begin(clinic, "K7")
        with statements(clinic) as heard:
            assert store.live_visit("K7", day) is not None
            assert len(store.live_visits(day)) == 1
        asked = [each for each in heard if each.startswith("SELECT")]
        assert len(asked) == 2
        with store._engines.reader.connect() as connection:
            for question in asked:
                values = ("2026-11-20",) * question.count("?")
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", values)
                told = [str(row[-1]) for row in plan]
                assert not [each for each in told if "SCAN" in each], told


def test_the_live_page_lists_stations_at_work_and_notes_whom_it_shows_once(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    mine, theirs = signed_in("ada"), signed_in("eve")
    empty = mine.get("/live").text
    assert "Nobody is here now" in empty
    theirs.fill_in("/patients/new", {"code": "E1", "mine": "1"})
    begin(clinic, "E1", 1)
    assert mine.get(poll_of(empty), headers=AS_A_PART).status_code == 204, "not theirs to see"
    begin(clinic, "K7", 2)
    shown = mine.get(poll_of(empty), headers=AS_A_PART).text
    assert "K7" in shown
    assert "E1" not in shown
    clinic.store.save_trial(measured(1, "K7", clock.at))
    assert "Steady stance" in mine.get(poll_of(shown), headers=AS_A_PART).text
    noted = [e.entry for e in clinic.store.newest_log(99, "K7") if e.entry.action is Action.READ]
    assert [(e.login, e.detail) for e in noted] == [("ada", f"{LISTED} K7")]


def test_a_visit_of_yesterday_or_without_a_station_is_not_here(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    begin(clinic, "K7", 1, station="")
    begin(clinic, "K8", 2)
    clinic.store.add_patient("K9")
    yesterday = local_day(clock.at) - timedelta(days=1)
    old = VisitRecord("visit-3", yesterday, clock.at - timedelta(days=1), station="room-2")
    clinic.store.open_visit("K9", replace(old, seen_at=old.opened_at))
    shown = mine.get("/live").text
    assert [code for code in ("K7", "K8", "K9") if code in shown] == ["K8"]


def test_watching_keeps_nobody_signed_in_and_ends_as_one_who_is_not(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    begin(clinic, "K7")
    poll = poll_of(mine.get("/patients/K7").text)
    for _ in range(2):
        clock.on(minutes=7)
        assert mine.get(poll, headers=AS_A_PART).status_code == 204
    clock.on(minutes=2)
    assert mine.get(poll, headers=AS_A_PART).status_code == 401
    assert mine.get("/patients/K7").status_code == 200
    assert "Sign in" in mine.get("/patients/K7").text
