"""The whole schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From an empty database."""
    op.create_table(
        "boards",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gyro_bias_deg_s", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("gyro_bias_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deck_sensor_on", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_boards"),
    )
    op.create_table(
        "patients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_patients"),
        sa.UniqueConstraint("code", name="uq_patients_code"),
    )
    op.create_table(
        "calibrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("sensor", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("mount", sa.JSON(), nullable=False),
        sa.Column("accel_scale", sa.JSON(), nullable=False),
        sa.Column("accel_offset_g", sa.JSON(), nullable=False),
        sa.Column("gyro_scale", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name="fk_calibrations_board_id_boards"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calibrations"),
    )
    op.create_index(
        "ix_calibrations_board_id_sensor_counter",
        "calibrations",
        ["board_id", "sensor", "counter"],
        unique=False,
    )
    op.create_table(
        "patient_names",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_patient_names_patient_id_patients"
        ),
        sa.PrimaryKeyConstraint("patient_id", name="pk_patient_names"),
    )
    op.create_table(
        "ranges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("stem_hole", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(length=32), nullable=False),
        sa.Column("support", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("directions_deg", sa.JSON(), nullable=False),
        sa.Column("tilt_deg", sa.JSON(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_ranges_patient_id_patients"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ranges"),
    )
    op.create_index(
        "ix_ranges_patient_id_side_day", "ranges", ["patient_id", "side", "day"], unique=False
    )
    op.create_table(
        "rims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("stem_hole", sa.Integer(), nullable=False),
        sa.Column("dome_style", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("directions_deg", sa.JSON(), nullable=False),
        sa.Column("tilt_deg", sa.JSON(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name="fk_rims_board_id_boards"),
        sa.PrimaryKeyConstraint("id", name="pk_rims"),
    )
    op.create_index(
        "ix_rims_board_id_level_stem_hole", "rims", ["board_id", "level", "stem_hole"], unique=False
    )
    op.create_table(
        "dome_checks",
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("stem_hole", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name="fk_dome_checks_board_id_boards"),
        sa.PrimaryKeyConstraint("board_id", "level", "stem_hole", name="pk_dome_checks"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_sessions_patient_id_patients"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index(
        "ix_sessions_patient_id_started_at", "sessions", ["patient_id", "started_at"], unique=False
    )
    op.create_table(
        "trials",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=True),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_s", sa.Float(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("why_not", sa.Text(), nullable=False),
        sa.Column("voided_reason", sa.Text(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("board_uri", sa.Text(), nullable=False),
        sa.Column("activity", sa.String(length=64), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("stance", sa.String(length=32), nullable=False),
        sa.Column("eyes", sa.String(length=32), nullable=False),
        sa.Column("support", sa.String(length=32), nullable=False),
        sa.Column("footwear", sa.String(length=32), nullable=False),
        sa.Column("arms", sa.String(length=32), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("stem_hole", sa.Integer(), nullable=False),
        sa.Column("dome_style", sa.String(length=32), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("practice", sa.Boolean(), nullable=False),
        sa.Column("envelope_source", sa.String(length=32), nullable=False),
        sa.Column("calibrated", sa.Boolean(), nullable=False),
        sa.Column("ring_deg", sa.Float(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("feedback", sa.String(length=32), nullable=False),
        sa.Column("weight_pct", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_trials_patient_id_patients"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_trials_session_id_sessions"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_trials"),
    )
    op.create_index(
        "ix_trials_patient_id_started_at", "trials", ["patient_id", "started_at"], unique=False
    )
    op.create_index("ix_trials_session_id", "trials", ["session_id"], unique=False)
    op.create_table(
        "definitions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_definitions"),
        sa.UniqueConstraint(
            "name",
            "version",
            "unit",
            "definition",
            "filter",
            name="uq_definitions_name_version_unit_definition_filter",
        ),
    )
    op.create_table(
        "metrics",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("definition_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("rate_hz", sa.Float(), nullable=False),
        sa.Column("censored", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["trial_id"], ["trials.id"], name="fk_metrics_trial_id_trials"),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definitions.id"], name="fk_metrics_definition_id_definitions"
        ),
        sa.PrimaryKeyConstraint("trial_id", "definition_id", name="pk_metrics"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recording_parts",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("checksum", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["trials.id"], name="fk_recording_parts_trial_id_trials"
        ),
        sa.PrimaryKeyConstraint("trial_id", "name", name="pk_recording_parts"),
    )
    _instruments()
    _of_patients()


def _instruments() -> None:
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
        sa.Column("lean_on_leg_deg", sa.Float(), nullable=True),
        sa.Column("patient_id", sa.Integer(), nullable=False),
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
    op.create_table(
        "sacrum_setups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("mount", sa.JSON(), nullable=False),
        sa.Column("gyro_bias_deg_s", sa.JSON(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name="fk_sacrum_setups_board_id_boards"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_sacrum_setups_patient_id_patients"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sacrum_setups"),
    )
    op.create_index(
        "ix_sacrum_setups_board_id_made_at", "sacrum_setups", ["board_id", "made_at"], unique=False
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
    op.create_table(
        "leg_locks",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=32), nullable=True),
        sa.Column("unlocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unlocked_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["trial_id"], ["trials.id"], name="fk_leg_locks_trial_id_trials"),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_leg_locks_patient_id_patients"
        ),
        sa.PrimaryKeyConstraint("trial_id", name="pk_leg_locks"),
    )
    op.create_index(
        "ix_leg_locks_patient_id_locked_at", "leg_locks", ["patient_id", "locked_at"], unique=False
    )
