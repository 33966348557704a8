"""The tables of a patient's background, stops and plans, and of visits and their marks.

Nothing is deleted. Where what was added last counts, rows have numbers, which grow with every row:
clocks of stations may be wrong.
"""

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.recording.background import StopReason, WeightBearing
from trainer.recording.json_form import Json
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import Side
from trainer.store.rows import UtcTime, word
from trainer.store.tables import CODE_LENGTH, UUID_LENGTH, Base


class BackgroundRow(Base):
    """What was found and ordered before the training; the row that was added last counts."""

    __tablename__ = "backgrounds"
    __table_args__ = (Index(None, "patient_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    noted_at: Mapped[datetime] = mapped_column(UtcTime)
    diagnosis: Mapped[str] = mapped_column(Text)
    surgery_on: Mapped[date | None] = mapped_column(Date)
    weight_bearing: Mapped[WeightBearing] = mapped_column(word(WeightBearing))
    weight_bearing_pct: Mapped[float | None] = mapped_column(Float)
    operator: Mapped[str] = mapped_column(Text)


class ScreeningRow(Base):
    """One screening; the row that was added last counts."""

    __tablename__ = "screenings"
    __table_args__ = (Index(None, "patient_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    done_at: Mapped[datetime] = mapped_column(UtcTime)
    answers: Mapped[dict[str, bool]] = mapped_column(JSON)
    operator: Mapped[str] = mapped_column(Text)


class HardStopRow(Base):
    """A leg that is stopped until `lifted_at`; a stop by a trial or an entry has its id."""

    __tablename__ = "hard_stops"
    __table_args__ = (Index(None, "patient_id", "at"),)

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    side: Mapped[Side] = mapped_column(word(Side))
    reason: Mapped[StopReason] = mapped_column(word(StopReason))
    at: Mapped[datetime] = mapped_column(UtcTime)
    pain: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(Text)
    operator: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime] = mapped_column(UtcTime)
    lifted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    lifted_reason: Mapped[str] = mapped_column(Text)
    lifted_by: Mapped[str] = mapped_column(Text)


class PrescribedRestRow(Base):
    """Days without training that somebody prescribed."""

    __tablename__ = "prescribed_rests"
    __table_args__ = (Index(None, "patient_id", "from_day"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    from_day: Mapped[date] = mapped_column(Date)
    to_day: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    operator: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime] = mapped_column(UtcTime)


class NoGoRow(Base):
    """A sector that one leg keeps away from, until its day is over or it is withdrawn."""

    __tablename__ = "no_go_sectors"
    __table_args__ = (Index(None, "patient_id", "noted_at"),)

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    side: Mapped[Side] = mapped_column(word(Side))
    from_deg: Mapped[float] = mapped_column(Float)
    to_deg: Mapped[float] = mapped_column(Float)
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[date] = mapped_column(Date)
    noted_at: Mapped[datetime] = mapped_column(UtcTime)
    operator: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)


class PlanRow(Base):
    """One plan, whole in `plan`; of those that are signed the row that was added last counts."""

    __tablename__ = "plans"
    __table_args__ = (Index(None, "patient_id", "signed"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    plan_id: Mapped[str] = mapped_column(String(UUID_LENGTH), unique=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    title: Mapped[str] = mapped_column(Text)
    signed: Mapped[bool] = mapped_column(Boolean)
    plan: Mapped[dict[str, Json]] = mapped_column(JSON)


class VisitRow(Base):
    """One visit; `visit_id` is the session of its trials."""

    __tablename__ = "visits"
    __table_args__ = (Index(None, "patient_id"), Index(None, "day"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    visit_id: Mapped[str] = mapped_column(String(UUID_LENGTH), unique=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    day: Mapped[date] = mapped_column(Date)
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    plan_id: Mapped[str | None] = mapped_column(ForeignKey("plans.plan_id"))
    station: Mapped[str] = mapped_column(Text)
    seen_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)


class VisitMarkRow(Base):
    """What became of a step of a visit; of one step the row that was added last counts."""

    __tablename__ = "visit_marks"
    __table_args__ = (Index(None, "visit_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    mark_id: Mapped[str] = mapped_column(String(UUID_LENGTH), unique=True)
    visit_id: Mapped[str] = mapped_column(ForeignKey("visits.visit_id"))
    step: Mapped[str] = mapped_column(String(CODE_LENGTH))
    kind: Mapped[MarkKind] = mapped_column(word(MarkKind))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(Text)
    station: Mapped[str] = mapped_column(Text)
    took_s: Mapped[float] = mapped_column(Float)
