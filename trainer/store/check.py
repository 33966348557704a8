"""Is everything in the database whole? For `baps db check`."""

from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from trainer.recording.container import ContainerError, unpack
from trainer.store.tables import RecordingRow, TrialRow


@dataclass(frozen=True)
class CheckReport:
    """What was looked at, and one line for each thing that is wrong."""

    schema: str
    trials: int
    recordings: int
    problems: tuple[str, ...]


def check_contents(session: Session, schema: str) -> CheckReport:
    """Run the database's own check and read every recording, one at a time."""
    problems = list(_integrity(session))
    trial_ids = session.scalars(select(TrialRow.id).order_by(TrialRow.id)).all()
    recorded = set(session.scalars(select(RecordingRow.trial_id)))
    problems += [f"trial {i} has no recording" for i in trial_ids if i not in recorded]
    problems += [said for i in sorted(recorded) if (said := _unreadable(session, i))]
    return CheckReport(schema, len(trial_ids), len(recorded), tuple(problems))


def _integrity(session: Session) -> list[str]:
    if session.get_bind().dialect.name != "sqlite":
        return []
    said = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check"))]
    loose = [
        f"{row[0]} refers to {row[2]}" for row in session.execute(text("PRAGMA foreign_key_check"))
    ]
    return [line for line in said if line != "ok"] + loose


def _unreadable(session: Session, trial_id: str) -> str:
    data = session.scalar(select(RecordingRow.data).where(RecordingRow.trial_id == trial_id))
    try:
        recording = unpack(data or b"")
    except ContainerError as error:
        return f"the recording of trial {trial_id} cannot be read: {error}"
    if recording.header.trial_id != trial_id:
        return f"the recording of trial {trial_id} is that of {recording.header.trial_id}"
    return ""
