"""What a date names of itself: weekday, day, month, year; enough to compare those of undated texts. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from agent.text.calendar_case import with_capitals

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_WORD = re.compile(r"[A-Za-z]+")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<![\d:.])(?:[12]\d|3[01]|0?[1-9])(?=\D|$)(?![:.]\d)")


class DateParts(NamedTuple):
    """The parts that a date names; None where it leaves one out."""

    weekday: int | None
    """0 for Monday."""
    day: int | None
    month: int | None
    """1 for January."""
    year: int | None


def date_parts(text: str) -> DateParts:
    """Return the parts that the words of one date name."""
    text = with_capitals(text)
    if iso := _ISO.search(text):
        return DateParts(None, int(iso["day"]), int(iso["month"]), int(iso["year"]))
    stems = [word[:3].casefold() for word in _WORD.findall(text) if word[0].isupper()]
    weekday = next((_WEEKDAYS.index(s) for s in stems if s in _WEEKDAYS), None)
    month = next((_MONTHS.index(s) + 1 for s in stems if s in _MONTHS), None)
    year = _YEAR.search(text)
    day = _DAY.search(_YEAR.sub("", text)) if month else None
    return DateParts(weekday, int(day.group()) if day else None, month, int(year.group()) if year else None)


def same_date(claimed: DateParts, given: DateParts) -> bool | None:
    """Tell whether a date that cannot be placed may be the claimed one: no part differs, and some agree.

    A day, a month or a weekday must be named by both; a year may be left to the context of the text, a day
    that the claim names may not. None where they name nothing in common.
    """
    both = [(a, b) for a, b in zip(claimed, given, strict=True) if a is not None and b is not None]
    if any(a != b for a, b in both):
        return False
    telling = [a for a, b in zip(claimed[:3], given[:3], strict=True) if a is not None and b is not None]
    if not telling:
        return None
    return claimed.day is None or given.day is not None
