"""Load cells, body sensor, the place of the feet, body weight; who found a rim or a range."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From the first schema."""
    for table in ("rims", "ranges"):
        op.add_column(table, sa.Column("operator", sa.Text(), nullable=True))
    _of_boards()
    _of_patients()


def _of_boards() -> None:
    op.create_table(
        "load_calibrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("zero_counts", sa.JSON(), nullable=False),
        sa.Column("newton_per_count", sa.JSON(), nullable=False),
        sa.Column("cell_ap_mm", sa.JSON(), nullable=False),
        sa.Column("cell_ml_mm", sa.JSON(), nullable=False),
        sa.Column("residual_n", sa.Float(), nullable=False),
        sa.Column("residual_mm", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name="fk_load_calibrations_board_id_boards"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_load_calibrations"),
    )
    op.create_index(
        "ix_load_calibrations_board_id_counter",
        "load_calibrations",
        ["board_id", "counter"],
        unique=False,
    )
    op.create_table(
        "thigh_setups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("mount", sa.JSON(), nullable=False),
        sa.Column("gyro_bias_deg_s", sa.JSON(), nullable=False),
        sa.Column("explained_pct", sa.Float(), nullable=False),
        sa.Column("off_mark_deg", sa.Float(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("slipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name="fk_thigh_setups_board_id_boards"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_thigh_setups_patient_id_patients"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_thigh_setups"),
    )
    op.create_index(
        "ix_thigh_setups_board_id_made_at", "thigh_setups", ["board_id", "made_at"], unique=False
    )


def _of_patients() -> None:
    op.create_table(
        "foot_placements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heel_cell", sa.String(length=32), nullable=False),
        sa.Column("toe_cell", sa.String(length=32), nullable=False),
        sa.Column("footwear", sa.String(length=32), nullable=False),
        sa.Column("arms", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_foot_placements_patient_id_patients"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_foot_placements"),
    )
    op.create_index(
        "ix_foot_placements_patient_id_side_made_at",
        "foot_placements",
        ["patient_id", "side", "made_at"],
        unique=False,
    )
    op.create_table(
        "body_weights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kg", sa.Float(), nullable=False),
        sa.Column("measured", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_body_weights_patient_id_patients"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_body_weights"),
    )
    op.create_index(
        "ix_body_weights_patient_id_found_at",
        "body_weights",
        ["patient_id", "found_at"],
        unique=False,
    )
