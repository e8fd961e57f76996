"""The first schema: outlets, articles and their versions, briefings and the spans they rest on."""

import sqlalchemy as sa
from alembic import op

from agent.store.schema import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("publisher", name="uq_sources_publisher"),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("current_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_index("ix_articles_external_id", "articles", ["external_id"])
    op.create_index("ix_articles_url", "articles", ["url"], postgresql_using="hash")
    op.create_table(
        "article_versions",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("published", UtcDateTime(), nullable=True),
        sa.Column("modified", UtcDateTime(), nullable=True),
        sa.Column("retrieved", UtcDateTime(), nullable=False),
        sa.Column("in_force", UtcDateTime(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "content_hash", name="pk_article_versions"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_article_versions_article_id_articles",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_article_versions_source_id_sources"),
    )
    op.create_index("ix_article_versions_source_id", "article_versions", ["source_id"])
    op.create_index("ix_article_versions_published", "article_versions", ["published"])
    op.create_index("ix_article_versions_in_force", "article_versions", ["in_force"])
    op.create_table(
        "briefings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_briefings"),
    )
    op.create_index("ix_briefings_created", "briefings", ["created"])
    op.create_table(
        "citations",
        sa.Column("briefing_id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "briefing_id", "article_id", "content_hash", "start", "end", name="pk_citations"
        ),
        sa.ForeignKeyConstraint(
            ["briefing_id"], ["briefings.id"], name="fk_citations_briefing_id_briefings", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_citations_article_id", "citations", ["article_id", "content_hash"])
