"""The patients whom somebody may see: the list with its search, and a new one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from trainer.clinic.addresses import in_path
from trainer.clinic.fields import NO_LETTERS
from trainer.clinic.gate import Therapist
from trainer.clinic.glance import Asked, glances
from trainer.clinic.look import page
from trainer.store import PatientExists, StoreError, StoreUnreachable
from trainer.texts import said, told

router = APIRouter()
MOST_ROWS = 50
TAKEN = "This code is taken: choose another one."


def asked(q: str = "", volunteers: bool = False) -> Asked:
    """What the fields above the list say."""
    return Asked(q.strip(), volunteers)


Search = Annotated[Asked, Depends(asked)]


@router.get("/")
def whole_page(visitor: Therapist, search: Search) -> Response:
    return page("patients.html", visitor, _found(visitor, search))


@router.get("/patients")
def rows_alone(visitor: Therapist, search: Search) -> Response:
    """What changes while somebody types."""
    return page("patient_rows.html", visitor, _found(visitor, search))


def _found(visitor: Therapist, search: Asked) -> dict[str, object]:
    listed = glances(visitor.clinic, visitor.account, search, MOST_ROWS)
    visitor.looked_through(row.code for row in listed.rows)
    return {"listed": listed, "asked": search}


@router.get("/patients/new")
def new_form(visitor: Therapist) -> Response:
    return page("new_patient.html", visitor, {"words": "", "code": "", "name": "", "mine": True})


@router.post("/patients/new")
def new(
    visitor: Therapist,
    code: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    mine: Annotated[bool, Form()] = False,
) -> Response:
    """To the new patient's page."""
    store, account = visitor.clinic.store, visitor.account
    if not name.isprintable():
        values = {"words": NO_LETTERS, "code": code, "name": name, "mine": mine}
        return page("new_patient.html", visitor, values, 422)
    try:
        added = store.add_patient(code, name.strip() or None).code
    except StoreUnreachable:
        raise
    except StoreError as error:
        words = told(str(error))
        seen = store.visible_codes(account.account_id, visitor.clinic.now())
        if isinstance(error, PatientExists) and code.strip().casefold() not in map(
            str.casefold, seen
        ):
            words = said(TAKEN)
        values = {"words": words, "code": code, "name": name, "mine": mine}
        return page("new_patient.html", visitor, values, 422)
    if mine:
        store.give_care(added, account.account_id, visitor.clinic.now())
    visitor.write(added, "added")
    return RedirectResponse(f"/patients/{in_path(added)}", 303)
