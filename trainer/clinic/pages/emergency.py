"""Looking at somebody else's patient in an emergency: an hour, with a reason, noted."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from trainer.clinic.addresses import in_path
from trainer.clinic.gate import Therapist
from trainer.clinic.look import page
from trainer.store import UnknownPatient
from trainer.texts import said

router = APIRouter()
SHORTEST_REASON = 8
NO_REASON = "Say in a few words why: whoever treats the patient reads it."
NOBODY = "There is no patient {code}: look at the code once more."
Typed = Annotated[str, Form()]


@router.get("/emergency")
def form(visitor: Therapist, code: str = "") -> Response:
    return page("emergency.html", visitor, {"code": code, "reason": "", "words": ""})


@router.post("/emergency")
def break_glass(visitor: Therapist, code: Typed = "", reason: Typed = "") -> Response:
    """To the patient's page."""
    code = code.strip()
    words = "" if len(reason.strip()) >= SHORTEST_REASON else said(NO_REASON)
    if not words:
        try:
            visitor.clinic.break_glass(visitor.account, code, reason.strip())
        except UnknownPatient:
            words = said(NOBODY).format(code=code)
    if words:
        values = {"code": code, "reason": reason, "words": words}
        return page("emergency.html", visitor, values, 422)
    return RedirectResponse(f"/patients/{in_path(code)}", 303)
