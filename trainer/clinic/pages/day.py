"""One day of a patient: what was done, on which board and set-up, and what it took."""

from fastapi import APIRouter
from fastapi.responses import Response

from trainer.clinic.compare_view import day_typed
from trainer.clinic.day_view import day_view
from trainer.clinic.gate import PatientCode, Therapist
from trainer.clinic.look import page
from trainer.texts import said

router = APIRouter()
NOTHING = "Nothing is noted of {code} on {day}."
NO_DATE = "This is no date: {day}. A day is written as 2026-03-04."


@router.get("/patients/{code}/days/{day}")
def day_page(visitor: Therapist, code: PatientCode, day: str) -> Response:
    visitor.read(code, f"day {day[:10]}")
    wanted = day_typed(day)
    if wanted is None:
        return _nothing(visitor, said(NO_DATE).format(day=day))
    view = day_view(visitor.clinic, code, wanted)
    if view is None:
        return _nothing(visitor, said(NOTHING).format(code=code, day=wanted))
    return page("day.html", visitor, {"view": view})


def _nothing(visitor: Therapist, words: str) -> Response:
    return page("problem.html", visitor, {"words": words, "down": False}, 404)
