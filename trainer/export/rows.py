"""Tables of trials, metrics and events: one row each, the same columns in CSV and Parquet."""

import math
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple

from trainer.recording.conditions import Conditions
from trainer.recording.json_form import Json, to_json
from trainer.recording.trial import SIMULATED_URI
from trainer.store.values import FinishedTrial


class TrialAbout(NamedTuple):
    """A trial without its conditions, which follow as columns of their own."""

    patient: str | None
    trial_id: str
    session_id: str | None
    started_at: datetime
    duration_s: float
    outcome: str
    counts: bool
    why_not: str
    voided_reason: str
    remarks: str
    headline: str
    measured_with: str
    simulated: bool
    board_id: str


class MetricRow(NamedTuple):
    """One number of a trial; `value` is None where it is not a number."""

    trial_id: str
    name: str
    value: float | None
    unit: str
    censored: bool
    rate_hz: float
    filter: str
    version: int
    definition: str


class EventRow(NamedTuple):
    """Something that happened before this row of the board's samples; `t_s` is that row's."""

    trial_id: str
    sample: int
    t_s: float | None
    kind: str
    data: Json


CONDITIONS = tuple(f.name for f in fields(Conditions))
TRIAL_COLUMNS = (*TrialAbout._fields, *CONDITIONS)


def trial_row(trial: FinishedTrial) -> dict[str, Any]:
    """A trial by `TRIAL_COLUMNS`."""
    recording, header = trial.recording, trial.recording.header
    about = TrialAbout(
        header.patient_code,
        header.trial_id,
        header.session_id,
        header.started_at,
        trial.result.duration_s,
        trial.result.outcome.value,
        not trial.why_not,
        trial.why_not,
        recording.voided_reason(),
        "; ".join(trial.remarks),
        trial.result.headline,
        trial.measured_with,
        header.board.uri.startswith(SIMULATED_URI),
        f"{header.board.board_id:016x}",
    )
    conditions = to_json(header.conditions)
    assert isinstance(conditions, dict)
    return {**about._asdict(), **conditions}


def metric_rows(trial: FinishedTrial) -> Iterator[MetricRow]:
    """A trial's numbers that count."""
    for one in trial.metrics:
        value = None if math.isnan(one.value) else one.value
        yield MetricRow(
            trial.trial_id,
            one.name,
            value,
            one.unit,
            one.censored,
            one.rate_hz,
            one.filter,
            one.version,
            one.definition,
        )


def event_rows(trial: FinishedTrial) -> Iterator[EventRow]:
    """What happened in a trial, in its order."""
    times = trial.recording.samples.t_s
    for event in trial.recording.events:
        at = min(event.index, len(times) - 1)
        t_s = float(times[at]) if at >= 0 else None
        yield EventRow(trial.trial_id, event.index, t_s, event.kind.value, to_json(event.data))
