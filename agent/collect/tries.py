"""Pages that cannot be read: when each is tried again, and when it is given up. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from agent.collect.fetch.politeness import Backoff, next_try
from agent.types import FailedPage, FeedItem, Source

MOST_TRIES = 6
"""Readings in which a page may fail before it is given up: about a day and a half, as the waits double."""
WAITS = Backoff(first=timedelta(hours=1), longest=timedelta(days=2))


def _same(one: FeedItem, other: FeedItem) -> bool:
    """Tell whether two entries say the same of their article: when that changes, the page is tried anew."""
    return (one.title, one.published, one.updated) == (other.title, other.published, other.updated)


def waits(page: FailedPage | None, item: FeedItem, now: datetime) -> bool:
    """Tell whether a page is left alone in this reading: it failed, and its next try is not due, or never."""
    if page is None or not _same(page.entry, item):
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
    tries = 1 + (before.tries if before is not None and _same(before.entry, item) else 0)
    return FailedPage(
        source_id=source.id,
        reference=reference,
        entry=item.model_copy(update={"content": ""}),
        tries=tries,
        problem=problem,
        tried=now,
        due=None if tries >= MOST_TRIES else next_try(tries, now, retry_after, WAITS),
    )


def outlasting(pages: Iterable[FailedPage]) -> list[FeedItem]:
    """Return the entries that are tried on even where their feed, as busy ones do, has dropped them."""
    return [page.entry for page in pages if page.due is not None and page.entry.url]


def told(page: FailedPage) -> str:
    """Return why a page could not be read, and what becomes of it."""
    if page.due is None:
        return f"{page.problem} (given up after {page.tries} tries, until its entry changes)"
    return f"{page.problem} (tried again from {page.due.astimezone(UTC):%Y-%m-%d %H:%M} UTC on)"
