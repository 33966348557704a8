"""Stations at work: who is here now, and what is stored of them while one looks on.

Opening a page is noted; what it asks for by itself is noted only when it shows somebody else.
"""

from fastapi import APIRouter
from fastapi.responses import Response

from trainer.clinic.gate import PatientCode, Therapist, Visitor
from trainer.clinic.live import everybody, live_of, mark_of, now_of
from trainer.clinic.look import page

router = APIRouter()
NOTHING_NEW = 204


@router.get("/live")
def live(visitor: Therapist) -> Response:
    return _everybody(visitor, "live.html", who="", state="")


@router.get("/live/now")
def live_now(visitor: Therapist, who: str = "", state: str = "") -> Response:
    """What changed since `state`, or nothing; `who` stands for those who are shown already."""
    return _everybody(visitor, "live_rows.html", who, state)


@router.get("/patients/{code}/now")
def patient_now(visitor: Therapist, code: PatientCode, state: str = "") -> Response:
    """The part of a patient's page that goes with the visit, if it is no longer as in `state`."""
    visitor.check(code)
    found = live_of(visitor.clinic, code)
    if found.state == state:
        return Response(status_code=NOTHING_NEW)
    return page("now.html", visitor, {"now": now_of(visitor.clinic, found)})


def _everybody(visitor: Visitor, template: str, who: str, state: str) -> Response:
    clinic = visitor.clinic
    visible = clinic.store.visible_codes(visitor.account.account_id, clinic.now())
    people = everybody(clinic, visible)
    shown, found = mark_of(each.code for each in people), mark_of(each.state for each in people)
    if people and shown != who:
        visitor.looked_through(each.code for each in people)
    if found == state:
        return Response(status_code=NOTHING_NEW)
    path = f"/live/now?who={shown}&state={found}"
    return page(template, visitor, {"people": people, "path": path})
