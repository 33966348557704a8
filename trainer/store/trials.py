"""Trials in one transaction each, and their recordings back."""

import math

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.recording.container import format_version, unpack
from trainer.recording.json_form import to_json
from trainer.recording.trial import MetricValue, Recording, TrialEvent, TrialHeader
from trainer.store.errors import UnknownTrial
from trainer.store.patients import find_patient, new_patient
from trainer.store.tables import MetricRow, RecordingRow, SessionRow, TrialEventRow, TrialRow
from trainer.store.values import FinishedTrial


def save_trial(session: Session, trial: FinishedTrial) -> bool:
    """Store all of a trial; False where it is stored already, and nothing is changed then.

    A trial is never turned away: a patient code or visit that is not known here is made, for
    trials also come from a spool or from another station's journal.
    """
    if has_trial(session, trial.trial_id):
        return False
    header = trial.recording.header
    patient_id = _patient_id(session, header)
    session.add(_trial_row(trial, patient_id, _session_id(session, header, patient_id)))
    session.flush()
    version = format_version(trial.container)
    session.add(RecordingRow(trial_id=trial.trial_id, format_version=version, data=trial.container))
    session.add_all(_metric_row(trial.trial_id, value) for value in trial.metrics)
    session.add_all(
        _event_row(trial.trial_id, position, event)
        for position, event in enumerate(trial.recording.events)
    )
    session.flush()
    return True


def has_trial(session: Session, trial_id: str) -> bool:
    """Whether a trial is stored."""
    return session.scalar(select(TrialRow.id).where(TrialRow.id == trial_id)) is not None


def load_recording(session: Session, trial_id: str) -> Recording:
    """A trial's recording; `UnknownTrial`, or a `ContainerError` where its bytes are damaged."""
    data = session.scalar(select(RecordingRow.data).where(RecordingRow.trial_id == trial_id))
    if data is None:
        raise UnknownTrial(f"there is no recording of a trial {trial_id}: see baps history CODE")
    return unpack(data)


def _patient_id(session: Session, header: TrialHeader) -> int | None:
    if header.patient_code is None:
        return None
    known = find_patient(session, header.patient_code)
    return (known or new_patient(session, header.patient_code, header.started_at)).id


def _session_id(session: Session, header: TrialHeader, patient_id: int | None) -> str | None:
    if header.session_id is None:
        return None
    if session.get(SessionRow, header.session_id) is None:
        session.add(
            SessionRow(id=header.session_id, patient_id=patient_id, started_at=header.started_at)
        )
        session.flush()
    return header.session_id


def _trial_row(trial: FinishedTrial, patient_id: int | None, session_id: str | None) -> TrialRow:
    header, result = trial.recording.header, trial.result
    c = header.conditions
    return TrialRow(
        id=trial.trial_id,
        session_id=session_id,
        patient_id=patient_id,
        started_at=header.started_at,
        duration_s=result.duration_s,
        outcome=result.outcome,
        headline=result.headline,
        board_id=header.board.board_id,
        board_uri=header.board.uri,
        activity=c.activity,
        side=c.side,
        stance=c.stance,
        eyes=c.eyes,
        support=c.support,
        footwear=c.footwear,
        level=c.level,
        stem_hole=c.stem_hole,
        seconds=c.seconds,
        practice=c.practice,
        envelope_source=c.envelope_source,
        calibrated=c.calibrated,
        ring_deg=c.ring_deg,
        rung=c.rung,
    )


def _metric_row(trial_id: str, value: MetricValue) -> MetricRow:
    return MetricRow(
        trial_id=trial_id,
        name=value.name,
        value=value.value if math.isfinite(value.value) else None,
        unit=value.unit,
        definition=value.definition,
        rate_hz=value.rate_hz,
        filter=value.filter,
        version=value.version,
        censored=value.censored,
    )


def _event_row(trial_id: str, position: int, event: TrialEvent) -> TrialEventRow:
    return TrialEventRow(
        trial_id=trial_id,
        position=position,
        kind=event.kind,
        sample_index=event.index,
        data=to_json(event.data),
    )
