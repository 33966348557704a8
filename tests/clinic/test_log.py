"""The log: every read and change is in it, and nobody without the key changes it unnoticed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.clinic.browsing import Browser, form_at
from tests.clinic.conftest import KEY, Clock
from trainer.clinic.clinic import Clinic
from trainer.clinic.seals import KEY_FILE, LogKeyMissing, Seals, fault_in, log_key
from trainer.recording.account import Action, Role


def fault(clinic: Clinic, key: bytes = KEY) -> str:
    seals = Seals(key)
    return clinic.store.read_log(lambda entries, head: fault_in(entries, head, seals))


def filled(clinic: Clinic) -> None:
    for number in range(5):
        clinic.log("ada", Action.READ, f"K{number}", "page")


def test_an_untouched_chain_has_no_fault_and_another_key_finds_one(clinic: Clinic) -> None:
    assert fault(clinic) == ""
    filled(clinic)
    assert fault(clinic) == ""
    assert fault(clinic, bytes(32)) == "entry 1 was changed, or sealed with another key"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE access_log SET about = 'K9' WHERE number = 3", "entry 3 was changed"),
        ("UPDATE access_log SET login = 'eve' WHERE number = 5", "entry 5 was changed"),
        ("DELETE FROM access_log WHERE number = 2", "entry 2 is missing"),
        ("DELETE FROM access_log WHERE number = 5", "entries after 4 are missing"),
        ("DELETE FROM access_log", "entries after 0 are missing"),
        ("UPDATE access_log_head SET number = 4", "entries after 5 are missing"),
    ],
)
def test_a_change_behind_its_back_is_found(clinic: Clinic, change: str, found: str) -> None:
    filled(clinic)
    with clinic.store._engines.writer.begin() as connection:
        connection.execute(text(change))
    assert fault(clinic).startswith(found)


def test_many_at_once_make_one_chain(clinic: Clinic) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: clinic.log("ada", Action.READ, f"K{n}"), range(40)))
    assert fault(clinic) == ""
    assert {e.entry.about for e in clinic.store.newest_log(100)} == {f"K{n}" for n in range(40)}


def test_reads_and_changes_are_noted_with_who_and_of_whom(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    mine.fill_in("/patients/new", {"code": "K7"})
    mine.get("/")
    newest = [e.entry for e in clinic.store.newest_log(4)]
    assert [(e.login, e.action, e.about) for e in newest[:2]] == [
        ("ada", Action.READ, ""),
        ("ada", Action.WRITE, "K7"),
    ]
    boss = signed_in("boss", Role.ADMIN)
    shown = boss.get("/log?about=K7").text
    assert "added" in shown
    assert "Every entry is as it was sealed" in shown
    by = {e.entry.action for e in clinic.store.newest_log(50, "ada")}
    assert {Action.ACCOUNT, Action.SIGN_IN, Action.WRITE} <= by, "of the account, and by it"
    assert "Nothing is noted of K9" in boss.get("/log?about=K9").text


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    made = log_key(tmp_path, {}, make=True)
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0
    assert log_key(tmp_path, {}, make=True) == made
    assert log_key(tmp_path, {"BAPS_LOG_KEY": KEY.hex()}, make=False) == KEY


def test_without_its_key_no_log_goes_on(tmp_path: Path) -> None:
    for environment in ({}, {"BAPS_LOG_KEY": "no digits"}, {"BAPS_LOG_KEY": "ab"}):
        with pytest.raises(LogKeyMissing, match="key"):
            log_key(tmp_path, environment, make=False)


def details_of(clinic: Clinic, *, about: str = "") -> list[str]:
    """What was read, oldest first."""
    entries = clinic.store.newest_log(99, about)[::-1]
    return [each.entry.detail for each in entries if each.entry.action is Action.READ]


def test_a_search_is_noted_once_and_names_everybody_whom_it_shows(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    for code in ("K7", "K71", "M_1"):
        clinic.store.add_patient(code)
    mine = signed_in("ada")
    for typed in ("k", "k7", "k71", "k7", "nobody"):
        mine.get("/patients", params={"q": typed})
    assert [set(each.split()) for each in details_of(clinic)] == [{"list:", "K7", "K71"}]
    mine.get("/")
    assert details_of(clinic)[1:] == ["list: M_1"]
    assert len(details_of(clinic, about="K7")) == 1
    assert details_of(clinic, about="M%") == []
    assert details_of(clinic, about="list:") == []
    signed_in("ada").get("/patients", params={"q": "m_1"})
    assert details_of(clinic)[2:] == ["list: M_1"], "another sign-in says so for itself"
    clock.on(minutes=14)
    mine.get("/")
    assert len(details_of(clinic)) == 3
    clock.on(minutes=1)
    mine.get("/")
    assert len(details_of(clinic)) == 4
    assert len(details_of(clinic, about="K7")) == 2
    assert fault(clinic) == ""


def test_a_look_that_cannot_be_noted_shows_nobody_and_is_noted_the_next_time(
    clinic: Clinic, signed_in: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.store.add_patient("K7")
    mine = signed_in("ada")
    with monkeypatch.context() as broken:
        broken.setattr("trainer.store.access_log.add_entries", lambda *_: 1 / 0)
        assert "K7" not in mine.get("/").text
    assert "K7" in mine.get("/").text
    assert details_of(clinic) == ["list: K7"]


def test_a_plan_counted_anew_is_one_entry_and_another_patient_s_another(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    for code in ("K7", "K8"):
        clinic.store.add_patient(code)
    mine = signed_in("ada")
    for code in ("K7", "K8", "K7"):
        form = form_at(mine.get(f"/patients/{code}/plan/edit"), f"/patients/{code}/plan/edit")
        for _ in range(3):
            answer = mine.post(f"/patients/{code}/plan/counted", data=form)
            assert answer.status_code == 200
    assert details_of(clinic) == ["plan"] * 3, "each opening, and no counting"
    clock.on(minutes=15)
    for _ in range(2):
        mine.post("/patients/K8/plan/counted", data=form)
    assert details_of(clinic, about="K8") == ["plan"] * 2
    signed_in("eve")
    eve = clinic.store.account("eve")
    assert eve is not None
    clinic.store.give_care("K8", eve.account_id, clock())
    refused = mine.post("/patients/K8/plan/counted", data=form)
    assert refused.status_code == 404, "what was noted allows nothing"
