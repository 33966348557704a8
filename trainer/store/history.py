"""A patient's trials over time, grouped by the conditions under which they compare."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from trainer.recording.conditions import Conditions
from trainer.recording.trial import PastScores
from trainer.recording.vocabulary import Outcome
from trainer.store.patients import find_patient, known_patient
from trainer.store.tables import MetricRow, TrialRow
from trainer.store.values import History, Series, StoredTrial

NO_SCORE_OUTCOMES = (Outcome.STOPPED, Outcome.INTERRUPTED, Outcome.NOT_HELD)
"""A trial that was broken off says nothing about how well it would have gone."""

_CONDITIONS = tuple(f.name for f in fields(Conditions))


def history(session: Session, code: str) -> History:
    """All trials of a patient; `UnknownPatient` where there is none."""
    patient_id = known_patient(session, code).id
    rows = session.scalars(
        select(TrialRow)
        .where(TrialRow.patient_id == patient_id)
        .order_by(TrialRow.started_at, TrialRow.id)
    ).all()
    metrics = _metrics(session, patient_id)
    grouped: dict[Conditions, list[StoredTrial]] = {}
    for row in rows:
        trials = grouped.setdefault(conditions_of(row), [])
        trials.append(_stored(row, metrics.get(row.id, {})))
    series = [Series(conditions, tuple(trials)) for conditions, trials in grouped.items()]
    series.sort(key=lambda one: one.trials[-1].started_at, reverse=True)
    return History(code, tuple(series))


def past_scores(session: Session, code: str, conditions: Conditions, headline: str) -> PastScores:
    """The headline metric of earlier trials under exactly these conditions, oldest first.

    Trials that were stopped or interrupted are left out; an unknown patient has none.
    """
    patient = find_patient(session, code)
    if patient is None:
        return PastScores()
    values = session.scalars(
        select(MetricRow.value)
        .join(TrialRow, TrialRow.id == MetricRow.trial_id)
        .where(
            TrialRow.patient_id == patient.id,
            TrialRow.outcome.not_in(NO_SCORE_OUTCOMES),
            MetricRow.name == headline,
            MetricRow.value.is_not(None),
            *_same(conditions),
        )
        .order_by(TrialRow.started_at, TrialRow.id)
    )
    return PastScores(tuple(float(value) for value in values if value is not None))


def conditions_of(row: TrialRow) -> Conditions:
    """The conditions of a row."""
    return Conditions(**{name: getattr(row, name) for name in _CONDITIONS})


def _same(conditions: Conditions) -> list[ColumnElement[bool]]:
    columns: Any = TrialRow
    return [getattr(columns, name) == getattr(conditions, name) for name in _CONDITIONS]


def _metrics(session: Session, patient_id: int) -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    rows = session.execute(
        select(MetricRow.trial_id, MetricRow.name, MetricRow.value)
        .join(TrialRow, TrialRow.id == MetricRow.trial_id)
        .where(TrialRow.patient_id == patient_id, MetricRow.value.is_not(None))
        .order_by(MetricRow.trial_id, MetricRow.name)
    )
    for trial_id, name, value in rows:
        if value is not None:
            found[trial_id][name] = value
    return found


def _stored(row: TrialRow, metrics: Mapping[str, float]) -> StoredTrial:
    return StoredTrial(
        trial_id=row.id,
        started_at=row.started_at,
        duration_s=row.duration_s,
        outcome=row.outcome,
        headline=row.headline,
        metrics=metrics,
    )
