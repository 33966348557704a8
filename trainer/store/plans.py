"""A patient's plans: only added; of those that are signed the one that was added last counts."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.recording.json_form import from_json, to_json
from trainer.recording.plan import Plan
from trainer.store.patients import known_patient
from trainer.store.visit_tables import PlanRow


def add_plan(session: Session, code: str, plan: Plan) -> bool:
    """Store a plan; False if it was stored before."""
    patient_id = known_patient(session, code).id
    if session.scalar(select(PlanRow.id).where(PlanRow.plan_id == plan.plan_id)) is not None:
        return False
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
