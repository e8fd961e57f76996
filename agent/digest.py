"""Which digests are due, and writing their editions.

Nothing here remembers anything: the store holds what was handled and written, and every step is kept before
the next one begins. So a run that was ended at any point is gone on with by the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol
from zoneinfo import ZoneInfo

from agent.changes import changes
from agent.contesting import rivals
from agent.deliver.issue import issue
from agent.errors import AletheiaError, NothingToSay, TurnLost
from agent.schedules import due, instant
from agent.store import Turns
from agent.subjects import Asked
from agent.text.normalise import folded
from agent.types import (
    ASKED,
    Article,
    Briefing,
    ChannelName,
    Citation,
    Delivery,
    Digest,
    Edition,
    Enclosed,
    Issue,
    MissingPage,
    ToldClaim,
    edition_key,
)

_PORTION = 50
"""Digests that are ordered in one transaction: whoever else writes waits for it."""
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
    article: Callable[[str], Article | None]
    """Returns the version of an article that holds now; None where it was deleted here."""
    channels: Mapping[ChannelName, Channel]
    """How editions can go."""
    refresh: Callable[[], None]
    """Makes what came into the store ready to be asked; called before an edition is written."""
    clock: Callable[[], datetime]
    """The present."""
    missing: Callable[[str], MissingPage | None] = lambda _: None
    """Returns the page of an article that its server had not on the last look; None where it had."""
    enclose: Callable[[Digest, Edition, Sequence[Briefing]], Enclosed] = lambda *_: Enclosed()
    """Returns what goes along with the mail of an edition."""
    asked: Callable[[Digest, datetime], Asked] = lambda digest, at: Asked(digest.questions)
    """Returns what an edition of a moment has to answer."""

    def stands(self, cited: Citation) -> bool:
        """Tell whether a passage still stands in its article."""
        return stands_in(self.article(cited.article_id), cited)


@dataclass(frozen=True)
class Outcome:
    """What a run did, a line for a log."""

    digest: str
    what: str
    ok: bool = True


def stands_in(article: Article | None, cited: Citation) -> bool:
    """Tell whether a passage stands in the version of its article that holds now.

    What was deleted here was not taken back by whoever published it.
    """
    return article is None or folded(cited.quote) in folded(article.text)


def plan(turns: Turns, now: datetime) -> Iterator[Outcome]:
    """Order the editions that are due now, record those that were missed, and yield the latter.

    Several may do so at once: of two that find the same due time one orders it.
    """
    titles: dict[str, str] = {}
    found: list[tuple[str, list[Edition]]] = []
    for digest, handled in turns.unpaused():
        titles[digest.id] = digest.title
        if planned := _due(digest, handled, now):
            found.append((handled, planned))
    for start in range(0, len(found), _PORTION):
        for edition in turns.order(found[start : start + _PORTION]):
            if edition.state == "missed":
                what = f"Edition {edition.key} was missed: {edition.note}."
                yield Outcome(titles[edition.digest_id], what, ok=False)


def anything_due(turns: Turns, now: datetime) -> bool:
    """Tell whether there is anything to do, at the price of a few rows."""
    return bool(turns.ready(now)) or any(_due(digest, seen, now) for digest, seen in turns.unpaused())


def on_turn(
    press: Press, digest_id: str, token: str, work: Callable[[Digest], Iterable[Outcome]]
) -> list[Outcome]:
    """Work on a digest while nobody else does, and return what came of it.

    Args:
        press: The parts.
        digest_id: The digest.
        token: Names this piece of work among all others.
        work: What is to be done.
    """
    digest = press.turns.take(digest_id, token, press.clock())
    if digest is None:
        return [Outcome(digest_id, "Another process works on it.", ok=False)]
    try:
        return list(work(digest))
    except TurnLost as lost:
        return [Outcome(digest.title, str(lost), ok=False)]
    finally:
        press.turns.leave(digest_id, token)


def write_edition(press: Press, digest_id: str, key: str, token: str) -> list[Outcome]:
    """Write an edition that is due, with a receipt for each recipient; one that is written stays as it is."""

    def work(digest: Digest) -> Iterator[Outcome]:
        edition = press.turns.edition(digest_id, key)
        if edition is not None and edition.state == "due":
            yield _write(press, digest, edition, token)

    return on_turn(press, digest_id, token, work)


def asked_for(digest: Digest, now: datetime) -> Edition:
    """Return an edition that somebody asks for beside the schedule."""
    return Edition(digest_id=digest.id, key=f"{ASKED}{now:%Y-%m-%dT%H:%M:%S}", at=now, state="due")


def _due(digest: Digest, handled: str, now: datetime) -> list[Edition]:
    """Return the edition that is due after those that were missed, oldest first."""
    if digest.alert is not None:
        return []  # what happens orders its editions
    zone, late = ZoneInfo(digest.timezone), timedelta(hours=digest.late_hours)
    found = due(digest.schedule, zone, datetime.fromisoformat(handled), now, late)
    why = f"nothing ran in time; at most {digest.late_hours} h late it is made up for, and only the last one"
    planned = [_edition(digest, local, zone, why) for local in found.missed]
    if found.run is not None:
        planned.append(_edition(digest, found.run, zone))
    return planned


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
    if now - edition.at > timedelta(hours=digest.late_hours) and not edition.key.startswith(ASKED):
        missed = edition.model_copy(update={"state": "missed", "note": "it could not be written in time"})
        press.turns.written(token, now, missed, [])
        return Outcome(digest.title, f"Edition {edition.key} was missed: {missed.note}.", ok=False)
    press.refresh()
    try:
        made, written = composed(press, digest, edition)
    except AletheiaError as problem:
        return Outcome(digest.title, f"Edition {edition.key} is not written yet: {problem}", ok=False)
    for briefing in made:
        press.keep(briefing, digest.owner)
    now = press.clock()
    receipts = [receipt_for(edition, to.channel, to.address, now) for to in dict.fromkeys(digest.recipients)]
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
            yield ToldClaim(
                question=briefing.question,
                claim=claim,
                publishers=tuple(dict.fromkeys(cited)),
                rivals=rivals(claim, briefing.disagreements),
            )


def receipt_for(edition: Edition, channel: ChannelName, recipient: str, now: datetime) -> Delivery:
    """Return the receipt of a recipient who waits for an edition from now on."""
    return Delivery(
        digest_id=edition.digest_id,
        edition=edition.key,
        channel=channel,
        recipient=recipient,
        state="waiting",
        next_try=now,
        changed=now,
    )


def previewed(press: Press, digest: Digest, before: Sequence[Edition], now: datetime) -> Issue:
    """Return the edition of now as a recipient would get it who got the last one; nothing is kept or sent.

    Raises:
        AletheiaError: it cannot be written.
    """
    press.refresh()
    made, edition = composed(press, digest, asked_for(digest, now))
    last = next((one for one in before if one.state == "written" and not one.corrects), None)
    found = None if last is None else changes(last.told, edition.told, press.stands)
    return issue(digest, edition, made, found, last.at if last else None, ZoneInfo(digest.timezone))
