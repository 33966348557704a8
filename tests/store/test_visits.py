"""What belongs to a patient, plans and visits: kept as it was said, one visit for all stations."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import event

from tests.recordings import STARTED_AT
from tests.store.trials import trial_id
from tests.store.visited import (
    DAY,
    a_plan,
    a_plan_goes_on_from_the_one_that_counts,
    a_visit,
    a_visit_s_trials_come_with_headline_and_rim_alone,
    patients_are_seen_at_a_glance,
    plans_come_back_and_the_last_signed_counts,
    visits_and_marks_come_back,
    what_belongs_to_a_patient_comes_back,
)
from trainer.recording.background import (
    Background,
    HardStop,
    Lifted,
    NoGo,
    PrescribedRest,
    Screening,
    StopReason,
)
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side
from trainer.store import Store, UnknownPatient


def test_what_belongs_to_a_patient_comes_back(store: Store) -> None:
    store.add_patient("K7")
    what_belongs_to_a_patient_comes_back(store, "K7")


def test_plans_come_back_and_the_last_signed_counts(store: Store) -> None:
    store.add_patient("K7")
    plans_come_back_and_the_last_signed_counts(store, "K7")


def test_a_plan_goes_on_from_the_one_that_counts(store: Store) -> None:
    store.add_patient("K7")
    a_plan_goes_on_from_the_one_that_counts(store, "K7")


def test_visits_and_marks_come_back(store: Store) -> None:
    store.add_patient("K7")
    visits_and_marks_come_back(store, "K7")


def test_a_visit_s_trials_come_with_headline_and_rim_alone(store: Store) -> None:
    a_visit_s_trials_come_with_headline_and_rim_alone(store, "K7")


def test_patients_are_seen_at_a_glance(store: Store) -> None:
    patients_are_seen_at_a_glance(store, "K7")


def test_the_patients_list_takes_one_question_for_any_number_of_patients(store: Store) -> None:
    asked: list[str] = []
    event.listen(store._engines.reader, "before_cursor_execute", lambda *a: asked.append(str(a[2])))
    for number in range(1, 5):
        code = f"P{number}"
        store.add_patient(code)
        store.add_plan(code, a_plan(number))
        store.open_visit(code, a_visit(number))
        asked.clear()
        assert len(store.patients_overview(DAY)) == number
        assert len([sql for sql in asked if sql.startswith("SELECT")]) == 1


def test_a_visit_of_a_wrong_clock_that_was_closed_is_not_gone_on_with(store: Store) -> None:
    store.add_patient("K7")
    ahead = a_visit(1, DAY + timedelta(days=900))
    store.open_visit("K7", ahead)
    store.close_visit(ahead.visit_id, STARTED_AT)
    today = a_visit(2)
    assert store.open_visit("K7", today) == store.open_visit("K7", a_visit(3)) == today


def test_stations_that_open_at_once_have_one_visit(store: Store, url: str) -> None:
    store.add_patient("K7")
    together = Barrier(4)

    def open_one(number: int) -> str:
        with Store.open(url) as station:
            together.wait()
            return station.open_visit("K7", a_visit(number)).visit_id

    with ThreadPoolExecutor(4) as stations:
        assert len(set(stations.map(open_one, range(1, 5)))) == 1
    assert len(store.visits("K7")) == 1


def test_nothing_is_stored_for_a_patient_whom_nobody_added(store: Store) -> None:
    lifted = Lifted(STARTED_AT, "well")
    stop = HardStop(trial_id(1), Side.LEFT, StopReason.CALF, STARTED_AT)
    sector = NoGo(trial_id(1), Side.LEFT, Sector(0, 90), "graft", DAY, STARTED_AT)
    for use_it in (
        lambda: store.add_background("K7", Background(STARTED_AT)),
        lambda: store.background("K7"),
        lambda: store.add_screening("K7", Screening(STARTED_AT)),
        lambda: store.screening("K7"),
        lambda: store.add_stop("K7", stop),
        lambda: store.stops("K7"),
        lambda: store.lift_stop("K7", stop.stop_id, lifted),
        lambda: store.add_rest("K7", PrescribedRest(DAY, DAY, "flu")),
        lambda: store.rests("K7"),
        lambda: store.add_no_go("K7", sector),
        lambda: store.no_gos("K7"),
        lambda: store.withdraw_no_go("K7", sector.sector_id, STARTED_AT),
        lambda: store.add_plan("K7", a_plan(1)),
        lambda: store.plans("K7"),
        lambda: store.plan("K7"),
        lambda: store.open_visit("K7", a_visit(1)),
        lambda: store.visits("K7"),
    ):
        with pytest.raises(UnknownPatient):
            use_it()
