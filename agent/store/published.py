"""When articles were published, by whom, and on what: all that counting takes, without their texts.

told = Published(store)
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, func, select

from agent.store.rows import holds_now, portions, published_inside
from agent.store.schema import ArticleRow, PeriodRow, SourceRow, VersionRow
from agent.store.schema_news import StoryArticleRow, StoryRow, WatchVersionRow
from agent.store.store import Store
from agent.types import Window


class Told(NamedTuple):
    """An article, without what it says."""

    published: datetime
    outlet: str
    article_id: str
    story: str | None
    content_hash: str
    """Of the version that counts."""


class HeldVersion(NamedTuple):
    """A version of an article, without its text."""

    since: datetime
    """From when on readers saw it first, as far as we can tell."""
    article_id: str
    content_hash: str
    headline: str


class Published:
    """The articles of a store as a counter sees them. Errors are those of `Store`."""

    def __init__(self, store: Store) -> None:
        """Count what is in a store."""
        self._store = store

    def told(self, window: Window, as_of: datetime | None = None) -> list[Told]:
        """Return the dated articles published inside a window, oldest first.

        Args:
            window: Publication times that count.
            as_of: Only what was published by then, in the version of then; None means now.
        """
        chosen = self._dated(window, as_of).order_by(VersionRow.published, ArticleRow.id)
        with self._store.reading() as session:
            return [Told._make(row) for row in session.execute(chosen)]

    def beside(self, articles: Collection[str], as_of: datetime | None = None) -> list[Told]:
        """Return the dated articles of the stories that some articles are in, these among them, oldest first.

        Args:
            articles: Ids.
            as_of: As with `told`.
        """
        row = ArticleRow
        found: list[Told] = []
        with self._store.reading() as session:
            stories: set[str] = set()
            for some in portions(articles):
                chosen = select(row.story_id).where(row.id.in_(some), row.story_id.is_not(None))
                stories |= {name for name in session.scalars(chosen) if name}
            for some in portions(stories):
                of_them = self._dated(Window(), as_of).where(row.story_id.in_(some))
                found += [Told._make(one) for one in session.execute(of_them)]
        return sorted(found)

    def versions(self, articles: Collection[str]) -> list[HeldVersion]:
        """Return all versions of some articles, in the order in which readers saw them."""
        row, version = PeriodRow, VersionRow
        same = and_(row.article_id == version.article_id, row.content_hash == version.content_hash)
        chosen = (
            select(func.min(row.in_force), version.article_id, version.content_hash, version.headline)
            .join(row, same)
            .group_by(version.article_id, version.content_hash, version.headline)
        )
        found: list[HeldVersion] = []
        with self._store.reading() as session:
            for some in portions(articles):
                of_them = session.execute(chosen.where(version.article_id.in_(some)))
                found += [HeldVersion._make(one) for one in of_them]
        return sorted(found)

    def leading(self, since: datetime | None, until: datetime | None, most: int) -> list[str]:
        """Return the stories with a part in a stretch of time that most outlets tell by its end, best first.

        Stories told by equally many stand in the order of their articles, then of their newest one.
        """
        mine = StoryArticleRow
        articles, last = func.count(), func.max(mine.moment)
        outlets = func.count(func.distinct(SourceRow.publisher))
        chosen = (
            select(ArticleRow.story_id)
            .join(mine, mine.article_id == ArticleRow.id)
            .join(VersionRow, holds_now() & (VersionRow.article_id == ArticleRow.id))
            .join(SourceRow, SourceRow.id == VersionRow.source_id)
            .join(StoryRow, StoryRow.id == ArticleRow.story_id)
            .where(StoryRow.into.is_(None))
            .group_by(ArticleRow.story_id)
            .order_by(outlets.desc(), articles.desc(), last.desc(), ArticleRow.story_id)
            .limit(most)
        )
        if since is not None:
            chosen = chosen.where(StoryRow.last >= since).having(last >= since)
        if until is not None:
            chosen = chosen.where(StoryRow.first < until, mine.moment < until)
        with self._store.reading() as session:
            return [name for name in session.scalars(chosen) if name]

    def watched(self, window: Window) -> dict[str, set[tuple[str, str]]]:
        """Return which versions published inside a window each watch finds.

        Returns:
            Id and content hash of each, by id of the watch.
        """
        found: dict[str, set[tuple[str, str]]] = {}
        row, version = WatchVersionRow, VersionRow
        same = and_(row.article_id == version.article_id, row.content_hash == version.content_hash)
        chosen = select(row.watch_id, row.article_id, row.content_hash).join(version, same)
        if window.since is not None:
            chosen = chosen.where(version.published >= window.since)
        if window.until is not None:
            chosen = chosen.where(version.published < window.until)
        with self._store.reading() as session:
            for watch, article, content in session.execute(chosen):
                found.setdefault(watch, set()).add((article, content))
        return found

    @staticmethod
    def _dated(window: Window, as_of: datetime | None) -> Select[datetime | None, str, str, str | None, str]:
        return (
            select(
                *(VersionRow.published, SourceRow.publisher, ArticleRow.id, ArticleRow.story_id),
                VersionRow.content_hash,
            )
            .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
            .join(SourceRow, SourceRow.id == VersionRow.source_id)
            .where(VersionRow.published.is_not(None), published_inside(window, as_of))
        )

    def addresses(self) -> dict[str, str]:
        """Return the address of one article of each outlet that has any, by outlet."""
        one = (  # any will do; the least of all would be looked for among all
            select(ArticleRow.url)
            .join(VersionRow, VersionRow.article_id == ArticleRow.id)
            .where(VersionRow.source_id == SourceRow.id, ArticleRow.url.is_not(None))
            .limit(1)
            .correlate(SourceRow)
            .scalar_subquery()
        )
        chosen = select(SourceRow.publisher, one)
        with self._store.reading() as session:
            return {outlet: address for outlet, address in session.execute(chosen) if address}

    def newest(self, as_of: datetime | None = None) -> datetime | None:
        """Return when the newest article was published, of those that were by a moment; None without any."""
        chosen = select(func.max(VersionRow.published))
        if as_of is not None:
            chosen = chosen.where(VersionRow.published <= as_of)
        with self._store.reading() as session:
            return session.scalar(chosen)

    def oldest(self) -> datetime | None:
        """Return when the oldest article was published; None without any."""
        with self._store.reading() as session:
            return session.scalar(select(func.min(VersionRow.published)))
