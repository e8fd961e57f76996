"""Keeping conversations. Who may read or change one stands in every query.

kept = Conversations(store, owner)
kept.add(conversation_id, turn, title)
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from agent.errors import NotFound, UnusableRequest
from agent.store.schema_chat import ConversationRow, TurnRow
from agent.store.schema_kept import ConversationShareRow
from agent.store.store import Store
from agent.types import Conversation, Turn


class Conversations:
    """The conversations of one person. Errors are those of `Store`."""

    def __init__(self, store: Store, owner: str) -> None:
        """Keep them in a store; nobody else's are seen or changed."""
        self._store, self._owner = store, owner

    def add(self, conversation_id: str, turn: Turn, title: str) -> None:
        """Keep a turn, and with the first one the conversation under a title.

        Raises:
            NotFound: the conversation is somebody else's.
            UnusableRequest: another turn has that number; what is there stays.
        """

        def work(session: Session) -> None:
            row = session.get(ConversationRow, conversation_id)
            if row is None:
                row = ConversationRow(
                    id=conversation_id,
                    owner=self._owner,
                    title=title,
                    created=turn.created,
                    updated=turn.created,
                )
                session.add(row)
                session.flush()
            elif row.owner != self._owner:
                raise _unknown(conversation_id)
            row.updated = max(row.updated, turn.created)
            body = turn.model_dump_json()
            there = session.get(TurnRow, (conversation_id, turn.number))
            if there is not None and there.body != body:
                why = "another question in it was answered meanwhile"
                raise UnusableRequest(f"conversation {conversation_id}", why, "Ask again.")
            session.merge(
                TurnRow(
                    conversation_id=conversation_id,
                    number=turn.number,
                    body=body,
                    briefing_id=turn.briefing_id,
                )
            )

        self._store.transact(work)

    def all(self, limit: int | None = None, before: str = "") -> list[Conversation]:
        """Return the conversations that the person may read, without turns, the one used last first.

        Args:
            limit: How many at most; None for all.
            before: Id of one of them; only those that come after it are returned.
        """
        row = ConversationRow
        mine = select(row).where(_readable(self._owner))
        if before:
            held = select(row.updated).where(_readable(self._owner), row.id == before)
            last = held.scalar_subquery()
            mine = mine.where(or_(row.updated < last, and_(row.updated == last, row.id > before)))
        chosen = mine.order_by(row.updated.desc(), row.id).limit(limit)
        return self._store.consult(
            lambda session: [_conversation(row, ()) for row in session.scalars(chosen)]
        )

    def get(self, conversation_id: str) -> Conversation:
        """Return a conversation of the person's own with its turns, given its id or how that begins.

        Raises:
            NotFound: the person has none, or several, of that id.
        """
        return self._one(conversation_id, ConversationRow.owner == self._owner)

    def read(self, conversation_id: str) -> Conversation:
        """Return a conversation that is theirs, or that is shared with them, in the same way.

        Raises:
            NotFound: the person may read none, or several, of that id.
        """
        return self._one(conversation_id, _readable(self._owner))

    def _one(self, conversation_id: str, may: ColumnElement[bool]) -> Conversation:
        row = ConversationRow
        begins = row.id.startswith(conversation_id, autoescape=True)
        chosen = select(row).where(may, begins).limit(2)

        def work(session: Session) -> Conversation:
            found = list(session.scalars(chosen))
            found = [one for one in found if one.id == conversation_id] or found
            if len(found) != 1:
                raise _unknown(conversation_id)
            turns = (
                select(TurnRow.body).where(TurnRow.conversation_id == found[0].id).order_by(TurnRow.number)
            )
            return _conversation(
                found[0], tuple(Turn.model_validate_json(body) for body in session.scalars(turns))
            )

        return self._store.consult(work)

    def remove(self, conversation_id: str) -> None:
        """Delete a conversation with its turns; the briefings in it stay.

        Raises:
            NotFound: the person has none of that id.
        """
        row = ConversationRow
        mine = delete(row).where(row.owner == self._owner, row.id == conversation_id).returning(row.id)

        def work(session: Session) -> None:
            if session.scalar(mine) is None:
                raise _unknown(conversation_id)

        self._store.transact(work)


def _readable(reader: str) -> ColumnElement[bool]:
    """Hold where somebody may read a conversation: it is theirs, or shared with them."""
    row, share = ConversationRow, ConversationShareRow
    shared = select(share.person).where(share.conversation_id == row.id, share.person == reader).exists()
    return or_(row.owner == reader, shared)


def _conversation(row: ConversationRow, turns: tuple[Turn, ...]) -> Conversation:
    return Conversation(
        id=row.id, owner=row.owner, title=row.title, created=row.created, updated=row.updated, turns=turns
    )


def _unknown(name: str) -> NotFound:
    return NotFound(f"conversation {name}", "", "`aletheia chat --list` shows them.")
