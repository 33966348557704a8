"""Stores and amends trials, loads their recordings, and checks that all of them are readable."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select, text
from sqlalchemy.orm import Session

from trainer.recording.container import (
    EVENTS,
    HEADER,
    ContainerError,
    recording_of,
    without_samples,
)
from trainer.recording.trial import Recording, TrialEvent, TrialHeader
from trainer.recording.way import way_of
from trainer.store.errors import TrialChangedMeanwhile, UnknownTrial
from trainer.store.legs import lock_leg
from trainer.store.numbers import add_values, amend_values
from trainer.store.patients import find_patient, new_patient
from trainer.store.rows import columns_of
from trainer.store.tables import (
    CHECKSUM_DIGITS,
    RecordingPartRow,
    SessionRow,
    TrialRow,
)
from trainer.store.values import FinishedTrial

SHORTEST_ID = 4
CHANGED_MEANWHILE = "the trial {trial} was corrected meanwhile: look at it again"
NO_TRIAL = "there is no trial {trial}: see baps history CODE --trials"


@dataclass(frozen=True)
class CheckReport:
    """What was checked, and one line for each problem."""

    schema: str
    trials: int
    recordings: int
    problems: tuple[str, ...]


def save_trial(session: Session, trial: FinishedTrial) -> bool:
    """Store all of a trial; False if it was stored before.

    A trial is never refused: an unknown patient code or visit is added, because trials also come
    from a spool or from another station's journal.
    """
    if has_trial(session, trial.trial_id):
        return False
    header = trial.recording.header
    patient_id = _patient_id(session, header)
    session.add(_trial_row(trial, patient_id, _session_id(session, header, patient_id)))
    session.flush()
    _add_parts(session, trial)
    add_values(session, trial.trial_id, trial.metrics)
    lock_leg(session, trial, patient_id)
    return True


def amend_trial(
    session: Session, trial: FinishedTrial, known: Sequence[TrialEvent] | None = None
) -> None:
    """Replace a stored trial's outcome, values and remarks, and those parts that it brings.

    Values that a newer definition has replaced stay. Errors as of `judge_trial`.
    """
    row = judge_trial(session, trial, known)
    row.remarks, row.measured_with = list(trial.remarks), trial.measured_with
    amend_values(session, trial.trial_id, trial.metrics)


def judge_trial(
    session: Session, trial: FinishedTrial, known: Sequence[TrialEvent] | None = None
) -> TrialRow:
    """Replace how a stored trial ended, whether it counts, and those parts that it brings.

    Its values and remarks stay. `UnknownTrial` if it was never stored; `TrialChangedMeanwhile` if
    other events are stored by now than the `known` ones, so that nobody's event is written over.
    """
    # Whoever writes the values of a trial locks its row, so that nobody writes between.
    row = session.get(TrialRow, trial.trial_id, with_for_update=True)
    if row is None:
        raise UnknownTrial(NO_TRIAL.format(trial=trial.trial_id))
    if known is not None and load_conduct(session, trial.trial_id).events != tuple(known):
        raise TrialChangedMeanwhile(CHANGED_MEANWHILE.format(trial=trial.trial_id))
    row.outcome = trial.result.outcome
    row.why_not = trial.why_not
    row.voided_reason = trial.recording.voided_reason()
    session.execute(
        delete(RecordingPartRow).where(
            RecordingPartRow.trial_id == trial.trial_id, RecordingPartRow.name.in_(trial.parts)
        )
    )
    _add_parts(session, trial)
    lock_leg(session, trial, row.patient_id)
    session.flush()
    return row


def _add_parts(session: Session, trial: FinishedTrial) -> None:
    session.add_all(
        RecordingPartRow(trial_id=trial.trial_id, name=name, data=data, checksum=_checksum(data))
        for name, data in trial.parts.items()
    )


def has_trial(session: Session, trial_id: str) -> bool:
    return session.scalar(select(TrialRow.id).where(TrialRow.id == trial_id)) is not None


def full_id(session: Session, beginning: str) -> str:
    """The id of the one trial whose id begins so; `UnknownTrial` if there is none, or several."""
    short = beginning.strip().lower()
    if len(short) < SHORTEST_ID:
        raise UnknownTrial(
            f"{beginning!r} is too short for a trial's id: give {SHORTEST_ID} characters or more, "
            "see baps history CODE --trials"
        )
    begins_so = TrialRow.id.startswith(short, autoescape=True)
    found = session.scalars(select(TrialRow.id).where(begins_so).limit(2)).all()
    if len(found) > 1:
        raise UnknownTrial(f"several trials begin with {short}: give more of the id")
    if not found:
        raise UnknownTrial(NO_TRIAL.format(trial=short))
    return found[0]


def load_recording(session: Session, trial_id: str) -> Recording:
    """A trial's recording; its `lost` names the damaged parts.

    `UnknownTrial`, or a `ContainerError` if nothing is readable.
    """
    return recording_of(parts_in(session, trial_id))


def load_conduct(session: Session, trial_id: str) -> Recording:
    """A trial's header and events, without its samples; see `load_recording`."""
    alone = RecordingPartRow.name.in_((HEADER, EVENTS))
    return without_samples(parts_in(session, trial_id, alone))


def parts_in(session: Session, trial_id: str, *which: ColumnElement[bool]) -> Mapping[str, bytes]:
    """The files of a recording, by name, whose checksums are right; `UnknownTrial`."""
    rows = session.scalars(
        select(RecordingPartRow).where(RecordingPartRow.trial_id == trial_id, *which)
    ).all()
    if not rows:
        raise UnknownTrial(f"there is no recording of the trial {trial_id}: see baps db check")
    return whole_parts(rows)


def whole_parts(rows: Iterable[RecordingPartRow]) -> Mapping[str, bytes]:
    """Those files of one recording, by name, whose checksums are right."""
    return {row.name: row.data for row in rows if row.checksum == _checksum(row.data)}


def check_contents(session: Session, schema: str) -> CheckReport:
    """Run the database's own check and read every recording."""
    problems = list(_integrity(session))
    trial_ids = session.scalars(select(TrialRow.id).order_by(TrialRow.id)).all()
    recorded = set(session.scalars(select(RecordingPartRow.trial_id).distinct()))
    problems += [f"trial {i} has no recording" for i in trial_ids if i not in recorded]
    problems += [said for i in sorted(recorded) for said in _problems_of(session, i)]
    return CheckReport(schema, len(trial_ids), len(recorded), tuple(problems))


def _integrity(session: Session) -> list[str]:
    if session.get_bind().dialect.name != "sqlite":
        return []
    said = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check"))]
    loose = [
        f"{row[0]} refers to {row[2]}" for row in session.execute(text("PRAGMA foreign_key_check"))
    ]
    return [line for line in said if line != "ok"] + loose


def _problems_of(session: Session, trial_id: str) -> list[str]:
    try:
        recording = load_recording(session, trial_id)
    except ContainerError as error:
        return [f"the recording of trial {trial_id} cannot be read: {error}"]
    if recording.header.trial_id != trial_id:
        return [f"the recording of trial {trial_id} is that of {recording.header.trial_id}"]
    return [f"the recording of trial {trial_id}: {said}" for said in recording.lost]


def _checksum(data: bytes) -> str:
    return f"{zlib.crc32(data):0{CHECKSUM_DIGITS}x}"


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
    return TrialRow(
        id=trial.trial_id,
        session_id=session_id,
        patient_id=patient_id,
        started_at=header.started_at,
        duration_s=result.duration_s,
        outcome=result.outcome,
        why_not=trial.why_not,
        voided_reason=trial.recording.voided_reason(),
        remarks=list(trial.remarks),
        headline=result.headline,
        board_id=header.board.board_id,
        board_uri=header.board.uri,
        measured_with=trial.measured_with,
        way=way_of(trial.recording),
        **columns_of(header.conditions),
    )
