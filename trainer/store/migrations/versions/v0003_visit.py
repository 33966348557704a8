"""What belongs to a patient beside trials, plans, and visits with what was done in them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No leg is stopped that was not: what locked a leg before ended with its day."""
    op.add_column("trials", sa.Column("way", sa.JSON(), nullable=True))
    op.add_column("episodes", sa.Column("stance", sa.String(length=32), nullable=True))
    _background()
    _stops()
    _rests_and_sectors()
    _plans()
    _visits()


def _background() -> None:
    _numbered(
        "backgrounds",
        _time("noted_at"),
        _text("diagnosis"),
        sa.Column("surgery_on", sa.Date(), nullable=True),
        sa.Column("weight_bearing", sa.String(length=32), nullable=False),
        sa.Column("weight_bearing_pct", sa.Float(), nullable=True),
        _text("operator"),
    )
    op.create_index("ix_backgrounds_patient_id", "backgrounds", ["patient_id"])
    _numbered(
        "screenings",
        _time("done_at"),
        sa.Column("answers", sa.JSON(), nullable=False),
        _text("operator"),
    )
    op.create_index("ix_screenings_patient_id", "screenings", ["patient_id"])


def _stops() -> None:
    op.create_table(
        "hard_stops",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        _time("at"),
        sa.Column("pain", sa.Integer(), nullable=True),
        _text("note"),
        _text("operator"),
        _time("entered_at"),
        _time("lifted_at", nullable=True),
        _text("lifted_reason"),
        _text("lifted_by"),
        *_keys("hard_stops"),
    )
    op.create_index("ix_hard_stops_patient_id_at", "hard_stops", ["patient_id", "at"])


def _rests_and_sectors() -> None:
    _numbered(
        "prescribed_rests",
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        _text("reason"),
        _text("operator"),
        _time("entered_at"),
    )
    op.create_index(
        "ix_prescribed_rests_patient_id_from_day", "prescribed_rests", ["patient_id", "from_day"]
    )
    op.create_table(
        "no_go_sectors",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("from_deg", sa.Float(), nullable=False),
        sa.Column("to_deg", sa.Float(), nullable=False),
        _text("reason"),
        sa.Column("until", sa.Date(), nullable=False),
        _time("noted_at"),
        _text("operator"),
        _time("withdrawn_at", nullable=True),
        *_keys("no_go_sectors"),
    )
    op.create_index(
        "ix_no_go_sectors_patient_id_noted_at", "no_go_sectors", ["patient_id", "noted_at"]
    )


def _plans() -> None:
    _numbered(
        "plans",
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        _time("made_at"),
        _text("title"),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.UniqueConstraint("plan_id", name="uq_plans_plan_id"),
    )
    op.create_index("ix_plans_patient_id_signed", "plans", ["patient_id", "signed"])


def _visits() -> None:
    _numbered(
        "visits",
        sa.Column("visit_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        _time("opened_at"),
        sa.Column("plan_id", sa.String(length=36), nullable=True),
        _text("station"),
        _time("seen_at", nullable=True),
        _time("closed_at", nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name="fk_visits_plan_id_plans"),
        sa.UniqueConstraint("visit_id", name="uq_visits_visit_id"),
    )
    op.create_index("ix_visits_patient_id", "visits", ["patient_id"])
    op.create_table(
        "visit_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark_id", sa.String(length=36), nullable=False),
        sa.Column("visit_id", sa.String(length=36), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        _time("at"),
        _text("words"),
        _text("station"),
        sa.Column("took_s", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.visit_id"], name="fk_visit_marks_visit_id_visits"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_visit_marks"),
        sa.UniqueConstraint("mark_id", name="uq_visit_marks_mark_id"),
    )
    op.create_index("ix_visit_marks_visit_id", "visit_marks", ["visit_id"])


def _numbered(table: str, *columns: Any) -> None:
    """A table of a patient, whose rows are numbered in the order in which they were added."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        *columns,
        *_keys(table),
    )


def _keys(table: str) -> tuple[sa.Constraint, ...]:
    name = f"fk_{table}_patient_id_patients"
    return (
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=name),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)
