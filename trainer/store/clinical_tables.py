"""The tables of what people type in: episodes of care, measures, exercises, noise volunteers."""

from datetime import datetime

from sqlalchemy import JSON, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Side, Stance
from trainer.store.rows import LONGEST_WORD, UtcTime, word
from trainer.store.tables import CODE_LENGTH, UUID_LENGTH, Base


class EpisodeRow(Base):
    """What was settled for an episode of care; the row that was added last counts."""

    __tablename__ = "episodes"
    __table_args__ = (Index(None, "patient_id", "begun_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    begun_at: Mapped[datetime] = mapped_column(UtcTime)
    involved: Mapped[Side | None] = mapped_column(word(Side))
    primary_metric: Mapped[str] = mapped_column(String(CODE_LENGTH))
    level: Mapped[int | None] = mapped_column(Integer)
    stance: Mapped[Stance | None] = mapped_column(word(Stance))
    note: Mapped[str] = mapped_column(Text)
    operator: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime] = mapped_column(UtcTime)


class ClinicalEntryRow(Base):
    """One value that a person found and typed in."""

    __tablename__ = "clinical_entries"
    __table_args__ = (Index(None, "patient_id", "measured_at"),)

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    kind: Mapped[str] = mapped_column(String(CODE_LENGTH))
    measured_at: Mapped[datetime] = mapped_column(UtcTime)
    side: Mapped[Side | None] = mapped_column(word(Side))
    value: Mapped[float | None] = mapped_column(Float)
    unit: Mapped[str] = mapped_column(String(LONGEST_WORD))
    detail: Mapped[dict[str, Json]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text)
    operator: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    withdrawn_reason: Mapped[str] = mapped_column(Text)


class ExerciseRow(Base):
    """One exercise as it was done, and typed in."""

    __tablename__ = "exercises"
    __table_args__ = (Index(None, "patient_id", "done_at"),)

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    exercise: Mapped[str] = mapped_column(String(CODE_LENGTH))
    done_at: Mapped[datetime] = mapped_column(UtcTime)
    side: Mapped[Side | None] = mapped_column(word(Side))
    sets: Mapped[int] = mapped_column(Integer)
    repetitions: Mapped[int] = mapped_column(Integer)
    load_kg: Mapped[float | None] = mapped_column(Float)
    effort: Mapped[float | None] = mapped_column(Float)
    note: Mapped[str] = mapped_column(Text)
    operator: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    withdrawn_reason: Mapped[str] = mapped_column(Text)


class NoisePersonRow(Base):
    """Somebody without trouble who measures the clinic's own noise on two days."""

    __tablename__ = "noise_people"

    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcTime)
