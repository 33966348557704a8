"""What a therapist types in, episodes of care, and older values kept beside the newest."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Values of today count; nobody knows what they were made with."""
    op.add_column("metrics", sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "trials",
        sa.Column("measured_with", sa.String(length=32), nullable=False, server_default=""),
    )
    _typed_in("clinical_entries", "measured_at", _clinical())
    _typed_in("exercises", "done_at", _exercise())
    op.create_table(
        "episodes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("involved", sa.String(length=32), nullable=True),
        sa.Column("primary_metric", sa.String(length=64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        _of_patient("episodes"),
        sa.PrimaryKeyConstraint("id", name="pk_episodes"),
    )
    op.create_index("ix_episodes_patient_id_begun_at", "episodes", ["patient_id", "begun_at"])
    op.create_table(
        "noise_people",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _of_patient("noise_people"),
        sa.PrimaryKeyConstraint("patient_id", name="pk_noise_people"),
    )


def _of_patient(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_patient_id_patients"
    return sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=name)


def _typed_in(table: str, when: str, columns: list[sa.Column[Any]]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column(when, sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=True),
        *columns,
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        _of_patient(table),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_patient_id_{when}", table, ["patient_id", when])


def _clinical() -> list[sa.Column[Any]]:
    return [
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
    ]


def _exercise() -> list[sa.Column[Any]]:
    return [
        sa.Column("exercise", sa.String(length=64), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=False),
        sa.Column("repetitions", sa.Integer(), nullable=False),
        sa.Column("load_kg", sa.Float(), nullable=True),
        sa.Column("effort", sa.Float(), nullable=True),
    ]
