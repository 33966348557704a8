"""One patient: a headline, the anchor test with its verdict, both legs, and what stands beside."""

from fastapi import APIRouter
from fastapi.responses import Response

from trainer.clinic.gate import Therapist
from trainer.clinic.look import page
from trainer.clinic.patient_view import view_of
from trainer.reports.charts import anchor_chart, as_svg
from trainer.sessions.patient_record import record_of

router = APIRouter()
SVG = "image/svg+xml"


@router.get("/patients/{code}")
def patient(visitor: Therapist, code: str) -> Response:
    visitor.read(code, "page")
    return page("patient.html", visitor, {"view": view_of(visitor.clinic, code)})


@router.get("/patients/{code}/anchor.svg")
def anchor(visitor: Therapist, code: str) -> Response:
    """The anchor test of both legs as a picture."""
    visitor.check(code)
    legs = record_of(visitor.clinic.store, code).progress.legs
    return Response(as_svg(anchor_chart(legs)), media_type=SVG)
