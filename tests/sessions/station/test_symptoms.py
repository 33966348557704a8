"""Symptoms asked outside a visit: kept as a visit keeps them, and what stops a leg is said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from games.desk.page import BACK
from games.desk.paging import PAGE_ON
from tests.games.spoken import written_texts
from tests.sessions.station.forms import filled
from tests.sessions.station.scripted import Take, front_with
from tests.store.trials import finished
from trainer.recording.background import StopReason
from trainer.recording.clinical import ClinicalEntry, Episode
from trainer.recording.vocabulary import Side
from trainer.sessions.station.symptoms import symptoms_flow

NOW = datetime.now(UTC)
WELL: dict[str, str] = {
    "pain_now:left": "2",
    "pain_now:right": "0",
    "effusion:left": "0",
    "giving_way:left": "no",
    "locking:left": "no",
    "calf:left": "no",
    "dizziness": "no",
    "chest": "no",
}


def answers(**said: str) -> list[Take]:
    """Everything answered, and saved."""
    given = {**WELL, **{key.replace("__", ":"): value for key, value in said.items()}}
    return [filled(given), "save"]


def flow(store, *takes: Take) -> str:
    """Ask; everything that was written meanwhile."""
    store.add_episode("K7", Episode(NOW - timedelta(days=9), Side.LEFT))
    front = front_with(store, takes)
    with written_texts() as written:
        symptoms_flow(front, "K7")
    assert not front.desk.left
    return " ".join(each.text for each in written)


def test_answers_are_stored_with_their_leg_and_who_asked(store) -> None:
    flow(store, *answers())
    found = {(each.kind, each.side): each for each in store.entries("K7")}
    assert found["pain_now", Side.LEFT].value == 2
    assert found["effusion", Side.LEFT].operator == "op"
    assert ("extension_lag", Side.LEFT) not in found
    assert store.stops("K7") == ()


def test_a_stop_is_stored_once_and_said(store) -> None:
    words = flow(store, *answers(pain_now__left="8", calf__left="yes"), "go")
    stops = {stop.reason: stop for stop in store.stops("K7")}
    assert len(store.stops("K7")) == 2
    assert (stops[StopReason.PAIN].side, stops[StopReason.PAIN].pain) == (Side.LEFT, 8)
    assert stops[StopReason.CALF].side is Side.LEFT
    assert "The left leg: locked from now on (pain)" in words


def test_more_swelling_than_before_asks_for_a_lower_dose(store) -> None:
    yesterday = NOW - timedelta(days=1, hours=1)
    before = ClinicalEntry("e1", "effusion", yesterday, Side.LEFT, 0.5)
    store.add_entry("K7", before)
    store.add_entry("K7", replace(before, entry_id="e2", measured_at=NOW, value=2.0))
    words = flow(store, *answers(effusion__left="1"), "go")
    assert "last time trace" in words
    assert "swelling has grown from trace to 1+" in words


def test_the_next_morning_is_asked_for_after_an_earlier_day_alone(store) -> None:
    assert "morning after" not in flow(store, BACK)
    store.save_trial(finished(1, patient_code="K7"))
    assert "morning after" in flow(store, PAGE_ON, BACK)


def test_going_back_stores_nothing(store) -> None:
    flow(store, "pain_now:left=9", BACK)
    assert store.entries("K7") == ()
