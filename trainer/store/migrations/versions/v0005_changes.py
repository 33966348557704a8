"""How often what is stored of a patient was changed, and visits found by their day."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Counting begins with nothing: nobody remembers anything of before."""
    op.create_table(
        "changes",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_changes_patient_id_patients"
        ),
        sa.PrimaryKeyConstraint("patient_id", "about", name="pk_changes"),
    )
    op.create_index("ix_visits_day", "visits", ["day"])
