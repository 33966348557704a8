"""Know your own noise: who measures it, what each still has to do, and what it is by now."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from trainer.clinic.gate import NotTheirs, PatientCode, Therapist, Visitor
from trainer.clinic.look import page
from trainer.clinic.noise_view import noise_view
from trainer.metrics.readable import title
from trainer.recording.clinical import PRIMARY_METRICS
from trainer.recording.dome import DOME_HEIGHT_MM
from trainer.sessions.noise_study import CannotMeasure, add_person
from trainer.store import StoreError, StoreUnreachable
from trainer.texts import told

router = APIRouter()
Typed = Annotated[str, Form()]


@router.get("/noise")
def noise(visitor: Therapist, primary: str = PRIMARY_METRICS[0], level: str = "") -> Response:
    return _page(visitor, primary=primary, level=level)


@router.post("/noise")
def add(visitor: Therapist, code: Typed = "") -> Response:
    """Somebody without trouble begins to measure."""
    try:
        visitor.write(code, "measures the clinic's noise")
        add_person(visitor.clinic.store, code)
    except StoreUnreachable:
        raise
    except (NotTheirs, CannotMeasure, StoreError) as error:
        return _page(visitor, code=code, words=told(str(error)), status=422)
    return RedirectResponse("/noise", 303)


@router.post("/noise/{code}/remove")
def remove(visitor: Therapist, code: PatientCode) -> Response:
    """The trials stay in the history."""
    visitor.write(code, "no longer measures the clinic's noise")
    visitor.clinic.store.remove_noise_person(code)
    return RedirectResponse("/noise", 303)


def _page(
    visitor: Visitor,
    *,
    primary: str = PRIMARY_METRICS[0],
    level: str = "",
    code: str = "",
    words: str = "",
    status: int = 200,
) -> Response:
    clinic = visitor.clinic
    visible = clinic.store.visible_codes(visitor.account.account_id, clinic.now())
    chosen = primary if primary in PRIMARY_METRICS else PRIMARY_METRICS[0]
    dome = int(level) if level in map(str, DOME_HEIGHT_MM) else None
    view = noise_view(clinic, visible, chosen, dome)
    visitor.looked_through(each.code for each in view.people)
    values = {
        "view": view,
        "metrics": {name: title(name) for name in PRIMARY_METRICS},
        "domes": tuple(DOME_HEIGHT_MM),
        "code": code,
        "words": words,
    }
    return page("noise.html", visitor, values, status)
