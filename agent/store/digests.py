"""Keeping digests, their editions and the receipts. Whose a digest is stands in every query of a person.

orders = Orders(store, owner)
orders.add(digest)

Whoever works on a digest takes its turn, and holds it by a token: what is written under another token than
the one that holds by then is refused, so that two schedulers do not do one thing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from agent.errors import NotFound, TurnLost
from agent.store.schema_digests import DeliveryRow, DigestRow, EditionRow
from agent.store.store import Store
from agent.types import Delivery, Digest, Edition

TURN = timedelta(minutes=15)
"""How long a worker may be silent before another one takes over: a briefing or a delivery takes less."""


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

    def editions(self, digest: Digest, number: int = 50) -> list[Edition]:
        """Return the youngest editions of a digest, youngest first."""
        row = EditionRow
        mine = and_(DigestRow.id == digest.id, DigestRow.owner == self._owner)
        chosen = select(row.body).join(DigestRow, DigestRow.id == row.digest_id).where(mine)
        chosen = chosen.order_by(row.at.desc(), row.key.desc()).limit(number)
        return self._store.consult(
            lambda session: [Edition.model_validate_json(body) for body in session.scalars(chosen)]
        )

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


class Turns:
    """What workers do with the digests of everybody. Errors are those of `Store`, and TurnLost."""

    def __init__(self, store: Store) -> None:
        """Work on those of a store."""
        self._store = store

    def waiting(self, now: datetime) -> list[str]:
        """Return the ids of the digests on which nobody works and that are not paused."""
        free = or_(DigestRow.turn == "", DigestRow.turn_until < now)
        chosen = select(DigestRow.id).where(free, ~DigestRow.paused).order_by(DigestRow.id)
        return self._store.consult(lambda session: list(session.scalars(chosen)))

    def take(self, digest_id: str, token: str, now: datetime) -> tuple[Digest, str] | None:
        """Take the turn of a digest, and return it with its last handled due time; None: it is taken."""
        row = DigestRow
        free = or_(row.turn.in_(("", token)), row.turn_until < now)
        mine = update(row).where(row.id == digest_id, free).values(turn=token, turn_until=now + TURN)

        def work(session: Session) -> tuple[Digest, str] | None:
            if session.scalar(mine.returning(row.id)) is None:
                return None
            taken = session.get_one(row, digest_id)
            return digest_of(taken), taken.handled

        return self._store.transact(work)

    def look(self, digest_id: str) -> tuple[Digest, str] | None:
        """Return a digest with its last handled due time, without a turn; None: there is none any more."""

        def work(session: Session) -> tuple[Digest, str] | None:
            row = session.get(DigestRow, digest_id)
            return None if row is None else (digest_of(row), row.handled)

        return self._store.consult(work)

    def leave(self, digest_id: str, token: str) -> None:
        """Give the turn back."""
        row = DigestRow
        mine = update(row).where(row.id == digest_id, row.turn == token).values(turn="")
        self._store.transact(lambda session: session.execute(mine))

    def put(self, token: str, now: datetime, editions: Sequence[Edition], handled: str = "") -> None:
        """Keep editions of one digest that are not there yet, and up to which due time it is handled.

        Raises:
            TurnLost: another one has the turn.
        """

        def work(session: Session) -> None:
            for edition in editions:
                _hold(session, edition.digest_id, token, now)
                if session.get(EditionRow, (edition.digest_id, edition.key)) is None:
                    session.add(_edition_row(edition))
            if editions and handled:
                mine = update(DigestRow).where(DigestRow.id == editions[0].digest_id)
                session.execute(mine.values(handled=handled))

        self._store.transact(work)

    def written(self, token: str, now: datetime, edition: Edition, receipts: Sequence[Delivery]) -> None:
        """Keep an edition that was written, with a receipt for each recipient that has none yet.

        Raises:
            TurnLost: another one has the turn.
        """

        def work(session: Session) -> None:
            _hold(session, edition.digest_id, token, now)
            session.merge(_edition_row(edition))
            session.flush()
            for one in receipts:
                key = (one.digest_id, one.edition, one.channel, one.recipient)
                if session.get(DeliveryRow, key) is None:
                    session.add(DeliveryRow(**one.model_dump()))

        self._store.transact(work)

    def unwritten(self, digest_id: str) -> list[Edition]:
        """Return the editions of a digest that are still to be written, oldest first."""
        row = EditionRow
        chosen = select(row.body).where(row.digest_id == digest_id, row.state == "due").order_by(row.at)
        return self._store.consult(
            lambda session: [Edition.model_validate_json(body) for body in session.scalars(chosen)]
        )

    def to_send(self, digest_id: str, now: datetime) -> list[tuple[Edition, Delivery]]:
        """Return what is to be sent of a digest now, oldest edition first."""
        row, issue = DeliveryRow, EditionRow
        ready = and_(row.digest_id == digest_id, row.state == "waiting", row.next_try <= now)
        same = and_(issue.digest_id == row.digest_id, issue.key == row.edition)
        chosen = select(issue.body, row).join(row, same).where(ready)
        chosen = chosen.order_by(issue.at, row.channel, row.recipient)
        return self._store.consult(
            lambda session: [
                (Edition.model_validate_json(body), receipt_of(one)) for body, one in session.execute(chosen)
            ]
        )

    def last_received(self, edition: Edition, receipt: Delivery) -> Edition | None:
        """Return the last edition before one that the same recipient got; None where there is none."""
        row, issue = DeliveryRow, EditionRow
        same = and_(issue.digest_id == row.digest_id, issue.key == row.edition)
        got = and_(row.digest_id == edition.digest_id, row.state == "delivered")
        theirs = and_(row.channel == receipt.channel, row.recipient == receipt.recipient)
        chosen = select(issue.body).join(row, same).where(got, theirs, issue.at < edition.at)
        chosen = chosen.order_by(issue.at.desc()).limit(1)
        body = self._store.consult(lambda session: session.scalar(chosen))
        return None if body is None else Edition.model_validate_json(body)

    def note(self, token: str, now: datetime, receipt: Delivery) -> None:
        """Keep what became of a delivery.

        Raises:
            TurnLost: another one has the turn.
        """

        def work(session: Session) -> None:
            _hold(session, receipt.digest_id, token, now)
            session.merge(DeliveryRow(**receipt.model_dump()))

        self._store.transact(work)


def _hold(session: Session, digest_id: str, token: str, now: datetime) -> None:
    """Go on with a turn that was not lost."""
    row = DigestRow
    mine = update(row).where(row.id == digest_id, row.turn == token).values(turn_until=now + TURN)
    if session.scalar(mine.returning(row.id)) is None:
        raise TurnLost(f"digest {digest_id}")


def digest_of(row: DigestRow) -> Digest:
    """Return the digest that a row holds."""
    said = Digest.model_validate_json(row.body)
    return said.model_copy(update={"paused": row.paused, "owner": row.owner})


def _edition_row(edition: Edition) -> EditionRow:
    return EditionRow(
        digest_id=edition.digest_id,
        key=edition.key,
        at=edition.at,
        state=edition.state,
        body=edition.model_dump_json(),
    )


def receipt_of(row: DeliveryRow) -> Delivery:
    """Return the receipt that a row holds."""
    return Delivery.model_validate({name: getattr(row, name) for name in Delivery.model_fields})
