"""All patients' trials of some activities at once: what the clinic's own noise is pooled from.

Two questions for the whole clinic, not some for each patient.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from trainer.recording.conditions import Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.pain import Pain
from trainer.store.history import conditions_of, trial_of
from trainer.store.tables import DefinitionRow, LegLockRow, MetricRow, PatientRow, TrialRow

Numbers = dict[str, float]
Found = Mapping[str, tuple[Numbers, list[str]]]
"""By trial: its values by name, and the names of those that are censored."""


def anchor_histories(
    session: Session,
    activities: Collection[str],
    metrics: Collection[str],
    without: Collection[str] = (),
) -> tuple[History, ...]:
    """The histories of all patients but `without`, by code: these activities, no practice."""
    chosen = [
        TrialRow.activity.in_(activities),
        TrialRow.practice.is_(False),
        PatientRow.code.not_in(without),
    ]
    found = _numbers(session, chosen, metrics)
    by_patient: dict[str, dict[Conditions, list[StoredTrial]]] = {}
    for code, row, lock in session.execute(_trials(chosen)):
        values, censored = found.get(row.id, ({}, []))
        pain = None if lock is None else Pain(lock.score, lock.place)
        trial = trial_of(row, values, censored, pain)
        series = by_patient.setdefault(code, {})
        series.setdefault(conditions_of(row), []).append(trial)
    return tuple(_history(code, series) for code, series in by_patient.items())


def _history(code: str, grouped: Mapping[Conditions, list[StoredTrial]]) -> History:
    series = [Series(conditions, tuple(trials)) for conditions, trials in grouped.items()]
    series.sort(key=lambda one: one.trials[-1].started_at, reverse=True)
    return History(code, tuple(series))


def _trials(
    chosen: Collection[ColumnElement[bool]],
) -> Select[str, TrialRow, LegLockRow]:
    return (
        select(PatientRow.code, TrialRow, LegLockRow)
        .join(PatientRow, PatientRow.id == TrialRow.patient_id)
        .outerjoin(LegLockRow, LegLockRow.trial_id == TrialRow.id)
        .where(*chosen)
        .order_by(PatientRow.code, TrialRow.started_at, TrialRow.id)
    )


def _numbers(
    session: Session, chosen: Collection[ColumnElement[bool]], metrics: Collection[str]
) -> Found:
    rows = session.execute(
        select(MetricRow.trial_id, DefinitionRow.name, MetricRow.value, MetricRow.censored)
        .join(DefinitionRow, DefinitionRow.id == MetricRow.definition_id)
        .join(TrialRow, TrialRow.id == MetricRow.trial_id)
        .join(PatientRow, PatientRow.id == TrialRow.patient_id)
        .where(
            DefinitionRow.name.in_(metrics),
            MetricRow.replaced_at.is_(None),
            MetricRow.value.is_not(None),
            *chosen,
        )
    )
    found: dict[str, tuple[Numbers, list[str]]] = defaultdict(lambda: ({}, []))
    for trial_id, name, value, censored in rows:
        if value is not None:
            found[trial_id][0][name] = value
            found[trial_id][1].extend([name] * censored)
    return found
