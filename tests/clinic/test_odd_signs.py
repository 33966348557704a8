"""Signs that no code has and PostgreSQL takes none of: a sentence, and never a fault."""

from collections.abc import Callable

import pytest

from tests.clinic.browsing import Browser
from trainer.clinic.addresses import in_path
from trainer.clinic.clinic import Clinic
from trainer.recording.account import Role

ODD = {"NUL": "K7\0", "bell": "K\a7", "newline": "K\n7", "long": "K" * 300}
OF_PATIENT = (
    "",
    "/plan",
    "/plan/edit",
    "/entries",
    "/note",
    "/now?state=a%00",
    "/days/2026-11-20%00",
)


@pytest.mark.parametrize("code", ODD.values(), ids=ODD)
def test_a_code_that_nobody_can_have_is_nobody_s(
    code: str, clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    clinic.store.add_patient("K7")
    mine = signed_in("ada")
    for path in OF_PATIENT:
        answer = mine.get(f"/patients/{in_path(code)}{path}")
        assert answer.status_code == 404, (path, answer.text)
        assert "There is no patient" in answer.text
    for path in ("/", "/patients"):
        answer = mine.get(path, params={"q": code})
        assert answer.status_code == 200
        assert "Nobody with that code or name." in answer.text
    broken = mine.fill_in("/emergency", {"code": code, "reason": "fell at the door"})
    assert broken.status_code == 422
    assert "There is no patient" in broken.text


@pytest.mark.parametrize("code", ODD.values(), ids=ODD)
def test_a_new_patient_with_odd_signs_is_refused_in_a_sentence(
    code: str, clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    refused = mine.fill_in("/patients/new", {"code": code, "name": "Anna"})
    assert refused.status_code == 422
    assert "1 to 64" in refused.text
    named = mine.fill_in("/patients/new", {"code": "K8", "name": code})
    printable = code.isprintable()
    assert named.status_code == (303 if printable else 422)
    assert printable or "Signs that cannot be printed are no text." in named.text


def test_other_odd_signs_of_addresses_and_forms_are_no_fault(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    clinic.store.add_patient("K7")
    boss = signed_in("boss", Role.ADMIN)
    for path in (
        "/log?about=K7%00",
        "/patients/K7/days/2026-11-20%00",
        "/patients/K7/compare?a=%00&b=%00",
        "/patients/K7/trials/%00",
        "/patients/K7/plan/edit?origin=%00",
        "/patients/K7/entries/measure?kind=%00",
        "/noise?primary=%00",
        "/live/now?who=%00&state=%00",
        "/emergency?code=%00",
        "/patients/K7/report.pdf?language=%00",
    ):
        assert boss.get(path).status_code < 500, path


def test_a_text_that_cannot_be_stored_is_no_silence_of_the_database(
    clinic: Clinic, browser: Callable[[], Browser]
) -> None:
    clinic.new_account("ada", Role.THERAPIST, by="admin")
    answer = browser().sign_in("ad\0a", "three small boats")
    assert answer.status_code in (401, 409)
    assert "do not fit" in answer.text or "type it again" in answer.text
