"""A patient's plans: only added; of those that are signed the one that was added last counts."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.recording.json_form import from_json, to_json
from trainer.recording.plan import Plan
from trainer.store.errors import PlanSignedMeanwhile
from trainer.store.patients import known_patient
from trainer.store.visit_tables import PlanRow

MEANWHILE = "{who} has signed another plan of {code} meanwhile: {title}"


def add_plan(session: Session, code: str, plan: Plan, after: str | None = None) -> bool:
    """Store a plan; False if it was stored before. With `after` only if the plan of this id still
    counts, or none does where it is empty; else `PlanSignedMeanwhile`.
    """
    patient = known_patient(session, code)
    patient_id = patient.id
    if after is not None:
        # Two may sign at once: the second waits here, and sees what the first has signed.
        session.refresh(patient, with_for_update=True)
    if session.scalar(select(PlanRow.id).where(PlanRow.plan_id == plan.plan_id)) is not None:
        return False
    counts = newest_signed(session, code) if after is not None else None
    if counts is not None and counts.plan_id != after:
        words = MEANWHILE.format(who=counts.signed_by, code=code, title=counts.title)
        raise PlanSignedMeanwhile(words)
    form = to_json(plan)
    assert isinstance(form, dict)
    session.add(
        PlanRow(
            plan_id=plan.plan_id,
            patient_id=patient_id,
            made_at=plan.made_at,
            title=plan.title,
            signed=plan.signed,
            plan=form,
        )
    )
    session.flush()
    return True


def plans_of(session: Session, code: str) -> tuple[Plan, ...]:
    """All plans of a patient in the order in which they were added."""
    patient_id = known_patient(session, code).id
    found = select(PlanRow.plan).where(PlanRow.patient_id == patient_id).order_by(PlanRow.id)
    return _read(session.scalars(found))


def newest_signed(session: Session, code: str) -> Plan | None:
    """The plan that counts; None if none is signed."""
    patient_id = known_patient(session, code).id
    signed = select(PlanRow.plan).where(PlanRow.patient_id == patient_id, PlanRow.signed)
    plans = _read(session.scalars(signed.order_by(PlanRow.id.desc()).limit(1)))
    return plans[0] if plans else None


def _read(forms: Iterable[object]) -> tuple[Plan, ...]:
    return tuple(from_json(Plan, form) for form in forms)  # type: ignore[arg-type]
