"""One patient: a headline, the anchor test with its verdict, both legs, and what stands beside."""

from fastapi import APIRouter
from fastapi.responses import Response

from trainer.clinic.entries_view import lock_rows
from trainer.clinic.gate import PatientCode, Therapist
from trainer.clinic.live import live_of, now_of
from trainer.clinic.look import page
from trainer.clinic.patient_view import view_of
from trainer.texts import LANGUAGES

router = APIRouter()


@router.get("/patients/{code}")
def patient(visitor: Therapist, code: PatientCode) -> Response:
    visitor.read(code, "page")
    clinic = visitor.clinic
    values = {
        "view": view_of(clinic, code),
        "locks": lock_rows(clinic.store, code),
        "now": now_of(clinic, live_of(clinic, code)),
        "languages": LANGUAGES,
        "language": clinic.language,
    }
    return page("patient.html", visitor, values)
