"""The whole house at a look, whosever its parts are: for whoever runs it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agent.store.digests import digest_of, receipt_of
from agent.store.schema_digests import DeliveryRow, DigestRow, EditionRow
from agent.store.store import Store
from agent.types import Delivery, Digest

_TROUBLED = 50
"""Receipts that are told one by one."""


class Standing(NamedTuple):
    """A digest, and how its last edition fared."""

    digest: Digest
    edition: str
    """Key of the last edition; empty where there was none."""
    at: datetime | None
    """When that was due."""
    state: str
    """Of that edition."""
    receipts: dict[str, int]
    """How many of its receipts are in which state."""


class Overview:
    """Looks at everything of a store. Errors are those of `Store`."""

    def __init__(self, store: Store) -> None:
        """Look at a store."""
        self._store = store

    def digests(self) -> list[Standing]:
        """Return every digest of everybody, in the order in which they were ordered."""
        chosen = select(DigestRow).order_by(DigestRow.added, DigestRow.id)

        def work(session: Session) -> list[Standing]:
            return [_standing(session, digest_of(row)) for row in session.scalars(chosen).all()]

        return self._store.consult(work)

    def troubled(self) -> list[tuple[str, Delivery]]:
        """Return what did not get through, with the title of its digest: given up first, youngest first."""
        row = DeliveryRow
        open_ = row.state.in_(("dead", "waiting"))
        chosen = select(DigestRow.title, row).join(DigestRow, DigestRow.id == row.digest_id)
        chosen = chosen.where(open_, row.error != "").order_by(row.state, row.changed.desc())
        chosen = chosen.limit(_TROUBLED)
        return self._store.consult(
            lambda session: [(title, receipt_of(one)) for title, one in session.execute(chosen)]
        )

    def receipts(self) -> dict[str, int]:
        """Return how many receipts are in which state."""
        row = DeliveryRow
        counted = select(row.state, func.count()).group_by(row.state)
        return self._store.consult(lambda session: {s: n for s, n in session.execute(counted)})

    def editions(self) -> dict[str, int]:
        """Return how many editions are in which state."""
        row = EditionRow
        counted = select(row.state, func.count()).group_by(row.state)
        return self._store.consult(lambda session: {s: n for s, n in session.execute(counted)})


def _standing(session: Session, digest: Digest) -> Standing:
    row, receipt = EditionRow, DeliveryRow
    newest = select(row.key, row.at, row.state).where(row.digest_id == digest.id)
    last = session.execute(newest.order_by(row.at.desc(), row.key.desc()).limit(1)).first()
    if last is None:
        return Standing(digest, "", None, "", {})
    mine = (receipt.digest_id == digest.id) & (receipt.edition == last.key)
    states = session.execute(select(receipt.state, func.count()).where(mine).group_by(receipt.state))
    return Standing(digest, last.key, last.at, last.state, {state: number for state, number in states})
