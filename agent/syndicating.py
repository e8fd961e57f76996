"""The editions of a digest as a feed that is asked for, not sent: what it holds, and whether it is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from importlib.metadata import version
from secrets import token_urlsafe
from zoneinfo import ZoneInfo

from agent.alerting import BASELINE
from agent.changes import changes
from agent.deliver.erratum import erratum
from agent.deliver.feed_forms import ATOM, Head
from agent.deliver.issue import is_news, issue
from agent.digest import stands_in
from agent.errors import NotFound
from agent.store import Accounts, Orders, Store, digest_called
from agent.types import Digest, Edition, Issue

ITEMS = 20
"""Editions that a feed lists."""
PATH = "/feeds"


@dataclass(frozen=True)
class Listing:
    """What a feed lists, before any of it is written."""

    digest: Digest
    editions: tuple[Edition, ...]
    """The youngest first; the last one is only compared with where there are more than are listed."""
    tag: str
    """Another one whenever the feed is."""


def new_secret() -> str:
    """Return what makes the address of a feed one that nobody guesses."""
    return token_urlsafe(32)


def path_of(digest: Digest) -> str:
    """Return the path of its feed; empty where it has none."""
    return f"{PATH}/{digest.id}/{digest.feed}" if digest.feed else ""


def served(store: Store, digest_id: str, secret: str) -> Digest:
    """Return the digest of a feed's address.

    Raises:
        NotFound: there is no such address, or no longer; which of both is not said.
    """
    digest = digest_called(store, digest_id)
    known = digest.feed if digest is not None else ""
    if digest is None or not known or not compare_digest(known.encode(), secret.encode()):
        raise _nowhere()
    if digest.owner and digest.owner not in {one.name for one in Accounts(store).all()}:
        raise _nowhere()  # nobody is left who could take the address back
    return digest


def _nowhere() -> NotFound:
    return NotFound("feed", "it has no such address, or no longer", "Ask whoever gave it to you.")


def listing(store: Store, digest: Digest) -> Listing:
    """Return what the feed of a digest lists now, at the price of a few rows."""
    orders = Orders(store, digest.owner)
    written = [
        one
        for one in orders.editions(digest, ITEMS + 1, written=True)
        if one.key != BASELINE and (one.told or one.briefings or one.corrects)
    ]
    kept = orders.versions([name for one in written for name in one.briefings])
    whole = [one for one in written if kept.keys() >= set(one.briefings)]
    facts = [version("aletheia"), digest.model_dump_json(), *(one.model_dump_json() for one in whole)]
    facts += [f"{name} {number}" for name, number in sorted(kept.items())]
    cited = {c.article_id for one in whole for told in one.told for c in told.claim.citations}
    facts += [f"{name} {held}" for name, held in sorted(store.hashes_of(cited).items())]
    tag = sha256("\n".join(facts).encode()).hexdigest()[:32]
    return Listing(digest, tuple(whole), tag)


def atom(store: Store, listed: Listing, address: str) -> bytes:
    """Return a feed as Atom 1.0: each edition with what changed since the one before it."""
    digest = listed.digest
    issues = _issues(store, digest, listed.editions)
    items = [ATOM.item(one, sha256(f"{digest.id}/{one.edition}/feed".encode()).hexdigest()) for one in issues]
    at = issues[0].at if issues else digest.added
    return ATOM.whole(Head(digest.id, digest.title, at, address), items[:ITEMS])


def _issues(store: Store, digest: Digest, editions: Sequence[Edition]) -> list[Issue]:
    zone, found = ZoneInfo(digest.timezone), list[Issue]()
    before: Edition | None = None
    for edition in reversed(editions):
        if edition.corrects:
            found.append(erratum(digest, edition, zone))
            continue
        said = None
        if before is not None:
            said = changes(
                before.told, edition.told, lambda cited: stands_in(store.article(cited.article_id), cited)
            )
        if digest.only_changed and not (edition.told if said is None else is_news(said)):
            continue
        briefings = [store.own_briefing(name, digest.owner) for name in edition.briefings]
        found.append(issue(digest, edition, briefings, said, before.at if before else None, zone))
        before = edition
    return found[::-1]
