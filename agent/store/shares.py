"""Who may read what is somebody else's: given and taken back by its owner alone, by name.

shares = Shares(store, owner)
shares.give("briefing", briefing_id, "jonas", now)
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Delete, Select, delete, select
from sqlalchemy.orm import Session

from agent.errors import NotFound, UnusableRequest
from agent.store.schema import BriefingRow
from agent.store.schema_chat import ConversationRow
from agent.store.schema_kept import BriefingShareRow, ConversationShareRow
from agent.store.schema_people import AccountRow
from agent.store.store import Store

Kind = Literal["briefing", "conversation"]


class Shares:
    """What one person shares. Errors are those of `Store`."""

    def __init__(self, store: Store, owner: str) -> None:
        """Keep it in a store; nobody else's is seen or changed."""
        self._store, self._owner = store, owner

    def people(self, kind: Kind, name: str) -> list[str]:
        """Return with whom something is shared, by name.

        Raises:
            NotFound: the owner has no such thing.
        """
        chosen = _people(kind, name)

        def work(session: Session) -> list[str]:
            self._must_own(session, kind, name)
            return sorted(session.scalars(chosen))

        return self._store.consult(work)

    def give(self, kind: Kind, name: str, person: str, now: datetime) -> None:
        """Let somebody read it; a conversation with the briefings in it, those to come as well.

        Raises:
            NotFound: the owner has no such thing, or nobody has an account of that name.
            UnusableRequest: it is their own.
        """
        account = select(AccountRow.name).where(AccountRow.name == person, AccountRow.removed.is_(None))
        row = (
            BriefingShareRow(briefing_id=name, person=person, created=now)
            if kind == "briefing"
            else ConversationShareRow(conversation_id=name, person=person, created=now)
        )

        def work(session: Session) -> None:
            self._must_own(session, kind, name)
            if person == self._owner:
                raise UnusableRequest(f"{kind} {name}", "it is yours already", "Name somebody else.")
            if session.scalar(account) is None:
                raise NotFound(f"account {person}", "", "Ask whoever keeps the accounts.")
            session.merge(row)

        self._store.transact(work)

    def take_back(self, kind: Kind, name: str, person: str) -> None:
        """Let somebody read it no more.

        Raises:
            NotFound: the owner has no such thing.
        """

        def work(session: Session) -> None:
            self._must_own(session, kind, name)
            session.execute(_gone(kind, name, person))

        self._store.transact(work)

    def _must_own(self, session: Session, kind: Kind, name: str) -> None:
        row = BriefingRow if kind == "briefing" else ConversationRow
        if session.scalar(select(row.id).where(row.id == name, row.owner == self._owner)) is None:
            raise NotFound(f"{kind} {name}", "", "List yours.")


def _people(kind: Kind, name: str) -> Select[str]:
    briefing, talk = BriefingShareRow, ConversationShareRow
    if kind == "briefing":
        return select(briefing.person).where(briefing.briefing_id == name)
    return select(talk.person).where(talk.conversation_id == name)


def _gone(kind: Kind, name: str, person: str) -> Delete:
    briefing, talk = BriefingShareRow, ConversationShareRow
    if kind == "briefing":
        return delete(briefing).where(briefing.briefing_id == name, briefing.person == person)
    return delete(talk).where(talk.conversation_id == name, talk.person == person)
