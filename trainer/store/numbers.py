"""A trial's metric values as rows: added with a trial, put right by a correction or a recompute.

`trainer.store.trials` and `trainer.store.remeasuring` call. A definition is a name with version,
unit, text and filter, and a trial has one row for each. The row without `replaced_at` counts. One
with it was replaced: it keeps what was stored and shown, and nothing reads it as a value of today.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from trainer.recording.trial import MetricValue
from trainer.store.changes import count_trials
from trainer.store.tables import DefinitionRow, MetricRow

Definition = tuple[str, int, str, str, str]
Number = tuple[float | None, float, bool]
"""Value, rate and whether it is censored; a value that is no number is None."""
Stored = tuple[Number, datetime | None]
COUNTS = MetricRow.replaced_at.is_(None)
"""True for the values of today; every question about numbers asks with it."""


@dataclass(frozen=True)
class Rows:
    """What is to be written of trials' values; one statement writes those of many trials."""

    changed: tuple[Mapping[str, Any], ...] = ()
    added: tuple[Mapping[str, Any], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.added)


def add_values(session: Session, trial_id: str, values: Sequence[MetricValue]) -> None:
    """The values of a trial that has none yet."""
    ids = definition_ids(session, values)
    rows = [_row(trial_id, ids[_definition(value)], _number(value)) for value in values]
    write_rows(session, [Rows(added=tuple(rows))])


def amend_values(session: Session, trial_id: str, values: Sequence[MetricValue]) -> None:
    """Put these in the place of the values that count: those were made from what was corrected.

    Older ones that a newer definition has replaced stay.
    """
    its_own = numbers_of(values, definition_ids(session, values))
    not_kept = COUNTS | MetricRow.definition_id.in_(its_own)
    session.execute(delete(MetricRow).where(MetricRow.trial_id == trial_id, not_kept))
    add_values(session, trial_id, values)
    count_trials(session, [trial_id])


def renewed(
    trial_id: str, stored: Mapping[int, Stored], values: Mapping[int, Number], now: datetime
) -> Rows:
    """What to write so that these values count, by the ids of their definitions.

    A stored value whose definition has none now stays as it is, with the time. Under one and the
    same definition another number takes the place of the stored one: a version has one value.
    """
    gone = [
        {"trial_id": trial_id, "definition_id": i, "replaced_at": now}
        for i, (_, replaced_at) in stored.items()
        if replaced_at is None and i not in values
    ]
    differing = {i: number for i, number in values.items() if stored.get(i) != (number, None)}
    rows = {i: _row(trial_id, i, number) for i, number in differing.items()}
    changed = [row for i, row in rows.items() if i in stored]
    return Rows((*gone, *changed), tuple(row for i, row in rows.items() if i not in stored))


def has_newer(
    stored: Mapping[int, Stored],
    values: Mapping[int, Number],
    definitions: Mapping[Definition, int],
) -> bool:
    """Whether a stored value that counts is of a higher version than that of its name in `values`.

    `definitions` are all of these names.
    """
    known = {i: (name, version) for (name, version, *_), i in definitions.items()}
    mine = dict(known[i] for i in values)
    counts = [i for i, (_, replaced_at) in stored.items() if replaced_at is None]
    return any(
        name in mine and version > mine[name]
        for name, version in (known[i] for i in counts if i in known)
    )


def write_rows(session: Session, rows: Sequence[Rows]) -> None:
    """Write what is to be written of some trials."""
    changed = [row for one in rows for row in one.changed]
    added = [row for one in rows for row in one.added]
    if changed:
        session.execute(update(MetricRow), changed)
    if added:
        session.execute(insert(MetricRow), added)
    count_trials(session, {row["trial_id"] for row in (*changed, *added)})


def stored_values(session: Session, trial_ids: Sequence[str]) -> dict[str, dict[int, Stored]]:
    """Everything stored of these trials, by trial and definition, what was replaced among it."""
    question = select(
        MetricRow.trial_id,
        MetricRow.definition_id,
        MetricRow.value,
        MetricRow.rate_hz,
        MetricRow.censored,
        MetricRow.replaced_at,
    ).where(MetricRow.trial_id.in_(trial_ids))
    found: dict[str, dict[int, Stored]] = {}
    for trial_id, definition_id, value, rate_hz, censored, replaced_at in session.execute(question):
        found.setdefault(trial_id, {})[definition_id] = (value, rate_hz, censored), replaced_at
    return found


def numbers_of(values: Sequence[MetricValue], ids: Mapping[Definition, int]) -> dict[int, Number]:
    """Values as `renewed` takes them."""
    return {ids[_definition(value)]: _number(value) for value in values}


def definition_ids(session: Session, values: Sequence[MetricValue]) -> dict[Definition, int]:
    """The id of each value's definition, and of others of the same names; new ones are added."""
    names = {value.name for value in values}
    known = session.scalars(select(DefinitionRow).where(DefinitionRow.name.in_(names)))
    rows = {_definition(row): row for row in known}
    for name, version, unit, definition, filter_ in map(_definition, values):
        key = (name, version, unit, definition, filter_)
        if key not in rows:
            rows[key] = DefinitionRow(
                name=name, version=version, unit=unit, definition=definition, filter=filter_
            )
            session.add(rows[key])
    session.flush()
    return {key: row.id for key, row in rows.items()}


def _row(trial_id: str, definition_id: int, number: Number) -> dict[str, Any]:
    value, rate_hz, censored = number
    return {
        "trial_id": trial_id,
        "definition_id": definition_id,
        "value": value,
        "rate_hz": rate_hz,
        "censored": censored,
        "replaced_at": None,
    }


def _number(value: MetricValue) -> Number:
    known = value.value if math.isfinite(value.value) else None
    return known, value.rate_hz, value.censored


def _definition(value: MetricValue | DefinitionRow) -> Definition:
    return (value.name, value.version, value.unit, value.definition, value.filter)
