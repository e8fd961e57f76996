"""Keeping digests, and showing their editions and receipts. Whose one is stands in every query of a person.

orders = Orders(store, owner)
orders.add(digest)
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, select, update
from sqlalchemy.orm import Session

from agent.errors import NotFound
from agent.store.schema import BriefingRow
from agent.store.schema_digests import DeliveryRow, DigestRow, EditionRow
from agent.store.store import Store
from agent.types import Delivery, Digest, Edition


class Orders:
    """The digests of one person. Errors are those of `Store`."""

    def __init__(self, store: Store, owner: str = "") -> None:
        """Keep them in a store; nobody else's are seen or changed."""
        self._store, self._owner = store, owner

    def add(self, digest: Digest, handled: str) -> None:
        """Keep a digest of this person; due times up to a local one count as handled."""
        row = DigestRow(
            id=digest.id,
            owner=self._owner,
            title=digest.title,
            body=digest.model_dump_json(),
            added=digest.added,
            paused=digest.paused,
            handled=handled,
            turn="",
            turn_until=digest.added,
        )
        self._store.transact(lambda session: session.merge(row))

    def change(self, digest: Digest) -> None:
        """Put an order in the place of one of the same id; what was handled of it stays handled."""
        mine = and_(DigestRow.id == digest.id, DigestRow.owner == self._owner)
        values = {"title": digest.title, "body": digest.model_dump_json()}
        self._store.transact(lambda session: session.execute(update(DigestRow).where(mine).values(values)))

    def serve(self, digest: Digest, secret: str) -> Digest:
        """Give the feed of a digest another address, or none where it is empty; the one it had leads nowhere.

        Returns:
            The digest as it is now.

        Raises:
            NotFound: it is gone.
        """
        mine = and_(DigestRow.id == digest.id, DigestRow.owner == self._owner)

        def work(session: Session) -> Digest:
            row = session.scalar(select(DigestRow).where(mine).with_for_update())
            if row is None:
                raise NotFound(
                    f"digest {digest.id}", "it is gone", "`aletheia digest list` shows what is there."
                )
            changed = digest_of(row).model_copy(update={"feed": secret})
            row.body = changed.model_dump_json()
            return changed

        return self._store.transact(work)

    def all(self) -> list[Digest]:
        """Return every digest, in the order in which they were ordered."""
        mine = select(DigestRow).where(DigestRow.owner == self._owner)
        chosen = mine.order_by(DigestRow.added, DigestRow.id)
        return self._store.consult(lambda session: [digest_of(row) for row in session.scalars(chosen)])

    def meant(self, reference: str) -> Digest:
        """Return the digest a person means by its id, how that begins, or its title.

        Raises:
            NotFound: none is meant, or several.
        """
        there = self.all()
        exact = [one for one in there if reference in (one.id, one.title)]
        near = exact or [one for one in there if reference and one.id.startswith(reference)]
        if len(near) != 1:
            why = "several digests are called like that" if near else "no digest has that id or title"
            raise NotFound(f"digest {reference}", why, "`aletheia digest list` shows them.")
        return near[0]

    def pause(self, digest: Digest, paused: bool, handled: str | None = None) -> None:
        """Leave a digest alone for now, or go on with it; what was due until a local time is passed over."""
        values: dict[str, object] = {"paused": paused}
        if handled is not None:
            values["handled"] = handled
        mine = and_(DigestRow.id == digest.id, DigestRow.owner == self._owner)
        self._store.transact(lambda session: session.execute(update(DigestRow).where(mine).values(values)))

    def remove(self, digest: Digest) -> None:
        """Forget a digest with its editions and receipts; the briefings stay."""
        mine = and_(DigestRow.id == digest.id, DigestRow.owner == self._owner)
        self._store.transact(lambda session: session.execute(delete(DigestRow).where(mine)))

    def editions(self, digest: Digest, number: int = 50, written: bool = False) -> list[Edition]:
        """Return the youngest editions of a digest, youngest first; if wanted, written ones alone."""
        row = EditionRow
        mine = and_(DigestRow.id == digest.id, DigestRow.owner == self._owner)
        chosen = select(row.body).join(DigestRow, DigestRow.id == row.digest_id).where(mine)
        chosen = chosen.where(row.state == "written") if written else chosen
        chosen = chosen.order_by(row.at.desc(), row.key.desc()).limit(number)
        return self._store.consult(
            lambda session: [Edition.model_validate_json(body) for body in session.scalars(chosen)]
        )

    def versions(self, briefings: Collection[str]) -> dict[str, int]:
        """Return which of some briefings are kept, by id, each with the number of its version."""
        row = BriefingRow
        chosen = select(row.id, row.version).where(row.owner == self._owner, row.id.in_(sorted(briefings)))
        return self._store.consult(lambda session: {name: number for name, number in session.execute(chosen)})

    def receipts(self, digest: Digest) -> list[Delivery]:
        """Return the receipts of a digest, in the order of its editions and recipients."""
        row = DeliveryRow
        mine = and_(DigestRow.id == digest.id, DigestRow.owner == self._owner)
        chosen = select(row).join(DigestRow, DigestRow.id == row.digest_id).where(mine)
        chosen = chosen.order_by(row.edition, row.channel, row.recipient)
        return self._store.consult(lambda session: [receipt_of(one) for one in session.scalars(chosen)])

    def revive(self, digest: Digest, now: datetime) -> int:
        """Let what was given up be tried again from the beginning, and return how much that is."""
        row = DeliveryRow
        mine = select(DigestRow.id).where(DigestRow.id == digest.id, DigestRow.owner == self._owner)
        dead = update(row).where(row.digest_id.in_(mine), row.state == "dead")
        again = dead.values(state="waiting", attempts=0, next_try=now, changed=now).returning(row.recipient)
        return self._store.transact(lambda session: len(session.scalars(again).all()))


def digest_called(store: Store, digest_id: str) -> Digest | None:
    """Return a digest of anybody by its id, for whoever proves that they may see it; None: there is none."""

    def work(session: Session) -> Digest | None:
        row = session.get(DigestRow, digest_id)
        return None if row is None else digest_of(row)

    return store.consult(work)


def digest_of(row: DigestRow) -> Digest:
    """Return the order that a row holds."""
    said = Digest.model_validate_json(row.body)
    return said.model_copy(update={"paused": row.paused, "owner": row.owner})


def receipt_of(row: DeliveryRow) -> Delivery:
    """Return the receipt that a row holds."""
    return Delivery.model_validate({name: getattr(row, name) for name in Delivery.model_fields})
