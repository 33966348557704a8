"""The editor that makes a patient's next plan of an earlier one or of a template.

All that is edited is in the form until it is signed or kept; a signature counts only if the plan
that the work went on from still does.
"""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from trainer.clinic.addresses import in_path
from trainer.clinic.entries_view import lock_rows
from trainer.clinic.fields import typed_by
from trainer.clinic.gate import PatientCode, Posted, Therapist
from trainer.clinic.look import page
from trainer.clinic.plan_form import (
    BOARD,
    EXERCISE,
    OWN,
    TEMPLATE,
    Draft,
    acted,
    begun_from,
    sent,
    taken,
)
from trainer.clinic.plan_view import anchor_of, counted, shown, standing_against, title_of
from trainer.plans.prescribing import NotAPlan, signed
from trainer.plans.templates import TEMPLATES
from trainer.recording.exercises import EXERCISES
from trainer.sessions.plan_known import PlanKnown, offers_for, plan_known
from trainer.sessions.visits.suggesting import Offer
from trainer.store import PlanSignedMeanwhile
from trainer.texts import told

router = APIRouter()
SIGN, KEEP, TAKE = "sign", "keep", "take"


class Prescribing:
    """One therapist at the plan of one patient."""

    def __init__(self, visitor: Therapist, code: PatientCode) -> None:
        self.visitor, self.code = visitor, code
        self.store = visitor.clinic.store
        self.now = visitor.clinic.now()

    def known(self) -> PlanKnown:
        """Read after the visit to the page was noted."""
        return plan_known(self.store, self.code, None)

    def editor(
        self,
        draft: Draft,
        known: PlanKnown,
        words: str = "",
        status: int = 200,
        *,
        changed: bool = True,
    ) -> Response:
        """The editor with a draft in it; what was `changed` is lost by whoever leaves it."""
        values = {**self._values(draft, known), "words": words, "changed": changed}
        return page("plan_edit.html", self.visitor, values, status)

    def part(self, draft: Draft, known: PlanKnown) -> Response:
        """What changes while somebody types."""
        return page("plan_counted.html", self.visitor, self._values(draft, known))

    def offers(self, draft: Draft, known: PlanKnown) -> tuple[Offer, ...]:
        """What may become harder; nothing while something of the draft is wrong."""
        if draft.wrong or not draft.items:
            return ()
        return offers_for(self.store, self.code, draft.plan("", self.now), known)

    def conflict(self, draft: Draft, form: Posted) -> Response:
        """Both plans, and mine to go on with."""
        known = self.known()
        assert known.counts is not None
        mine = draft.plan("", self.now)
        typed = {**typed_by(form), "_after": known.counts.plan_id}
        typed.pop("do", None)
        values = {
            "code": self.code,
            "theirs": shown(known.counts, known, self.now),
            "mine": shown(mine, known, self.now),
            "typed": typed,
            "sentence": counted(draft, known, self.code, self.now).sentence,
        }
        return page("plan_conflict.html", self.visitor, values, 409)

    def _values(self, draft: Draft, known: PlanKnown) -> dict[str, object]:
        counts = known.counts
        return {
            "code": self.code,
            "draft": draft,
            "titles": [title_of(each.base, known) for each in draft.items],
            "counted": counted(draft, known, self.code, self.now),
            "offers": self.offers(draft, known),
            "against": standing_against(known),
            "locks": lock_rows(self.store, self.code),
            "anchor": anchor_of(known, left_out=draft.head.answers.get("anchor") is False),
            "meanwhile": shown(counts, known, self.now)
            if counts is not None and counts.plan_id != draft.after
            else None,
            "activities": known.facts.activities.values(),
            "exercises": EXERCISES,
            "sorts": {"board": BOARD, "exercise": EXERCISE, "own": OWN},
        }


At = Annotated[Prescribing, Depends(Prescribing)]


@router.get("/patients/{code}/plan/edit")
def begin(at: At, origin: str = "") -> Response:
    """The editor, with a plan or a template as it is; `origin` is empty for the newest plan."""
    at.visitor.read(at.code, "plan")
    known = at.known()
    newest = known.plans[-1].plan_id if known.plans else f"{TEMPLATE}{next(iter(TEMPLATES))}"
    draft = begun_from(origin or newest, known, at.now)
    if draft is None:
        return RedirectResponse(_address(at.code), 303)
    return at.editor(draft, known, changed=False)


@router.post("/patients/{code}/plan/counted")
def count(at: At, form: Posted) -> Response:
    """The minutes, while somebody types."""
    at.visitor.read_on(at.code, "plan")
    known = at.known()
    draft = sent(form, known, at.now)
    return at.part(draft, known) if draft else RedirectResponse(_address(at.code), 303)


@router.post("/patients/{code}/plan/edit")
def edit(at: At, form: Posted) -> Response:
    """What a button of the editor does; only a signed plan, or one that is kept, is stored."""
    act, _, number = str(form.get("do", "")).partition(":")
    if act in (SIGN, KEEP):
        at.visitor.write(at.code, "plan, to be signed" if act == SIGN else "plan, unsigned")
    else:
        at.visitor.read_on(at.code, "plan")
    known = at.known()
    draft = sent(form, known, at.now)
    if draft is None:
        return RedirectResponse(_address(at.code), 303)
    if act in (SIGN, KEEP):
        return _stored(at, draft, known, form, act)
    try:
        if act == TAKE:
            draft = _taken(at, draft, known, number)
        else:
            draft = acted(draft, f"{act}:{number}", form, known)
    except ValueError as error:
        return at.editor(draft, known, told(str(error)), 422)
    return at.editor(draft, known, status=422 if draft.wrong else 200)


def _stored(at: Prescribing, draft: Draft, known: PlanKnown, form: Posted, act: str) -> Response:
    """To the plan; a draft that is wrong comes back, and one that was overtaken shows both."""
    if draft.wrong:
        return at.editor(draft, known, status=422)
    after = None
    try:
        made = draft.plan(str(uuid4()), at.now)
        if act == SIGN:
            made, after = signed(made, made.plan_id, at.visitor.account.login, at.now), draft.after
    except NotAPlan as error:
        return at.editor(draft, known, told(str(error)), 422)
    try:
        at.store.add_plan(at.code, made, after)
    except PlanSignedMeanwhile:
        return at.conflict(draft, form)
    return RedirectResponse(_address(at.code), 303)


def _taken(at: Prescribing, draft: Draft, known: PlanKnown, number: str) -> Draft:
    """The draft with one suggestion taken; as it was where there is no such suggestion any more."""
    for index, each in enumerate(at.offers(draft, known)):
        if str(index) == number and each.suggestion.item is not None:
            return taken(draft, each.index, each.suggestion.item, known)
    return draft


def _address(code: str) -> str:
    return f"/patients/{in_path(code)}/plan"
