"""Pages that cannot be read: when each is tried again, and when it is given up. Pure."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from agent.collect.fetch.politeness import Backoff, next_try
from agent.types import FailedPage, FeedItem, Source

MOST_TRIES = 6
"""Readings in which a page may fail before it is given up: about a day and a half, as the waits double."""
WAITS = Backoff(first=timedelta(hours=1), longest=timedelta(days=2))


def entry_of(item: FeedItem) -> str:
    """Return in short what an entry says of its article: when that changes, the page is tried anew."""
    said = "\0".join((item.title, item.published, item.updated))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def waits(page: FailedPage | None, item: FeedItem, now: datetime) -> bool:
    """Tell whether a page is left alone in this reading: it failed, and its next try is not due, or never."""
    if page is None or page.entry != entry_of(item):
        return False
    return page.due is None or page.due > now


def after_try(
    before: FailedPage | None,
    source: Source,
    reference: str,
    item: FeedItem,
    now: datetime,
    problem: str,
    retry_after: str | None = None,
) -> FailedPage:
    """Return the state of a page that could not be read.

    Args:
        before: Its state before; None where it had not failed. An entry that changed begins anew.
        source: Whose page it is.
        reference: By what it is known.
        item: Its entry.
        now: The moment of the try.
        problem: Why it could not be read, in plain words.
        retry_after: The header in which its server asks us to stay away.
    """
    entry = entry_of(item)
    tries = 1 + (before.tries if before is not None and before.entry == entry else 0)
    return FailedPage(
        source_id=source.id,
        reference=reference,
        entry=entry,
        tries=tries,
        problem=problem,
        tried=now,
        due=None if tries >= MOST_TRIES else next_try(tries, now, retry_after, WAITS),
    )


def told(page: FailedPage) -> str:
    """Return why a page could not be read, and what becomes of it."""
    if page.due is None:
        return f"{page.problem} (given up after {page.tries} tries, until its entry changes)"
    return f"{page.problem} (tried again from {page.due.astimezone(UTC):%Y-%m-%d %H:%M} UTC on)"
