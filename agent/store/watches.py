"""Keeping what is watched: queries, and the articles that each of them finds.

watches = Watches(store)
watches.add(watch)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, select, update

from agent.errors import NotFound
from agent.store.rows import portions
from agent.store.schema import ArticleRow
from agent.store.schema_news import WatchArticleRow, WatchRow
from agent.store.store import Store
from agent.types import Watch


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

    def add(self, watch: Watch, found: Iterable[str] = ()) -> bool:
        """Watch a query, which finds some articles already; tell whether it was not watched before."""
        with self._store.writing() as session:
            if session.get(WatchRow, watch.id) is not None:
                return False
            session.add(WatchRow(**watch.model_dump()))
            session.flush()
            session.add_all(WatchArticleRow(watch_id=watch.id, article_id=one) for one in sorted(set(found)))
            return True

    def pause(self, watch: Watch, paused: bool) -> None:
        """Look at a watch no more for now, or again."""
        with self._store.writing() as session:
            session.execute(update(WatchRow).where(WatchRow.id == watch.id).values(paused=paused))

    def remove(self, watch: Watch) -> None:
        """Watch a query no more; its articles stay."""
        with self._store.writing() as session:
            session.execute(delete(WatchRow).where(WatchRow.id == watch.id))

    def found(self, hits: Mapping[str, Iterable[str]]) -> None:
        """Keep which articles watches find, by id of the watch; what is kept already stays.

        Watches that were removed meanwhile, and articles that were deleted, are passed over.
        """
        row = WatchArticleRow
        with self._store.writing() as session:
            there = set(session.scalars(select(WatchRow.id)))
            for watch in hits.keys() & there:
                wanted: set[str] = set()
                known: set[str] = set()
                for some in portions(hits[watch]):
                    wanted |= set(session.scalars(select(ArticleRow.id).where(ArticleRow.id.in_(some))))
                for some in portions(wanted):
                    chosen = select(row.article_id).where(row.watch_id == watch, row.article_id.in_(some))
                    known |= set(session.scalars(chosen))
                if fresh := sorted(wanted - known):
                    session.execute(insert(row), [{"watch_id": watch, "article_id": one} for one in fresh])
