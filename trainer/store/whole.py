"""Whole trials as they were stored: what an export takes out and an import puts in again."""

import math

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.recording.container import recording_of
from trainer.recording.trial import MetricValue, TrialResult
from trainer.store.errors import UnknownTrial
from trainer.store.legs import unlocking_of
from trainer.store.numbers import COUNTS
from trainer.store.patients import known_patient
from trainer.store.tables import DefinitionRow, MetricRow, TrialRow
from trainer.store.trials import NO_TRIAL, parts_in
from trainer.store.values import FinishedTrial


def trial_ids(session: Session, code: str | None) -> tuple[str, ...]:
    """The ids of a patient's trials, or of those of nobody, oldest first; `UnknownPatient`."""
    whose = None if code is None else known_patient(session, code).id
    mine = select(TrialRow.id).where(TrialRow.patient_id == whose)
    return tuple(session.scalars(mine.order_by(TrialRow.started_at, TrialRow.id)))


def finished_trial(session: Session, trial_id: str) -> FinishedTrial:
    """A trial as `save_trial` was given it, with the values that count.

    `UnknownTrial`, or a `ContainerError` if nothing of its recording is readable.
    """
    row = session.get(TrialRow, trial_id)
    if row is None:
        raise UnknownTrial(NO_TRIAL.format(trial=trial_id))
    parts = parts_in(session, trial_id)
    return FinishedTrial(
        recording_of(parts),
        parts,
        _values(session, trial_id),
        TrialResult(row.outcome, row.duration_s, row.headline),
        row.why_not,
        tuple(row.remarks),
        unlocking_of(session, trial_id),
        row.measured_with,
    )


def _values(session: Session, trial_id: str) -> tuple[MetricValue, ...]:
    rows = session.execute(
        select(MetricRow, DefinitionRow)
        .join(DefinitionRow, DefinitionRow.id == MetricRow.definition_id)
        .where(MetricRow.trial_id == trial_id, COUNTS)
        .order_by(DefinitionRow.name)
    )
    return tuple(_value(number, definition) for number, definition in rows)


def _value(number: MetricRow, definition: DefinitionRow) -> MetricValue:
    return MetricValue(
        definition.name,
        math.nan if number.value is None else number.value,
        definition.unit,
        definition.definition,
        number.rate_hz,
        definition.filter,
        definition.version,
        number.censored,
    )
