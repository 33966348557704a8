"""The visits on a patient's page: the calendar, the days, and the newest day's set-up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tests.clinic.browsing import Browser
from tests.clinic.conftest import Clock
from tests.clinic.measured import measured
from tests.store.visited import a_plan
from trainer.clinic.attendance import Attendance, attendance_of
from trainer.clinic.clinic import Clinic
from trainer.recording.background import PrescribedRest
from trainer.recording.clinical import ExerciseDone
from trainer.recording.conditions import FootPlacement
from trainer.recording.exercises import EXERCISES
from trainer.recording.history import local_day
from trainer.recording.visit import VisitRecord
from trainer.recording.vocabulary import Arms, Side
from trainer.sessions.patient_record import record_of

MONDAY = date(2026, 11, 16)
"""Of the week of the clock's day, which is a Friday."""


def seen(clinic: Clinic) -> Attendance:
    return attendance_of(
        clinic.store, record_of(clinic.store, "K7", local_day(clinic.now())), clinic.now()
    )


def kinds(clinic: Clinic) -> list[str]:
    return [" ".join(cell.kind for cell in week.cells) for week in seen(clinic).weeks]


def test_weeks_are_rows_of_visits_rest_and_days_on_which_none_was_due(
    clinic: Clinic, clock: Clock
) -> None:
    store = clinic.store
    store.add_patient("K7")
    assert seen(clinic).weeks == ()
    store.save_trial(measured(1, "K7", clock.at))
    store.save_trial(measured(2, "K7", clock.at - timedelta(days=8)))
    begun = clock.at - timedelta(days=9)
    store.add_plan("K7", a_plan(1, per_week=3, signed_by="JD", signed_at=begun))
    store.add_rest("K7", PrescribedRest(MONDAY, MONDAY + timedelta(days=1), "flu"))
    assert kinds(clinic) == [
        "rest rest no no visit later later",
        "none none no visit no no no",
    ]
    newest, before = seen(clinic).weeks
    assert (newest.monday, newest.words, newest.met) == ("16 Nov 2026", "1 of 2", False)
    assert (before.words, before.met) == ("1 of 2", False)
    assert newest.cells[4].path == "/patients/K7/days/2026-11-20"


def test_a_week_of_rest_asks_for_nothing_on_its_other_day(clinic: Clinic, clock: Clock) -> None:
    store = clinic.store
    store.add_patient("K7")
    signed = clock.at - timedelta(days=4)
    store.add_plan("K7", a_plan(1, per_week=3, signed_by="JD", signed_at=signed))
    store.add_rest("K7", PrescribedRest(MONDAY + timedelta(days=1), date(2026, 11, 22), "flu"))
    assert kinds(clinic) == ["none rest rest rest rest rest rest"]
    assert seen(clinic).weeks[0].words == "0, none due"


def test_without_a_plan_no_visit_is_due(clinic: Clinic, clock: Clock) -> None:
    clinic.store.add_patient("K7")
    clinic.store.save_trial(measured(1, "K7", clock.at))
    assert kinds(clinic) == ["none none none none visit later later"]
    assert seen(clinic).weeks[0].words == "1, none due"


def test_days_say_what_was_done_and_lead_there(clinic: Clinic, clock: Clock) -> None:
    store = clinic.store
    store.add_patient("K7/ä")
    store.add_patient("K7")
    store.save_trial(measured(1, "K7", clock.at))
    store.save_trial(replace(measured(2, "K7", clock.at), why_not="a foot was down"))
    earlier = clock.at - timedelta(days=3)
    store.open_visit("K7", VisitRecord("v-1", earlier.date(), earlier))
    store.add_exercise("K7", ExerciseDone("done-1", next(iter(EXERCISES)), earlier))
    first, second = seen(clinic).days
    assert (first.day, first.words) == ("20 November 2026", "2 × Steady stance; 1 does not count")
    assert (second.path, second.words) == ("/patients/K7/days/2026-11-17", "exercises alone")


def test_only_the_newest_days_are_listed(clinic: Clinic, clock: Clock) -> None:
    clinic.store.add_patient("K7")
    for day in range(14):
        clinic.store.save_trial(measured(day, "K7", clock.at - timedelta(days=day)))
    shown = seen(clinic)
    assert (len(shown.days), shown.earlier, len(shown.weeks)) == (12, 2, 3)


def test_the_newest_day_s_set_up_is_told_leg_by_leg(clinic: Clinic, clock: Clock) -> None:
    store = clinic.store
    store.add_patient("K7")
    store.save_trial(measured(9, "K7", clock.at - timedelta(days=2), level=4))
    store.add_placement("K7", Side.LEFT, FootPlacement("M24", "M9"))
    for number, side in enumerate((Side.LEFT, Side.LEFT, Side.RIGHT)):
        store.save_trial(measured(number, "K7", clock.at, side, arms=Arms.CROSSED))
    shown = seen(clinic)
    assert shown.setup_day == "20 November 2026"
    cells = "heel M24, second toe M9"
    assert shown.setups == (
        ("left leg", "dome 2", cells, "arms crossed", "barefoot", "0007", "assumed"),
        (
            *("right leg", "dome 2", "place of the foot never noted"),
            *("arms crossed", "barefoot", "0007", "assumed"),
        ),
    )


def test_the_page_has_the_calendar_as_a_table_with_words(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    clinic.store.add_patient("K7")
    assert "No visit yet" in mine.get("/patients/K7").text
    clinic.store.save_trial(measured(1, "K7", clock.at))
    shown = mine.get("/patients/K7").text
    assert "Week by week, the newest first" in shown
    assert '<span class="hidden">20, visit</span>' in shown
    assert '<span class="hidden">none due</span>' in shown
    assert 'href="/patients/K7/days/2026-11-20"' in shown
