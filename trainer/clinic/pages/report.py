"""A patient's report as PDF: opened in the browser, to be read, printed or kept."""

from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from trainer.clinic.gate import PatientCode, Therapist
from trainer.recording.history import local_day
from trainer.reports.printed import as_pdf
from trainer.reports.report import report_on

router = APIRouter()


@router.get("/patients/{code}/report.pdf")
def report(
    visitor: Therapist, code: PatientCode, language: str = "", named: bool = False
) -> Response:
    visitor.read(code, "report with the name" if named else "report")
    clinic = visitor.clinic
    made = report_on(
        clinic.store, code, local_day(clinic.now()), language or clinic.language, named=named
    )
    file = quote(f"{made.code}-{made.made_on}.pdf", safe="")
    return Response(
        as_pdf(made),
        media_type="application/pdf",
        headers={"content-disposition": f"inline; filename*=UTF-8''{file}"},
    )
