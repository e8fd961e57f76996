"""Keeping what is watched: queries, and the versions of articles that each of them finds.

watches = Watches(store)
watches.add(watch)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import and_, delete, func, insert, select, tuple_, update

from agent.errors import NotFound
from agent.store.rows import ARTICLE, article_of
from agent.store.schema import ArticleRow, VersionRow
from agent.store.schema_news import UnwatchedVersionRow, WatchRow, WatchVersionRow
from agent.store.store import Store
from agent.types import Article, Watch

Version = tuple[str, str]
"""Id and content hash of an article as it stood once."""
_PAGE = 200


class Watches:
    """The watched queries of a store. Errors are those of `Store`."""

    def __init__(self, store: Store) -> None:
        """Keep them in a store."""
        self._store = store

    def all(self) -> list[Watch]:
        """Return every watch, in the order in which they were added."""
        with self._store.reading() as session:
            rows = session.scalars(select(WatchRow).order_by(WatchRow.added, WatchRow.id))
            return [
                Watch(id=row.id, query=row.query, name=row.name, added=row.added, paused=row.paused)
                for row in rows
            ]

    def meant(self, reference: str) -> Watch:
        """Return the watch a person means by its id, its name or its query, or how its id begins.

        Raises:
            NotFound: none is meant, or several.
        """
        watches = self.all()
        exact = [w for w in watches if reference in (w.id, w.name, w.query)]
        near = exact or [w for w in watches if w.id.startswith(reference)]
        if len(near) != 1:
            why = "several watches are called like that" if near else "no watch has that id, name or query"
            raise NotFound(f"watch {reference}", why, "`aletheia watch list` shows them.")
        return near[0]

    def add(self, watch: Watch) -> bool:
        """Watch a query; tell whether it was not watched before. `held` has to be told what it finds."""
        with self._store.writing() as session:
            if session.get(WatchRow, watch.id) is not None:
                return False
            session.add(WatchRow(**watch.model_dump()))
            return True

    def pause(self, watch: Watch, paused: bool) -> None:
        """Look at a watch no more for now, or again."""
        with self._store.writing() as session:
            session.execute(update(WatchRow).where(WatchRow.id == watch.id).values(paused=paused))

    def remove(self, watch: Watch) -> None:
        """Watch a query no more; its articles stay."""
        with self._store.writing() as session:
            session.execute(delete(WatchRow).where(WatchRow.id == watch.id))

    def counts(self) -> dict[str, int]:
        """Return how many articles each watch finds, as they stand now, by id of the watch."""
        row = WatchVersionRow
        chosen = (
            select(row.watch_id, func.count())
            .join(
                ArticleRow,
                and_(ArticleRow.id == row.article_id, ArticleRow.current_hash == row.content_hash),
            )
            .group_by(row.watch_id)
        )
        with self._store.reading() as session:
            return {name: number for name, number in session.execute(chosen)}

    def unasked(self) -> int:
        """Return how many versions were held against no watch yet; none where nothing is watched."""
        nothing = ~select(WatchRow.id).exists()
        with self._store.writing() as session:
            session.execute(delete(UnwatchedVersionRow).where(nothing))
            return session.scalar(select(func.count()).select_from(UnwatchedVersionRow)) or 0

    def waiting(self) -> list[Article]:
        """Return some of the versions that were held against no watch yet; none where all were."""
        row = UnwatchedVersionRow
        same = and_(row.article_id == VersionRow.article_id, row.content_hash == VersionRow.content_hash)
        chosen = ARTICLE.join(row, same).order_by(row.article_id, row.content_hash).limit(_PAGE)
        with self._store.reading() as session:
            return [article_of(found) for found in session.execute(chosen)]

    def everything(self) -> Iterator[list[Article]]:
        """Yield every version that was held against watches before, some at a time, for a new watch."""
        row = UnwatchedVersionRow
        same = and_(row.article_id == VersionRow.article_id, row.content_hash == VersionRow.content_hash)
        key = tuple_(VersionRow.article_id, VersionRow.content_hash)
        chosen = ARTICLE.outerjoin(row, same).where(row.article_id.is_(None))
        chosen = chosen.order_by(VersionRow.article_id, VersionRow.content_hash).limit(_PAGE)
        after = ("", "")
        while True:
            page = chosen.where(key > tuple_(*after))
            with self._store.reading() as session:
                found = [article_of(one) for one in session.execute(page)]
            if not found:
                return
            yield found
            after = (found[-1].id, found[-1].content_hash)

    def held(self, versions: Sequence[Article], hits: Mapping[str, Collection[Version]]) -> None:
        """Keep which watch finds which of some versions; those that every watch was asked about wait no more.

        Watches that were removed meanwhile, and articles that were deleted, are passed over.

        Args:
            versions: What was looked at.
            hits: What watches find in it, by id of the watch, with every watch that was asked.
        """
        key, row = tuple_(VersionRow.article_id, VersionRow.content_hash), WatchVersionRow
        mine = tuple_(UnwatchedVersionRow.article_id, UnwatchedVersionRow.content_hash)
        looked = [(one.id, one.content_hash) for one in versions]
        with self._store.writing() as session:
            there = set(session.scalars(select(WatchRow.id)))
            chosen = select(VersionRow.article_id, VersionRow.content_hash).where(key.in_(looked))
            still = {(name, content) for name, content in session.execute(chosen)}
            if there <= hits.keys():
                session.execute(delete(UnwatchedVersionRow).where(mine.in_(looked)))
            for watch in sorted(hits.keys() & there):
                known = select(row.article_id, row.content_hash).where(
                    row.watch_id == watch, tuple_(row.article_id, row.content_hash).in_(looked)
                )
                kept = {(name, content) for name, content in session.execute(known)}
                if fresh := sorted((set(hits[watch]) & still) - kept):
                    session.execute(
                        insert(row),
                        [{"watch_id": watch, "article_id": i, "content_hash": c} for i, c in fresh],
                    )
