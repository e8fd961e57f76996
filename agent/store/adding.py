"""Adding articles inside one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from agent.store.rows import version_values
from agent.store.schema import ArticleRow, SourceRow, VersionRow
from agent.store.versions import in_force_from
from agent.types import Article

_MOST_PARAMETERS = 500


class Outcome(StrEnum):
    """What became of an article that came in."""

    ADDED = "added"
    NEW_VERSION = "new version"
    UNCHANGED = "unchanged"


@dataclass
class _Known:
    """The versions of one article, by hash, with the moment from which each was in force."""

    in_force: dict[str, datetime] = field(default_factory=dict)
    current: str = ""

    def add(self, article: Article) -> datetime:
        moment = in_force_from(article, self.in_force.values())
        if all(moment >= other for other in self.in_force.values()):
            self.current = article.content_hash
        self.in_force[article.content_hash] = moment
        return moment


def add_all(session: Session, articles: list[Article]) -> list[Outcome]:
    """Add what is new and leave alone what is there; the same article may come twice in one batch."""
    sources = _sources(session, {article.publisher for article in articles})
    known = _known(session, {article.id for article in articles})
    before = {article_id: versions.current for article_id, versions in known.items()}
    outcomes, first, versions = [], dict[str, Article](), []
    for article in articles:
        there = known.setdefault(article.id, _Known())
        if article.content_hash in there.in_force:
            outcomes.append(Outcome.UNCHANGED)
            continue
        outcomes.append(Outcome.NEW_VERSION if there.in_force else Outcome.ADDED)
        if not there.in_force:
            first[article.id] = article
        moment = there.add(article)
        versions.append(version_values(article, len(there.in_force), sources[article.publisher], moment))
    if first:
        session.execute(
            insert(ArticleRow),
            [
                {"id": a.id, "external_id": a.external_id, "url": a.url, "current_hash": known[a.id].current}
                for a in first.values()
            ],
        )
    if versions:
        session.execute(insert(VersionRow), versions)
    for article_id, current in before.items():
        if known[article_id].current != current:
            there_now = known[article_id].current
            session.execute(
                update(ArticleRow).where(ArticleRow.id == article_id).values(current_hash=there_now)
            )
    return outcomes


def _sources(session: Session, publishers: set[str]) -> dict[str, int]:
    """Return the outlets' numbers, giving new ones theirs."""
    found: dict[str, int] = {}
    for some in _portions(publishers):
        rows = session.execute(select(SourceRow.publisher, SourceRow.id).where(SourceRow.publisher.in_(some)))
        found.update((publisher, number) for publisher, number in rows)
    for publisher in sorted(publishers - found.keys()):
        row = SourceRow(publisher=publisher)
        session.add(row)
        session.flush()
        found[publisher] = row.id
    return found


def _known(session: Session, article_ids: set[str]) -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    version = VersionRow
    for some in _portions(article_ids):
        rows = session.execute(
            select(
                VersionRow.article_id, VersionRow.content_hash, VersionRow.in_force, ArticleRow.current_hash
            )
            .join(ArticleRow, ArticleRow.id == version.article_id)
            .where(version.article_id.in_(some))
        )
        for article_id, content_hash, moment, current in rows:
            there = found.setdefault(article_id, _Known(current=current))
            there.in_force[content_hash] = moment
    return found


def _portions(values: set[str]) -> Iterable[list[str]]:
    """Cut a set into lists that fit into one statement."""
    ordered = sorted(values)
    for start in range(0, len(ordered), _MOST_PARAMETERS):
        yield ordered[start : start + _MOST_PARAMETERS]
