"""The list with its search, a new patient, and a patient's page."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape

import pytest

from tests.clinic.browsing import Browser
from tests.clinic.conftest import Clock
from tests.clinic.measured import measured
from tests.store.trials import finished, metric
from tests.store.visited import a_plan
from trainer.cli.history_page import page_lines
from trainer.clinic.clinic import Clinic
from trainer.clinic.glance import work_out_ahead
from trainer.progress.scale import scale_of
from trainer.progress.sentences import quantity
from trainer.recording.background import HardStop, StopReason
from trainer.recording.clinical import ClinicalEntry, Episode
from trainer.recording.conditions import FLOOR
from trainer.recording.history import local_day
from trainer.recording.vocabulary import Side
from trainer.sessions.patient_record import record_of

ODD = "Ünal \"Ö\" <b>'x'</b> 李 {{7*7}}"


def test_somebody_is_found_by_a_part_of_code_or_name_in_any_capitals(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    for code, name in (("K7", "Anna Weber"), ("K8", ODD), ("M1", None)):
        clinic.store.add_patient(code, name)
    mine = signed_in("ada")
    for typed, found in (("k", {"K7", "K8"}), ("weber", {"K7"}), ("李", {"K8"}), ("x9", set())):
        rows = mine.get("/patients", params={"q": typed}).text
        assert {code for code in ("K7", "K8", "M1") if f">{code}</a>" in rows} == found, typed
    assert escape(ODD) in mine.get("/").text.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
    assert ODD not in mine.get("/").text


def test_who_was_there_last_stands_first(clinic: Clinic, signed_in: Callable[..., Browser]) -> None:
    for number, code in enumerate(("A", "B", "C"), 1):
        clinic.store.add_patient(code)
        clinic.store.save_trial(finished(number, patient_code=code))
    clinic.store.add_patient("D")
    shown = signed_in("ada").get("/").text
    places = [shown.index(f">{code}</a>") for code in ("C", "B", "A", "D")]
    assert places == sorted(places)


def test_a_long_list_says_how_many_more(
    clinic: Clinic, signed_in: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.clinic.pages.patients.MOST_ROWS", 2)
    for number in range(5):
        clinic.store.add_patient(f"K{number}")
    assert "3 more" in signed_in("ada").get("/").text


def test_a_code_that_cannot_be_is_said_and_what_was_typed_stays(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    clinic.store.add_patient("K7")
    mine = signed_in("ada")
    for code, words in (("Anna Weber", "without spaces"), ("k7", "already"), ("x" * 65, "1 to 64")):
        answer = mine.fill_in("/patients/new", {"code": code, "name": ODD})
        assert answer.status_code == 422
        assert words in answer.text
        assert f'value="{escape(code)}"' in answer.text
    made = mine.fill_in("/patients/new", {"code": "K9/ä?", "name": ODD, "mine": "1"})
    assert mine.get(made.headers["location"]).status_code == 200
    assert clinic.store.treated_by("K9/ä?") == ("ada",)


def test_a_page_says_the_same_as_the_terminal(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    store = clinic.store
    store.add_patient("K7")
    store.add_episode("K7", Episode(clock() - timedelta(days=300), Side.LEFT))
    for number, side in ((1, Side.LEFT), (2, Side.LEFT), (3, Side.RIGHT)):
        why = "the trial ended with a foot down" if number == 2 else ""
        store.save_trial(finished(number, activity="steady-stance", side=side, why_not=why))
    shown = signed_in("ada").get("/patients/K7").text
    record = record_of(store, "K7")
    told = [leg.verdict.sentence for leg in record.progress.legs]
    under = [line.plain.strip() for line in page_lines(record) if "does not count" in line.plain]
    assert told
    assert under
    for sentence in (*told, *under):
        assert escape(sentence) in shown.replace("&#39;", "&#x27;")


def test_a_stopped_leg_is_the_first_thing_on_the_page_and_flagged_in_the_list(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    clinic.store.add_patient("K7")
    stop = HardStop("s1", Side.LEFT, StopReason.GIVING_WAY, clock())
    clinic.store.add_stop("K7", stop)
    mine = signed_in("ada")
    listed = mine.get("/").text
    assert '<li class="tag care"><span aria-hidden="true">■</span> leg stopped</li>' in listed
    shown = mine.get("/patients/K7").text
    assert "Off the board" in shown
    assert "The left leg: giving way" in shown
    assert shown.index("giving way") < shown.index("What the board saw")
    assert "/patients/K7/entries/unlock?lock=s1" in shown


def test_the_list_says_how_long_somebody_has_been_away(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    clinic.store.add_patient("K7")
    clinic.store.save_trial(finished(1, patient_code="K7"))
    seen = clinic.store.patients_overview(local_day(clock()))[0].last_seen_at
    assert seen is not None
    clock.on(days=(local_day(seen) - local_day(clock())).days + 13)
    assert "weeks ago" not in signed_in("ada").get("/").text
    clock.on(days=9)
    assert "3 weeks ago" in signed_in("ada").get("/").text


def test_the_page_tells_the_last_visit_beside_the_one_before(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    store = clinic.store
    store.add_patient("K7")
    for day in (1, 2):
        at = datetime(2026, 3, day, 12, tzinfo=UTC)
        for nth in range(3):
            store.save_trial(measured(10 * day + nth, "K7", at + timedelta(minutes=nth)))
    shown = signed_in("ada").get("/patients/K7").text
    assert "Last time, 2 March 2026: " in shown
    legs = record_of(store, "K7").progress.legs
    for visit in legs[0].visits[-2:]:
        assert quantity(scale_of(legs[0].metric), visit.value or 0.0, visit) in shown
    assert "One visit against another decides nothing." in shown


def test_each_day_of_a_code_with_a_slash_is_reached(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    clinic.store.add_patient("K/7")
    clinic.store.save_trial(measured(1, "K/7", clock() - timedelta(days=1)))
    mine = signed_in("ada")
    days = set(re.findall(r'href="(/patients/[^"]*/days/[^"]*)"', mine.get("/patients/K~2F7").text))
    assert len(days) == 1
    assert mine.get(days.pop()).status_code == 200


@pytest.mark.parametrize("path", ["", "/plan", "/plan/edit", "/entries", "/note", "/compare"])
def test_each_page_of_a_patient_tells_the_name(
    clinic: Clinic, signed_in: Callable[..., Browser], path: str
) -> None:
    clinic.store.add_patient("K7", "Anna Weber")
    clinic.store.save_trial(finished(1, patient_code="K7"))
    assert signed_in("ada").get(f"/patients/K7{path}").text.count("Anna Weber") == 1


def test_the_list_is_worked_out_before_anybody_asks(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.store.add_patient("K7")
    work_out_ahead(clinic)
    monkeypatch.setattr("trainer.sessions.at_a_glance._own_of", None)
    assert set(clinic.glances.of(["K7"])) == {"K7"}


def test_a_patient_without_anything_has_a_page(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    clinic.store.add_patient("K7")
    shown = signed_in("ada").get("/patients/K7")
    assert shown.status_code == 200
    assert "What the board saw" in shown.text


def test_tests_and_games_go_by_their_titles(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    store, activities = clinic.store, ("steady-stance", "bullseye", "single-leg-squat")
    store.add_patient("K7")
    for number, activity in enumerate(activities, 1):
        trial = measured(number, "K7", clock(), activity=activity)
        store.save_trial(trial)
    mine = signed_in("ada")
    shown = mine.get("/").text + mine.get("/patients/K7").text
    for activity, title in zip(
        activities, ("Steady stance", "Bullseye", "Single-leg squat"), strict=True
    ):
        assert activity not in shown
        assert title in shown


def test_volunteers_are_listed_where_they_are_asked_for(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    store = clinic.store
    for code in ("K7", "S1", "S2"):
        store.add_patient(code)
    for code in ("S1", "S2"):
        store.add_noise_person(code)
    # Somebody with a plan is a patient, too.
    store.add_plan("S2", a_plan(1, signed_by="JD", signed_at=clock()))
    mine = signed_in("ada")
    for path in ("/", "/patients"):
        usual, everybody = mine.get(path).text, mine.get(path, params={"volunteers": "1"}).text
        found = [code for code in ("K7", "S1", "S2") if f">{code}</a>" in usual]
        assert found == ["K7", "S2"], path
        assert "Not shown: 1 who" in usual
        assert ">S1</a>" in everybody
        assert everybody.count(">volunteer</span>") == 2
        assert "Not shown" not in everybody
    alone = mine.get("/", params={"q": "s1"}).text
    assert "Nobody with that code or name." in alone
    assert "Not shown: 1 who" in alone


def test_weeks_are_those_of_the_clinic_s_clock(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    """A computer's own today may be wrong, or on another day already."""
    store = clinic.store
    store.add_patient("K7")
    store.add_plan("K7", a_plan(1, per_week=3, signed_by="JD", signed_at=clock()))
    store.save_trial(measured(1, "K7", clock()))
    for days, kept in ((0, "this week 1"), (7, "this week 0 of 3")):
        clock.on(days=days)
        mine = signed_in("ada")
        for path in ("/", "/patients/K7"):
            assert kept in mine.get(path).text, path
        day = clock().astimezone().date().isoformat()
        assert f'value="{day}"' in mine.get("/patients/K7/plan").text
        assert f'value="{day}"' in mine.get("/patients/K7/entries/exercise").text


def test_the_page_names_no_command(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    store = clinic.store
    for code in ("K7", "K8"):
        store.add_patient(code)
    store.add_episode("K7", Episode(clock() - timedelta(days=300), level=3))
    for number, code in enumerate(("K7", "K8"), 1):
        store.save_trial(measured(10 * number, code, clock()))
        store.save_trial(measured(10 * number + 1, code, clock(), practice=True))
    mine = signed_in("ada")
    shown = {code: mine.get(f"/patients/{code}").text for code in ("K7", "K8")}
    assert "take it on dome 3 at the next visit" in shown["K7"]
    for page in shown.values():
        assert "measure them anew" in page
        assert "the page of each day lists them" in page
        assert "say so under Entries" in page
        assert "baps " not in page


def test_notes_stand_newest_first_without_the_symptoms_of_every_day(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    store = clinic.store
    store.add_patient("K7")
    for number in range(9):
        at = clock() - timedelta(days=number)
        for kind, value, note in (
            ("pain_next_morning", float(number), ""),
            ("note", None, f"note of {number} days ago"),
        ):
            side = Side.LEFT if value is not None else None
            entry = ClinicalEntry(f"{kind}-{number}", kind, at, side, value, note=note)
            store.add_entry("K7", entry)
    told = ClinicalEntry("s", "squat_knee", clock(), Side.LEFT, 1.0, note="as with the stairs")
    store.add_entry("K7", told)
    shown = signed_in("ada").get("/patients/K7").text
    assert shown.count("pain next morning") == 1, "a row of the symptoms"
    assert "8 → 0" in shown
    assert "as with the stairs" in shown
    places = [shown.index(f"note of {number} days ago") for number in range(9)]
    assert places == sorted(places)
    folded = shown.index("Earlier notes")
    assert places[4] < folded < places[5]
    assert shown.index("What an eye scored") > shown.index("What the board saw")


def test_what_board_sensor_and_eye_saw_stand_apart_and_the_newest_day_first(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    store = clinic.store
    store.add_patient("K7")
    found = {"thigh_medial_lean_at_30": 6.25, "pelvis_drop_deg": 4.75, "eye_pelvis_drops": 1.0}
    for number in range(1, 8):
        at = clock() - timedelta(days=number)
        squat = measured(number, "K7", at, activity="single-leg-squat", level=FLOOR)
        numbers = tuple(replace(metric(n, v), censored=False) for n, v in found.items())
        store.save_trial(replace(squat, metrics=numbers))
        store.save_trial(measured(100 + number, "K7", at, speed=7.125))
    shown = signed_in("ada").get("/patients/K7").text
    titles = ("What the board saw", "What a body sensor saw", "What an eye scored")
    places = [shown.index(title) for title in titles]
    assert places == sorted(places)
    board, sensor = shown[places[0] : places[1]], shown[places[1] : places[2]]
    eye = shown[places[2] : shown.index('id="visits"')]
    assert ("7.12" in board, "6.25" in board, "P1" in board) == (True, False, False)
    assert ("7.12" in sensor, "6.25" in sensor, "P1" in sensor) == (False, True, False)
    assert ("7.12" in eye, "6.25" in eye, "P1" in eye) == (False, False, True)
    assert "the therapist saw" in eye
    assert "the therapist saw" not in sensor
    days = [board.index(f">{day} Nov 2026</a>") for day in (19, 18, 17, 16, 15, 14, 13)]
    assert days == sorted(days)
    assert days[4] < board.index("Earlier days") < days[5]
