"""Versions of briefings, feedback on sentences, sharing, and whether money set aside was settled."""

import json

import sqlalchemy as sa
from alembic import op

from agent.store.schema import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("briefings", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("spending", sa.Column("settled", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "briefing_versions",
        sa.Column("briefing_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("briefing_id", "number", name="pk_briefing_versions"),
        _of_briefing("briefing_versions"),
    )
    op.create_table(
        "feedback",
        sa.Column("briefing_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("briefing_id", "version", "claim_id", "owner", name="pk_feedback"),
        _of_briefing("feedback"),
    )
    op.create_table(
        "briefing_shares",
        sa.Column("briefing_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("briefing_id", "person", name="pk_briefing_shares"),
        _of_briefing("briefing_shares"),
    )
    op.create_index("ix_briefing_shares_person", "briefing_shares", ["person"])
    op.create_table(
        "conversation_shares",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "person", name="pk_conversation_shares"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_conversation_shares_conversation_id_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_conversation_shares_person", "conversation_shares", ["person"])
    _name_briefings()


def _of_briefing(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["briefing_id"], ["briefings.id"], name=f"fk_{table}_briefing_id_briefings", ondelete="CASCADE"
    )


def _name_briefings() -> None:
    """Name with each turn the briefing that stands in it, so that a query can find it."""
    op.add_column("turns", sa.Column("briefing_id", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_turns_briefing_id", "turns", ["briefing_id"])
    turns = sa.table(
        "turns",
        sa.column("conversation_id", sa.Text()),
        sa.column("number", sa.Integer()),
        sa.column("body", sa.Text()),
        sa.column("briefing_id", sa.Text()),
    )
    connection = op.get_bind()
    for conversation, number, body in connection.execute(
        sa.select(turns.c.conversation_id, turns.c.number, turns.c.body)
    ).all():
        if name := json.loads(body).get("briefing_id", ""):
            one = (turns.c.conversation_id == conversation) & (turns.c.number == number)
            connection.execute(sa.update(turns).where(one).values(briefing_id=name))
