"""The language that an account's pages speak."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has chosen one yet: their browsers say."""
    language = sa.Column("language", sa.String(length=32), nullable=False, server_default="")
    op.add_column("accounts", language)


def downgrade() -> None:
    """The choices are lost, and nothing else."""
    op.drop_column("accounts", "language")
