"""A patient's trials over time, in series that can be compared."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from trainer.recording.conditions import Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.pain import Pain
from trainer.recording.trial import SIMULATED_URI, PastScores, TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.store.legs import pains_of
from trainer.store.numbers import COUNTS
from trainer.store.patients import find_patient, known_patient
from trainer.store.tables import DefinitionRow, MetricRow, TrialRow
from trainer.store.values import WhichMetrics

_CONDITIONS = tuple(f.name for f in fields(Conditions))


@dataclass
class _Values:
    """One trial's metrics."""

    metrics: dict[str, float] = field(default_factory=dict)
    censored: list[str] = field(default_factory=list)

    @property
    def both(self) -> tuple[Mapping[str, float], Sequence[str]]:
        return self.metrics, self.censored


def history(
    session: Session, code: str, limit: int | None = None, which: WhichMetrics = WhichMetrics.ALL
) -> History:
    """A patient's trials, or the newest `limit` of them; `UnknownPatient`."""
    patient_id = known_patient(session, code).id
    trials = _newest(session, [TrialRow.patient_id == patient_id], limit, which)
    grouped: dict[Conditions, list[StoredTrial]] = {}
    for conditions, trial in trials:
        grouped.setdefault(conditions, []).append(trial)
    series = [Series(conditions, tuple(found)) for conditions, found in grouped.items()]
    series.sort(key=lambda one: one.trials[-1].started_at, reverse=True)
    return History(code, tuple(series))


def series_of(session: Session, code: str, conditions: Conditions, limit: int) -> Series:
    """The newest `limit` trials under exactly these conditions, with only their headlines."""
    patient = find_patient(session, code)
    if patient is None:
        return Series(conditions, ())
    where = [TrialRow.patient_id == patient.id, *same_conditions(conditions)]
    found = _newest(session, where, limit, WhichMetrics.HEADLINE)
    return Series(conditions, tuple(trial for _, trial in found))


def past_scores(
    session: Session, code: str, conditions: Conditions, headline: str, version: int
) -> PastScores:
    """The headline metric of the trials that count under exactly these conditions, oldest first.

    Without values of other versions of its definition, which do not compare: a trial that was not
    recomputed yet is left out until it is. Empty for an unknown patient.
    """
    patient = find_patient(session, code)
    if patient is None:
        return PastScores()
    values = session.scalars(
        select(MetricRow.value)
        .join(TrialRow, TrialRow.id == MetricRow.trial_id)
        .join(DefinitionRow)
        .where(
            TrialRow.patient_id == patient.id,
            TrialRow.why_not == "",
            DefinitionRow.name == headline,
            DefinitionRow.version == version,
            COUNTS,
            MetricRow.value.is_not(None),
            *same_conditions(conditions),
        )
        .order_by(TrialRow.started_at, TrialRow.id)
    )
    return PastScores(tuple(float(value) for value in values if value is not None))


def results_since(
    session: Session, code: str, conditions: Conditions, since: datetime
) -> tuple[tuple[TrialResult, str], ...]:
    """How the trials under exactly these conditions ended since then, oldest first, and why they
    do not count.

    Without voided trials, which are done again.
    """
    patient = find_patient(session, code)
    if patient is None:
        return ()
    mine = TrialRow.patient_id == patient.id, TrialRow.started_at >= since
    where = *mine, TrialRow.voided_reason == "", *same_conditions(conditions)
    rows = session.scalars(
        select(TrialRow).where(*where).order_by(TrialRow.started_at, TrialRow.id)
    )
    return tuple((TrialResult(r.outcome, r.duration_s, r.headline), r.why_not) for r in rows)


def values_of(session: Session, trial_id: str) -> Mapping[str, float]:
    """The values of a trial that count, by name."""
    chosen = select(TrialRow.id).where(TrialRow.id == trial_id)
    return _values(session, chosen, WhichMetrics.ALL)[trial_id].metrics


def one_trial(session: Session, trial_id: str) -> tuple[Conditions, StoredTrial]:
    """One trial and its conditions; the id is that of a trial."""
    ((conditions, trial),) = _newest(session, [TrialRow.id == trial_id], 1, WhichMetrics.ALL)
    return conditions, trial


def _newest(
    session: Session,
    where: Sequence[ColumnElement[bool]],
    limit: int | None,
    which: WhichMetrics,
) -> list[tuple[Conditions, StoredTrial]]:
    """The newest trials, oldest first, each with its conditions."""
    order = (TrialRow.started_at.desc(), TrialRow.id.desc())
    rows = session.scalars(select(TrialRow).where(*where).order_by(*order).limit(limit)).all()
    chosen = select(TrialRow.id).where(*where).order_by(*order).limit(limit)
    values, pains = _values(session, chosen, which), pains_of(session, chosen)
    return [
        (conditions_of(row), trial_of(row, *values[row.id].both, pains.get(row.id)))
        for row in reversed(rows)
    ]


def conditions_of(row: TrialRow) -> Conditions:
    """The conditions in a trial's row."""
    return Conditions(**{name: getattr(row, name) for name in _CONDITIONS})


def same_conditions(
    conditions: Conditions, names: Sequence[str] = _CONDITIONS
) -> list[ColumnElement[bool]]:
    """True for trials under the same conditions, as far as they are named."""
    columns: Any = TrialRow
    return [getattr(columns, name) == getattr(conditions, name) for name in names]


def _values(session: Session, chosen: Select[str], which: WhichMetrics) -> Mapping[str, _Values]:
    question: Select[str, str, float | None, bool] = (
        select(MetricRow.trial_id, DefinitionRow.name, MetricRow.value, MetricRow.censored)
        .join(DefinitionRow, DefinitionRow.id == MetricRow.definition_id)
        .join(TrialRow, TrialRow.id == MetricRow.trial_id)
        .where(COUNTS, MetricRow.value.is_not(None), TrialRow.id.in_(chosen))
        .order_by(MetricRow.trial_id, DefinitionRow.name)
    )
    if which is WhichMetrics.HEADLINE:
        question = question.where(DefinitionRow.name == TrialRow.headline)
    found: dict[str, _Values] = defaultdict(_Values)
    for trial_id, name, value, censored in session.execute(question):
        if value is not None:
            found[trial_id].metrics[name] = value
            found[trial_id].censored += [name] * censored
    return found


def trial_of(
    row: TrialRow, metrics: Mapping[str, float], censored: Sequence[str], pain: Pain | None
) -> StoredTrial:
    """The trial in a row, with its values and what was said of the pain that stopped it."""
    return StoredTrial(
        trial_id=row.id,
        started_at=row.started_at,
        duration_s=row.duration_s,
        outcome=row.outcome,
        headline=row.headline,
        metrics=metrics,
        censored=tuple(censored),
        why=row.why_not,
        voided=row.voided_reason,
        remarks=tuple(row.remarks),
        simulated=row.board_uri.startswith(SIMULATED_URI),
        pain=pain if row.outcome is Outcome.PAIN else None,
        measured_with=row.measured_with,
    )
