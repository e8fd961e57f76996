"""Taking a written edition to its recipients: each gets it once, and nobody waits for anybody else.

A receipt is kept after its edition was taken by the channel; whoever is ended between the two sends it again
under the same key, by which its receiver knows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from agent.changes import changes
from agent.deliver.erratum import erratum
from agent.deliver.issue import is_news, issue
from agent.digest import Outcome, Press, on_turn
from agent.errors import AletheiaError, Undeliverable
from agent.types import Delivery, Digest, Edition, Enclosed

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""Time between two tries of a delivery; after the last of them it is given up."""
AT_ONCE = 32
"""Recipients of an edition that are served at the same time: one whose server is silent holds up no other."""


def send_edition(press: Press, digest_id: str, key: str, token: str) -> list[Outcome]:
    """Deliver an edition to everybody who waits for it, and keep what became of each."""

    def work(digest: Digest) -> Iterator[Outcome]:
        edition = press.turns.edition(digest_id, key)
        waiting = press.turns.to_send(digest_id, key, press.clock())
        if edition is None or not waiting:
            return
        mailing = _Mailing(digest, edition, _enclosed(press, digest, edition, waiting))
        with ThreadPoolExecutor(min(AT_ONCE, len(waiting)), "aletheia-send") as pool:
            each = [pool.submit(_send, press, mailing, receipt, token) for receipt in waiting]
            yield from (done.result() for done in as_completed(each))

    return on_turn(press, digest_id, token, work)


@dataclass(frozen=True)
class _Mailing:
    """An edition that goes out."""

    digest: Digest
    edition: Edition
    enclosed: Enclosed
    """What goes along by mail: made once, however many get it."""


def _enclosed(press: Press, digest: Digest, edition: Edition, waiting: Sequence[Delivery]) -> Enclosed:
    if not digest.attach or edition.corrects or all(one.channel != "mail" for one in waiting):
        return Enclosed()
    briefings = (press.read(name, digest.owner) for name in edition.briefings)
    return press.enclose(digest, edition, [one for one in briefings if one is not None])


def _send(press: Press, mailing: _Mailing, receipt: Delivery, token: str) -> Outcome:
    """Deliver an edition to one recipient, and keep what became of it."""
    digest, edition = mailing.digest, mailing.edition
    to = f"{receipt.channel} {receipt.recipient}"
    try:
        press.turns.note(token, press.clock(), receipt)  # nothing is sent on a turn that was lost
        done = _tried(press, mailing, receipt)
        press.turns.note(token, press.clock(), done)
    except AletheiaError as problem:  # of one receipt: the others are kept
        return Outcome(digest.title, f"Edition {edition.key} is tried again: {to}: {problem}", ok=False)
    told = {
        "delivered": f"Edition {edition.key} is delivered: {to}.",
        "unchanged": f"Edition {edition.key} is not sent to {to}: nothing changed.",
        "waiting": f"Edition {edition.key} is tried again later: {to}: {done.error}",
        "dead": f"Edition {edition.key} is given up: {to}: {done.error}",
    }
    return Outcome(digest.title, told[done.state], ok=done.state in ("delivered", "unchanged"))


def _tried(press: Press, mailing: _Mailing, receipt: Delivery) -> Delivery:
    digest, edition = mailing.digest, mailing.edition
    briefings = [press.read(name, digest.owner) for name in edition.briefings]
    there = [briefing for briefing in briefings if briefing is not None]
    if len(there) < len(briefings):
        return _became(press, receipt, "dead", "its briefing was deleted")
    before = press.turns.last_received(edition, receipt)
    found = None if before is None else changes(before.told, edition.told, press.stands)
    if (
        digest.only_changed
        and not edition.corrects
        and not (edition.told if found is None else is_news(found))
    ):
        return _became(press, receipt, "unchanged", "")
    zone = ZoneInfo(digest.timezone)
    if edition.corrects:
        rendered = erratum(digest, edition, zone)
    else:
        along = mailing.enclosed if receipt.channel == "mail" else Enclosed()
        rendered = issue(digest, edition, there, found, before.at if before else None, zone, along)
    receipt = receipt.model_copy(update={"attempts": receipt.attempts + 1})
    channel = press.channels.get(receipt.channel)
    try:
        if channel is None:
            raise Undeliverable(receipt.recipient, f"the channel {receipt.channel} is not set up")
        channel.send(rendered, receipt.recipient, delivery_key(receipt))
    except Undeliverable as problem:
        given_up = problem.for_good or receipt.attempts > len(PAUSES)
        return _became(press, receipt, "dead" if given_up else "waiting", problem.why)
    return _became(press, receipt, "delivered", "")


def _became(press: Press, receipt: Delivery, state: str, error: str) -> Delivery:
    now = press.clock()
    again = now + PAUSES[receipt.attempts - 1] if state == "waiting" else None
    return receipt.model_copy(update={"state": state, "error": error, "next_try": again, "changed": now})


def delivery_key(receipt: Delivery) -> str:
    """Return what stands for an edition on its way to one recipient, whenever and by whomever it is sent."""
    whole = "\n".join((receipt.digest_id, receipt.edition, receipt.channel, receipt.recipient))
    return sha256(whole.encode()).hexdigest()[:40]
