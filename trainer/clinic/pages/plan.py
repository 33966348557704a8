"""A patient's plan: the one that counts, a draft, earlier ones, templates, and what limits it."""

from fastapi import APIRouter
from fastapi.responses import Response

from trainer.clinic.entries_view import lock_rows
from trainer.clinic.gate import PatientCode, Therapist, Visitor
from trainer.clinic.limits import Limits, limits_of
from trainer.clinic.look import page
from trainer.clinic.plan_form import TEMPLATE
from trainer.clinic.plan_view import shown, standing_against
from trainer.plans.prescribing import from_template
from trainer.plans.templates import TEMPLATES
from trainer.sessions.plan_known import plan_known

router = APIRouter()


@router.get("/patients/{code}/plan")
def plan(visitor: Therapist, code: PatientCode) -> Response:
    visitor.read(code, "plan")
    return plan_page(visitor, code, limits_of(visitor.clinic, code))


def plan_page(visitor: Visitor, code: str, limits: Limits, status: int = 200) -> Response:
    """The page, with what was typed into a form that is not right yet."""
    known, now = plan_known(visitor.clinic.store, code, None), visitor.clinic.now()
    newest = known.plans[-1] if known.plans else None
    draft = newest if newest and not newest.signed else None
    shown_above = {each.plan_id for each in (known.counts, draft) if each}
    values = {
        "code": code,
        "counts": shown(known.counts, known, now) if known.counts else None,
        "draft": shown(draft, known, now) if draft else None,
        "earlier": [
            shown(each, known, now) for each in known.plans[::-1] if each.plan_id not in shown_above
        ],
        "against": standing_against(known),
        "locks": lock_rows(visitor.clinic.store, code),
        "limits": limits,
        "templates": [
            (each, shown(from_template(each, "", now), known, now)) for each in TEMPLATES.values()
        ],
        "from_template": TEMPLATE,
    }
    return page("plan.html", visitor, values, status)
