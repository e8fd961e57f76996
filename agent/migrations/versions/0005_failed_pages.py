"""Pages of sources that could not be read: how often they were tried, and when they are tried again."""

import sqlalchemy as sa
from alembic import op

from agent.store.schema import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "failed_pages",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("tried", UtcDateTime(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["followed.id"], name="fk_failed_pages_source_id_followed", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", "reference", name="pk_failed_pages"),
    )
