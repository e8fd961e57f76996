"""Keeping briefings. Who may read or change one stands in every query; "" is the person at the machine."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from agent.errors import EditedMeanwhile, NotFound
from agent.store.schema import BriefingRow, CitationRow, ErasedRow
from agent.store.schema_chat import ConversationRow, TurnRow
from agent.store.schema_kept import BriefingShareRow, BriefingVersionRow, ConversationShareRow
from agent.store.sessions import Sessions
from agent.types import Briefing


class BriefingEntry(NamedTuple):
    """A line in the list of kept briefings."""

    id: str
    created: datetime
    question: str
    profile: str
    title: str
    owner: str
    version: int


_KEPT = ("id", "created", "question", "profile", "title", "version")
"""What of a briefing stands in columns of its own."""


class Kept(Sessions):
    """The briefings of a store."""

    def save_briefing(self, briefing: Briefing, owner: str = "") -> None:
        """Keep a briefing, and the spans it rests on; one of the same id and owner is replaced."""
        row = {name: getattr(briefing, name) for name in _KEPT}

        def work(session: Session) -> None:
            session.execute(delete(BriefingRow).where(_is(briefing.id, owner)))
            session.add(BriefingRow(**row, owner=owner, body=briefing.model_dump_json()))
            session.flush()
            session.add_all(_spans(briefing))

        self.transact(work)

    def put_version(self, briefing: Briefing, owner: str = "") -> None:
        """Put an edited briefing in the place of the version before, which is kept beside it.

        Raises:
            NotFound: its owner has no such briefing.
            EditedMeanwhile: the version there is not the one that was edited.
        """
        row, body = BriefingRow, briefing.model_dump_json()
        values = {"version": briefing.version, "title": briefing.title, "body": body}
        before = update(row).where(_is(briefing.id, owner), row.version == briefing.version - 1)

        def work(session: Session) -> None:
            there = session.execute(select(row.version, row.body).where(_is(briefing.id, owner))).first()
            if there is None:
                raise unknown_briefing(briefing.id)
            if (there.version, there.body) == (briefing.version, body):
                return  # done before the server went away
            if session.scalar(before.values(**values).returning(row.id)) is None:
                raise EditedMeanwhile(f"briefing {briefing.id}", f"it is version {there.version} now")
            session.add(BriefingVersionRow(briefing_id=briefing.id, number=there.version, body=there.body))
            for span in _spans(briefing):
                session.merge(span)  # those of versions before stay: their quotations do as well

        self.transact(work)

    def briefings(self, reader: str = "", limit: int | None = None, before: str = "") -> list[BriefingEntry]:
        """Return what somebody may read, newest first.

        Args:
            reader: Who; theirs are those they asked for, and those that others share with them.
            limit: How many at most; None for all.
            before: Id of one of them; only those that come after it are returned.
        """
        row = BriefingRow
        columns = (*(getattr(row, name) for name in _KEPT[:-1]), row.owner, row.version)
        chosen = select(*columns).where(readable(reader))
        if before:
            last = select(row.created).where(row.id == before, readable(reader)).scalar_subquery()
            chosen = chosen.where(or_(row.created < last, and_(row.created == last, row.id > before)))
        newest_first = chosen.order_by(row.created.desc(), row.id).limit(limit)
        return self.consult(lambda session: [BriefingEntry(*one) for one in session.execute(newest_first)])

    def briefing(self, briefing_id: str, reader: str = "", version: int | None = None) -> Briefing:
        """Return a kept briefing, as it is now or as it was in a version; it notes what was erased since.

        Raises:
            NotFound: somebody may read no such briefing, or it has no such version.
        """
        row, older = BriefingRow, BriefingVersionRow
        mine = and_(row.id == briefing_id, readable(reader))
        body = select(row.body).where(mine)
        if version is not None:
            body = body.where(row.version == version)
        was = select(older.body).join(row, row.id == older.briefing_id).where(mine, older.number == version)

        def work(session: Session) -> tuple[str | None, int]:
            found = session.scalar(body) or (session.scalar(was) if version is not None else None)
            return found, session.scalars(_erased(briefing_id)).one() if found is not None else 0

        found, erased = self.consult(work)
        if found is None:
            which = "" if version is None else f", version {version}"
            raise NotFound(f"briefing {briefing_id}{which}")
        kept = Briefing.model_validate_json(found)
        return kept if not erased else kept.model_copy(update={"notes": (*kept.notes, _told(erased))})

    def own_briefing(self, briefing_id: str, owner: str = "") -> Briefing:
        """Return a briefing for whoever may change it.

        Raises:
            NotFound: its owner has no such briefing.
        """
        body = select(BriefingRow.body).where(_is(briefing_id, owner))
        found = self.consult(lambda session: session.scalar(body))
        if found is None:
            raise unknown_briefing(briefing_id)
        return Briefing.model_validate_json(found)

    def delete_briefing(self, briefing_id: str, owner: str = "") -> None:
        """Delete a kept briefing with its versions, and what was said of it.

        Raises:
            NotFound: its owner has no such briefing.
        """
        gone = delete(BriefingRow).where(_is(briefing_id, owner)).returning(BriefingRow.id)

        def work(session: Session) -> None:
            if session.scalar(gone) is None:
                raise unknown_briefing(briefing_id)

        self.transact(work)


def _erased(briefing_id: str) -> Select[int]:
    """Count the articles that a briefing cites and that were erased."""
    row = CitationRow
    gone = select(row.article_id).join(ErasedRow, ErasedRow.article_id == row.article_id)
    return select(func.count()).select_from(gone.where(row.briefing_id == briefing_id).distinct().subquery())


def _told(erased: int) -> str:
    if erased == 1:
        return (
            "An article that this cites was erased since: what is quoted of it cannot be looked up any more."
        )
    return f"{erased} articles that this cites were erased since: what is quoted of them cannot be looked up."


def _spans(briefing: Briefing) -> list[CitationRow]:
    cited = (*briefing.cited(), *briefing.held_against())
    spans = {(c.article_id, c.content_hash, c.start, c.end) for c in cited}
    return [
        CitationRow(briefing_id=briefing.id, article_id=a, content_hash=h, start=s, end=e)
        for a, h, s, e in sorted(spans)
    ]


def unknown_briefing(briefing_id: str) -> NotFound:
    """Return what is said where somebody may not read a briefing: the same as where there is none."""
    return NotFound(f"briefing {briefing_id}")


def _is(briefing_id: str, owner: str) -> ColumnElement[bool]:
    return and_(BriefingRow.id == briefing_id, BriefingRow.owner == owner)


def readable(reader: str) -> ColumnElement[bool]:
    """Hold where somebody may read a briefing: it is theirs, or shared, or in a conversation that is."""
    row, share, talk = BriefingRow, BriefingShareRow, ConversationShareRow
    shared = select(share.person).where(share.briefing_id == row.id, share.person == reader).exists()
    spoken_of = (
        select(TurnRow.number)
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
        .join(talk, talk.conversation_id == TurnRow.conversation_id)
        .where(TurnRow.briefing_id == row.id, ConversationRow.owner == row.owner, talk.person == reader)
        .exists()
    )
    return or_(row.owner == reader, shared, spoken_of)
