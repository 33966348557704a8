"""A patient's page is remembered, and right whatever was changed since."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.clinic.conftest import Clock
from tests.clinic.measured import watched_clinic
from tests.clinic.test_glances import CHANGES
from trainer.clinic.clinic import Clinic
from trainer.clinic.films import Films
from trainer.clinic.patient_view import PatientView, view_of
from trainer.recording.account import Role
from trainer.recording.background import Background
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.conditions import FootPlacement
from trainer.recording.vocabulary import Side
from trainer.store import Store

Change = Callable[[Store, Clock], object]


def care_given(store: Store, clock: Clock) -> None:
    account = store.account("ada")
    assert account is not None
    store.give_care("K7", account.account_id, clock.at)


def a_day_later(_store: Store, clock: Clock) -> None:
    clock.on(days=1)


ON_THE_PAGE: dict[str, Change] = {
    # That every write counts itself, the list's tests say.
    **{name: CHANGES[name] for name in ("a trial judged", "a volunteer", "rest")},
    "a note": lambda s, c: s.add_entry("K7", ClinicalEntry("n1", "note", c.at, note="limps")),
    "an entry withdrawn": lambda s, _: s.withdraw_entry("K7", "entry-1", "a mistake"),
    "a background": lambda s, c: s.add_background("K7", Background(c.at, diagnosis="PFPS")),
    "a foot": lambda s, _: s.add_placement("K7", Side.LEFT, FootPlacement("M24", "M9")),
    "care": care_given,
    "midnight": a_day_later,
}


@pytest.fixture(autouse=True)
def quickly_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chart shows the legs and nothing else; to draw it takes a while."""
    monkeypatch.setattr("trainer.clinic.patient_view._chart", lambda _, legs: repr(legs))


@pytest.fixture
def seen(clinic: Clinic, clock: Clock) -> PatientView:
    """The page of one of two patients, looked at once."""
    store, begun = clinic.store, clock.at - timedelta(days=5)
    clinic.new_account("ada", Role.THERAPIST, by="admin")
    watched_clinic(store, begun)
    store.add_entry("K7", ClinicalEntry("entry-1", "akps", begun, value=61.0, unit="of 100"))
    return view_of(clinic, "K7")


@pytest.mark.parametrize("what", ON_THE_PAGE)
def test_the_page_is_right_after(
    what: str,
    clinic: Clinic,
    clock: Clock,
    seen: PatientView,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    assert ON_THE_PAGE[what](clinic.store, clock) is not False
    films = Films(tmp_path_factory.mktemp("films"))
    fresh = Clinic(clinic.store, clinic.seals, clinic.now, films=films)
    assert view_of(clinic, "K7") == view_of(fresh, "K7")


@pytest.mark.parametrize("what", ["a note", "care", "midnight"])
def test_what_is_shown_follows(what: str, clinic: Clinic, clock: Clock, seen: PatientView) -> None:
    ON_THE_PAGE[what](clinic.store, clock)
    after = view_of(clinic, "K7")
    assert after != seen
    assert after.chart == seen.chart


def test_an_unchanged_page_asks_one_question_and_draws_nothing(
    clinic: Clinic, seen: PatientView, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    reader = clinic.store._engines.reader
    event.listen(reader, "before_cursor_execute", lambda *told: heard.append(told[2]))
    assert view_of(clinic, "K7") is seen
    assert len([each for each in heard if each.startswith("SELECT")]) == 1
    monkeypatch.setattr("trainer.clinic.patient_view._chart", lambda *_: 1 / 0)
    clinic.store.add_entry("K7", ClinicalEntry("n1", "note", clinic.now(), note="limps"))
    assert view_of(clinic, "K7").notes[0][1] == "limps"
