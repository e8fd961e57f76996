"""The tables of stories, of what is watched, of outages and of outlets; the others are in `schema.py`."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from agent.store.schema import Base, UtcDateTime

EVERY = ""
"""The term of which the count is the number of articles."""


class StoryRow(Base):
    """A story, those that went into others included."""

    __tablename__ = "stories"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    held: Mapped[bool]
    """A person joined or parted it."""
    first: Mapped[datetime] = mapped_column(UtcDateTime)
    """Moment of its earliest article."""
    last: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    """Moment of its latest article."""
    into: Mapped[str | None] = mapped_column(Text)
    """The story it went into; none while it goes on under its own id."""


class StoryArticleRow(Base):
    """What an article is compared by. Derived from its text, and gone with it."""

    __tablename__ = "story_articles"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    serial: Mapped[int] = mapped_column(index=True)
    """Its place in the order of arrival."""
    moment: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it was published; where nobody knows, when it was read."""
    content_hash: Mapped[str] = mapped_column(Text)
    """The version that was read for it."""
    vector: Mapped[dict[str, float]] = mapped_column(JSON)
    named: Mapped[list[list[str]]] = mapped_column(JSON)
    """Names and their kinds."""


class StoryChangeRow(Base):
    """A merge or a split."""

    __tablename__ = "story_changes"

    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Literal["merged", "split"]] = mapped_column(Text)
    by: Mapped[Literal["rule", "hand"]] = mapped_column(Text)
    story: Mapped[str] = mapped_column(Text, index=True)
    other: Mapped[str] = mapped_column(Text, index=True)
    article_ids: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class StoryApartRow(Base):
    """Two stories that a person parted."""

    __tablename__ = "story_apart"

    one: Mapped[str] = mapped_column(Text, primary_key=True)
    other: Mapped[str] = mapped_column(Text, primary_key=True)


class StoryTermRow(Base):
    """In how many articles a term occurred; `EVERY` counts the articles."""

    __tablename__ = "story_terms"

    term: Mapped[str] = mapped_column(Text, primary_key=True)
    articles: Mapped[int]


class StoryTurnRow(Base):
    """The one row that counts the changes of the stories."""

    __tablename__ = "story_turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    turn: Mapped[int]


class WatchRow(Base):
    """A query that is watched."""

    __tablename__ = "watches"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    query: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    added: Mapped[datetime] = mapped_column(UtcDateTime)
    paused: Mapped[bool]


class WatchVersionRow(Base):
    """A version of an article that a watched query finds."""

    __tablename__ = "watch_versions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "content_hash"],
            ["article_versions.article_id", "article_versions.content_hash"],
            ondelete="CASCADE",
        ),
        Index("ix_watch_versions_article_id", "article_id", "content_hash"),
    )

    watch_id: Mapped[str] = mapped_column(ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[str] = mapped_column(Text, primary_key=True)
    content_hash: Mapped[str] = mapped_column(Text, primary_key=True)


class UnwatchedVersionRow(Base):
    """A version of an article that was held against no watched query yet."""

    __tablename__ = "unwatched_versions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "content_hash"],
            ["article_versions.article_id", "article_versions.content_hash"],
            ondelete="CASCADE",
        ),
    )

    article_id: Mapped[str] = mapped_column(Text, primary_key=True)
    content_hash: Mapped[str] = mapped_column(Text, primary_key=True)


class OutageRow(Base):
    """A time in which a followed source could not be read."""

    __tablename__ = "outages"

    source_id: Mapped[str] = mapped_column(ForeignKey("followed.id", ondelete="CASCADE"), primary_key=True)
    began: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    """When it was last read before, or first asked."""
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was read again; none while it cannot be."""


class OutletRow(Base):
    """What a user said of an outlet, whether there are articles of it or not."""

    __tablename__ = "outlets"

    outlet: Mapped[str] = mapped_column(Text, primary_key=True)
    """Its name, as articles carry it."""
    country: Mapped[str] = mapped_column(Text)
    """ISO 3166 code in lower case."""
