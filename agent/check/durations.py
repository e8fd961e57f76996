"""Days that follow from a day and a span of time: when what lasts ends, and when what is late was due. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from agent.check.cited import Cited
from agent.text.dates import DateMention, dates
from agent.text.days import NUMBERS, Days

_SPAN = r"(?P<n>\d{1,3}|[a-z]+)[ -](?P<unit>hour|day|week|month|year)s?"
_LASTS = re.compile(rf"\b(?:for|lasting|last|of) {_SPAN}(?: [a-z]+)? (?:from|starting|beginning)(?: on| in)? (?:the )?$")
"""What stands before the day from which something lasts so long: "closed for three years from September"."""
_LATE = re.compile(rf"\b{_SPAN} (?:late|later than planned|behind (?:schedule|plan)),? (?:on |in )?$")
_DELAYED = re.compile(
    rf"\b(?:delayed|postponed|pushed back|put back|put off|moved back) (?:by )?{_SPAN},? (?:to|until) (?:the )?$"
)
"""What stands before the new day of something that was due so much earlier."""


def ends(cited: Sequence[Cited]) -> Iterator[tuple[Days, Cited]]:
    """Yield the days on which something ends that the cited texts give a beginning and a length."""
    for c, m, before in _dated(cited):
        if (found := _LASTS.search(before)) and (span := _moved(m, found, 1)):
            yield span, c


def first_plans(cited: Sequence[Cited]) -> Iterator[tuple[Days, Cited]]:
    """Yield the days for which something was planned that the cited texts call so much late."""
    for c, m, before in _dated(cited):
        found = _LATE.search(before) or _DELAYED.search(before)
        if found and (span := _moved(m, found, -1)):
            yield span, c


def _dated(cited: Sequence[Cited]) -> Iterator[tuple[Cited, DateMention, str]]:
    for c in cited:
        for m in dates(c.text, c.article.published):
            if m.readings:
                yield c, m, c.text[max(0, m.start - 60) : m.start].replace("\n", " ")


def _moved(m: DateMention, span: re.Match[str], way: int) -> Days | None:
    word, unit = span["n"], span["unit"]
    count = int(word) if word.isdigit() else NUMBERS.get(word, 0)
    if not count:
        return None
    first, last = (_later(day, way * count, unit) for day in m.readings[0])
    # What lasts two days from Monday ends on Tuesday night or on Wednesday, as one counts.
    return (first - timedelta(days=1) if way > 0 else first), last


def _later(day: date, count: int, unit: str) -> date:
    if unit in ("month", "year"):
        index = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
        year, month = index // 12, index % 12 + 1
        end = calendar.monthrange(day.year, day.month)[1] == day.day
        last = calendar.monthrange(year, month)[1]
        return date(year, month, last if end else min(day.day, last))
    days = -(-abs(count) // 24) if unit == "hour" else abs(count) * (7 if unit == "week" else 1)
    return day + timedelta(days=days if count > 0 else -days)
