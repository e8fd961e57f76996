"""Periods of their own, apart from versions: a text that was taken back is in force twice."""

import sqlalchemy as sa
from alembic import op

from agent.store.schema import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article_periods",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("in_force", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "number", name="pk_article_periods"),
        sa.ForeignKeyConstraint(
            ["article_id", "content_hash"],
            ["article_versions.article_id", "article_versions.content_hash"],
            name="fk_article_periods_article_id_article_versions",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_article_periods_article_id", "article_periods", ["article_id", "in_force"])
    op.execute(
        "INSERT INTO article_periods (article_id, number, content_hash, in_force) "
        "SELECT article_id, number, content_hash, in_force FROM article_versions"
    )
    op.drop_index("ix_article_versions_in_force", "article_versions")
    op.drop_column("article_versions", "in_force")
