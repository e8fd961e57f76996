"""Keeping which pages of what is followed could not be read, and when each is tried again."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from agent.store.schema import FailedPageRow, FollowedRow
from agent.store.store import Store
from agent.types import FailedPage, FeedItem


class Failing:
    """The pages of a store's sources that could not be read. Errors are those of `Store`."""

    def __init__(self, store: Store) -> None:
        """Keep them in a store."""
        self._store = store

    def of(self, source_id: str) -> dict[str, FailedPage]:
        """Return the failed pages of a source, by reference."""
        chosen = select(FailedPageRow).where(FailedPageRow.source_id == source_id)
        with self._store.reading() as session:
            pages = (_page(row) for row in session.scalars(chosen.order_by(FailedPageRow.reference)))
            return {page.reference: page for page in pages}

    def replace(self, source_id: str, pages: Iterable[FailedPage]) -> None:
        """Keep these failed pages of a source, and no others; of one that was removed meanwhile keep none."""
        values = [{**page.model_dump(), "entry": page.entry.model_dump_json()} for page in pages]
        with self._store.writing() as session:
            session.execute(delete(FailedPageRow).where(FailedPageRow.source_id == source_id))
            if values and session.get(FollowedRow, source_id) is not None:
                session.execute(insert(FailedPageRow), values)


def _entry(kept: str) -> FeedItem:
    """Return an entry; one without an address where an older version kept a digest alone."""
    try:
        return FeedItem.model_validate_json(kept)
    except ValueError:
        return FeedItem(url="")


def _page(row: FailedPageRow) -> FailedPage:
    return FailedPage(
        source_id=row.source_id,
        reference=row.reference,
        entry=_entry(row.entry),
        tries=row.tries,
        problem=row.problem,
        tried=row.tried,
        due=row.due,
    )
