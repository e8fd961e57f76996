"""The tables. A change here needs a migration in `agent/migrations/versions`; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from agent.types import SourceKind

HEAD = "0014"
"""The newest migration, so that opening an up-to-date store needs no migration tool."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as UTC: SQLite has no zones, and would forget them silently."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    """Names every constraint, so that a migration can drop it on any database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class SourceRow(Base):
    """An outlet."""

    __tablename__ = "sources"

    id: Mapped[int] = mapped_column(primary_key=True)
    publisher: Mapped[str] = mapped_column(Text, unique=True)


class FollowedRow(Base):
    """A feed, site or folder that is read again and again."""

    __tablename__ = "followed"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[SourceKind] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    added: Mapped[datetime] = mapped_column(UtcDateTime)
    paused: Mapped[bool]
    state: Mapped[dict[str, Any]] = mapped_column(JSON)
    """A `SourceState`."""


class FailedPageRow(Base):
    """A page of a source that could not be read."""

    __tablename__ = "failed_pages"

    source_id: Mapped[str] = mapped_column(ForeignKey("followed.id", ondelete="CASCADE"), primary_key=True)
    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    entry: Mapped[str] = mapped_column(Text)
    tries: Mapped[int]
    problem: Mapped[str] = mapped_column(Text)
    tried: Mapped[datetime] = mapped_column(UtcDateTime)
    due: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MissingPageRow(Base):
    """A page of an article that its server has not."""

    __tablename__ = "missing_pages"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[int]
    looks: Mapped[int]
    first: Mapped[datetime] = mapped_column(UtcDateTime)
    looked: Mapped[datetime] = mapped_column(UtcDateTime)
    gone: Mapped[bool]


class ArticleRow(Base):
    """An article, whatever its version."""

    __tablename__ = "articles"
    # A B-tree of Postgres takes no more than 2,700 bytes; an address may be longer, and is looked up whole.
    __table_args__ = (Index("ix_articles_url", "url", postgresql_using="hash"),)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    external_id: Mapped[str | None] = mapped_column(Text, index=True)
    url: Mapped[str | None] = mapped_column(Text)
    current_hash: Mapped[str] = mapped_column(Text)
    """Version that holds now: that of the newest period, by `in_force`, then by `number`."""
    story_id: Mapped[str | None] = mapped_column(Text, index=True)
    """The story it belongs to; none as long as it waits to be grouped."""


class VersionRow(Base):
    """One version of an article. Rows are added and deleted, never changed: citations rest on them."""

    __tablename__ = "article_versions"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    content_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int]
    """1 for the first version we read, 2 for the next."""
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    headline: Mapped[str] = mapped_column(Text)
    authors: Mapped[list[str]] = mapped_column(JSON)
    published: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    modified: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retrieved: Mapped[datetime] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class PeriodRow(Base):
    """A stretch of time in which readers saw a version: a text that was taken back has two."""

    __tablename__ = "article_periods"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "content_hash"],
            ["article_versions.article_id", "article_versions.content_hash"],
            ondelete="CASCADE",
        ),
        Index("ix_article_periods_article_id", "article_id", "in_force"),
    )

    article_id: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """1 for the first period of the article, 2 for the next we heard of."""
    content_hash: Mapped[str] = mapped_column(Text)
    in_force: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it began, as far as we can tell (`versions.in_force_from`); it ends where a newer one begins."""


class BriefingRow(Base):
    """A delivered briefing."""

    __tablename__ = "briefings"
    __table_args__ = (Index("ix_briefings_owner", "owner", "created"),)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    owner: Mapped[str] = mapped_column(Text, server_default="")
    """Whose it is; empty for the person at the machine."""
    created: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    question: Mapped[str] = mapped_column(Text)
    profile: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    """The whole record as JSON."""
    version: Mapped[int] = mapped_column(server_default="1")
    """Of that record: 1 as it was written, one more with every edit."""


class CitationRow(Base):
    """A span that a version of a briefing rests on. No key into the articles: it outlives a deleted one."""

    __tablename__ = "citations"
    __table_args__ = (Index("ix_citations_article_id", "article_id", "content_hash"),)

    briefing_id: Mapped[str] = mapped_column(ForeignKey("briefings.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[str] = mapped_column(Text, primary_key=True)
    content_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    end: Mapped[int] = mapped_column(primary_key=True)


class ErasedRow(Base):
    """An article that is no longer here; nothing of it is kept but its id."""

    __tablename__ = "erased"

    article_id: Mapped[str] = mapped_column(Text, primary_key=True)
    barred: Mapped[bool]
    """It is not taken in again; else it is, and the row goes."""
