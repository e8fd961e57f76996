"""Keeping in how many articles each term occurred."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from agent.store.rows import portions
from agent.store.schema_news import EVERY, StoryTermRow


def keep_terms(session: Session, terms: Mapping[str, int], articles: int, halved: int) -> None:
    """Keep counts of terms.

    Args:
        session: Where they are written.
        terms: In how many articles each term occurs by now, of the terms that were looked at.
        articles: In how many articles terms were counted; 0 leaves that as it is.
        halved: How often all counts were halved meanwhile.
    """
    row = StoryTermRow
    for _ in range(halved):
        session.execute(delete(row).where(row.articles <= 1))
        session.execute(update(row).values(articles=row.articles // 2))
    wanted = {**terms, **({EVERY: articles} if articles else {})}
    known: set[str] = set()
    for some in portions(wanted):
        known |= set(session.scalars(select(row.term).where(row.term.in_(some))))
    counts = [{"term": term, "articles": count} for term, count in sorted(wanted.items())]
    if changed := [one for one in counts if one["term"] in known]:
        session.execute(update(row), changed)
    if fresh := [one for one in counts if one["term"] not in known]:
        session.execute(insert(row), fresh)
