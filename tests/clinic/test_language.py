"""Each page speaks the language of who reads it, however many are read at a time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from fastapi import APIRouter

from tests.clinic.browsing import Browser, form_at
from trainer.clinic.app import create_app
from trainer.clinic.clinic import Clinic
from trainer.clinic.gate import SignedIn
from trainer.clinic.language import asked_for
from trainer.texts import said

GERMAN = {"accept-language": "de-AT,de;q=0.9,en;q=0.8"}
WORD = {"en": "Password", "de": "Passwort", "es": "Contraseña"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("es-MX, en;q=0.5", "es"),
        ("en;q=0.4, DE-at;q=0.7", "de"),
        ("fr, es;q=0.2", "es"),
        ("fr, de;q=0", "en"),
        ("*;q=x,;;;de;q=", "en"),
    ],
)
def test_the_browser_asks_for_the_best_language_that_there_is(header: str, language: str) -> None:
    assert asked_for(header) == language


def test_a_page_speaks_what_the_browser_asks_for(browser: Callable[[], Browser]) -> None:
    page = browser().get("/sign-in", headers=GERMAN).text
    assert '<html lang="de">' in page
    assert said("Password") == WORD["en"], "nothing else speaks it"
    assert WORD["de"] in page
    assert WORD["en"] not in page
    assert "Diese Seite gibt es nicht" in browser().get("/nowhere", headers=GERMAN).text


def test_what_an_account_chose_goes_before_what_the_browser_asks_for(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    form = form_at(mine.get("/password"), "/language")
    assert form["language"] == ""
    assert mine.post("/language", data={**form, "language": "es"}).status_code == 303
    page = mine.get("/password", headers=GERMAN)
    assert WORD["es"] in page.text
    assert form_at(page, "/language")["language"] == "es"
    assert clinic.store.account("ada").language == "es"
    mine.post("/language", data={**form, "language": "tlh"})
    assert WORD["de"] in mine.get("/password", headers=GERMAN).text


def test_a_new_password_leaves_the_language_as_it_is(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    mine.post("/language", data={**form_at(mine.get("/password"), "/language"), "language": "de"})
    clinic.change_password(clinic.store.account("ada"), "three large boats")
    assert clinic.store.account("ada").language == "de"


def test_pages_that_are_made_at_the_same_time_speak_a_language_each(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    """Each speaks, waits until all have begun, and speaks again."""
    together, router = Barrier(len(WORD)), APIRouter()

    @router.get("/twice")
    def twice(visitor: SignedIn) -> dict[str, str]:
        before = said("Password")
        together.wait(timeout=10)
        return {"login": visitor.account.login, "before": before, "after": said("Password")}

    app = create_app(clinic)
    app.include_router(router)
    tokens = {code: dict(signed_in(code).cookies) for code in WORD}
    for code in WORD:
        clinic.choose_language(clinic.store.account(code), code)

    with Browser(app) as one, ThreadPoolExecutor(len(WORD)) as threads:
        told = threads.map(
            lambda code: one.get("/twice", headers={**GERMAN, "cookie": _cookie(tokens[code])}),
            WORD,
        )
        found = {each.json()["login"]: each.json() for each in told}
    assert {code: (each["before"], each["after"]) for code, each in found.items()} == {
        code: (word, word) for code, word in WORD.items()
    }


def _cookie(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
