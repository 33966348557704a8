"""What a therapist types in of a patient: a page with all of it, and a form for each sort."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from trainer.clinic.addresses import in_path
from trainer.clinic.entries_view import entries_view
from trainer.clinic.entry_forms import FORMS, Desk, EntryForm
from trainer.clinic.fields import Filled, filled, standing_in
from trainer.clinic.gate import PatientCode, Posted, Therapist, Visitor
from trainer.clinic.look import page
from trainer.sessions.plan_known import plan_known
from trainer.texts import begun, told

router = APIRouter()
ABOUT = ("kind", "unit", "lock", "entry")
"""What a form may be about, in its address and in its hidden fields."""
STORED = "stored"


@router.get("/patients/{code}/entries")
def entries(visitor: Therapist, code: PatientCode, stored: bool = False) -> Response:
    """All of them; `stored` says that one of them is new."""
    visitor.read(code, "entries")
    store = visitor.clinic.store
    view = entries_view(store, code, plan_known(store, code, None))
    values = {"code": code, "view": view, "stored": stored}
    return page("entries.html", visitor, values)


@router.get("/patients/{code}/entries/{form}")
def empty(visitor: Therapist, code: PatientCode, form: str, request: Request) -> Response:
    """A form with what is known in it; without one of this name back to all entries."""
    visitor.read(code, f"entries: {_name(form)}")
    about = {name: request.query_params.get(name, "") for name in ABOUT}
    asked = _asked(visitor, code, form, about)
    if asked is None:
        return _back(code)
    empty = standing_in(asked.questions, asked.before)
    stored = STORED in request.query_params
    return _form(visitor, code, form, about, asked, empty, stored=stored)


@router.post("/patients/{code}/entries/{form}")
def store(visitor: Therapist, code: PatientCode, form: str, posted: Posted) -> Response:
    """Back to all entries, which show what follows, or on to one more; what is wrong comes back as
    it was typed.
    """
    visitor.write(code, f"entries: {_name(form)}")
    about = {name: str(posted.get(f"_{name}", "")) for name in ABOUT}
    asked = _asked(visitor, code, form, about)
    if asked is None:
        return _back(code)
    typed, wrong = filled(asked.questions, posted), ""
    if not typed.wrong:
        try:
            asked.keep(typed.answers)
        except ValueError as error:
            wrong = told(str(error))
    if typed.wrong or wrong:
        return _form(visitor, code, form, about, asked, typed, wrong, 422)
    if asked.again and "again" in posted:
        kept = {"kind": about["kind"], "unit": about["unit"]} if form == "measure" else {}
        return _back(code, f"/{form}?{urlencode({**kept, STORED: 1})}")
    return _back(code, f"?{STORED}=1")


def _asked(visitor: Visitor, code: str, form: str, about: dict[str, str]) -> EntryForm | None:
    made = FORMS.get(form)
    desk = Desk(visitor.clinic.store, code, visitor.account.login, about, visitor.clinic.now())
    return made(desk) if made else None


def _form(
    visitor: Visitor,
    code: str,
    form: str,
    about: dict[str, str],
    asked: EntryForm,
    typed: Filled,
    wrong: str = "",
    status: int = 200,
    *,
    stored: bool = False,
) -> Response:
    values = {
        "code": code,
        "name": form,
        "about": {name: text for name, text in about.items() if text},
        "asked": asked,
        "title": begun(asked.title),
        "filled": typed,
        "wrong": wrong,
        STORED: stored,
    }
    return page("entry_form.html", visitor, values, status)


def _name(form: str) -> str:
    """A name for the log, which keeps no text from an address."""
    return form if form in FORMS else "unknown"


def _back(code: str, to: str = "") -> Response:
    return RedirectResponse(f"/patients/{in_path(code)}/entries{to}", 303)
