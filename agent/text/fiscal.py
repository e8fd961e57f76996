"""Fiscal years and their quarters: "fiscal 2025", "FY24", "the first quarter of fiscal 2025". Pure.

When such a year begins is each company's or country's own affair, so a fiscal year is compared with fiscal
years only, by its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agent.text.days import Days, month

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
_WHICH = r"(?:(?P<nth>first|second|third|fourth|final)[\s-]quarter|(?P<q>[Qq][1-4]))"
_YEAR = (
    r"(?:(?:fiscal|financial)(?:[\s-]year)?\s+(?P<year>(?:19|20)\d\d)(?:[-–/](?P<to>\d{4}|\d\d))?"
    r"|FY\s?['’]?(?P<short>(?:19|20)\d\d|\d\d)(?:[-–/](?P<upto>\d{4}|\d\d))?)(?![\w%]|[.,]\d)"
)
_PATTERN = re.compile(rf"\b(?:{_WHICH}\s+(?:of\s+)?(?:the\s+|its\s+)?)?{_YEAR}")
_QUARTER = re.compile(
    r"\bfiscal\s+(?:(?P<nth>first|second|third|fourth|final)[\s-]quarter|(?P<q>[Qq][1-4]))"
    r"(?:\s+(?:of\s+)?(?P<year>(?:19|20)\d\d))?(?![\w%])"
)
_SAID = re.compile(r"\b(?:fiscal|financial[\s-]year|FY\s?['’]?\d)")


class Fiscal(NamedTuple):
    """A fiscal year or quarter in a text."""

    start: int
    end: int
    quarter: bool
    """A quarter of one, not the whole of it."""
    days: Days | None
    """As if the year were the calendar's, for comparison among fiscal years; None where none is named."""


def is_fiscal(text: str) -> bool:
    """Tell whether the words of a date speak of a fiscal year."""
    return bool(_SAID.search(text))


def fiscal(text: str) -> Iterator[Fiscal]:
    """Yield the fiscal years and quarters of a text; of "2024-25" the year in which it ends."""
    for match in (*_PATTERN.finditer(text), *_QUARTER.finditer(text)):
        parts = match.groupdict()
        first = parts.get("year") or parts.get("short")
        last = parts.get("to") or parts.get("upto")
        year = _whole(last or first, first) if first else None
        nth = _NTH[parts["nth"]] if parts["nth"] else int(parts["q"][1]) if parts["q"] else 0
        yield Fiscal(match.start(), match.end(), bool(nth), _days(year, nth))


def _whole(year: str | None, beside: str | None) -> int:
    """Return a year in full: "25" beside "2024" is 2025."""
    told = year or ""
    if len(told) == 4:
        return int(told)
    century = (beside or "")[:2] if len(beside or "") == 4 else "20"
    return int(century + told)


def _days(year: int | None, nth: int) -> Days | None:
    if year is None:
        return None
    return month(year, 3 * nth - 2, 3) if nth else month(year, 1, 12)
