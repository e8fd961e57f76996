"""Taking somebody out of a digest who wants it no more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from agent.store.digests import digest_of
from agent.store.schema_digests import DeliveryRow, DigestRow
from agent.store.store import Store
from agent.types import Recipient

WHY = "it was unsubscribed"


def unsubscribe(store: Store, digest_id: str, who: Recipient, now: datetime) -> str:
    """Send somebody no edition of a digest any more, those that wait included; done twice it is done once.

    A digest that nobody gets any more is paused.

    Returns:
        The title of the digest; empty where there is none any more.
    """

    def work(session: Session) -> str:
        row = session.get(DigestRow, digest_id)
        if row is None:
            return ""
        digest = digest_of(row)
        left = tuple(one for one in digest.recipients if one != who)
        if left:
            row.body = digest.model_copy(update={"recipients": left}).model_dump_json()
        elif digest.recipients == (who,):
            row.paused = True
        receipt = DeliveryRow
        mine = (receipt.digest_id == digest_id) & (receipt.channel == who.channel)
        waits = mine & (receipt.recipient == who.address) & (receipt.state == "waiting")
        gone = update(receipt).where(waits).values(state="dead", error=WHY, next_try=None, changed=now)
        session.execute(gone)
        return digest.title

    return store.transact(work)
