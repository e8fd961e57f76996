"""Keeping what people think of sentences. Whoever may read a briefing may say so, and sees their own.

opinions = Opinions(store, owner)
opinions.keep(briefing_id, claim_id, feedback, now)
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from agent.store.kept import readable, unknown_briefing
from agent.store.schema import BriefingRow
from agent.store.schema_kept import BriefingVersionRow, FeedbackRow
from agent.store.store import Store
from agent.types import Briefing, Feedback, FeedbackKind, Opinion


class Opinions:
    """What one person thinks, and what others think of their briefings. Errors are those of `Store`."""

    def __init__(self, store: Store, owner: str) -> None:
        """Keep them in a store."""
        self._store, self._owner = store, owner

    def keep(self, briefing_id: str, claim_id: str, feedback: Feedback, now: datetime) -> None:
        """Keep what the person thinks of a sentence, in place of what they thought of it before.

        Raises:
            NotFound: they may not read the briefing.
        """
        mine = select(BriefingRow.id).where(BriefingRow.id == briefing_id, readable(self._owner))

        def work(session: Session) -> None:
            if session.scalar(mine) is None:
                raise unknown_briefing(briefing_id)
            session.merge(
                FeedbackRow(
                    briefing_id=briefing_id,
                    version=feedback.version,
                    claim_id=claim_id,
                    owner=self._owner,
                    kind=feedback.kind,
                    words=feedback.words,
                    created=now,
                )
            )

        self._store.transact(work)

    def of(self, briefing_id: str) -> list[Opinion]:
        """Return what the person thinks of a briefing's sentences; of their own briefing what all think.

        Raises:
            NotFound: they may not read it.
        """
        row, home = FeedbackRow, BriefingRow
        mine = select(home.id).where(home.id == briefing_id, readable(self._owner))
        chosen = (
            select(row)
            .join(home, home.id == row.briefing_id)
            .where(home.id == briefing_id, readable(self._owner))
            .where(or_(row.owner == self._owner, home.owner == self._owner))
            .order_by(row.created, row.claim_id, row.owner)
        )

        def work(session: Session) -> list[Opinion]:
            if session.scalar(mine) is None:
                raise unknown_briefing(briefing_id)
            return [_opinion(one) for one in session.scalars(chosen)]

        return self._store.consult(work)


def all_opinions(store: Store) -> Iterator[tuple[Opinion, Briefing]]:
    """Yield what everybody thinks, oldest first, each with the briefing as it was read; for the machine."""
    row, home, older = FeedbackRow, BriefingRow, BriefingVersionRow
    chosen = select(row).order_by(row.created, row.briefing_id, row.claim_id, row.owner)
    opinions = store.consult(lambda session: [_opinion(one) for one in session.scalars(chosen)])
    for opinion in opinions:
        now = select(home.body).where(home.id == opinion.briefing_id, home.version == opinion.version)
        then = select(older.body).where(
            older.briefing_id == opinion.briefing_id, older.number == opinion.version
        )
        if body := store.consult(lambda s, now=now, then=then: s.scalar(now) or s.scalar(then)):  # type: ignore[misc]  # the two are bound at once
            yield opinion, Briefing.model_validate_json(body)


def _opinion(row: FeedbackRow) -> Opinion:
    return Opinion(
        briefing_id=row.briefing_id,
        version=row.version,
        claim_id=row.claim_id,
        by=row.owner,
        kind=cast(FeedbackKind, row.kind),
        words=row.words,
        created=row.created,
    )
