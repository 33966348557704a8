"""Who treats a patient: seen on the page, given, ended, and noted."""

from collections.abc import Callable

import pytest
from httpx2 import Response

from tests.clinic.browsing import Browser
from trainer.clinic.clinic import Clinic
from trainer.recording.account import Action, Role

CARE, END = "/patients/K7/care", "/patients/K7/care/end"


@pytest.fixture
def mine(signed_in: Callable[..., Browser]) -> Browser:
    """Ada's, who alone treats K7; there is also eve."""
    signed_in("eve")
    mine = signed_in("ada")
    assert mine.fill_in("/patients/new", {"code": "K7", "mine": "1"}).status_code == 303
    return mine


def sent(browser: Browser, path: str, login: str) -> Response:
    return browser.fill_in(path, {"login": login}, form_at="/")


def noted(clinic: Clinic) -> list[tuple[str, Action, str]]:
    """What was noted of care, oldest first."""
    newest = [each.entry for each in clinic.store.newest_log(99, "K7")][::-1]
    return [(e.login, e.action, e.detail) for e in newest if "care" in e.detail]


def test_who_treats_gives_the_care_to_somebody_and_ends_their_own(
    clinic: Clinic, mine: Browser, signed_in: Callable[..., Browser]
) -> None:
    assert "Treated by ada" in mine.get("/patients/K7").text
    assert 'href="/patients/K7/care"' in mine.get("/patients/K7").text
    assert sent(mine, CARE, "eve").headers["location"] == CARE
    assert "Treated by ada, eve" in signed_in("eve").get("/patients/K7").text
    assert sent(mine, END, "ada").headers["location"] == "/", "they see no more of it"
    assert clinic.store.treated_by("K7") == ("eve",)
    assert mine.get("/patients/K7").status_code == 404
    assert noted(clinic) == [
        ("ada", Action.WRITE, "gave care to eve"),
        ("ada", Action.WRITE, "ends care of ada"),
    ]


def test_the_last_one_cannot_leave_a_patient_but_an_admin_can_take_them_away(
    clinic: Clinic, mine: Browser, signed_in: Callable[..., Browser]
) -> None:
    stays = sent(mine, END, "ada")
    assert stays.status_code == 422
    assert "Nobody else treats this patient" in stays.text
    sent(mine, CARE, "eve")
    signed_in("boss", Role.ADMIN).fill_in("/accounts/eve/disabled", {"disabled": "1"}, form_at="/")
    assert sent(mine, END, "ada").status_code == 422, "who cannot sign in treats nobody"
    boss = signed_in("boss")
    refused = boss.get("/patients/K7")
    assert refused.status_code == 404
    assert f'href="{CARE}"' in refused.text
    for login in ("ada", "eve"):
        assert sent(boss, END, login).status_code == 303
    assert clinic.store.treated_by("K7") == ()
    assert "Treated by nobody by name" in mine.get("/patients/K7").text


def test_nobody_but_who_treats_or_an_admin_says_who_does(
    clinic: Clinic, mine: Browser, signed_in: Callable[..., Browser]
) -> None:
    eve = signed_in("eve")
    for path, login in ((CARE, "eve"), (END, "ada")):
        assert sent(eve, path, login).status_code == 404
    assert eve.get(CARE).status_code == 404
    assert f'href="{CARE}"' not in eve.get("/patients/K7").text
    eve.fill_in("/emergency", {"code": "K7", "reason": "fell at the door"})
    assert "Only who treats this patient" in eve.get(CARE).text
    for path, login in ((CARE, "eve"), (END, "ada"), (END, "eve")):
        assert sent(eve, path, login).status_code == 403, (path, login)
    sent(mine, CARE, "eve")
    assert sent(eve, END, "ada").status_code == 403, "somebody else's"
    assert clinic.store.treated_by("K7") == ("ada", "eve")


def test_a_patient_whom_nobody_treats_is_taken_by_whoever_begins(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    clinic.store.add_patient("K7")
    eve, mine = signed_in("eve"), signed_in("ada")
    assert "every therapist sees this patient" in eve.get("/patients/K7").text
    assert sent(eve, CARE, "eve").status_code == 303
    assert mine.get("/patients/K7").status_code == 404


@pytest.mark.parametrize("login", ["nobody", "", "post", "gone"])
def test_care_is_given_to_whoever_can_treat(
    login: str, clinic: Clinic, mine: Browser, signed_in: Callable[..., Browser]
) -> None:
    clinic.new_account("post", Role.STATION, by="admin")
    clinic.new_account("gone", Role.THERAPIST, by="admin")
    signed_in("boss", Role.ADMIN).fill_in("/accounts/gone/disabled", {"disabled": "1"}, form_at="/")
    answer = sent(mine, CARE, login)
    assert answer.status_code == 422
    assert "Choose somebody who can treat" in answer.text
    assert clinic.store.treated_by("K7") == ("ada",)


def test_another_site_changes_nothing(clinic: Clinic, mine: Browser) -> None:
    for path, login in ((CARE, "eve"), (END, "ada")):
        assert mine.post(path, data={"login": login}).status_code == 403
    assert clinic.store.treated_by("K7") == ("ada",)
