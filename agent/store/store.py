"""The store of record. What is here is true; every index can be thrown away and built again from it.

with Store.open(settings.store_url) as store:
    outcomes = store.add_articles(articles)
    article = store.article(article_id)
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from agent.errors import NotFound
from agent.store.adding import Outcome, add_all
from agent.store.engine import examine, open_engine, plain_errors, shown, writer_of
from agent.store.forgetting import forget
from agent.store.kept import Kept
from agent.store.migrate import migrate
from agent.store.postgres import STEP_SECONDS
from agent.store.rows import ARTICLE, NAMED, article_of, hash_at, published_inside
from agent.store.schema import ArticleRow, BriefingRow, CitationRow, ErasedRow, SourceRow, VersionRow
from agent.types import Article, Window

EVER = Window()
_PAGE = 500
"""Articles read at a time, so that no long reading holds up a writer."""


class Counts(NamedTuple):
    """How much is there."""

    articles: int
    versions: int
    sources: int
    briefings: int


class Store(Kept):
    """Articles, versions and briefings in one database. Close it, or use it in a `with` statement.

    Every method is one transaction: it happens wholly or, when an error is raised, not at all. All of them
    raise StoreBusy when another process keeps the database for too long, StoreDamaged when the file is not
    what it was, StoreAway when a server stays away, and the writing ones StoreFull when no space is left.
    """

    @classmethod
    def open(cls, url: str, seconds: float = STEP_SECONDS) -> Store:
        """Open a store, or make an empty one; the file is examined and brought up to date first.

        Args:
            url: SQLAlchemy address, such as `Settings.store_url`.
            seconds: How long a server may take for one statement.

        Raises:
            ConfigurationError: the address cannot be used.
            StoreDamaged: the file is damaged; it is left as it is.
            StoreError: it was written by a newer version of this program, or may not be opened.
        """
        engine = open_engine(url, seconds)
        where = shown(engine.url)
        try:
            with plain_errors(where):
                examine(engine, where)
                with writer_of(engine).begin() as connection:
                    migrate(connection, where)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, where)

    @property
    def left_behind(self) -> str:
        """What is to be done about text that was deleted; empty where it leaves the file at once."""
        if self._engine.dialect.name == "sqlite":
            return ""
        return "The database server keeps deleted text until `VACUUM FULL article_versions` is run on it."

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # --- articles ----------------------------------------------------------------------------------------

    def add_articles(self, batch: Iterable[Article]) -> list[Outcome]:
        """Keep articles, all or none of them; versions that are there already stay as they are.

        A text that was replaced and comes again is in force again from then on: a new version of the article
        for readers, though its text is kept once.
        """
        articles = list(batch)
        return self.transact(lambda session: add_all(session, articles))

    def article(self, article_id: str, content_hash: str | None = None) -> Article | None:
        """Return a version of an article, the one that holds now without a hash; None if there is none."""
        wanted = VersionRow.content_hash == (content_hash or ArticleRow.current_hash)
        return self._first(ARTICLE.where(ArticleRow.id == article_id, wanted))

    def articles_of(self, versions: Collection[tuple[str, str]]) -> dict[tuple[str, str], Article]:
        """Return those versions that are there, by article id and content hash."""
        columns = {
            "ids": {article_id for article_id, _ in versions},
            "hashes": {held for _, held in versions},
        }
        values = {name: json.dumps(sorted(column)) for name, column in columns.items()}
        found = self._articles(NAMED[self._engine.dialect.name], values)
        return {(one.id, one.content_hash): one for one in found if (one.id, one.content_hash) in versions}

    def article_at(self, article_id: str, moment: datetime) -> Article | None:
        """Return the version that readers saw at a moment; None when there was none yet."""
        then = hash_at(article_id, moment)
        return self._first(ARTICLE.where(ArticleRow.id == article_id, VersionRow.content_hash == then))

    def articles(self, window: Window = EVER, as_of: datetime | None = None) -> Iterator[Article]:
        """Yield the articles published inside a window, ordered by id, in the version of a moment.

        An article without a date is yielded when the window is open at both ends, and only then.

        Args:
            window: Publication times that count.
            as_of: Only what was published by then, in the version of then; None means now.
        """
        condition = published_inside(window, as_of)
        after = ""
        while True:
            page = ARTICLE.where(condition, ArticleRow.id > after).order_by(ArticleRow.id).limit(_PAGE)
            found = self._articles(page)
            yield from found
            if len(found) < _PAGE:
                return
            after = found[-1].id

    def versions(self) -> list[tuple[str, str]]:
        """Return id and content hash of the version that holds now, of every article: what an index needs."""
        chosen = select(ArticleRow.id, ArticleRow.current_hash).order_by(ArticleRow.id)
        return self.consult(lambda session: [(key, current) for key, current in session.execute(chosen)])

    def hashes_of(self, article_ids: Collection[str]) -> dict[str, str]:
        """Return the content hash of the version that holds now, of those of some articles that are there."""
        chosen = select(ArticleRow.id, ArticleRow.current_hash).where(ArticleRow.id.in_(sorted(article_ids)))
        return self.consult(lambda session: {key: current for key, current in session.execute(chosen)})

    def history(self, article_id: str) -> list[Article]:
        """Return all versions of an article, in the order in which they came in."""
        return self._articles(ARTICLE.where(ArticleRow.id == article_id).order_by(VersionRow.number))

    def publishers(
        self, window: Window = EVER, as_of: datetime | None = None, language: str = ""
    ) -> list[str]:
        """Return the outlets that published inside a window, in a language where one is named, by name."""
        spoken = [VersionRow.language == language] if language else []
        # One article of each outlet is enough; a join would read them all.
        published = (
            select(VersionRow.article_id)
            .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
            .where(VersionRow.source_id == SourceRow.id, published_inside(window, as_of), *spoken)
            .exists()
        )
        chosen = select(SourceRow.publisher).where(published)
        return self.consult(lambda session: sorted(session.scalars(chosen)))

    def ids_of(self, reference: str) -> list[str]:
        """Return the ids of the articles a person may mean by an id, a URL or an id of their own."""
        meant = or_(
            ArticleRow.id == reference, ArticleRow.url == reference, ArticleRow.external_id == reference
        )
        chosen = select(ArticleRow.id).where(meant).order_by(ArticleRow.id)
        return self.consult(lambda session: list(session.scalars(chosen)))

    def meant(self, reference: str) -> str:
        """Return the id of the one article that a person means by an id, a URL or an id of their own.

        Raises:
            NotFound: none is meant, or several.
        """
        found = self.ids_of(reference)
        if len(found) != 1:
            why = "several articles have that id" if found else "no article has that id or URL"
            raise NotFound(reference, why, "Name it by its id, its URL or your own id.")
        return found[0]

    def delete_article(
        self, article_id: str, counted: Collection[str] = (), barred: bool = False
    ) -> list[str]:
        """Delete an article with all its versions; its text leaves an embedded file as well, and its story.

        A database server overwrites it only when it tidies up: `VACUUM FULL` (docs/operating.md).

        Args:
            article_id: The article.
            counted: Terms of its versions, as they were counted when it was put into its story.
            barred: It is not taken in again, whatever is read.

        Returns:
            Ids of the kept briefings that quote it, which still hold those quotations.

        Raises:
            NotFound: there is no such article.
        """

        def work(session: Session) -> list[str]:
            forget(session, article_id, counted)
            gone = delete(ArticleRow).where(ArticleRow.id == article_id).returning(ArticleRow.id)
            if session.scalar(gone) is None:
                raise NotFound(f"article {article_id}", "", "Name it by its id, its URL or your own id.")
            session.merge(ErasedRow(article_id=article_id, barred=barred))
            told = select(VersionRow.article_id).where(VersionRow.source_id == SourceRow.id)
            session.execute(delete(SourceRow).where(~told.exists()))
            citing = select(CitationRow.briefing_id).where(CitationRow.article_id == article_id).distinct()
            return sorted(session.scalars(citing))

        return self.transact(work)

    def counts(self) -> Counts:
        """Return how much is there."""
        numbers = [
            select(func.count()).select_from(table).scalar_subquery()
            for table in (ArticleRow, VersionRow, SourceRow, BriefingRow)
        ]
        return self.consult(lambda session: Counts(*session.execute(select(*numbers)).one()))

    # --- plumbing ----------------------------------------------------------------------------------------

    def _first(self, chosen: Select[Any]) -> Article | None:
        found = self._articles(chosen.limit(1))
        return found[0] if found else None

    def _articles(self, chosen: Select[Any], values: Mapping[str, Any] | None = None) -> list[Article]:
        rows = self.consult(lambda session: list(session.execute(chosen, values)))
        return [article_of(row) for row in rows]
