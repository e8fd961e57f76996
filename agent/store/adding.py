"""Adding articles inside one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from agent.store.rows import portions, version_values
from agent.store.schema import ArticleRow, ErasedRow, PeriodRow, SourceRow, VersionRow
from agent.store.schema_news import UnwatchedVersionRow
from agent.store.versions import back_from, in_force_from
from agent.types import Article


class Outcome(StrEnum):
    """What became of an article that came in."""

    ADDED = "added"
    NEW_VERSION = "new version"
    UNCHANGED = "unchanged"
    BARRED = "barred"
    """It was forgotten, and is not to come back."""


@dataclass
class _Known:
    """What we hold of one article."""

    dated: dict[str, bool] = field(default_factory=dict)
    """Its versions by hash: whether each states when it was changed."""
    moments: list[datetime] = field(default_factory=list)
    """When each of its periods began."""
    current: str = ""
    """Hash of the version in force."""

    def begins(self, content_hash: str, moment: datetime) -> None:
        if all(moment >= other for other in self.moments):
            self.current = content_hash
        self.moments.append(moment)


@dataclass
class _Rows:
    """What is to be written."""

    articles: list[dict[str, Any]] = field(default_factory=list)
    versions: list[dict[str, Any]] = field(default_factory=list)
    periods: list[dict[str, Any]] = field(default_factory=list)


def add_all(session: Session, articles: list[Article]) -> list[Outcome]:
    """Add what is new and leave alone what is there; the same article may come twice in one batch."""
    sources = _sources(session, {article.publisher for article in articles})
    known = _known(session, {article.id for article in articles})
    barred = _barred(session, {article.id for article in articles} - known.keys())
    before = {article_id: there.current for article_id, there in known.items()}
    last = {article.id: place for place, article in enumerate(articles)}
    rows, outcomes = _Rows(), []
    for place, article in enumerate(articles):
        if article.id in barred:
            outcomes.append(Outcome.BARRED)
            continue
        there = known.setdefault(article.id, _Known())
        moment = _moment(article, there, last[article.id] == place)
        outcomes.append(_outcome(there, moment))
        if moment is not None:
            _note(rows, article, there, sources[article.publisher], moment)
    for row in rows.articles:
        row["current_hash"] = known[row["id"]].current
    _write(session, rows, {i: known[i].current for i, old in before.items() if known[i].current != old})
    return outcomes


def _moment(article: Article, there: _Known, last: bool) -> datetime | None:
    """Return when a new period of the article begins; None when what came in changes nothing."""
    if article.content_hash == there.current:
        return None
    if article.content_hash in there.dated:
        return back_from(article, there.moments, there.dated[there.current], last)
    return in_force_from(article, there.moments)


def _outcome(there: _Known, moment: datetime | None) -> Outcome:
    if moment is None:
        return Outcome.UNCHANGED
    return Outcome.NEW_VERSION if there.dated else Outcome.ADDED


def _note(rows: _Rows, article: Article, there: _Known, source: int, moment: datetime) -> None:
    """Note what has to be written for a new period, and keep count of it."""
    if not there.dated:
        rows.articles.append({"id": article.id, "external_id": article.external_id, "url": article.url})
    if article.content_hash not in there.dated:
        there.dated[article.content_hash] = article.modified is not None
        rows.versions.append(version_values(article, len(there.dated), source))
    there.begins(article.content_hash, moment)
    rows.periods.append(
        {
            "article_id": article.id,
            "number": len(there.moments),
            "content_hash": article.content_hash,
            "in_force": moment,
        }
    )


def _write(session: Session, rows: _Rows, changed: dict[str, str]) -> None:
    for table, values in (
        (ArticleRow, rows.articles),
        (VersionRow, rows.versions),
        (PeriodRow, rows.periods),
    ):
        if values:
            session.execute(insert(table), values)
    if rows.versions:
        unasked = [{key: row[key] for key in ("article_id", "content_hash")} for row in rows.versions]
        session.execute(insert(UnwatchedVersionRow), unasked)
    for article_id, current in changed.items():
        session.execute(update(ArticleRow).where(ArticleRow.id == article_id).values(current_hash=current))


def _sources(session: Session, publishers: set[str]) -> dict[str, int]:
    """Return the outlets' numbers, giving new ones theirs."""
    found: dict[str, int] = {}
    for some in portions(publishers):
        rows = session.execute(select(SourceRow.publisher, SourceRow.id).where(SourceRow.publisher.in_(some)))
        found.update((publisher, number) for publisher, number in rows)
    for publisher in sorted(publishers - found.keys()):
        row = SourceRow(publisher=publisher)
        session.add(row)
        session.flush()
        found[publisher] = row.id
    return found


def _barred(session: Session, new: set[str]) -> set[str]:
    """Return which of new articles may not come in; of the others it is forgotten that they were erased."""
    found: set[str] = set()
    for some in portions(new):
        here = ErasedRow.article_id.in_(some)
        found |= set(session.scalars(select(ErasedRow.article_id).where(here, ErasedRow.barred)))
        session.execute(delete(ErasedRow).where(here, ~ErasedRow.barred))
    return found


def _known(session: Session, article_ids: set[str]) -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    version, period = VersionRow, PeriodRow
    for some in portions(article_ids):
        chosen = (
            select(version.article_id, version.content_hash, version.modified, ArticleRow.current_hash)
            .join(ArticleRow, ArticleRow.id == version.article_id)
            .where(version.article_id.in_(some))
        )
        for article_id, content_hash, modified, current in session.execute(chosen):
            there = found.setdefault(article_id, _Known(current=current))
            there.dated[content_hash] = modified is not None
        begun = select(period.article_id, period.in_force).where(period.article_id.in_(some))
        for article_id, moment in session.execute(begun):
            found[article_id].moments.append(moment)
    return found
