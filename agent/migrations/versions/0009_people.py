"""Accounts, what lets them in, what they spend; whose a briefing is."""

import sqlalchemy as sa
from alembic import op

from agent.store.schema import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("removed", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_accounts"),
    )
    op.create_table(
        "passes",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("expires", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_passes"),
        sa.ForeignKeyConstraint(
            ["account"], ["accounts.name"], name="fk_passes_account_accounts", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_passes_account", "passes", ["account"])
    op.create_table(
        "spending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("began", UtcDateTime(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("micros", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spending"),
    )
    op.create_index("ix_spending_owner", "spending", ["owner", "day"])
    op.add_column("briefings", sa.Column("owner", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_briefings_owner", "briefings", ["owner", "created"])
