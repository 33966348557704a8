"""Directions to keep away from, added and taken back, and prescribed rest: on the plan's page."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from trainer.clinic.addresses import in_path
from trainer.clinic.fields import Filled, filled
from trainer.clinic.gate import PatientCode, Posted, Therapist
from trainer.clinic.limits import limits_of
from trainer.clinic.pages.plan import plan_page
from trainer.sessions.forms import rests, sectors
from trainer.sessions.forms.answers import Answers
from trainer.texts import told

router = APIRouter()
T = TypeVar("T")


@router.post("/patients/{code}/no-go")
def add_no_go(visitor: Therapist, code: PatientCode, form: Posted) -> Response:
    visitor.write(code, "directions to keep away from")
    typed, clinic = filled(sectors.QUESTIONS, form), visitor.clinic
    login = visitor.account.login
    no_go, wrong = _made(typed, lambda answers: sectors.no_go_from(answers, login))
    if no_go is None:
        return plan_page(visitor, code, limits_of(clinic, code, typed, None, wrong), 422)
    clinic.store.add_no_go(code, no_go)
    return _back(code)


@router.post("/patients/{code}/no-go/{sector_id}/withdraw")
def withdraw_no_go(visitor: Therapist, code: PatientCode, sector_id: str) -> Response:
    visitor.write(code, "took back directions to keep away from")
    visitor.clinic.store.withdraw_no_go(code, sector_id, visitor.clinic.now())
    return _back(code)


@router.post("/patients/{code}/rest")
def add_rest(visitor: Therapist, code: PatientCode, form: Posted) -> Response:
    visitor.write(code, "prescribed rest")
    typed, clinic = filled(rests.QUESTIONS, form), visitor.clinic
    rest, wrong = _made(typed, lambda answers: rests.rest_from(answers, visitor.account.login))
    if rest is None:
        return plan_page(visitor, code, limits_of(clinic, code, None, typed, wrong), 422)
    clinic.store.add_rest(code, rest)
    return _back(code)


def _made(typed: Filled, make: Callable[[Answers], T]) -> tuple[T | None, str]:
    """What was answered, or None and what is wrong with it as a whole."""
    if typed.wrong:
        return None, ""
    try:
        return make(typed.answers), ""
    except ValueError as error:
        return None, told(str(error))


def _back(code: str) -> Response:
    return RedirectResponse(f"/patients/{in_path(code)}/plan#limits", 303)
