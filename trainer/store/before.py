"""What one trial must know about its patient, asked in one go before it begins."""

from dataclasses import replace

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import Session

from trainer.recording.conditions import Conditions, FootPlacement
from trainer.recording.trial import SIMULATED_URI, PastRound
from trainer.recording.vocabulary import Arms, Eyes, Outcome, Support
from trainer.store.equipment import newest_rim
from trainer.store.numbers import COUNTS
from trainer.store.patients import find_patient, newest_range, newest_weight, placement_on
from trainer.store.reading import same_conditions
from trainer.store.tables import DefinitionRow, MetricRow, PatientRow, TrialRow
from trainer.store.values import BeforeTrial

ROUNDS = 20
"""Where the difficulty stands follows from the newest rounds that say something about it."""
EXERCISE = (
    *("activity", "side", "stance", "eyes", "support", "arms", "practice"),
    *("level", "stem_hole", "dome_style", "seconds", "weight_pct"),
)
"""What makes two rounds the same exercise: rung and ring are what the difficulty changes, feedback
alternates, and shoes and where the rim came from make a round no harder."""
SAME_STANCE = ("side", "stance", "level", "stem_hole", "dome_style")
"""What a trial with open eyes must share with one with closed eyes that comes after it."""
RIM_TIME = "rim_time_pct"


def before_trial(
    session: Session,
    code: str,
    conditions: Conditions,
    board_id: int,
    simulated: bool,
    arms: Arms | None = None,
) -> BeforeTrial:
    """What is known about patient and board; only the rim for a patient nobody has seen.

    `arms` is where the therapist says they are, None for what was noted with the foot.
    """
    rim = newest_rim(session, board_id, conditions.level, conditions.stem_hole)
    patient = find_patient(session, code)
    if patient is None:
        return BeforeTrial(rim)
    placement = placement_on(session, patient.id, conditions.side)
    noted = placement.feet.arms if placement else conditions.arms
    # A simulated board knows its dome, whatever was measured.
    style = rim.dome_style if rim and not simulated else conditions.dome_style
    conditions = replace(conditions, arms=arms or noted, dome_style=style)
    return BeforeTrial(
        rim,
        newest_range(session, patient.id, conditions),
        placement,
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
            on_such_a_board(simulated),
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
            row.feedback,
        )
        for row, value, rim_time_pct in rows
    ]
    return tuple(reversed(found))


def _value_of(is_named: ColumnElement[bool]) -> ScalarSelect[float | None]:
    """One metric of each trial, in whichever version counts: it says whether a round went well."""
    return (
        select(MetricRow.value)
        .join(DefinitionRow)
        .where(MetricRow.trial_id == TrialRow.id, is_named, COUNTS)
        .limit(1)
        .scalar_subquery()
    )


def _passed_open(
    session: Session, patient: PatientRow, conditions: Conditions, simulated: bool
) -> bool:
    """Whether this leg once stood so with open eyes to the end, and held on to nothing more."""
    supports = list(Support)
    found = session.scalar(
        select(TrialRow.id)
        .where(
            TrialRow.patient_id == patient.id,
            TrialRow.eyes == Eyes.OPEN,
            TrialRow.support.in_(supports[: supports.index(conditions.support) + 1]),
            TrialRow.outcome == Outcome.COMPLETED,
            TrialRow.why_not == "",
            on_such_a_board(simulated),
            *same_conditions(conditions, SAME_STANCE),
        )
        .limit(1)
    )
    return found is not None


def on_such_a_board(simulated: bool) -> ColumnElement[bool]:
    """What a simulated patient did under this code says nothing about the person."""
    on_simulated = TrialRow.board_uri.startswith(SIMULATED_URI)
    return on_simulated if simulated else ~on_simulated
