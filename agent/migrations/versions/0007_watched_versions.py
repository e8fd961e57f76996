"""Versions of articles: those a watch finds, those no watch was asked about, and the one a story read."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_VERSION = ["article_id", "content_hash"]
_VERSIONS = ["article_versions.article_id", "article_versions.content_hash"]


def upgrade() -> None:
    op.create_table(
        "watch_versions",
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("watch_id", *_VERSION, name="pk_watch_versions"),
        sa.ForeignKeyConstraint(
            ["watch_id"], ["watches.id"], name="fk_watch_versions_watch_id_watches", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            _VERSION, _VERSIONS, name="fk_watch_versions_article_id_article_versions", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_watch_versions_article_id", "watch_versions", _VERSION)
    op.create_table(
        "unwatched_versions",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(*_VERSION, name="pk_unwatched_versions"),
        sa.ForeignKeyConstraint(
            _VERSION, _VERSIONS, name="fk_unwatched_versions_article_id_article_versions", ondelete="CASCADE"
        ),
    )
    # Every version is asked about again: what watches found before was kept for articles, not for versions.
    op.execute(
        "INSERT INTO unwatched_versions (article_id, content_hash)"
        " SELECT article_id, content_hash FROM article_versions"
    )
    op.drop_table("watch_articles")
    op.add_column("story_articles", sa.Column("content_hash", sa.Text(), nullable=False, server_default=""))
    op.execute(
        "UPDATE story_articles SET content_hash ="
        " (SELECT current_hash FROM articles WHERE articles.id = story_articles.article_id)"
    )
