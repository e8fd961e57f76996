"""Which digests are due; write the edition; say what changed; deliver it to each recipient once.

Nothing here remembers anything: the store holds what was handled, written and delivered, and every step is
kept before the next one begins. So a run that was ended at any point is gone on with by the next one. A
receipt is kept after its edition was taken by the channel; whoever is ended between the two sends it again
under the same key, by which its receiver knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol
from zoneinfo import ZoneInfo

from agent.changes import changes
from agent.deliver.issue import is_news, issue
from agent.errors import AletheiaError, NothingToSay, TurnLost, Undeliverable
from agent.schedules import due, instant
from agent.store import Turns
from agent.subjects import Asked
from agent.types import (
    Briefing,
    ChannelName,
    Citation,
    Delivery,
    Digest,
    Edition,
    Issue,
    Recipient,
    ToldClaim,
    edition_key,
)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""Time between two tries of a delivery; after the last of them it is given up."""
_DAY = timedelta(days=1)
TITLE = "title"
"""The section that heads a briefing, whose sentence is no news of its own."""


class Channel(Protocol):
    """Takes editions to recipients."""

    def send(self, issue: Issue, recipient: str, key: str) -> None:
        """Deliver an edition; the same key stands for the same edition and recipient, whenever it is sent.

        Raises:
            Undeliverable: it did not reach the recipient, this time or for good.
        """
        ...


@dataclass(frozen=True)
class Press:
    """What a run works with."""

    turns: Turns
    write: Callable[[Digest, str, datetime], Briefing]
    """Answers a question from the hours before the moment that an edition is due; raises NothingToSay."""
    keep: Callable[[Briefing, str], None]
    """Keeps a briefing for its owner."""
    read: Callable[[str, str], Briefing | None]
    """Returns a kept briefing of an owner; None where it was deleted."""
    stands: Callable[[Citation], bool]
    """Tells whether a passage still stands in its article."""
    channels: Mapping[ChannelName, Channel]
    """How editions can go."""
    clock: Callable[[], datetime]
    """The present."""
    asked: Callable[[Digest, datetime], Asked] = lambda digest, at: Asked(digest.questions)
    """Returns what an edition of a moment has to answer."""


@dataclass(frozen=True)
class Outcome:
    """What a run did, a line for a log."""

    digest: str
    what: str
    ok: bool = True


def anything_due(turns: Turns, now: datetime) -> bool:
    """Tell whether a run would have anything to do, at the price of a few rows."""
    for name in turns.waiting(now):
        if (found := turns.look(name)) is None:
            continue
        digest, handled = found
        if turns.unwritten(name) or turns.to_send(name, now):
            return True
        if digest.alert is not None:
            continue
        passed = due(digest.schedule, ZoneInfo(digest.timezone), datetime.fromisoformat(handled), now, _DAY)
        if passed.run or passed.missed:
            return True
    return False


def run_due(press: Press, token: str) -> Iterator[Outcome]:
    """Carry out whatever is due now, digest by digest, and yield what came of it.

    Args:
        press: The parts.
        token: Names this run among others at the same time.
    """
    for name in press.turns.waiting(press.clock()):
        yield from work_on(press, name, token)


def work_on(press: Press, digest_id: str, token: str, asked: Edition | None = None) -> Iterator[Outcome]:
    """Carry out what is due of one digest, and an edition that somebody asked for beside it."""
    taken = press.turns.take(digest_id, token, press.clock())
    if taken is None:
        yield Outcome(digest_id, "Another process works on it.", ok=False)
        return
    digest, handled = taken
    try:
        if asked is not None:
            press.turns.put(token, press.clock(), [asked])
        if not digest.paused and digest.alert is None:
            yield from _plan(press, digest, handled, token)
        for edition in press.turns.unwritten(digest.id):
            yield _write(press, digest, edition, token)
        for edition, receipt in press.turns.to_send(digest.id, press.clock()):
            yield _send(press, digest, edition, receipt, token)
    except TurnLost as lost:
        yield Outcome(digest.title, str(lost), ok=False)
    finally:
        press.turns.leave(digest.id, token)


def asked_for(digest: Digest, now: datetime) -> Edition:
    """Return an edition that somebody asks for beside the schedule."""
    return Edition(digest_id=digest.id, key=f"manual-{now:%Y-%m-%dT%H:%M:%S}", at=now, state="due")


def _plan(press: Press, digest: Digest, handled: str, token: str) -> Iterator[Outcome]:
    """Order the edition that is due, and record those that were missed."""
    now, zone = press.clock(), ZoneInfo(digest.timezone)
    late = timedelta(hours=digest.late_hours)
    found = due(digest.schedule, zone, datetime.fromisoformat(handled), now, late)
    why = f"nothing ran in time; at most {digest.late_hours} h late it is made up for, and only the last one"
    planned = [_edition(digest, local, zone, why) for local in found.missed]
    if found.run is not None:
        planned.append(_edition(digest, found.run, zone))
    if not planned:
        return
    press.turns.put(token, now, planned, planned[-1].key)
    for edition in planned:
        if edition.state == "missed":
            yield Outcome(digest.title, f"Edition {edition.key} was missed: {edition.note}.", ok=False)


def _edition(digest: Digest, local: datetime, zone: ZoneInfo, missed: str = "") -> Edition:
    return Edition(
        digest_id=digest.id,
        key=edition_key(local),
        at=instant(local, zone),
        state="missed" if missed else "due",
        note=missed,
    )


def _write(press: Press, digest: Digest, edition: Edition, token: str) -> Outcome:
    """Write an edition and keep it with a receipt for each recipient; what fails is tried by the next run."""
    now = press.clock()
    if now - edition.at > timedelta(hours=digest.late_hours) and not edition.key.startswith("manual-"):
        missed = edition.model_copy(update={"state": "missed", "note": "it could not be written in time"})
        press.turns.written(token, now, missed, [])
        return Outcome(digest.title, f"Edition {edition.key} was missed: {missed.note}.", ok=False)
    try:
        made, written = composed(press, digest, edition)
    except AletheiaError as problem:
        return Outcome(digest.title, f"Edition {edition.key} is not written yet: {problem}", ok=False)
    for briefing in made:
        press.keep(briefing, digest.owner)
    now = press.clock()
    receipts = [_receipt(edition, to, now) for to in dict.fromkeys(digest.recipients)]
    press.turns.written(token, now, written.model_copy(update={"state": "written", "written": now}), receipts)
    return Outcome(digest.title, f"Edition {edition.key} is written: {len(written.told)} sentences.")


def composed(press: Press, digest: Digest, edition: Edition) -> tuple[list[Briefing], Edition]:
    """Return the briefings of an edition and the edition with what they say; nothing is kept.

    Raises:
        AletheiaError: it cannot be written now.
    """
    made: list[Briefing] = []
    questions, unasked = press.asked(digest, edition.at)
    silent = list(unasked)
    for number, question in enumerate(questions, 1):
        try:
            answer = press.write(digest, question, edition.at)
        except NothingToSay as nothing:
            silent.append(f"Nothing on “{question}”: {nothing.why or 'no article tells of it'}.")
            continue
        made.append(answer.model_copy(update={"id": _briefing_id(edition, number)}))
    told = tuple(one for briefing in made for one in told_of(briefing))
    names = tuple(briefing.id for briefing in made)
    return made, edition.model_copy(update={"briefings": names, "silent": tuple(silent), "told": told})


def _briefing_id(edition: Edition, number: int) -> str:
    """Return the same id whenever the edition is written: a run that was ended leaves nothing behind."""
    return sha256(f"{edition.name}/{number}".encode()).hexdigest()[:16]


def told_of(briefing: Briefing) -> Iterator[ToldClaim]:
    """Yield the sentences of a briefing that a later one is compared with."""
    whose = {source.article_id: source.publisher for source in briefing.sources}
    for section in briefing.sections:
        for claim in section.claims if section.key != TITLE else ():
            cited = (whose[c.article_id] for c in claim.citations if c.article_id in whose)
            yield ToldClaim(question=briefing.question, claim=claim, publishers=tuple(dict.fromkeys(cited)))


def _receipt(edition: Edition, to: Recipient, now: datetime) -> Delivery:
    return Delivery(
        digest_id=edition.digest_id,
        edition=edition.key,
        channel=to.channel,
        recipient=to.address,
        state="waiting",
        next_try=now,
        changed=now,
    )


def _send(press: Press, digest: Digest, edition: Edition, receipt: Delivery, token: str) -> Outcome:
    """Deliver an edition to one recipient, and keep what became of it."""
    press.turns.note(token, press.clock(), receipt)  # the turn is held until it is sent
    done = _tried(press, digest, edition, receipt)
    press.turns.note(token, press.clock(), done)
    to = f"{receipt.channel} {receipt.recipient}"
    told = {
        "delivered": f"Edition {edition.key} is delivered: {to}.",
        "unchanged": f"Edition {edition.key} is not sent to {to}: nothing changed.",
        "waiting": f"Edition {edition.key} is tried again later: {to}: {done.error}",
        "dead": f"Edition {edition.key} is given up: {to}: {done.error}",
    }
    return Outcome(digest.title, told[done.state], ok=done.state in ("delivered", "unchanged"))


def _tried(press: Press, digest: Digest, edition: Edition, receipt: Delivery) -> Delivery:
    briefings = [press.read(name, digest.owner) for name in edition.briefings]
    there = [briefing for briefing in briefings if briefing is not None]
    if len(there) < len(briefings):
        return _became(press, receipt, "dead", "its briefing was deleted")
    before = press.turns.last_received(edition, receipt)
    found = None if before is None else changes(before.told, edition.told, press.stands)
    if digest.only_changed and not (edition.told if found is None else is_news(found)):
        return _became(press, receipt, "unchanged", "")
    rendered = issue(digest, edition, there, found, before.at if before else None, ZoneInfo(digest.timezone))
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


def previewed(press: Press, digest: Digest, before: Sequence[Edition], now: datetime) -> Issue:
    """Return the edition of now as a recipient would get it who got the last one; nothing is kept or sent.

    Raises:
        AletheiaError: it cannot be written.
    """
    made, edition = composed(press, digest, asked_for(digest, now))
    last = next((one for one in before if one.state == "written"), None)
    found = None if last is None else changes(last.told, edition.told, press.stands)
    return issue(digest, edition, made, found, last.at if last else None, ZoneInfo(digest.timezone))
