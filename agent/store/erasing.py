"""What is to be forgotten, and whatever still holds words of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from agent.errors import NotFound
from agent.store.schema import ArticleRow, BriefingRow, ErasedRow, SourceRow, VersionRow
from agent.store.schema_digests import EditionRow
from agent.store.schema_kept import BriefingVersionRow
from agent.store.store import Store
from agent.types import Edition


class Erasing:
    """Looks for articles that should go, and for words of those that went. Errors are those of `Store`."""

    def __init__(self, store: Store) -> None:
        """Look in a store."""
        self._store = store

    def barred(self, article_id: str) -> bool:
        """Tell whether an article was forgotten, and is not to come back."""
        gone = select(ErasedRow.article_id).where(ErasedRow.barred, ErasedRow.article_id == article_id)
        return self._store.consult(lambda session: session.scalar(gone) is not None)

    def older_than(self, limit: datetime) -> list[str]:
        """Return the articles published before a moment; where nobody knows when, those read before it."""
        row = VersionRow
        current = (ArticleRow.id == row.article_id) & (ArticleRow.current_hash == row.content_hash)
        told = func.coalesce(row.published, row.retrieved)
        chosen = select(ArticleRow.id).join(row, current).where(told < limit).order_by(told, ArticleRow.id)
        return self._store.consult(lambda session: list(session.scalars(chosen)))

    def of_outlet(self, publisher: str) -> list[str]:
        """Return the articles of which an outlet published any version.

        Raises:
            NotFound: no outlet is called so.
        """
        row = VersionRow
        mine = select(row.article_id).join(SourceRow, SourceRow.id == row.source_id)
        chosen = mine.where(SourceRow.publisher == publisher).distinct().order_by(row.article_id)
        found = self._store.consult(lambda session: list(session.scalars(chosen)))
        if not found:
            raise NotFound(
                f"outlet {publisher}", "", "`aletheia source list` and `aletheia search` name them."
            )
        return found

    def purge(self, articles: Collection[str]) -> int:
        """Delete every kept briefing that holds words of some articles, and take those out of editions.

        Returns:
            How many briefings went.
        """
        return self._store.transact(lambda session: sum(_purged(session, one) for one in articles))


def _purged(session: Session, article: str) -> int:
    """A briefing also holds passages that tell how many say so, so its whole record is searched."""
    row, older, issue = BriefingRow, BriefingVersionRow, EditionRow
    was = select(older.briefing_id).where(older.body.contains(article, autoescape=True))
    holds = or_(row.body.contains(article, autoescape=True), row.id.in_(was))
    gone = session.scalars(delete(row).where(holds).returning(row.id)).all()
    for edition in session.scalars(select(issue).where(issue.body.contains(article, autoescape=True))):
        said = Edition.model_validate_json(edition.body)
        kept = tuple(t for t in said.told if all(c.article_id != article for c in t.claim.citations))
        edition.body = said.model_copy(update={"told": kept}).model_dump_json()
    return len(gone)
