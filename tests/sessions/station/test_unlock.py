"""Locked legs at the station: shown with their reason and day, and let go on by who signs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from games.desk.page import BACK
from tests.sessions.station.forms import filled
from tests.sessions.station.forms import shown as all_shown
from tests.sessions.station.scripted import Take, front_with
from tests.store.test_legs import painful
from trainer.recording.background import HardStop, StopReason
from trainer.recording.pain import Pain
from trainer.recording.vocabulary import PainPlace, Side
from trainer.sessions import legs
from trainer.sessions.legs import PatientLegs, saw_stop
from trainer.sessions.station.unlock import unlock_flow
from trainer.store import Spool, Store, places
from trainer.store.errors import StoreUnreachable

THEN = datetime(2026, 3, 4, 12, tzinfo=UTC)
PAIN = HardStop("11111111-0000", Side.LEFT, StopReason.PAIN, THEN, 8)
DIZZY = HardStop("22222222-0000", Side.BOTH, StopReason.DIZZINESS, THEN + timedelta(days=1))
CALF = HardStop("33333333-0000", Side.RIGHT, StopReason.CALF, THEN)
SIGNED = [filled({"reason": "medical advice", "words": "seen", "operator": "JD"}), "save"]


@pytest.fixture
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    day = painful().recording.header.started_at.astimezone().replace(hour=0, minute=0)
    monkeypatch.setattr(legs, "today_began", lambda: day)


def shown(store: Store, *takes: Take) -> str:
    """Everything that was written while somebody took these."""
    return all_shown(unlock_flow, store, *takes)


def test_every_open_stop_is_shown_with_reason_and_day(store: Store) -> None:
    for stop in (PAIN, DIZZY):
        store.add_stop("K7", stop)
    words = shown(store, BACK)
    assert "The left leg: pain 8 of 10 | since 4 March 2026" in words
    assert "Both legs: dizziness | since 5 March 2026" in words


def test_a_reason_and_a_signature_lift_the_one_stop_that_was_chosen(store: Store) -> None:
    for stop in (PAIN, DIZZY):
        store.add_stop("K7", stop)
    shown(store, "lock:1", *SIGNED, BACK)
    left, both = store.stops("K7")
    assert left.lifted is None
    assert (both.lifted.reason, both.lifted.operator) == ("medical advice: seen", "JD")


def test_a_lifted_stop_holds_no_leg_though_the_database_falls_silent_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stop in (PAIN, CALF):
        store.add_stop("K7", stop)
        saw_stop(store, "K7", stop)
    lift_stop = store.lift_stop

    def silent(*_asked: object) -> None:
        raise StoreUnreachable("the database is silent")

    def lift_it_and_fall_silent(*asked: Any) -> bool:
        lifted = lift_stop(*asked)
        monkeypatch.setattr(Store, "_reading", silent)
        return lifted

    monkeypatch.setattr(store, "lift_stop", lift_it_and_fall_silent)
    assert "The database is silent" in shown(store, "lock:0", *SIGNED, "go")
    held = [PatientLegs(store, print, "K7").lock(side) for side in (Side.LEFT, Side.RIGHT)]
    assert [lock and lock.words for lock in held] == [None, "calf symptoms"]


def test_nobody_goes_on_without_a_reason(store: Store) -> None:
    store.add_stop("K7", PAIN)
    words = shown(store, filled({"operator": "JD"}), "save", "go", BACK)
    assert "Say why: choose a reason, or write one." in words
    assert store.stops("K7") == (PAIN,)


def test_a_single_lock_is_asked_about_at_once_and_says_since_when(store: Store) -> None:
    store.add_stop("K7", PAIN)
    front = front_with(store, [BACK])
    unlock_flow(front, "K7")
    (page,) = front.desk.seen
    assert page.title == "The left leg: pain 8 of 10, since 4 March 2026"


def test_who_has_signed_once_signs_from_then_on(store: Store) -> None:
    store.add_stop("K7", PAIN)
    front = front_with(store, SIGNED)
    unlock_flow(front, "K7")
    assert front.room.operator == front.care.operator == "JD"


@pytest.mark.usefixtures("that_day")
@pytest.mark.parametrize("waits", [False, True], ids=["stored", "waiting"])
def test_pain_of_the_day_is_shown_and_opened_with_its_leg(store: Store, waits: bool) -> None:
    trial, spool = painful(pain=Pain(3, PainPlace.HIP)), Spool(places().spool)
    if waits:
        spool.keep(trial)
    else:
        store.save_trial(trial)
    words = shown(store, *SIGNED)
    assert "The left leg: pain 3 of 10, hip, since " in words
    assert PatientLegs(store, print, "K7", spool).lock(Side.LEFT) is None
