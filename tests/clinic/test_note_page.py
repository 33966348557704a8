"""The visit's note: one dated line with the minutes that the visit took, to be copied."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from tests.clinic.browsing import Browser
from trainer.clinic.clinic import Clinic
from trainer.plans.steps import StepKind
from trainer.recording.background import Background, WeightBearing
from trainer.recording.clinical import ClinicalEntry, Episode
from trainer.recording.history import local_day
from trainer.recording.plan import BoardItem, Plan
from trainer.recording.visit import MarkKind, VisitMark, VisitRecord
from trainer.recording.vocabulary import Side

NOTE = "/patients/K7/note"


def visited(clinic: Clinic, opened_at: datetime) -> None:
    """A visit of K7 that took 95 s, at which the left knee hurt 2 of 10, and then 1."""
    store = clinic.store
    store.add_patient("K7")
    store.add_episode("K7", Episode(opened_at - timedelta(days=3), Side.LEFT))
    plan = Plan("p1", "first", opened_at, (BoardItem("bullseye"),))
    store.add_plan("K7", replace(plan, signed_by="JD", signed_at=opened_at))
    visit = VisitRecord("v1", local_day(opened_at), opened_at, "p1", "front", opened_at)
    store.open_visit("K7", visit)
    for seconds, step in ((60.0, StepKind.SYMPTOMS), (35.0, StepKind.PAIN_AFTER)):
        at = opened_at + timedelta(seconds=60 + seconds)
        store.add_mark(VisitMark(str(uuid4()), "v1", step.value, MarkKind.DONE, at, took_s=seconds))
    for pain, at in ((2.0, opened_at), (1.0, opened_at + timedelta(minutes=5))):
        told = ClinicalEntry(str(uuid4()), "pain_now", at, Side.LEFT, pain, "of 10")
        store.add_entry("K7", told)


def test_the_note_of_the_last_visit_has_its_day_its_pain_and_its_minutes(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    noon = datetime.now().astimezone().replace(hour=12)
    opened_at = (noon - timedelta(days=2)).astimezone(UTC)
    visited(clinic, opened_at)
    later = ClinicalEntry(str(uuid4()), "pain_now", datetime.now(UTC), Side.LEFT, 9.0, "of 10")
    clinic.store.add_entry("K7", later)
    order = Background(datetime.now(UTC), weight_bearing=WeightBearing.PARTIAL)
    clinic.store.add_background("K7", order)
    page = signed_in().get(NOTE).text
    day = local_day(opened_at).isoformat()
    assert f"{day} visit 1 · left knee · pain 2→1 · 1:35 min" in page
    assert 'data-copy="visit-note"' in page


def test_the_patient_s_page_asks_for_the_note_alone(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    clinic.store.add_patient("K7")
    mine = signed_in()
    assert f'hx-get="{NOTE}"' in mine.get("/patients/K7").text
    part = mine.get(NOTE, headers={"hx-request": "true"}).text
    assert "No visit yet" in part
    assert "<html" not in part
