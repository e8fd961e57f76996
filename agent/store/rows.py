"""From rows to articles and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from agent.store.schema import ArticleRow, PeriodRow, SourceRow, VersionRow
from agent.types import Article, Window

ARTICLE = (
    select(VersionRow, SourceRow.publisher, ArticleRow.external_id, ArticleRow.url)
    .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
    .join(SourceRow, SourceRow.id == VersionRow.source_id)
)
"""Versions with what they need to become articles again."""


_MOST_PARAMETERS = 500


class Loaded(NamedTuple):
    """One row of `ARTICLE`."""

    version: VersionRow
    publisher: str
    external_id: str | None
    url: str | None


def portions(values: Iterable[str]) -> Iterator[list[str]]:
    """Cut values into lists that fit into one statement."""
    ordered = sorted(values)
    for start in range(0, len(ordered), _MOST_PARAMETERS):
        yield ordered[start : start + _MOST_PARAMETERS]


def article_of(row: Loaded) -> Article:
    """Return the article a row holds; moments come back in UTC."""
    version = row.version
    return Article(
        id=version.article_id,
        external_id=row.external_id,
        publisher=row.publisher,
        url=row.url,
        headline=version.headline,
        authors=tuple(version.authors),
        published=version.published,
        modified=version.modified,
        retrieved=version.retrieved,
        language=version.language,
        text=version.text,
        content_hash=version.content_hash,
    )


def version_values(article: Article, number: int, source_id: int) -> dict[str, Any]:
    """Return the columns of a new version."""
    return {
        "article_id": article.id,
        "content_hash": article.content_hash,
        "number": number,
        "source_id": source_id,
        "headline": article.headline,
        "authors": list(article.authors),
        "published": article.published,
        "modified": article.modified,
        "retrieved": article.retrieved,
        "language": article.language,
        "text": article.text,
    }


def published_inside(window: Window, as_of: datetime | None) -> ColumnElement[bool]:
    """Return the condition for the one version of an article that a question may use, if any.

    An article without a date passes only where the window is open at both ends; what was read by `as_of`
    was published by then.
    """
    published = VersionRow.published
    conditions = [holds_now() if as_of is None else _held_at(as_of)]
    if as_of is not None:
        conditions.append(or_(published.is_(None), published <= as_of))
    if window.since is not None:
        conditions.append(published >= window.since)
    if window.until is not None:
        conditions.append(published < window.until)
    return and_(*conditions)


def holds_now() -> ColumnElement[bool]:
    """Return the condition that a version is the one that holds now."""
    return VersionRow.content_hash == ArticleRow.current_hash


def _held_at(moment: datetime) -> ColumnElement[bool]:
    return VersionRow.content_hash == hash_at(VersionRow.article_id, moment).correlate(VersionRow)


def hash_at(article_id: InstrumentedAttribute[str] | str, moment: datetime) -> ScalarSelect[str]:
    """Return the hash of the version of an article that readers saw at a moment."""
    seen = select(PeriodRow.content_hash).where(
        PeriodRow.article_id == article_id, PeriodRow.in_force <= moment
    )
    newest_first = seen.order_by(PeriodRow.in_force.desc(), PeriodRow.number.desc())
    return newest_first.limit(1).scalar_subquery()
