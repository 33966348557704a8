"""One trial: what was seen in it and what happened, and its exclusion with a reason."""

from collections.abc import Callable
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from games.replay import measured_with
from trainer.clinic.addresses import in_path
from trainer.clinic.entry_forms import TEXT
from trainer.clinic.fields import Filled, filled, standing_in
from trainer.clinic.gate import PatientCode, Posted, Therapist, Visitor
from trainer.clinic.look import page
from trainer.clinic.trial_view import OLD_NUMBERS, trial_view
from trainer.reading.trial_notes import note_about
from trainer.recording.shown import SHORT_ID
from trainer.sessions.correcting import Author, Corrected, unvoid, void
from trainer.sessions.errors import SessionError
from trainer.texts import said, told

router = APIRouter()
NO_REASON = "Say why: whoever reads the trial sees the reason."
LONGEST_REASON = 200
Typed = Annotated[str, Form()]


@router.get("/patients/{code}/trials/{trial_id}")
def trial(visitor: Therapist, code: PatientCode, trial_id: str) -> Response:
    visitor.read(code, f"trial {trial_id[:SHORT_ID]}")
    return _page(visitor, code, trial_id)


@router.post("/patients/{code}/trials/{trial_id}/void")
def exclude(visitor: Therapist, code: PatientCode, trial_id: str, reason: Typed = "") -> Response:
    """Declare a trial void: it stays, and counts nowhere."""
    store, why = visitor.clinic.store, " ".join(reason.split())[:LONGEST_REASON]
    visitor.write(code, f"trial {trial_id[:SHORT_ID]} void")
    store.patients_trial(code, trial_id)
    if not why:
        return _page(visitor, code, trial_id, said(NO_REASON), reason)
    return _corrected(visitor, code, trial_id, lambda by: void(store, trial_id, why, by), reason)


@router.post("/patients/{code}/trials/{trial_id}/unvoid")
def take_back(visitor: Therapist, code: PatientCode, trial_id: str) -> Response:
    """Take a void back; the trial's values are measured again from its recording."""
    store = visitor.clinic.store
    visitor.write(code, f"trial {trial_id[:SHORT_ID]} void taken back")
    store.patients_trial(code, trial_id)
    return _corrected(visitor, code, trial_id, lambda by: unvoid(store, trial_id, by))


@router.post("/patients/{code}/trials/{trial_id}/note")
def add_note(visitor: Therapist, code: PatientCode, trial_id: str, posted: Posted) -> Response:
    """Keep a note about the trial: an entry of the patient, and withdrawn like any other one."""
    store = visitor.clinic.store
    visitor.write(code, f"trial {trial_id[:SHORT_ID]} note")
    store.patients_trial(code, trial_id)
    typed = filled([TEXT], posted)
    if typed.wrong:
        return _page(visitor, code, trial_id, note=typed)
    words = str(typed.answers[TEXT.name])
    by, now = visitor.account.login, visitor.clinic.now()
    store.add_entry(code, note_about(trial_id, words, str(uuid4()), now, by))
    return RedirectResponse(f"/patients/{in_path(code)}/trials/{trial_id}#notes", 303)


def _corrected(
    visitor: Visitor,
    code: str,
    trial_id: str,
    correction: Callable[[Author], Corrected],
    typed: str = "",
) -> Response:
    """Back to the trial; what stands against the correction is said there."""
    try:
        correction(Author(visitor.account.login, visitor.clinic.now()))
    except SessionError as error:
        return _page(visitor, code, trial_id, told(str(error)), typed)
    return RedirectResponse(f"/patients/{in_path(code)}/trials/{trial_id}", 303)


def _page(
    visitor: Visitor,
    code: str,
    trial_id: str,
    words: str = "",
    reason: str = "",
    note: Filled | None = None,
) -> Response:
    view = trial_view(visitor.clinic, code, trial_id, measured_with())
    values = {"view": view, "words": words, "reason": reason, "longest": LONGEST_REASON}
    values["outdated"] = OLD_NUMBERS
    values["note"] = note or standing_in([TEXT], {})
    return page("trial.html", visitor, values, 422 if words or note else 200)
