"""Two trials, or two days, of a patient side by side."""

from fastapi import APIRouter
from fastapi.responses import Response

from trainer.clinic.compare_view import compare_view
from trainer.clinic.gate import PatientCode, Therapist
from trainer.clinic.look import page
from trainer.reading.compared import NOT_A_VERDICT
from trainer.sessions.errors import SessionError
from trainer.texts import told

router = APIRouter()


@router.get("/patients/{code}/compare")
def compare(
    visitor: Therapist, code: PatientCode, a: str = "", b: str = "", all: str = ""
) -> Response:
    """`a` and `b` are two whole ids, or two days; without them, two can be picked."""
    visitor.read(code, "compare")
    words, view = "", None
    try:
        view = compare_view(visitor.clinic, code, a, b, everything=bool(all))
    except SessionError as error:
        words = told(str(error))
        view = compare_view(visitor.clinic, code, "", "", everything=False)
    values = {"view": view, "words": words, "a": a, "b": b, "everything": bool(all)}
    values["not_a_verdict"] = NOT_A_VERDICT
    return page("compare.html", visitor, values, 422 if words else 200)
