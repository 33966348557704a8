"""The tables. `docs/database.md` describes each in words.

Ids that are made on several stations are UUIDs. Calibrations, rims and ranges are never changed or
deleted; newer ones are added.
"""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from trainer.recording.vocabulary import (
    Arms,
    DomeStyle,
    Eyes,
    Feedback,
    Footwear,
    Outcome,
    PainPlace,
    Placement,
    Side,
    Source,
    Stance,
    Support,
)
from trainer.store.rows import LONGEST_WORD, BoardId, UtcTime, word

UUID_LENGTH = 36
CODE_LENGTH = 64
CHECKSUM_DIGITS = 8


class Base(DeclarativeBase):
    """Gives constraints names, so that migrations can change them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class PatientRow(Base):
    """A patient: a code, never a name."""

    __tablename__ = "patients"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(String(CODE_LENGTH), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class PatientNameRow(Base):
    """The only table with names."""

    __tablename__ = "patient_names"

    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class SessionRow(Base):
    """One visit."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "patient_id", "started_at"),)

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patients.id"))
    started_at: Mapped[datetime] = mapped_column(UtcTime)


class TrialRow(Base):
    """One trial without its samples.

    `why_not` says why it does not count, `voided_reason` why somebody declared it void; each is
    empty otherwise. `remarks` are sentences about the trial, for whoever reads its numbers.
    `measured_with` names the set of definitions its numbers were made with. `way` are the points of
    `trainer.recording.way`, for lists.
    """

    __tablename__ = "trials"
    __table_args__ = (Index(None, "patient_id", "started_at"), Index(None, "session_id"))

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"))
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patients.id"))
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    duration_s: Mapped[float] = mapped_column(Float)
    outcome: Mapped[Outcome] = mapped_column(word(Outcome))
    why_not: Mapped[str] = mapped_column(Text)
    voided_reason: Mapped[str] = mapped_column(Text)
    remarks: Mapped[list[str]] = mapped_column(JSON)
    headline: Mapped[str] = mapped_column(Text)
    board_id: Mapped[int] = mapped_column(BoardId)
    board_uri: Mapped[str] = mapped_column(Text)
    activity: Mapped[str] = mapped_column(String(CODE_LENGTH))
    side: Mapped[Side] = mapped_column(word(Side))
    stance: Mapped[Stance] = mapped_column(word(Stance))
    eyes: Mapped[Eyes] = mapped_column(word(Eyes))
    support: Mapped[Support] = mapped_column(word(Support))
    footwear: Mapped[Footwear] = mapped_column(word(Footwear))
    arms: Mapped[Arms] = mapped_column(word(Arms))
    level: Mapped[int] = mapped_column(Integer)
    stem_hole: Mapped[int] = mapped_column(Integer)
    dome_style: Mapped[DomeStyle] = mapped_column(word(DomeStyle))
    seconds: Mapped[float] = mapped_column(Float)
    practice: Mapped[bool] = mapped_column(Boolean)
    envelope_source: Mapped[Source] = mapped_column(word(Source))
    calibrated: Mapped[bool] = mapped_column(Boolean)
    ring_deg: Mapped[float] = mapped_column(Float)
    rung: Mapped[int] = mapped_column(Integer)
    feedback: Mapped[Feedback] = mapped_column(word(Feedback))
    weight_pct: Mapped[float] = mapped_column(Float)
    measured_with: Mapped[str] = mapped_column(String(LONGEST_WORD), server_default="")
    way: Mapped[list[list[float]] | None] = mapped_column(JSON(none_as_null=True))


class RecordingPartRow(Base):
    """One file of a trial's recording; separate from `trials` so that lists never read samples.

    `checksum` is the CRC-32 of `data` in hexadecimal digits.
    """

    __tablename__ = "recording_parts"

    trial_id: Mapped[str] = mapped_column(ForeignKey("trials.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_WORD), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    checksum: Mapped[str] = mapped_column(String(CHECKSUM_DIGITS))


class DefinitionRow(Base):
    """The definition of a metric's name and version; the text is stored once for all trials."""

    __tablename__ = "definitions"
    __table_args__ = (UniqueConstraint("name", "version", "unit", "definition", "filter"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(CODE_LENGTH))
    version: Mapped[int] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(String(LONGEST_WORD))
    definition: Mapped[str] = mapped_column(Text)
    filter: Mapped[str] = mapped_column(Text)


class MetricRow(Base):
    """One number of a trial; NaN is stored as NULL.

    `replaced_at` says since when another version counts, or none; NULL for what counts.
    """

    __tablename__ = "metrics"
    __table_args__ = ({"sqlite_with_rowid": False},)

    trial_id: Mapped[str] = mapped_column(ForeignKey("trials.id"), primary_key=True)
    definition_id: Mapped[int] = mapped_column(ForeignKey("definitions.id"), primary_key=True)
    value: Mapped[float | None] = mapped_column(Float)
    rate_hz: Mapped[float] = mapped_column(Float)
    censored: Mapped[bool] = mapped_column(Boolean)
    replaced_at: Mapped[datetime | None] = mapped_column(UtcTime)


class BoardRow(Base):
    """A board, the gyroscope's bias when it last was at rest, and where the deck's sensor is."""

    __tablename__ = "boards"

    id: Mapped[int] = mapped_column(BoardId, primary_key=True)
    first_seen_at: Mapped[datetime] = mapped_column(UtcTime)
    gyro_bias_deg_s: Mapped[list[float] | None] = mapped_column(JSON(none_as_null=True))
    gyro_bias_at: Mapped[datetime | None] = mapped_column(UtcTime)
    deck_sensor_on: Mapped[Placement] = mapped_column(word(Placement), default=Placement.BOARD)


class CalibrationRow(Base):
    """One calibration of one sensor of a board."""

    __tablename__ = "calibrations"
    __table_args__ = (Index(None, "board_id", "sensor", "counter"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"))
    sensor: Mapped[int] = mapped_column(Integer)
    counter: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    operator: Mapped[str] = mapped_column(Text)
    steps: Mapped[list[str]] = mapped_column(JSON)
    mount: Mapped[list[float]] = mapped_column(JSON)
    accel_scale: Mapped[list[float]] = mapped_column(JSON)
    accel_offset_g: Mapped[list[float]] = mapped_column(JSON)
    gyro_scale: Mapped[list[float]] = mapped_column(JSON)


class RimRow(Base):
    """One measured rim of a board on one dome and stem hole."""

    __tablename__ = "rims"
    __table_args__ = (Index(None, "board_id", "level", "stem_hole"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"))
    level: Mapped[int] = mapped_column(Integer)
    stem_hole: Mapped[int] = mapped_column(Integer)
    dome_style: Mapped[DomeStyle] = mapped_column(word(DomeStyle))
    source: Mapped[Source] = mapped_column(word(Source))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    directions_deg: Mapped[list[float]] = mapped_column(JSON)
    tilt_deg: Mapped[list[float]] = mapped_column(JSON)
    operator: Mapped[str] = mapped_column(Text)


class DomeCheckRow(Base):
    """When a touch of the edge last told that a board stands on this dome in this stem hole."""

    __tablename__ = "dome_checks"

    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"), primary_key=True)
    level: Mapped[int] = mapped_column(Integer, primary_key=True)
    stem_hole: Mapped[int] = mapped_column(Integer, primary_key=True)
    told_at: Mapped[datetime] = mapped_column(UtcTime)


class RangeRow(Base):
    """A patient's range on one side and dome, as measured on one day."""

    __tablename__ = "ranges"
    __table_args__ = (Index(None, "patient_id", "side", "day"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    side: Mapped[Side] = mapped_column(word(Side))
    level: Mapped[int] = mapped_column(Integer)
    stem_hole: Mapped[int] = mapped_column(Integer)
    stance: Mapped[Stance] = mapped_column(word(Stance))
    support: Mapped[Support] = mapped_column(word(Support))
    day: Mapped[date] = mapped_column(Date)
    source: Mapped[Source] = mapped_column(word(Source))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    directions_deg: Mapped[list[float]] = mapped_column(JSON)
    tilt_deg: Mapped[list[float]] = mapped_column(JSON)
    operator: Mapped[str] = mapped_column(Text)


class LoadCalibrationRow(Base):
    """One calibration of a board's load cells; lists of four, front-left to rear-right."""

    __tablename__ = "load_calibrations"
    __table_args__ = (Index(None, "board_id", "counter"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"))
    counter: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    operator: Mapped[str] = mapped_column(Text)
    zero_counts: Mapped[list[int]] = mapped_column(JSON)
    newton_per_count: Mapped[list[float]] = mapped_column(JSON)
    cell_ap_mm: Mapped[list[float]] = mapped_column(JSON)
    cell_ml_mm: Mapped[list[float]] = mapped_column(JSON)
    residual_n: Mapped[float] = mapped_column(Float)
    residual_mm: Mapped[float] = mapped_column(Float)


class ThighSetupRow(Base):
    """How the body sensor sits on a thigh, until the strap comes off or has slipped."""

    __tablename__ = "thigh_setups"
    __table_args__ = (Index(None, "board_id", "made_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"))
    side: Mapped[Side] = mapped_column(word(Side))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    operator: Mapped[str] = mapped_column(Text)
    mount: Mapped[list[float]] = mapped_column(JSON)
    gyro_bias_deg_s: Mapped[list[float]] = mapped_column(JSON)
    explained_pct: Mapped[float] = mapped_column(Float)
    off_mark_deg: Mapped[float] = mapped_column(Float)
    lean_on_leg_deg: Mapped[float | None] = mapped_column(Float)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    slipped_at: Mapped[datetime | None] = mapped_column(UtcTime)


class SacrumSetupRow(Base):
    """How the deck's sensor sits on a sacrum, until the strap comes off."""

    __tablename__ = "sacrum_setups"
    __table_args__ = (Index(None, "board_id", "made_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    operator: Mapped[str] = mapped_column(Text)
    mount: Mapped[list[float]] = mapped_column(JSON)
    gyro_bias_deg_s: Mapped[list[float]] = mapped_column(JSON)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))


class FootPlacementRow(Base):
    """Where a patient stood on one leg, in cells of the deck's grid."""

    __tablename__ = "foot_placements"
    __table_args__ = (Index(None, "patient_id", "side", "made_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    side: Mapped[Side] = mapped_column(word(Side))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    heel_cell: Mapped[str] = mapped_column(String(LONGEST_WORD))
    toe_cell: Mapped[str] = mapped_column(String(LONGEST_WORD))
    footwear: Mapped[Footwear] = mapped_column(word(Footwear))
    arms: Mapped[Arms] = mapped_column(word(Arms))


class BodyWeightRow(Base):
    """A patient's weight, measured by the load cells or as told."""

    __tablename__ = "body_weights"
    __table_args__ = (Index(None, "patient_id", "found_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    found_at: Mapped[datetime] = mapped_column(UtcTime)
    kg: Mapped[float] = mapped_column(Float)
    measured: Mapped[bool] = mapped_column(Boolean)


class LegLockRow(Base):
    """A leg that pain stopped in a trial; free again from `unlocked_at` on, or the next day."""

    __tablename__ = "leg_locks"
    __table_args__ = (Index(None, "patient_id", "locked_at"),)

    trial_id: Mapped[str] = mapped_column(ForeignKey("trials.id"), primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    side: Mapped[Side] = mapped_column(word(Side))
    locked_at: Mapped[datetime] = mapped_column(UtcTime)
    score: Mapped[int | None] = mapped_column(Integer)
    place: Mapped[PainPlace | None] = mapped_column(word(PainPlace))
    unlocked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    unlocked_reason: Mapped[str] = mapped_column(Text)
