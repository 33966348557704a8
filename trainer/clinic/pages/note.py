"""The dated line of a patient's last visit with its timed minutes, for the clinic's own notes."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from trainer.clinic.gate import PatientCode, Therapist
from trainer.clinic.look import page
from trainer.sessions.visits.stored import note_of_last_visit

router = APIRouter()


@router.get("/patients/{code}/note")
def note(visitor: Therapist, code: PatientCode, request: Request) -> Response:
    """A page of its own, or the part of the patient's page that asks for it."""
    visitor.read(code, "visit note")
    line = note_of_last_visit(visitor.clinic.store, code)
    part = "hx-request" in request.headers
    return page("note_part.html" if part else "note.html", visitor, {"code": code, "line": line})
