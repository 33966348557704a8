"""Of a patient's body: where the feet stood, and what it weighed. The newest counts."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.recording.feet import FootPlacement
from trainer.recording.vocabulary import Side
from trainer.store.patients import known_patient
from trainer.store.tables import BodyWeightRow, FootPlacementRow
from trainer.store.values import BodyWeight, KnownPlacement


def add_placement(
    session: Session, code: str, side: Side, feet: FootPlacement, now: datetime
) -> None:
    """Add where a patient stands on a side; `UnknownPatient` where there is none."""
    session.add(
        FootPlacementRow(
            patient_id=known_patient(session, code).id,
            side=side,
            made_at=now,
            heel_cell=feet.heel_cell,
            toe_cell=feet.toe_cell,
            footwear=feet.footwear,
            arms=feet.arms,
        )
    )
    session.flush()


def newest_placement(session: Session, code: str, side: Side) -> KnownPlacement | None:
    """Where a patient stood last on a side; None where nobody noted it. `UnknownPatient`."""
    patient = known_patient(session, code)
    row = session.scalar(
        select(FootPlacementRow)
        .where(FootPlacementRow.patient_id == patient.id, FootPlacementRow.side == side)
        .order_by(FootPlacementRow.made_at.desc(), FootPlacementRow.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    feet = FootPlacement(row.heel_cell, row.toe_cell, row.footwear, row.arms)
    return KnownPlacement(row.side, feet, row.made_at)


def add_weight(session: Session, code: str, weight: BodyWeight) -> None:
    """Add what a patient weighs; `UnknownPatient` where there is none."""
    session.add(
        BodyWeightRow(
            patient_id=known_patient(session, code).id,
            found_at=weight.found_at,
            kg=weight.kg,
            measured=weight.measured,
        )
    )
    session.flush()


def newest_weight(session: Session, code: str) -> BodyWeight | None:
    """What a patient weighed last; None where nobody noted it. `UnknownPatient`."""
    row = session.scalar(
        select(BodyWeightRow)
        .where(BodyWeightRow.patient_id == known_patient(session, code).id)
        .order_by(BodyWeightRow.found_at.desc(), BodyWeightRow.id.desc())
        .limit(1)
    )
    return None if row is None else BodyWeight(row.kg, row.found_at, row.measured)
