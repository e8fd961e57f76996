"""When a host may be asked again: after a visit, after a failure, after it asked to be left alone. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from agent.types import Record

LONGEST = timedelta(days=7)
"""The longest that a host can make us wait: one wrong header must not silence a source for years."""


class Backoff(Record):
    """How long failures keep us away."""

    first: timedelta = timedelta(minutes=5)
    """The wait after one failure; it doubles with every further one."""
    longest: timedelta = timedelta(days=1)
    """The wait that doubling ends at."""


def retry_at(retry_after: str | None, now: datetime) -> datetime | None:
    """Return the moment that a Retry-After header names, never before now and at most `LONGEST` after it.

    None where there is no header or it cannot be read (RFC 9110, section 10.2.3: whole seconds, or a date).
    """
    text = (retry_after or "").strip()
    if text.isascii() and text.isdecimal():
        return now + min(timedelta(seconds=int(text[:9])), LONGEST)
    try:
        named = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    if named.tzinfo is None:  # such a date counts as UTC
        named = named.replace(tzinfo=UTC)
    return min(max(named, now), now + LONGEST)


def next_try(
    failures: int, now: datetime, retry_after: str | None = None, backoff: Backoff | None = None
) -> datetime:
    """Return when a host may be asked again.

    Args:
        failures: Failures in a row, the last one included; 0 after a success.
        now: The moment of the last answer.
        retry_after: Its Retry-After header. It can lengthen the wait, not shorten it.
        backoff: How long failures keep us away.
    """
    rules = backoff or Backoff()
    asked = retry_at(retry_after, now) or now
    if failures <= 0:
        return asked
    doublings = min(failures - 1, 40)  # beyond it the number itself would overflow
    seconds = min(rules.first.total_seconds() * 2**doublings, rules.longest.total_seconds())
    return max(asked, now + timedelta(seconds=seconds))


def next_visit(last: datetime | None, now: datetime, own: timedelta, theirs: timedelta | None) -> datetime:
    """Return when the next page of a host may be asked for, never before now.

    Args:
        last: The moment of the last request to this host, None before the first.
        now: The present moment.
        own: The pause we keep between two pages.
        theirs: The pause that the host's robots.txt asks for; the longer one holds, at most `LONGEST`.
    """
    if last is None:
        return now
    return max(now, last + min(max(own, theirs or own), LONGEST))
