"""Keeping stories: which article is in which, what articles are compared by, what was joined and parted.

kept = KeptStories(store)
for waiting in kept.waiting(): ...
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from agent.errors import NotFound
from agent.store.rows import ARTICLE, article_of, portions
from agent.store.schema import ArticleRow, SourceRow, VersionRow
from agent.store.schema_news import (
    EVERY,
    StoryApartRow,
    StoryArticleRow,
    StoryChangeRow,
    StoryRow,
    StoryTermRow,
)
from agent.store.store import Store
from agent.store.story_terms import keep_terms
from agent.store.turns import Overtaken, take_turn, turn_of
from agent.types import Article, StoryChange


class Waiting(NamedTuple):
    """An article that is in no story yet."""

    moment: datetime
    """When it was published; where nobody knows, when it was read."""
    article_id: str


class Filed(NamedTuple):
    """An article in its story."""

    article_id: str
    story: str
    serial: int
    moment: datetime
    headline: str
    outlet: str
    vector: Mapping[str, float]
    named: tuple[tuple[str, str], ...]


@dataclass
class Grouped:
    """What a grouping changed."""

    filed: list[Filed] = field(default_factory=list)
    """Articles that were put into a story for the first time."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Content hash of the version that was read, of every article in `filed`."""
    moved: dict[str, str] = field(default_factory=dict)
    """The story of every article that is in another one than before, new ones included."""
    stories: dict[str, tuple[bool, datetime, datetime]] = field(default_factory=dict)
    """Of every story that changed: whether a person joined or parted it, its first and its last moment."""
    gone: dict[str, str] = field(default_factory=dict)
    """Stories that went into others."""
    apart: set[frozenset[str]] = field(default_factory=set)
    """Pairs that a person parted, of all stories that were looked at."""
    looked_at: Collection[str] = ()
    """Stories whose pairs are in `apart`."""
    changes: Sequence[StoryChange] = ()
    """Merges and splits."""
    terms: Mapping[str, int] = field(default_factory=dict)
    """In how many articles each term occurs by now, of the terms that were looked at."""
    articles: int = 0
    """In how many articles terms were counted."""
    halved: int = 0
    """How often all counts were halved meanwhile."""


class KeptStories:
    """The stories of a store. Errors are those of `Store`."""

    def __init__(self, store: Store) -> None:
        """Keep them in a store."""
        self._store = store

    def waiting(self) -> list[Waiting]:
        """Return the articles that are in no story yet, in the order of publication."""
        moment = func.coalesce(VersionRow.published, VersionRow.retrieved)
        chosen = (
            select(VersionRow.published, VersionRow.retrieved, ArticleRow.id)
            .join(ArticleRow, _current())
            .where(ArticleRow.story_id.is_(None))
            .order_by(moment, ArticleRow.id)
        )
        with self._store.reading() as session:
            return [Waiting(told or read, name) for told, read, name in session.execute(chosen)]

    def articles(self, ids: Collection[str], waiting: bool = False) -> dict[str, Article]:
        """Return articles by id, in the versions that hold now; where asked, only those in no story yet."""
        found: dict[str, Article] = {}
        with self._store.reading() as session:
            for some in portions(ids):
                chosen = ARTICLE.where(
                    ArticleRow.id.in_(some), VersionRow.content_hash == ArticleRow.current_hash
                )
                chosen = chosen.where(ArticleRow.story_id.is_(None)) if waiting else chosen
                found |= {row.id: article_of(row) for row in session.execute(chosen)}
        return found

    def within(self, since: datetime | None, until: datetime | None = None) -> dict[str, bool]:
        """Return the stories that have a part in a stretch of time, and whether a person joined them."""
        conditions: list[ColumnElement[bool]] = [StoryRow.into.is_(None)]
        if since is not None:
            conditions.append(StoryRow.last >= since)
        if until is not None:
            conditions.append(StoryRow.first <= until)
        with self._store.reading() as session:
            rows = session.execute(select(StoryRow.id, StoryRow.held).where(*conditions))
            return {name: held for name, held in rows}

    def filed(self, stories: Collection[str]) -> Iterator[Filed]:
        """Yield the articles of some stories, in the order of their arrival."""
        mine = StoryArticleRow
        chosen = (
            select(
                *(mine.article_id, ArticleRow.story_id, mine.serial, mine.moment),
                *(VersionRow.headline, SourceRow.publisher, mine.vector, mine.named),
            )
            .join(ArticleRow, ArticleRow.id == mine.article_id)
            .join(VersionRow, _current())
            .join(SourceRow, SourceRow.id == VersionRow.source_id)
        )
        found: list[Filed] = []
        with self._store.reading() as session:
            for some in portions(stories):
                for row in session.execute(chosen.where(ArticleRow.story_id.in_(some))):
                    filed = Filed._make(row)
                    found.append(filed._replace(named=tuple((name, kind) for name, kind in filed.named)))
        yield from sorted(found, key=lambda one: one.serial)

    def held(self, stories: Collection[str]) -> dict[str, bool]:
        """Return, of some stories, whether a person joined or parted them."""
        found: dict[str, bool] = {}
        with self._store.reading() as session:
            for some in portions(stories):
                chosen = select(StoryRow.id, StoryRow.held).where(StoryRow.id.in_(some))
                found |= {name: value for name, value in session.execute(chosen)}
        return found

    def apart(self, stories: Collection[str]) -> set[frozenset[str]]:
        """Return the pairs that a person parted, of those with one of some stories."""
        row = StoryApartRow
        found: set[frozenset[str]] = set()
        with self._store.reading() as session:
            for some in portions(stories):
                chosen = select(row.one, row.other).where(or_(row.one.in_(some), row.other.in_(some)))
                found |= {frozenset(pair) for pair in session.execute(chosen)}
        return found

    def terms(self, terms: Collection[str]) -> tuple[int, dict[str, int]]:
        """Return how many articles were counted, and in how many each of some terms occurs."""
        found: dict[str, int] = {}
        with self._store.reading() as session:
            for some in portions({EVERY, *terms}):
                chosen = select(StoryTermRow.term, StoryTermRow.articles).where(StoryTermRow.term.in_(some))
                found |= {name: value for name, value in session.execute(chosen)}
        return found.pop(EVERY, 0), found

    def version(self, article_id: str) -> str:
        """Return the content hash of the version that an article's story read; empty where it is in none."""
        with self._store.reading() as session:
            row = session.get(StoryArticleRow, article_id)
            return row.content_hash if row is not None else ""

    def turn(self) -> int:
        """Return the turn that the stories are at; what `keep` gets is worked out from what is read after."""
        with self._store.reading() as session:
            return turn_of(session)

    def arrived(self) -> int:
        """Return the place of the article that arrived last in the order of arrival."""
        with self._store.reading() as session:
            return session.scalar(select(func.max(StoryArticleRow.serial))) or 0

    def changes(self, stories: Collection[str] = (), after: datetime | None = None) -> list[StoryChange]:
        """Return merges and splits, oldest first: those of some stories, or those after a moment."""
        row = StoryChangeRow
        chosen = select(row).order_by(row.number)
        chosen = chosen.where(or_(row.story.in_(stories), row.other.in_(stories))) if stories else chosen
        chosen = chosen.where(row.at > after) if after is not None else chosen
        with self._store.reading() as session:
            return [
                StoryChange(
                    kind=one.kind,
                    by=one.by,
                    story=one.story,
                    other=one.other,
                    article_ids=tuple(one.article_ids),
                    at=one.at,
                )
                for one in session.scalars(chosen)
            ]

    def meant(self, reference: str) -> str:
        """Return the id under which a story goes on, given its id, an earlier one, or how one begins.

        Raises:
            NotFound: no story is meant, or several.
        """
        begins = reference if reference.startswith("story-") else f"story-{reference}"
        with self._store.reading() as session:
            chosen = select(StoryRow.id).where(StoryRow.id.startswith(begins, autoescape=True)).limit(2)
            found = list(session.scalars(chosen))
            if begins in found:
                found = [begins]
            if len(found) != 1:
                why = "several stories begin like that" if found else "no story has this id"
                raise NotFound(f"story {reference}", why, "`aletheia stories` shows them.")
            name = found[0]
            while (row := session.get(StoryRow, name)) is not None and row.into is not None:
                name = row.into
            if row is None:
                why = "its articles were deleted"
                raise NotFound(f"story {reference}", why, "`aletheia stories` shows the others.")
            return name

    def keep(self, made: Grouped, turn: int) -> None:
        """Keep what a grouping changed since a turn, all of it or nothing.

        Raises:
            Overtaken: the stories were changed since then, or an article was deleted.
        """
        with self._store.writing() as session:
            take_turn(session, turn)
            _keep_articles(session, made)
            _keep_stories(session, made)
            keep_terms(session, made.terms, made.articles, made.halved)


def _current() -> Any:
    return and_(VersionRow.article_id == ArticleRow.id, VersionRow.content_hash == ArticleRow.current_hash)


def _keep_articles(session: Session, made: Grouped) -> None:
    for some in portions(one.article_id for one in made.filed):
        still = select(func.count()).select_from(ArticleRow).where(ArticleRow.id.in_(some))
        if session.scalar(still) != len(some):
            raise Overtaken
    if made.filed:
        session.execute(
            insert(StoryArticleRow),
            [
                {
                    "article_id": one.article_id,
                    "serial": one.serial,
                    "moment": one.moment,
                    "content_hash": made.versions[one.article_id],
                    "vector": dict(one.vector),
                    "named": [list(pair) for pair in one.named],
                }
                for one in made.filed
            ],
        )
    if made.moved:
        session.execute(
            update(ArticleRow), [{"id": name, "story_id": story} for name, story in made.moved.items()]
        )


def _keep_stories(session: Session, made: Grouped) -> None:
    known: set[str] = set()
    for some in portions({*made.stories, *made.gone}):
        known |= set(session.scalars(select(StoryRow.id).where(StoryRow.id.in_(some))))
    rows = [
        {"id": name, "held": held, "first": first, "last": last, "into": None}
        for name, (held, first, last) in made.stories.items()
    ]
    # A story may begin and be merged within one portion: it never was anybody's.
    rows += [{"id": name, "into": into} for name, into in made.gone.items() if name in known]
    for row in rows:
        if row["id"] in known:
            session.execute(update(StoryRow), [row])
    if fresh := [row for row in rows if row["id"] not in known]:
        session.execute(insert(StoryRow), fresh)
    for name, into in made.gone.items():  # what led there leads on: no path is longer than one step
        session.execute(update(StoryRow).where(StoryRow.into == name).values(into=into))
    for some in portions(made.looked_at):
        either = or_(StoryApartRow.one.in_(some), StoryApartRow.other.in_(some))
        session.execute(delete(StoryApartRow).where(either))
    if made.apart:
        pairs = sorted(sorted(pair) for pair in made.apart)
        session.execute(insert(StoryApartRow), [{"one": one, "other": other} for one, other in pairs])
    for change in made.changes:
        session.add(StoryChangeRow(**{**change.model_dump(), "article_ids": list(change.article_ids)}))
