"""From rows to articles and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    TableValuedAlias,
    Text,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from agent.store.schema import ArticleRow, PeriodRow, SourceRow, VersionRow
from agent.types import Article, Window

_VERSION, _SOURCE, _ARTICLE = (row.__table__.c for row in (VersionRow, SourceRow, ArticleRow))
ARTICLE: Select[Any] = (
    # Columns, not entities: a search reads dozens of them, and making objects that are tracked took longer
    # than the database.
    select(
        _VERSION.article_id.label("id"),
        _ARTICLE.external_id,
        _SOURCE.publisher,
        _ARTICLE.url,
        _VERSION.headline,
        _VERSION.authors,
        _VERSION.published,
        _VERSION.modified,
        _VERSION.retrieved,
        _VERSION.language,
        _VERSION.text,
        _VERSION.content_hash,
    )
    .join(ArticleRow.__table__, _ARTICLE.id == _VERSION.article_id)
    .join(SourceRow.__table__, _SOURCE.id == _VERSION.source_id)
)
"""Versions of articles with all that belongs to an article, in columns of its fields' names."""


def _named(listed: Callable[[BindParameter[str]], TableValuedAlias]) -> Select[Any]:
    ids, hashes = (select(listed(bindparam(name, type_=Text)).c.value) for name in ("ids", "hashes"))
    # As it stands in the index SQLite would look up every hash with every id.
    return ARTICLE.where(_VERSION.article_id.in_(ids), _VERSION.content_hash.concat("").in_(hashes))


NAMED = {
    # Two parameters, however many are asked for: making a list of them took longer than finding the articles.
    "sqlite": _named(lambda text: func.json_each(text).table_valued("value")),
    "postgresql": _named(lambda text: func.json_array_elements_text(cast(text, JSON)).table_valued("value")),
}
"""Versions of the articles whose ids stand in the JSON list `ids`, as far as their hashes stand in `hashes`;
by the database that is asked."""


_FIELDS = tuple(ARTICLE.selected_columns.keys())
_MOST_PARAMETERS = 500


def portions(values: Iterable[str]) -> Iterator[list[str]]:
    """Cut values into lists that fit into one statement."""
    ordered = sorted(values)
    for start in range(0, len(ordered), _MOST_PARAMETERS):
        yield ordered[start : start + _MOST_PARAMETERS]


def article_of(row: Row[Any]) -> Article:
    """Return the article that a row of `ARTICLE` holds; moments come back in UTC."""
    return Article.model_validate(dict(zip(_FIELDS, row, strict=True)))


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
