"""A day's page: its trials in order, what was typed in, the set-up and the minutes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import pytest

from tests.clinic.browsing import Browser
from tests.recomputing import deliver, id_of, ordinary
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.conditions import FootPlacement
from trainer.recording.history import local_day
from trainer.recording.pain import Pain
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.visit import MarkKind, VisitMark, VisitRecord
from trainer.recording.vocabulary import EventKind, Side
from trainer.store import Store

FIRST = ordinary(1)
MORNING = FIRST.header.started_at + timedelta(hours=12)
DAY = local_day(MORNING)


def at(number: int, minutes: float, **changes: object) -> Recording:
    """The trial with this number, so many minutes after the morning."""
    one = ordinary(number)
    moved = {"started_at": MORNING + timedelta(minutes=minutes), **changes}
    return replace(one, header=replace(one.header, **moved))  # type: ignore[arg-type]


def stopped_for_pain(number: int, minutes: float) -> Recording:
    one = at(number, minutes)
    start, measure, _, end = one.events
    outcome = TrialEvent(EventKind.OUTCOME, end.index, {"outcome": "pain", "by": "therapist"})
    return replace(one, events=(start, measure, outcome, end, Pain(6).event(end.index)))


@pytest.fixture
def ada(signed_in: Callable[..., Browser]) -> Browser:
    mine = signed_in("ada")
    mine.fill_in("/patients/new", {"code": "K7", "mine": "1"})
    return mine


def test_trials_stand_in_order_with_how_they_ended_and_lead_to_their_pages(
    ada: Browser, store: Store
) -> None:
    deliver(store, stopped_for_pain(3, 9), at(2, 5), at(1, 1), at(4, 60 * 24))
    page = ada.get(f"/patients/K7/days/{DAY}").text
    places = [page.find(f"/trials/{id_of(number)}") for number in (1, 2, 3)]
    assert -1 not in places
    assert places == sorted(places)
    assert id_of(4) not in page
    assert f"/days/{DAY + timedelta(days=1)}" in page
    assert "does not count: the trial was stopped for pain" in page
    assert "stopped for pain 6 of 10" in page
    assert "R 6" in page, "the day's pain"
    assert "<strong>Bullseye</strong>" in page, "its title, not its name"


def test_board_set_up_and_what_was_typed_in_are_of_that_day(ada: Browser, store: Store) -> None:
    deliver(store, at(1, 1, feet=FootPlacement("M20", "M8")))
    for minutes, words in ((0, "came by bike"), (60 * 24, "the day after")):
        moment = MORNING + timedelta(minutes=minutes)
        note = ClinicalEntry(id_of(70 + minutes), "note", moment, note=words, operator="JD")
        store.add_entry("K7", note)
    page = ada.get(f"/patients/K7/days/{DAY}").text
    assert "heel at M20, second toe at M8" in page
    assert "none worn" in page
    assert "came by bike" in page
    assert "the day after" not in page


def test_the_minutes_of_a_visit_are_those_that_were_timed(ada: Browser, store: Store) -> None:
    visit = VisitRecord(id_of(50), DAY, MORNING, station="front")
    store.open_visit("K7", visit)
    for number, (step, took_s, words) in enumerate(
        (("symptoms", 40.0, ""), ("eye:left", 15.0, ""), ("note", 10.0, "one dated line"))
    ):
        moment = MORNING + timedelta(seconds=number)
        mark = VisitMark(
            id_of(60 + number), visit.visit_id, step, MarkKind.DONE, moment, words, took_s=took_s
        )
        store.add_mark(mark)
    deliver(store, at(1, 1, session_id=visit.visit_id))
    page = ada.get(f"/patients/K7/days/{DAY}").text
    assert "one dated line" in page
    for words, minutes in (("pain and swelling", "0:40"), ("eye score", "0:15")):
        assert f'<th scope="row">{words}</th><td>1</td><td>{minutes}</td>' in page
    assert "trials, as recorded" in page


def test_a_damaged_header_costs_the_set_up_alone(ada: Browser, store: Store) -> None:
    deliver(store, at(1, 1), at(2, 5))
    with store._engines.writer.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE recording_parts SET checksum = 'ffffffff' "
            f"WHERE name = 'header.json' AND trial_id = '{id_of(1)}'"
        )
    page = ada.get(f"/patients/K7/days/{DAY}").text
    assert "The set-up of trial 00000000 cannot be read" in page
    assert f"/trials/{id_of(1)}" in page


@pytest.mark.parametrize("day", ["1999-01-01", "yesterday", "2026-13-01", "%00"])
def test_a_day_of_which_nothing_is_known_says_so(ada: Browser, store: Store, day: str) -> None:
    deliver(store, at(1, 1))
    answer = ada.get(f"/patients/K7/days/{day}")
    assert answer.status_code == 404
    assert unquote(day) in answer.text


def test_the_patient_s_page_leads_to_its_days(ada: Browser, store: Store) -> None:
    one = at(1, 1)
    test = replace(one.header.conditions, activity="steady-stance", side=Side.LEFT)
    deliver(store, replace(one, header=replace(one.header, conditions=test)))
    assert f'href="/patients/K7/days/{DAY}"' in ada.get("/patients/K7").text
