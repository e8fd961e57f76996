"""Keeping briefings. Whose one is stands in every query; "" is the person at the machine."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from agent.errors import NotFound
from agent.store.schema import BriefingRow, CitationRow
from agent.store.sessions import Sessions
from agent.types import Briefing


class BriefingEntry(NamedTuple):
    """A line in the list of kept briefings."""

    id: str
    created: datetime
    question: str
    profile: str
    title: str


class Kept(Sessions):
    """The briefings of a store."""

    def save_briefing(self, briefing: Briefing, owner: str = "") -> None:
        """Keep a briefing, and the spans it rests on; one of the same id and owner is replaced."""
        cited = (*briefing.cited(), *briefing.held_against())
        spans = {(c.article_id, c.content_hash, c.start, c.end) for c in cited}
        row = {
            **{name: getattr(briefing, name) for name in ("id", "created", "question", "profile", "title")},
            "owner": owner,
            "body": briefing.model_dump_json(),
        }

        def work(session: Session) -> None:
            session.execute(delete(BriefingRow).where(_is(briefing.id, owner)))
            session.add(BriefingRow(**row))
            session.flush()
            session.add_all(
                CitationRow(briefing_id=briefing.id, article_id=a, content_hash=h, start=s, end=e)
                for a, h, s, e in sorted(spans)
            )

        self.transact(work)

    def briefings(self, owner: str = "", limit: int | None = None, before: str = "") -> list[BriefingEntry]:
        """Return what somebody keeps, newest first.

        Args:
            owner: Whose.
            limit: How many at most; None for all.
            before: Id of one of them; only those that come after it are returned.
        """
        row = BriefingRow
        chosen = select(row.id, row.created, row.question, row.profile, row.title).where(row.owner == owner)
        if before:
            last = select(row.created).where(_is(before, owner)).scalar_subquery()
            chosen = chosen.where(or_(row.created < last, and_(row.created == last, row.id > before)))
        newest_first = chosen.order_by(row.created.desc(), row.id).limit(limit)
        return self.consult(lambda session: [BriefingEntry(*one) for one in session.execute(newest_first)])

    def briefing(self, briefing_id: str, owner: str = "") -> Briefing:
        """Return a kept briefing.

        Raises:
            NotFound: its owner has no such briefing.
        """
        body = select(BriefingRow.body).where(_is(briefing_id, owner))
        found = self.consult(lambda session: session.scalar(body))
        if found is None:
            raise NotFound(f"briefing {briefing_id}")
        return Briefing.model_validate_json(found)

    def delete_briefing(self, briefing_id: str, owner: str = "") -> None:
        """Delete a kept briefing.

        Raises:
            NotFound: its owner has no such briefing.
        """
        gone = delete(BriefingRow).where(_is(briefing_id, owner)).returning(BriefingRow.id)

        def work(session: Session) -> None:
            if session.scalar(gone) is None:
                raise NotFound(f"briefing {briefing_id}")

        self.transact(work)


def _is(briefing_id: str, owner: str) -> ColumnElement[bool]:
    return and_(BriefingRow.id == briefing_id, BriefingRow.owner == owner)
