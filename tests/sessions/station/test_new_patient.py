"""A new patient from the form to the database, and on to the plan."""

from datetime import UTC, date, datetime, timedelta

import pytest

from games.desk.page import BACK
from tests.games.spoken import written_texts
from tests.sessions.station.forms import filled
from tests.sessions.station.scripted import Take, front_with
from trainer.recording.background import WeightBearing
from trainer.recording.vocabulary import Side
from trainer.sessions.station import new_patient
from trainer.sessions.station.new_patient import free_code, new_patient_flow
from trainer.store.errors import StoreUnreachable


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """For whom a plan was chosen."""
    codes: list[str] = []
    monkeypatch.setattr(new_patient, "plan_flow", lambda _, code: codes.append(code))
    return codes


FILLED: list[Take] = [
    filled(
        {
            "leg": "left",
            "diagnosis": "ACL, hamstring graft",
            "surgery": "1 2 2026",
            "order": "partial",
            "percent": "50",
            "weight": "72,5",
        }
    ),
    "save",
]


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ([], "P001"),
        (["SIM", "GUEST"], "P001"),
        (["K7"], "K8"),
        (["P001", "P009", "K7"], "P010"),
        (["P-098", "P-099"], "P-100"),
        (["A1", "A2", "a3"], "A4"),
    ],
)
def test_a_free_code_of_the_clinic_s_own_pattern_is_suggested(known: list[str], code: str) -> None:
    assert free_code(known) == code


def test_everything_that_was_said_is_stored(store, planned: list[str]) -> None:
    front = front_with(store, [*FILLED, "plan"])
    assert new_patient_flow(front) == "K8"
    episode, known, weight = store.episode("K8"), store.background("K8"), store.newest_weight("K8")
    assert (episode.involved, episode.operator) == (Side.LEFT, "op")
    assert datetime.now(UTC) - episode.begun_at < timedelta(minutes=1)
    assert (known.diagnosis, known.surgery_on) == ("ACL, hamstring graft", date(2026, 2, 1))
    assert (known.weight_bearing, known.weight_bearing_pct) == (WeightBearing.PARTIAL, 50.0)
    assert (weight.kg, weight.measured) == (72.5, False)
    assert planned == ["K8"]


def test_a_plan_can_wait(store, planned: list[str]) -> None:
    front = front_with(store, [filled({"leg": "none", "order": "full"}), "save", "later"])
    assert new_patient_flow(front) == "K8"
    assert store.episode("K8").involved is None
    assert planned == []


def test_a_taken_code_is_said_in_one_line_and_the_rest_stays(store, planned: list[str]) -> None:
    takes = [filled({"code": "k7"}), *FILLED, "go", filled({"code": "K9"}), "save", "later"]
    with written_texts() as written:
        assert new_patient_flow(front_with(store, takes)) == "K9"
    assert "There is a patient k7 already. Choose another code." in " ".join(
        each.text for each in written
    )
    assert store.background("K9").diagnosis == "ACL, hamstring graft"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"surgery": "1 1 2999", "order": "full"}, "future"),
        ({"order": "touch", "percent": "20"}, "belongs to partial weight bearing alone"),
        ({"code": "two words", "order": "full"}, "without spaces"),
    ],
    ids=["surgery to come", "percent of touch", "no code"],
)
def test_what_cannot_be_is_said_and_nobody_is_added(
    store, answers: dict[str, str], said: str
) -> None:
    with written_texts() as written:
        front = front_with(store, [filled({"leg": "left", **answers}), "save", "go", BACK])
        assert new_patient_flow(front) == ""
    assert said in " ".join(each.text for each in written)
    assert [each.code for each in store.patients()] == ["K7"]


def test_a_database_that_fails_half_way_is_asked_again(
    store, planned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add, tried = store.add_episode, []

    def once_away(*all_of_it) -> None:
        tried.append(all_of_it)
        if len(tried) == 1:
            raise StoreUnreachable("the database is away")
        add(*all_of_it)

    monkeypatch.setattr(store, "add_episode", once_away)
    front = front_with(store, [*FILLED, "go", "save", "later"])
    assert new_patient_flow(front) == "K8"
    assert store.newest_weight("K8").kg == 72.5


def test_going_back_adds_nobody(store) -> None:
    assert new_patient_flow(front_with(store, ["leg=left", BACK])) == ""
    assert [each.code for each in store.patients()] == ["K7"]
