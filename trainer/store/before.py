"""What one trial must know about its patient, asked in one go before it begins."""

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import Session

from trainer.recording.conditions import Conditions, FootPlacement
from trainer.recording.trial import PastRound
from trainer.recording.vocabulary import Eyes, Outcome
from trainer.store.equipment import newest_rim
from trainer.store.history import same_conditions
from trainer.store.patients import find_patient, newest_range, newest_weight, placement_on
from trainer.store.tables import DefinitionRow, MetricRow, PatientRow, TrialRow
from trainer.store.values import BeforeTrial

ROUNDS = 20
"""Where the difficulty stands follows from the newest rounds that say something about it."""
EXERCISE = ("activity", "side", "stance", "eyes", "support", "level", "stem_hole", "seconds")
"""What makes two rounds the same exercise; rung and ring are what the difficulty changes."""
SIMULATED = "sim:%"
RIM_TIME = "rim_time_pct"


def before_trial(
    session: Session, code: str, conditions: Conditions, board_id: int, simulated: bool
) -> BeforeTrial:
    """What is known about patient and board; only the rim for a patient nobody has seen."""
    rim = newest_rim(session, board_id, conditions.level, conditions.stem_hole)
    patient = find_patient(session, code)
    if patient is None:
        return BeforeTrial(rim)
    return BeforeTrial(
        rim,
        newest_range(session, patient.id, conditions),
        placement_on(session, patient.id, conditions.side),
        newest_weight(session, patient.id),
        feet_before=_feet_before(session, patient, conditions),
        rounds=_rounds(session, patient, conditions, simulated),
        passed_open=_passed_open(session, patient, conditions, simulated),
    )


def _feet_before(
    session: Session, patient: PatientRow, conditions: Conditions
) -> FootPlacement | None:
    """Where this leg stood in its previous trial, on whichever dome."""
    last = session.scalar(
        select(TrialRow.started_at)
        .where(TrialRow.patient_id == patient.id, TrialRow.side == conditions.side)
        .order_by(TrialRow.started_at.desc())
        .limit(1)
    )
    known = last and placement_on(session, patient.id, conditions.side, last)
    return known.feet if known else None


def _rounds(
    session: Session, patient: PatientRow, conditions: Conditions, simulated: bool
) -> tuple[PastRound, ...]:
    """The newest rounds of the same exercise on any rung, oldest first."""
    rows = session.execute(
        select(
            TrialRow,
            _value_of(DefinitionRow.name == TrialRow.headline),
            _value_of(DefinitionRow.name == RIM_TIME),
        )
        .where(
            TrialRow.patient_id == patient.id,
            TrialRow.voided_reason == "",
            _on_such_a_board(simulated),
            *same_conditions(conditions, EXERCISE),
        )
        .order_by(TrialRow.started_at.desc(), TrialRow.id.desc())
        .limit(ROUNDS)
    )
    found = [
        PastRound(
            row.rung,
            row.outcome,
            value,
            not row.why_not,
            row.started_at.astimezone().date(),
            row.session_id,
            rim_time_pct or 0.0,
        )
        for row, value, rim_time_pct in rows
    ]
    return tuple(reversed(found))


def _value_of(is_named: ColumnElement[bool]) -> ScalarSelect[float | None]:
    """One metric of each trial."""
    return (
        select(MetricRow.value)
        .join(DefinitionRow)
        .where(MetricRow.trial_id == TrialRow.id, is_named)
        .limit(1)
        .scalar_subquery()
    )


def _passed_open(
    session: Session, patient: PatientRow, conditions: Conditions, simulated: bool
) -> bool:
    """Whether this leg once stood with open eyes on this dome, to the end and without a touch."""
    found = session.scalar(
        select(TrialRow.id)
        .where(
            TrialRow.patient_id == patient.id,
            TrialRow.side == conditions.side,
            TrialRow.stance == conditions.stance,
            TrialRow.level == conditions.level,
            TrialRow.eyes == Eyes.OPEN,
            TrialRow.outcome == Outcome.COMPLETED,
            TrialRow.why_not == "",
            _on_such_a_board(simulated),
        )
        .limit(1)
    )
    return found is not None


def _on_such_a_board(simulated: bool) -> ColumnElement[bool]:
    """What a simulated patient did under this code says nothing about the person."""
    uri = TrialRow.board_uri
    return uri.like(SIMULATED) if simulated else uri.not_like(SIMULATED)
