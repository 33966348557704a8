"""Trials whose numbers are due to be made anew, and how these are written: for `baps recompute`.

Nobody holds a transaction while a trial is measured, so it may have been corrected in between.
What is written says which events it was made from; other events there now, and it is not written.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from trainer.recording.container import EVENTS
from trainer.recording.trial import MetricValue
from trainer.store.equipment import thigh_setup_slipped
from trainer.store.numbers import (
    Rows,
    definition_ids,
    has_newer,
    numbers_of,
    renewed,
    stored_values,
    write_rows,
)
from trainer.store.tables import RecordingPartRow, TrialRow
from trainer.store.trials import whole_parts
from trainer.store.values import Remeasured, Renewal, ToMeasure


def count_due(session: Session, definitions: str) -> int:
    """How many trials were not measured with these definitions."""
    due = select(func.count(TrialRow.id)).where(TrialRow.measured_with != definitions)
    return session.scalar(due) or 0


def due_trials(session: Session, definitions: str, after: str, limit: int) -> tuple[str, ...]:
    """The ids of such trials in their order, from behind the id `after`."""
    due = select(TrialRow.id).where(TrialRow.measured_with != definitions, TrialRow.id > after)
    return tuple(session.scalars(due.order_by(TrialRow.id).limit(limit)))


def make_due(session: Session) -> None:
    """Forget what every trial was measured with: whoever stops it finds nothing forgotten."""
    known = TrialRow.measured_with != ""
    # In the order in which others lock trials, too, so that nobody waits for somebody who waits.
    session.execute(select(TrialRow.id).where(known).order_by(TrialRow.id).with_for_update())
    session.execute(update(TrialRow).where(known).values(measured_with=""))


def to_measure(session: Session, trial_ids: Sequence[str]) -> tuple[ToMeasure, ...]:
    """These trials' recordings, as far as their files are whole, in the order of the ids."""
    rows = session.scalars(
        select(RecordingPartRow)
        .where(RecordingPartRow.trial_id.in_(trial_ids))
        .order_by(RecordingPartRow.trial_id)
    )
    parts = {i: list(found) for i, found in groupby(rows, key=lambda row: row.trial_id)}
    return tuple(
        ToMeasure(i, whole_parts(parts.get(i, ())), _events_of(parts.get(i, ()))) for i in trial_ids
    )


def renew_trials(
    session: Session, measured: Sequence[Remeasured], now: datetime
) -> tuple[Renewal, ...]:
    """Store what was measured anew, and say of each trial what became of it."""
    ids = [one.trial_id for one in measured]
    # Whoever writes the values of a trial locks its row; all in one order, so that nobody waits
    # for somebody who waits.
    locked = select(TrialRow).where(TrialRow.id.in_(ids)).order_by(TrialRow.id).with_for_update()
    trials = {row.id: row for row in session.scalars(locked)}
    events = _events_now(session, ids)
    stored = stored_values(session, ids)
    values = {one.trial_id: _kept(session, one) for one in measured}
    definitions = definition_ids(session, [value for kept in values.values() for value in kept])

    found: list[Renewal] = []
    rows: list[Rows] = []
    for one in measured:
        trial, before = trials.get(one.trial_id), stored.get(one.trial_id, {})
        numbers = numbers_of(values[one.trial_id], definitions)
        if trial is None or events.get(one.trial_id) != one.events_checksum:
            found.append(Renewal.CORRECTED)
        elif has_newer(before, numbers, definitions):
            found.append(Renewal.OLDER)
        else:
            rows.append(renewed(one.trial_id, before, numbers, now))
            changed = _judged(trial, one) or rows[-1]
            found.append(Renewal.CHANGED if changed else Renewal.UNCHANGED)
    write_rows(session, rows)
    return tuple(found)


def _judged(trial: TrialRow, one: Remeasured) -> bool:
    """Store what is said of a trial beside its values; returns whether that is something new."""
    before = trial.why_not, trial.remarks
    trial.why_not, trial.remarks = one.why_not, list(one.remarks)
    trial.measured_with = one.measured_with
    return before != (trial.why_not, trial.remarks)


def _kept(session: Session, one: Remeasured) -> tuple[MetricValue, ...]:
    """The values to store: those of a strap that slipped, meanwhile perhaps, stay discarded."""
    if one.thigh is None or not thigh_setup_slipped(session, one.thigh):
        return one.metrics
    return tuple(value for value in one.metrics if value.name not in one.of_thigh)


def _events_of(rows: Sequence[RecordingPartRow]) -> str:
    return next((row.checksum for row in rows if row.name == EVENTS), "")


def _events_now(session: Session, trial_ids: Sequence[str]) -> dict[str, str]:
    events = RecordingPartRow.trial_id.in_(trial_ids), RecordingPartRow.name == EVENTS
    found = session.execute(
        select(RecordingPartRow.trial_id, RecordingPartRow.checksum).where(*events)
    )
    return {row.trial_id: row.checksum for row in found}
