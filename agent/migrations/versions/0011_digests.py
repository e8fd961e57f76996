"""Digests, their editions, and a receipt for each recipient."""

import sqlalchemy as sa
from alembic import op

from agent.store.schema import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("added", UtcDateTime(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("handled", sa.Text(), nullable=False),
        sa.Column("turn", sa.Text(), nullable=False),
        sa.Column("turn_until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
    )
    op.create_index("ix_digests_owner", "digests", ["owner", "added"])
    op.create_table(
        "editions",
        sa.Column("digest_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest_id", "key", name="pk_editions"),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digests.id"], name="fk_editions_digest_id_digests", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_editions_at", "editions", ["digest_id", "at"])
    op.create_table(
        "deliveries",
        sa.Column("digest_id", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("next_try", UtcDateTime(), nullable=True),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest_id", "edition", "channel", "recipient", name="pk_deliveries"),
        sa.ForeignKeyConstraint(
            ["digest_id", "edition"],
            ["editions.digest_id", "editions.key"],
            name="fk_deliveries_digest_id_editions",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_deliveries_state", "deliveries", ["state", "next_try"])
