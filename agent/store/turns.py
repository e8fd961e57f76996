"""Taking turns at the stories: nobody keeps what was worked out from stories that were changed meanwhile."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from agent.store.schema_news import StoryTurnRow


class Overtaken(Exception):
    """What a grouping was worked out from does not hold any more; it is to be worked out again."""


def turn_of(session: Session) -> int:
    """Return the turn that the stories are at; read it before anything else that is worked from."""
    return session.scalars(select(StoryTurnRow.turn)).one()


def take_turn(session: Session, turn: int | None = None) -> None:
    """Begin the next turn, in the transaction of the change.

    One statement compares and raises, so that of two processes at one turn the second is overtaken.

    Args:
        session: Where the change is written.
        turn: The turn that the change was worked out from; None for what rests on no reading before.

    Raises:
        Overtaken: the stories are at another turn by now.
    """
    row = StoryTurnRow
    raised = update(row).values(turn=row.turn + 1).returning(row.turn)
    if session.scalar(raised if turn is None else raised.where(row.turn == turn)) is None:
        raise Overtaken
