"""The report's page: a PDF in the chosen language, the name only if it is asked for, both noted."""

from collections.abc import Callable

from tests.clinic.browsing import Browser
from tests.reports.patients import texts_of
from trainer.clinic.clinic import Clinic
from trainer.recording.account import Action
from trainer.recording.background import Background, WeightBearing
from trainer.store import Store

NAME = 'Ana "Ñ" <b>#let</b> $5 Анна'


def words_of(pdf: bytes) -> str:
    return " ".join(texts_of(pdf))


def test_a_report_opens_in_the_browser_and_is_noted(
    clinic: Clinic, store: Store, signed_in: Callable[..., Browser]
) -> None:
    store.add_patient("K7", NAME)
    store.add_background("K7", Background(clinic.now(), "#ACL", None, WeightBearing.PARTIAL, 30.0))
    mine = signed_in()
    answer = mine.get("/patients/K7/report.pdf")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''K7-2026-11-20.pdf"
    assert answer.headers["cache-control"] == "no-store"
    page = words_of(answer.content)
    assert "20 November 2026" in page
    assert "Diagnosis #ACL" in page
    assert "partial weight bearing, 30 % of the body weight" in page
    assert "Ana" not in page
    named = words_of(mine.get("/patients/K7/report.pdf?named=1&language=de").content)
    assert f"Name {NAME}" in named
    assert "Gleichgewichtsbericht" in named
    noted = [e.entry for e in store.newest_log(9) if e.entry.action is Action.READ]
    assert [(e.about, e.detail) for e in noted] == [
        ("K7", "report with the name"),
        ("K7", "report"),
    ]


def test_the_patients_page_has_the_button_and_the_clinics_language_is_chosen(
    store: Store, signed_in: Callable[..., Browser]
) -> None:
    store.add_patient("K7#1")
    page = signed_in().get("/patients/K7%231").text
    assert 'action="/patients/K7~231/report.pdf"' in page
    assert '<option value="en" selected lang="en">English</option>' in page
    assert "Report (PDF)" in page


def test_the_same_patient_on_the_same_day_has_the_same_bytes(
    store: Store, signed_in: Callable[..., Browser]
) -> None:
    store.add_patient("K7")
    mine = signed_in()
    first, second = (mine.get("/patients/K7/report.pdf").content for _ in range(2))
    assert first == second


def test_a_form_with_something_odd_is_refused_and_an_unknown_language_is_english(
    store: Store, signed_in: Callable[..., Browser]
) -> None:
    store.add_patient("K7")
    mine = signed_in()
    assert mine.get("/patients/K7/report.pdf?named=perhaps").status_code == 422
    odd = mine.get("/patients/K7/report.pdf?language=../../etc")
    assert "Balance report" in words_of(odd.content)
