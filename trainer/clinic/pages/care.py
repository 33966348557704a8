"""Who treats a patient: shown, given to somebody else, and ended."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from trainer.clinic import care
from trainer.clinic.addresses import in_path
from trainer.clinic.gate import PatientCode, Therapist, Visitor
from trainer.clinic.look import page
from trainer.recording.account import Action
from trainer.store import LastOfCare

router = APIRouter()
LAST = (
    "Nobody else treats this patient: give somebody the care first, or ask an admin to end yours."
)
Typed = Annotated[str, Form()]


@router.get("/patients/{code}/care")
def who_treats(visitor: Therapist, code: PatientCode) -> Response:
    found = care.care_of(visitor, code)
    visitor.clinic.log(visitor.account.login, Action.READ, code, "who treats")
    return _page(visitor, code, found)


@router.post("/patients/{code}/care")
def give(visitor: Therapist, code: PatientCode, login: Typed = "") -> Response:
    try:
        care.give(visitor, code, login)
    except ValueError as error:
        return _page(visitor, code, care.care_of(visitor, code), str(error))
    return RedirectResponse(f"/patients/{in_path(code)}/care", 303)


@router.post("/patients/{code}/care/end")
def end(visitor: Therapist, code: PatientCode, login: Typed = "") -> Response:
    """To the page, or to the list for whoever has shut it behind them."""
    try:
        care.end(visitor, code, login)
    except LastOfCare:
        return _page(visitor, code, care.care_of(visitor, code), LAST)
    gone = not visitor.clinic.may_see(visitor.account, code)
    return RedirectResponse("/" if gone else f"/patients/{in_path(code)}/care", 303)


def _page(visitor: Visitor, code: str, found: care.Care, words: str = "") -> Response:
    values = {"code": code, "care": found, "words": words}
    return page("care.html", visitor, values, 422 if words else 200)
