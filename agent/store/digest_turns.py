"""What workers do with the digests of everybody: order what is due, take turns, and keep what came of it.

Whoever works on a digest takes its turn, and holds it by a token: what is written under another token than
the one that holds by then is refused, so that two workers do not do one thing twice. On a server that is
settled by the row of the digest, so that work on different digests goes on at the same time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from agent.errors import TurnLost
from agent.store.digests import digest_of, receipt_of
from agent.store.schema import ArticleRow, BriefingRow, CitationRow, MissingPageRow
from agent.store.schema_digests import DeliveryRow, DigestRow, EditionRow
from agent.store.store import Store
from agent.types import ASKED, CORRECTION, Delivery, Digest, Edition

TURN = timedelta(minutes=2)
"""How long a worker may be silent before another one takes over; one that lives says so more often."""


class Turns:
    """The digests of everybody. Errors are those of `Store`, and TurnLost."""

    def __init__(self, store: Store) -> None:
        """Work on those of a store."""
        self._store = store

    # --- what is to be done --------------------------------------------------------------------------------

    def unpaused(self) -> list[tuple[Digest, str]]:
        """Return the digests that are not paused, each with its last handled due time."""
        chosen = select(DigestRow).where(~DigestRow.paused).order_by(DigestRow.id)
        return self._store.consult(
            lambda session: [(digest_of(row), row.handled) for row in session.scalars(chosen)]
        )

    def order(self, orders: Sequence[tuple[str, Sequence[Edition]]]) -> list[Edition]:
        """Keep what is due of several digests, and up to which due time each is handled: its last edition's.

        Args:
            orders: For each digest the last handled due time that the editions were worked out from, and the
                editions that are due or were missed, at least one, oldest first.

        Returns:
            The editions of those digests of which this was done: not where another one was faster, or the
            digest is paused or gone.
        """
        last = {editions[-1].digest_id: editions[-1].key for _, editions in orders}
        theirs = select(DigestRow.id, DigestRow.handled).where(DigestRow.id.in_(last), ~DigestRow.paused)

        def work(session: Session) -> list[Edition]:
            handled = {name: seen for name, seen in session.execute(theirs)}
            done = [
                one for seen, editions in orders for one in editions if handled.get(one.digest_id) == seen
            ]
            if done:
                mine = {one.digest_id for one in done}
                session.execute(update(DigestRow), [{"id": name, "handled": last[name]} for name in mine])
                _add(session, done)
            return done

        return self._store.transact(work)

    def put(self, editions: Sequence[Edition], receipts: Sequence[Delivery] = ()) -> None:
        """Keep editions beside the schedule, with their receipts; those that are there already stay."""

        def work(session: Session) -> None:
            _add(session, editions)
            session.flush()
            _add_receipts(session, receipts)

        self._store.transact(work)

    def ready(self, now: datetime) -> list[tuple[str, str]]:
        """Return what can be worked on, as id of the digest and key of the edition: its oldest one.

        An edition that is to be written, or that somebody waits for whose time for another try has come, of
        a digest on which nobody works. Of a paused one only what was asked for.
        """
        row, issue, receipt = DigestRow, EditionRow, DeliveryRow
        free = or_(row.turn == "", row.turn_until < now)
        wanted = or_(~row.paused, issue.key.startswith(ASKED))
        here = select(issue.digest_id, issue.key, issue.at).join(row, row.id == issue.digest_id)
        unwritten = here.where(free, wanted, issue.state == "due")
        same = and_(receipt.digest_id == issue.digest_id, receipt.edition == issue.key)
        due = and_(receipt.state == "waiting", receipt.next_try <= now)
        unsent = here.join(receipt, same).where(free, wanted, due).distinct()

        def work(session: Session) -> list[tuple[str, str]]:
            found = {
                (at, name, key) for chosen in (unwritten, unsent) for name, key, at in session.execute(chosen)
            }
            oldest: dict[str, str] = {}
            for _, name, key in sorted(found):
                oldest.setdefault(name, key)
            return list(oldest.items())

        return self._store.consult(work)

    # --- taking turns --------------------------------------------------------------------------------------

    def take(self, digest_id: str, token: str, now: datetime) -> Digest | None:
        """Take the turn of a digest, and return it; None: another one has it, or the digest is gone."""
        row = DigestRow
        free = or_(row.turn.in_(("", token)), row.turn_until < now)
        mine = update(row).where(row.id == digest_id, free).values(turn=token, turn_until=now + TURN)

        def work(session: Session) -> Digest | None:
            if session.scalar(mine.returning(row.id)) is None:
                return None
            return digest_of(session.get_one(row, digest_id))

        return self._store.settle(work)

    def hold(self, worker: str, now: datetime) -> int:
        """Go on with the turns whose token begins with a worker's name, and return how many those are."""
        row = DigestRow
        mine = update(row).where(row.turn.startswith(worker, autoescape=True)).values(turn_until=now + TURN)
        return self._store.transact(lambda session: len(session.scalars(mine.returning(row.id)).all()))

    def leave(self, digest_id: str, token: str) -> None:
        """Give the turn back."""
        row = DigestRow
        mine = update(row).where(row.id == digest_id, row.turn == token).values(turn="")
        self._store.settle(lambda session: session.execute(mine))

    # --- correcting what was sent --------------------------------------------------------------------------

    def outdated(self, since: datetime) -> bool:
        """Tell whether a briefing written since a moment rests on an article that was replaced or is gone."""
        cited, article = CitationRow, ArticleRow
        theirs = select(cited.briefing_id).join(BriefingRow, BriefingRow.id == cited.briefing_id)
        gone = select(MissingPageRow.article_id).where(MissingPageRow.gone)
        other = or_(article.current_hash != cited.content_hash, article.id.in_(gone))
        newer = and_(article.id == cited.article_id, other)
        chosen = theirs.join(article, newer).where(BriefingRow.created >= since).limit(1)
        return self._store.consult(lambda session: session.scalar(chosen)) is not None

    def recent(self, since: datetime, digest_id: str | None = None) -> list[Edition]:
        """Return the written editions since a moment, of one digest or of all, each digest's oldest first."""
        row = EditionRow
        chosen = select(row.body).where(row.state == "written", row.at >= since)
        if digest_id is not None:
            chosen = chosen.where(row.digest_id == digest_id)
        chosen = chosen.order_by(row.digest_id, row.at, row.key)
        return self._store.consult(
            lambda session: [Edition.model_validate_json(body) for body in session.scalars(chosen)]
        )

    def received(self, digest_id: str, keys: Collection[str]) -> list[Delivery]:
        """Return the receipts of whoever got one of some editions, or is about to get it."""
        row = DeliveryRow
        mine = and_(
            row.digest_id == digest_id, row.edition.in_(sorted(keys)), row.state.in_(("delivered", "waiting"))
        )
        chosen = select(row).where(mine).order_by(row.edition, row.channel, row.recipient)
        return self._store.consult(lambda session: [receipt_of(one) for one in session.scalars(chosen)])

    # --- working on an edition -----------------------------------------------------------------------------

    def edition(self, digest_id: str, key: str) -> Edition | None:
        """Return an edition; None where there is none any more."""
        chosen = select(EditionRow.body).where(EditionRow.digest_id == digest_id, EditionRow.key == key)
        body = self._store.consult(lambda session: session.scalar(chosen))
        return None if body is None else Edition.model_validate_json(body)

    def written(self, token: str, now: datetime, edition: Edition, receipts: Sequence[Delivery]) -> None:
        """Keep an edition that was written, with a receipt for each recipient that has none yet.

        Raises:
            TurnLost: another one has the turn.
        """

        def work(session: Session) -> None:
            _held(session, edition.digest_id, token, now)
            session.merge(_row(edition))
            session.flush()
            _add_receipts(session, receipts)

        self._store.settle(work)

    def to_send(self, digest_id: str, key: str, now: datetime) -> list[Delivery]:
        """Return what is to be sent of an edition now, what was tried least often first."""
        row = DeliveryRow
        mine = and_(row.digest_id == digest_id, row.edition == key)
        ready = select(row).where(mine, row.state == "waiting", row.next_try <= now)
        chosen = ready.order_by(row.attempts, row.channel, row.recipient)
        return self._store.consult(lambda session: [receipt_of(one) for one in session.scalars(chosen)])

    def last_received(self, edition: Edition, receipt: Delivery) -> Edition | None:
        """Return the last edition before one that the same recipient got; None where there is none."""
        row, issue = DeliveryRow, EditionRow
        same = and_(issue.digest_id == row.digest_id, issue.key == row.edition)
        got = and_(row.digest_id == edition.digest_id, row.state == "delivered")
        theirs = and_(row.channel == receipt.channel, row.recipient == receipt.recipient)
        whole = ~issue.key.startswith(CORRECTION)
        chosen = select(issue.body).join(row, same).where(got, theirs, whole, issue.at < edition.at)
        chosen = chosen.order_by(issue.at.desc()).limit(1)
        body = self._store.consult(lambda session: session.scalar(chosen))
        return None if body is None else Edition.model_validate_json(body)

    def note(self, token: str, now: datetime, receipt: Delivery) -> None:
        """Keep what became of a delivery.

        Raises:
            TurnLost: another one has the turn.
        """

        def work(session: Session) -> None:
            _held(session, receipt.digest_id, token, now)
            session.merge(DeliveryRow(**receipt.model_dump()))

        self._store.settle(work)


def _held(session: Session, digest_id: str, token: str, now: datetime) -> None:
    """Go on with a turn that was not lost."""
    row = DigestRow
    mine = update(row).where(row.id == digest_id, row.turn == token).values(turn_until=now + TURN)
    if session.scalar(mine.returning(row.id)) is None:
        raise TurnLost(f"digest {digest_id}")


def _add(session: Session, editions: Sequence[Edition]) -> None:
    """Add the editions that are not there, in one statement however many they are."""
    row = EditionRow
    whose = select(row.digest_id, row.key).where(row.digest_id.in_({one.digest_id for one in editions}))
    there = {tuple(one) for one in session.execute(whose.where(row.key.in_({one.key for one in editions})))}
    session.add_all(_row(one) for one in editions if (one.digest_id, one.key) not in there)


def _add_receipts(session: Session, receipts: Sequence[Delivery]) -> None:
    for one in receipts:
        if session.get(DeliveryRow, (one.digest_id, one.edition, one.channel, one.recipient)) is None:
            session.add(DeliveryRow(**one.model_dump()))


def _row(edition: Edition) -> EditionRow:
    return EditionRow(
        digest_id=edition.digest_id,
        key=edition.key,
        at=edition.at,
        state=edition.state,
        body=edition.model_dump_json(),
    )
