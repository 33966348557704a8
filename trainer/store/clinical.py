"""What therapists typed in, and episodes of care. Nothing is changed or deleted: an entry that was
wrong is withdrawn, and the episode that was added last counts.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.recording.clinical import ClinicalEntry, Episode, ExerciseDone, NoisePerson, Withdrawn
from trainer.recording.stopping import stop_typed
from trainer.store.clinical_tables import ClinicalEntryRow, EpisodeRow, ExerciseRow, NoisePersonRow
from trainer.store.errors import UnknownEntry
from trainer.store.patients import known_patient
from trainer.store.rows import columns_of, record_of
from trainer.store.stops import add_stop
from trainer.store.tables import PatientRow
from trainer.store.trials import SHORTEST_ID

Kept = TypeVar("Kept", ClinicalEntry, ExerciseDone)


def add_entry(session: Session, code: str, entry: ClinicalEntry, now: datetime) -> bool:
    """Store an entry, and the hard stop that follows from it; False if it was stored before."""
    added = _added(session, code, ClinicalEntryRow, entry, now)
    stop = stop_typed(entry)
    if added and stop is not None:
        add_stop(session, code, stop, now)
    return added


def add_exercise(session: Session, code: str, exercise: ExerciseDone, now: datetime) -> bool:
    """Store an exercise; False if it was stored before."""
    return _added(session, code, ExerciseRow, exercise, now)


def entries_of(session: Session, code: str) -> tuple[ClinicalEntry, ...]:
    """All entries of a patient, oldest first, with those that were withdrawn."""
    patient_id = known_patient(session, code).id
    rows = session.scalars(
        select(ClinicalEntryRow)
        .where(ClinicalEntryRow.patient_id == patient_id)
        .order_by(ClinicalEntryRow.measured_at, ClinicalEntryRow.entered_at, ClinicalEntryRow.id)
    )
    return tuple(_record(ClinicalEntry, row) for row in rows)


def exercises_of(session: Session, code: str) -> tuple[ExerciseDone, ...]:
    """All exercises of a patient, oldest first, with those that were withdrawn."""
    patient_id = known_patient(session, code).id
    rows = session.scalars(
        select(ExerciseRow)
        .where(ExerciseRow.patient_id == patient_id)
        .order_by(ExerciseRow.done_at, ExerciseRow.entered_at, ExerciseRow.id)
    )
    return tuple(_record(ExerciseDone, row) for row in rows)


def withdraw(
    session: Session, code: str, beginning: str, reason: str, now: datetime
) -> ClinicalEntry | ExerciseDone:
    """Take back the one entry or exercise of a patient whose id begins so; `UnknownEntry`."""
    row = _one_that_begins(session, code, beginning)
    # Two may take it back at once: the second waits here, and reads what the first has written.
    session.refresh(row, with_for_update=True)
    if row.withdrawn_at is not None:
        raise UnknownEntry(f"{row.id} was withdrawn already: {row.withdrawn_reason}")
    row.withdrawn_at, row.withdrawn_reason = now, reason
    if isinstance(row, ClinicalEntryRow):
        return _record(ClinicalEntry, row)
    return _record(ExerciseDone, row)


def add_episode(session: Session, code: str, episode: Episode, now: datetime) -> None:
    """Settle an episode of care, a new one or a running one anew."""
    patient_id = known_patient(session, code).id
    session.add(EpisodeRow(**columns_of(episode), patient_id=patient_id, entered_at=now))
    session.flush()


def newest_episode(session: Session, code: str) -> Episode | None:
    """What was settled last; None if nobody settled anything."""
    row = session.scalar(
        select(EpisodeRow)
        .where(EpisodeRow.patient_id == known_patient(session, code).id)
        .order_by(EpisodeRow.id.desc())
        .limit(1)
    )
    return None if row is None else record_of(Episode, row)


def newest_episodes(session: Session) -> Mapping[str, Episode]:
    """What was settled last of each patient, by code; without patients of whom nothing was."""
    last = select(func.max(EpisodeRow.id)).group_by(EpisodeRow.patient_id)
    rows = session.execute(
        select(PatientRow.code, EpisodeRow)
        .join(PatientRow, PatientRow.id == EpisodeRow.patient_id)
        .where(EpisodeRow.id.in_(last))
    )
    return {code: record_of(Episode, row) for code, row in rows}


def add_noise_person(session: Session, code: str, now: datetime) -> bool:
    """Somebody measures the clinic's noise; False if they did already."""
    patient_id = known_patient(session, code).id
    if session.get(NoisePersonRow, patient_id) is not None:
        return False
    session.add(NoisePersonRow(patient_id=patient_id, since=now))
    session.flush()
    return True


def remove_noise_person(session: Session, code: str) -> bool:
    """Their trials no longer measure the clinic's noise, and stay; False if they never did."""
    row = session.get(NoisePersonRow, known_patient(session, code).id)
    if row is not None:
        session.delete(row)
    return row is not None


def noise_people(session: Session) -> tuple[NoisePerson, ...]:
    """Everybody who measures the clinic's noise, by code."""
    rows = session.execute(
        select(PatientRow.code, NoisePersonRow.since)
        .join(PatientRow, PatientRow.id == NoisePersonRow.patient_id)
        .order_by(PatientRow.code)
    )
    return tuple(NoisePerson(code, since) for code, since in rows)


def _added(
    session: Session,
    code: str,
    table: type[ClinicalEntryRow] | type[ExerciseRow],
    record: ClinicalEntry | ExerciseDone,
    now: datetime,
) -> bool:
    patient_id = known_patient(session, code).id
    if session.get(table, record.entry_id) is not None:
        return False
    withdrawn = record.withdrawn
    session.add(
        table(
            **columns_of(record, "entry_id", "withdrawn"),
            id=record.entry_id,
            patient_id=patient_id,
            entered_at=now,
            withdrawn_at=withdrawn and withdrawn.at,
            withdrawn_reason=withdrawn.reason if withdrawn else "",
        )
    )
    session.flush()
    return True


def _record(cls: type[Kept], row: ClinicalEntryRow | ExerciseRow) -> Kept:
    at = row.withdrawn_at
    withdrawn = None if at is None else Withdrawn(at, row.withdrawn_reason)
    return record_of(cls, row, entry_id=row.id, withdrawn=withdrawn)


def _one_that_begins(session: Session, code: str, beginning: str) -> ClinicalEntryRow | ExerciseRow:
    patient_id = known_patient(session, code).id
    short = beginning.strip().lower()
    if len(short) < SHORTEST_ID:
        raise UnknownEntry(f"{beginning!r} is too short: give {SHORTEST_ID} characters of the id")
    found: list[ClinicalEntryRow | ExerciseRow] = []
    for table in (ClinicalEntryRow, ExerciseRow):
        begins_so = table.id.startswith(short, autoescape=True)
        its_own = select(table).where(table.patient_id == patient_id, begins_so)
        found += session.scalars(its_own.limit(2))
    if len(found) > 1:
        raise UnknownEntry(f"several ids of {code} begin with {short}: give more of it")
    if not found:
        raise UnknownEntry(
            f"nothing typed in of {code} has an id that begins with {short}: "
            f"see baps note list {code} --all"
        )
    return found[0]
