"""Keeping which pages of articles were there when they were looked at, and which are no longer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from agent.store.schema import ArticleRow, MissingPageRow
from agent.store.store import Store
from agent.types import MissingPage


class Missing:
    """The missing pages of a store's articles. Errors are those of `Store`."""

    def __init__(self, store: Store) -> None:
        """Keep them in a store."""
        self._store = store

    def of(self, article_id: str) -> MissingPage | None:
        """Return the page of an article as it was on the last look; None where nobody looked."""

        def work(session: Session) -> MissingPage | None:
            row = session.get(MissingPageRow, article_id)
            if row is None:
                return None
            return MissingPage.model_validate({name: getattr(row, name) for name in MissingPage.model_fields})

        return self._store.consult(work)

    def keep(self, page: MissingPage) -> None:
        """Keep the state of a page; of an article that was deleted meanwhile nothing is kept."""

        def work(session: Session) -> None:
            if session.get(ArticleRow, page.article_id) is not None:
                session.merge(MissingPageRow(**page.model_dump()))

        self._store.transact(work)

    def found(self, article_id: str, now: datetime) -> None:
        """Note that the page of an article is there."""
        there = {"status": 404, "looks": 0, "first": now, "looked": now, "gone": False}
        self.keep(MissingPage.model_validate({"article_id": article_id, **there}))
