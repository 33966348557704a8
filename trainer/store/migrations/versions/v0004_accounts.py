"""Accounts, who treats whom, and the log of reads and writes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _accounts()
    _care()
    _log()


def _accounts() -> None:
    op.create_table(
        "accounts",
        _word("account_id", 36),
        _word("login", 64),
        _word("role", 32),
        sa.Column("password_hash", sa.Text(), nullable=False),
        _time("made_at"),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        _time("disabled_at", nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        _time("not_before", nullable=True),
        sa.PrimaryKeyConstraint("account_id", name="pk_accounts"),
        sa.UniqueConstraint("login", name="uq_accounts_login"),
    )
    op.create_table(
        "sign_ins",
        _word("token_hash", 64),
        _word("account_id", 36),
        _time("begun_at"),
        _time("seen_at"),
        _time("ended_at", nullable=True),
        _of_account("sign_ins"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_ins"),
    )


def _care() -> None:
    op.create_table(
        "care",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        _word("account_id", 36),
        _time("since"),
        _of_patient("care"),
        _of_account("care"),
        sa.PrimaryKeyConstraint("patient_id", "account_id", name="pk_care"),
    )
    op.create_table(
        "broken_glass",
        _word("glass_id", 36),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        _word("account_id", 36),
        sa.Column("reason", sa.Text(), nullable=False),
        _time("at"),
        _time("until"),
        _of_patient("broken_glass"),
        _of_account("broken_glass"),
        sa.PrimaryKeyConstraint("glass_id", name="pk_broken_glass"),
    )
    op.create_index(
        "ix_broken_glass_patient_id_account_id", "broken_glass", ["patient_id", "account_id"]
    )


def _log() -> None:
    op.create_table(
        "access_log",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _time("at"),
        _word("login", 64),
        _word("action", 32),
        _word("about", 64),
        sa.Column("detail", sa.Text(), nullable=False),
        _word("seal", 64),
        sa.PrimaryKeyConstraint("number", name="pk_access_log"),
    )
    op.create_index("ix_access_log_about_number", "access_log", ["about", "number"])
    head = op.create_table(
        "access_log_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _word("seal", 64),
        sa.PrimaryKeyConstraint("id", name="pk_access_log_head"),
    )
    op.bulk_insert(head, [{"id": 1, "number": 0, "seal": ""}])


def _word(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_account_id_accounts"
    return sa.ForeignKeyConstraint(["account_id"], ["accounts.account_id"], name=name)


def _of_patient(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_patient_id_patients"
    return sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=name)
