"""Stored trials as plain values: what a patient's history and the whole clinic's have in common.

Two questions for any number of trials, and columns instead of rows of the ORM: whoever reads one
patient's progress reads thousands of trials of others.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, select
from sqlalchemy.orm import Session

from trainer.recording.conditions import Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.pain import Pain
from trainer.recording.trial import SIMULATED_URI
from trainer.recording.vocabulary import Outcome
from trainer.store.numbers import COUNTS
from trainer.store.tables import DefinitionRow, LegLockRow, MetricRow, PatientRow, TrialRow

CONDITIONS = tuple(f.name for f in fields(Conditions))
ValuesQuestion = Select[str, str, float | None, bool]


class ReadTrial(NamedTuple):
    """A trial, under which conditions, and whose; None if no patient was named."""

    patient_code: str | None
    conditions: Conditions
    trial: StoredTrial


@dataclass
class _Values:
    """One trial's metrics."""

    metrics: dict[str, float] = field(default_factory=dict)
    censored: list[str] = field(default_factory=list)


def same_conditions(
    conditions: Conditions, names: Sequence[str] = CONDITIONS
) -> list[ColumnElement[bool]]:
    """True for trials under the same conditions, as far as they are named."""
    return [getattr(TrialRow, name) == getattr(conditions, name) for name in names]


def values_of_trials(chosen: Select[str]) -> ValuesQuestion:
    """The question for all values of these trials that count; narrow it to ask for fewer."""
    return (
        select(MetricRow.trial_id, DefinitionRow.name, MetricRow.value, MetricRow.censored)
        .join(DefinitionRow, DefinitionRow.id == MetricRow.definition_id)
        .where(COUNTS, MetricRow.value.is_not(None), MetricRow.trial_id.in_(chosen))
    )


def read_trials(session: Session, chosen: Select[str], values: ValuesQuestion) -> list[ReadTrial]:
    """The trials with these ids, oldest first, with the values that the question asks for."""
    # On the connection, because the ORM's treatment of each row took a third of the time.
    connection = session.connection()
    found = _values(connection, values)
    known: dict[tuple[Any, ...], Conditions] = {}
    trials: list[ReadTrial] = []
    for row in connection.execute(_trials(chosen)).all():
        key = tuple(row[-len(CONDITIONS) :])
        if key not in known:
            known[key] = Conditions(*key)
        trials.append(ReadTrial(row.code, known[key], _trial(row, found[row.id])))
    return trials


def history_of(code: str, trials: Iterable[ReadTrial]) -> History:
    """A patient's trials, oldest first, in series."""
    grouped: dict[Conditions, list[StoredTrial]] = {}
    for _, conditions, trial in trials:
        grouped.setdefault(conditions, []).append(trial)
    series = [Series(conditions, tuple(found)) for conditions, found in grouped.items()]
    series.sort(key=lambda one: one.trials[-1].started_at, reverse=True)
    return History(code, tuple(series))


def _trials(chosen: Select[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            TrialRow.id,
            PatientRow.code,
            TrialRow.started_at,
            TrialRow.duration_s,
            TrialRow.outcome,
            TrialRow.headline,
            TrialRow.why_not,
            TrialRow.voided_reason,
            TrialRow.remarks,
            TrialRow.board_uri,
            TrialRow.measured_with,
            LegLockRow.trial_id.label("locked_by"),
            LegLockRow.score,
            LegLockRow.place,
            *(getattr(TrialRow, name) for name in CONDITIONS),
        )
        .outerjoin(PatientRow, PatientRow.id == TrialRow.patient_id)
        .outerjoin(LegLockRow, LegLockRow.trial_id == TrialRow.id)
        .where(TrialRow.id.in_(chosen))
        .order_by(TrialRow.started_at, TrialRow.id)
    )


def _values(connection: Connection, question: ValuesQuestion) -> defaultdict[str, _Values]:
    found: defaultdict[str, _Values] = defaultdict(_Values)
    for trial_id, name, value, censored in connection.execute(question).all():
        if value is not None:
            found[trial_id].metrics[name] = value
            found[trial_id].censored += [name] * censored
    return found


def _trial(row: Row[*tuple[Any, ...]], values: _Values) -> StoredTrial:
    """A trial with its values, and with what was said of the pain if that stopped it."""
    painful = row.outcome is Outcome.PAIN and row.locked_by is not None
    return StoredTrial(
        trial_id=row.id,
        started_at=row.started_at,
        duration_s=row.duration_s,
        outcome=row.outcome,
        headline=row.headline,
        metrics=dict(sorted(values.metrics.items())),
        censored=tuple(sorted(values.censored)),
        why=row.why_not,
        voided=row.voided_reason,
        remarks=tuple(row.remarks),
        simulated=row.board_uri.startswith(SIMULATED_URI),
        pain=Pain(row.score, row.place) if painful else None,
        measured_with=row.measured_with,
    )
