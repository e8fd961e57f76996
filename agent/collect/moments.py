"""Dates as rows and pages state them. Pure, apart from the calendar tables of a library."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

_NUMBER = re.compile(r"\d{9,13}(?:\.\d+)?")
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
_MOST = 64


def moment_of(value: Any, zone: ZoneInfo) -> datetime | None:
    """Return the moment a value states, or None when it states none that can be believed.

    Understood are ISO 8601, the dates of e-mails and feeds, seconds or milliseconds since 1970, and English
    dates with a day, a month and a year. A day without a time begins at midnight in `zone`.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip()
    if not text or len(text) > _MOST:
        return None
    for read in (_epoch, _iso, _mail, _written):
        try:
            found = read(text)
            if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
                continue
            return found if found.tzinfo is not None else found.replace(tzinfo=zone)
        except (ValueError, OverflowError, OSError, TypeError, IndexError):
            continue
    return None


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


def _written(text: str) -> datetime | None:
    if not re.search(r"[A-Za-z]{3}|\d[/.]\d", text) or not re.search(r"\d{4}", text):
        return None
    from dateparser.date import DateDataParser

    parser = DateDataParser(
        languages=["en"],
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )
    found: datetime | None = parser.get_date_data(text).date_obj
    return found
