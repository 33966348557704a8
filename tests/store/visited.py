"""What must hold of background, plans and visits on every database; the tests of both call it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.recordings import STARTED_AT
from tests.store.trials import finished, metric, trial_id
from trainer.recording.background import (
    Background,
    HardStop,
    Lifted,
    NoGo,
    PrescribedRest,
    Screening,
    StopReason,
    WeightBearing,
)
from trainer.recording.clinical import Episode
from trainer.recording.exercises import EXERCISES
from trainer.recording.plan import BoardItem, ExerciseItem, Plan
from trainer.recording.sector import Sector
from trainer.recording.trial import TrialEvent
from trainer.recording.visit import MarkKind, VisitMark, VisitRecord
from trainer.recording.vocabulary import EventKind, Eyes, Side
from trainer.recording.way import way_of
from trainer.store import PlanSignedMeanwhile, Store, UnknownEntry, UnknownVisit
from trainer.store.values import FinishedTrial, PatientOverview

DAY = date(2026, 3, 4)
LATER = STARTED_AT + timedelta(minutes=5)
SIGNED = {"signed_by": "JD", "signed_at": LATER}


def a_plan(number: int, **changes: object) -> Plan:
    plan = Plan(
        trial_id(number),
        f"plan {number}",
        STARTED_AT,
        board=(BoardItem("bullseye", eyes=Eyes.CLOSED, level=3), BoardItem("slalom", rounds=2)),
        exercises=(ExerciseItem(next(iter(EXERCISES)), load_kg=2.5, effort=6.0),),
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def a_visit(number: int, day: date = DAY) -> VisitRecord:
    return VisitRecord(trial_id(number), day, STARTED_AT, station="front")


def what_belongs_to_a_patient_comes_back(store: Store, code: str) -> None:
    assert (store.background(code), store.screening(code)) == (None, None)
    first = Background(LATER, "ACL", DAY, WeightBearing.PARTIAL, 50.0, "JD")
    for known in (first, Background(STARTED_AT, "meniscus")):
        store.add_background(code, known)
        # Of two the one that was added last counts, whatever its time.
        assert store.background(code) == known
    _screenings_come_back(store, code)
    last = DAY + timedelta(days=9)
    rests = [PrescribedRest(DAY + timedelta(days=n), last, "flu") for n in (3, 1)]
    for rest in rests:
        store.add_rest(code, rest)
    assert store.rests(code) == (rests[1], rests[0])
    _stops_come_back(store, code)
    _no_gos_come_back(store, code)


def _screenings_come_back(store: Store, code: str) -> None:
    ahead = Screening(datetime.now(UTC) + timedelta(days=1), {"fracture": True})
    newer = Screening(LATER, {"floor_10_s": True, "fracture": False}, "JD")
    # It waited on its station while the newer one was stored.
    late = Screening(STARTED_AT)
    for screening, counts in ((ahead, ahead), (newer, newer), (late, newer)):
        assert store.add_screening(code, screening)
        assert not store.add_screening(code, screening)
        assert store.screening(code) == counts


def _stops_come_back(store: Store, code: str) -> None:
    pain = HardStop(trial_id(901), Side.LEFT, StopReason.PAIN, LATER, 8, "stairs", "JD")
    calf = HardStop(trial_id(902), Side.RIGHT, StopReason.CALF, STARTED_AT)
    assert [store.add_stop(code, stop) for stop in (pain, calf, pain)] == [True, True, False]
    assert store.stops(code) == (calf, pain)
    lifted = Lifted(LATER, "seen by the doctor", "JD")
    store.add_patient(f"{code}-too")
    assert not store.lift_stop(f"{code}-too", pain.stop_id, lifted)
    assert store.lift_stop(code, pain.stop_id, lifted)
    assert not store.lift_stop(code, pain.stop_id, Lifted(LATER, "again"))
    assert store.stops(code) == (calf, replace(pain, lifted=lifted))


def _no_gos_come_back(store: Store, code: str) -> None:
    inwards = NoGo(trial_id(903), Side.LEFT, Sector(300, 20), "graft", DAY, STARTED_AT, "JD")
    assert store.add_no_go(code, inwards)
    assert not store.add_no_go(code, inwards)
    assert store.no_gos(code) == (inwards,)
    for whose, which in ((f"{code}-too", trial_id(903)), (code, trial_id(904))):
        with pytest.raises(UnknownEntry, match="no such sector"):
            store.withdraw_no_go(whose, which, LATER)
    assert store.withdraw_no_go(code, trial_id(903), LATER) == replace(inwards, withdrawn_at=LATER)
    with pytest.raises(UnknownEntry):
        store.withdraw_no_go(code, trial_id(903), LATER)


def plans_come_back_and_the_last_signed_counts(store: Store, code: str) -> None:
    assert store.plan(code) is None
    # Made on a station whose clock is ahead.
    first = a_plan(911, signed_by="JD", signed_at=LATER, made_at=LATER)
    second = a_plan(912, signed_by="JD", signed_at=STARTED_AT)
    draft = a_plan(913)
    for plan, counts in ((first, first), (second, second), (draft, second)):
        assert store.add_plan(code, plan)
        assert not store.add_plan(code, plan)
        assert store.plan(code) == counts
    assert store.plans(code) == (first, second, draft)


def visits_and_marks_come_back(store: Store, code: str) -> None:
    plan = a_plan(921)
    store.add_plan(code, plan)
    first = replace(a_visit(922), plan_id=plan.plan_id)
    assert store.open_visit(code, first) == first
    # The same day on another station, and after the clock was set back.
    assert store.open_visit(code, a_visit(923)) == first
    assert store.open_visit(code, a_visit(923, DAY - timedelta(days=1))) == first
    later = LATER - timedelta(minutes=5)
    still = replace(first, seen_at=later)
    assert store.take_visit(first.visit_id, "front", later, "front") == still
    seen = replace(first, station="back", seen_at=LATER)
    assert store.take_visit(first.visit_id, "back", LATER, "front") == seen
    for late in ("front", "attic"):
        assert store.take_visit(first.visit_id, late, later, "front") == seen, "another one has it"
    assert store.open_visit(code, a_visit(923)) == seen
    for at in (LATER, LATER + timedelta(hours=1)):
        store.close_visit(first.visit_id, at)
    again = a_visit(924)
    assert store.open_visit(code, again) == again
    next_day = a_visit(925, DAY + timedelta(days=1))
    assert store.open_visit(code, next_day) == next_day
    assert store.visits(code) == (replace(seen, closed_at=LATER), again, next_day)
    _marks_come_back(store, first.visit_id)


def _marks_come_back(store: Store, visit_id: str) -> None:
    done = VisitMark(trial_id(931), visit_id, "symptoms", MarkKind.DONE, LATER, station="front")
    undone = replace(done, mark_id=trial_id(932), kind=MarkKind.REOPENED, at=STARTED_AT, words="no")
    assert [store.add_mark(mark) for mark in (done, undone, done)] == [True, True, False]
    # The one that was added last counts, whatever its clock said.
    assert store.marks(visit_id) == (done, undone)
    nowhere = trial_id(999)
    assert store.marks(nowhere) == ()
    for at_no_visit in (
        lambda: store.add_mark(replace(done, mark_id=trial_id(933), visit_id=nowhere)),
        lambda: store.take_visit(nowhere, "front", LATER, ""),
        lambda: store.close_visit(nowhere, LATER),
    ):
        with pytest.raises(UnknownVisit):
            at_no_visit()


def a_plan_goes_on_from_the_one_that_counts(store: Store, code: str) -> None:
    first, second, draft = a_plan(961, **SIGNED), a_plan(962, **SIGNED), a_plan(963)
    assert store.add_plan(code, first, after="")
    with pytest.raises(PlanSignedMeanwhile, match="JD has signed another plan"):
        store.add_plan(code, second, after="")
    assert store.add_plan(code, draft)
    assert store.add_plan(code, second, after=first.plan_id), "a draft does not count"
    assert not store.add_plan(code, second, after=first.plan_id), "stored before"
    assert store.plans(code) == (first, draft, second)


def a_visit_s_trials_come_with_headline_and_rim_alone(store: Store, code: str) -> None:
    visit_id = trial_id(941)
    named = (("osi", 2.0), ("rim_time_pct", 3.0), ("rim_contacts", 1.0), ("apsi", 9.0))
    values = tuple(metric(name, value) for name, value in named)
    for number, session in ((943, visit_id), (942, visit_id), (944, None)):
        trial = finished(number, patient_code=code, session_id=session, level=number - 940)
        store.save_trial(replace(trial, metrics=values))
    found = store.visit_trials(visit_id)
    assert [trial.trial_id for _, trial in found] == [trial_id(942), trial_id(943)]
    assert [conditions.level for conditions, _ in found] == [2, 3]
    assert {tuple(sorted(trial.metrics)) for _, trial in found} == {
        ("osi", "rim_contacts", "rim_time_pct")
    }
    assert store.visit_trials(trial_id(945)) == ()


def patients_are_seen_at_a_glance(store: Store, code: str) -> None:
    store.add_patient(code)
    assert _glance(store, code) == PatientOverview(code)
    trial = with_a_way(finished(951, patient_code=code))
    store.save_trial(finished(950, patient_code=code))
    assert _glance(store, code).way == ()
    store.save_trial(trial)
    way = way_of(trial.recording)
    store.add_episode(code, Episode(STARTED_AT, Side.RIGHT))
    store.add_episode(code, Episode(STARTED_AT, Side.LEFT))
    store.add_plan(code, a_plan(952, signed_by="JD", signed_at=LATER))
    store.add_plan(code, a_plan(953))
    stop = HardStop(trial_id(954), Side.LEFT, StopReason.LOCKING, LATER)
    store.add_stop(code, stop)
    began = trial.recording.header.started_at
    assert _glance(store, code) == PatientOverview(
        code, began, Side.LEFT, True, "plan 952", way=way
    )
    store.lift_stop(code, stop.stop_id, Lifted(LATER, "well"))
    opened = replace(a_visit(955), opened_at=began + timedelta(days=1))
    store.open_visit(code, opened)
    seen = PatientOverview(code, opened.opened_at, Side.LEFT, False, "plan 952", True, way)
    assert _glance(store, code) == seen
    assert _glance(store, code, DAY + timedelta(days=1)) == replace(seen, visit_open=False)
    store.close_visit(opened.visit_id, LATER)
    assert _glance(store, code) == replace(seen, visit_open=False)
    store.add_noise_person(code)
    assert _glance(store, code) == replace(seen, visit_open=False, volunteer=True)


def with_a_way(trial: FinishedTrial) -> FinishedTrial:
    """A trial with a measured part."""
    events = (*trial.recording.events, TrialEvent(EventKind.MEASURE_FROM, 10))
    return replace(trial, recording=replace(trial.recording, events=events))


def _glance(store: Store, code: str, today: date = DAY) -> PatientOverview:
    (one,) = [each for each in store.patients_overview(today) if each.code == code]
    return one
