"""Days and instants as people write them → publication windows.

Pure.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, tzinfo

from agent.errors import UnusableRequest
from agent.types import Window


def window(since: str | None, until: str | None, zone: tzinfo) -> Window:
    """Return the whole days from `since` to `until`, both inclusive, in the zone; None leaves an end open.

    Raises:
        UnusableRequest: a day cannot be read, or the days are in the wrong order.
    """
    first = _day(since, "--since")
    last = _day(until, "--until")
    if first and last and first > last:
        raise UnusableRequest("--since", f"{first} is after --until {last}", "Swap the two days.")
    return Window(
        since=datetime.combine(first, time(), zone) if first else None,
        until=datetime.combine(last + timedelta(days=1), time(), zone) if last else None,
    )


def until_then(asked: Window, as_of: datetime | None, zone: tzinfo) -> Window:
    """Return the window without the days behind the one that is described: nothing of them may be used.

    A window that begins behind that day stays as it is; nothing will be found in it.
    """
    if as_of is None or asked.until is None:
        return asked
    day = as_of.astimezone(zone).date() + timedelta(days=1)
    end = datetime.combine(day, time(), zone)
    if end >= asked.until or (asked.since is not None and asked.since >= end):
        return asked
    return Window(since=asked.since, until=end)


def moment(text: str | None, zone: tzinfo) -> datetime | None:
    """Return the instant; a bare day means its end, so that the whole day counts.

    Raises:
        UnusableRequest: it cannot be read.
    """
    if text is None:
        return None
    try:
        return datetime.combine(_read(text), time(23, 59, 59), zone)
    except ValueError:
        pass
    try:
        read = datetime.fromisoformat(text.strip())
        _within_reach(read.year)
    except ValueError:
        raise UnusableRequest(
            "--as-of", f"“{text}” is no date", "Write 2026-02-03 or 2026-02-03T18:00+00:00."
        ) from None
    return read if read.tzinfo else read.replace(tzinfo=zone)


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return _read(text)
    except ValueError:
        raise UnusableRequest(option, f"“{text}” is no day", "Write it like 2026-02-03.") from None


def _read(text: str) -> date:
    day = date.fromisoformat(text.strip())
    _within_reach(day.year)
    return day


def _within_reach(year: int) -> None:
    """Refuse the first and the last year that can be told: their ends cannot be moved into another zone."""
    if not MINYEAR < year < MAXYEAR:
        raise ValueError(year)
