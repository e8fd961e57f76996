"""Dates as rows and pages state them. Pure, apart from the calendar tables of a library."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

AHEAD = timedelta(minutes=15)
"""So far ahead of our clock a date may lie; clocks differ."""
_NUMBER = re.compile(r"\d{9,13}(?:\.\d+)?")
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
_MOST = 64
_POINTS = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_SLASHES = re.compile(r"(0?[1-9]|1[0-2])[/-](0?[1-9]|1[0-2])[/-]\d{4}\b")


def moment_of(value: Any, zone: ZoneInfo, day_first: bool = False) -> datetime | None:
    """Return the moment a value states, or None when it states none that can be believed.

    Understood are ISO 8601, the dates of e-mails and feeds, seconds or milliseconds since 1970, and English
    dates with a day, a month and a year. A day without a time begins at midnight in `zone`. Of 3/2/2026 the
    month comes first unless `day_first` is set; with points, as in 3.2.2026, the day does.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip()
    if not text or len(text) > _MOST:
        return None
    order = "DMY" if day_first or _POINTS.match(text) else "MDY"
    for read in (_epoch, _iso, _mail, partial(_written, order)):
        try:
            found = read(text)
            if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
                continue
            return found if found.tzinfo is not None else found.replace(tzinfo=zone)
        except (ValueError, OverflowError, OSError, TypeError, IndexError):
            continue
    return None


def two_readings(value: Any) -> bool:
    """Tell whether day and month of a date could be the other way round, as in 12/03/2026."""
    found = _SLASHES.match(str(value).strip())
    return found is not None and int(found[1]) != int(found[2])


def _epoch(text: str) -> datetime | None:
    if not _NUMBER.fullmatch(text):
        return None
    seconds = float(text)
    return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, tz=UTC)


def _iso(text: str) -> datetime | None:
    if not re.match(r"\d{4}-?\d\d-?\d\d", text):
        return None
    return datetime.fromisoformat(re.sub(r" (?=[+-]\d\d:?\d\d$)|\s*UTC$", "", text.replace(" Z", "Z")))


def _mail(text: str) -> datetime | None:
    if not re.match(r"(?:\w{3}, )?\d{1,2} \w{3} \d{4} \d", text):
        return None
    return parsedate_to_datetime(text)


def _written(order: str, text: str) -> datetime | None:
    if not re.search(r"[A-Za-z]{3}|\d[/.]\d", text) or not re.search(r"\d{4}", text):
        return None
    from dateparser.date import DateDataParser

    parser = DateDataParser(
        languages=["en"],
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": order,
        },
    )
    found: datetime | None = parser.get_date_data(text).date_obj
    return found
