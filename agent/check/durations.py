"""Days that follow from a day and a span of time: when what lasts ends, when what is late was due. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from agent.check.cited import Cited
from agent.check.date_edges import tells_old_plan
from agent.check.elapsed import days_named, lies_so_far
from agent.text.dates import DateMention, dates
from agent.text.days import NUMBERS, Days
from agent.text.sentences import sentences
from agent.text.words import terms

_SPAN = r"(?P<n>\d{1,3}|[a-z]+)[ -](?P<unit>hour|day|week|month|year)s?"
_LASTS = re.compile(
    rf"\b(?:for|lasting|last|of) {_SPAN}(?: [a-z]+)? (?:from|starting|beginning)"
    r"(?: on| in)? (?:the )?$"
)
"""What stands before the day from which something lasts so long: "closed for three years from September"."""
_LATE = re.compile(rf"\b{_SPAN} (?:late|later than planned|behind (?:schedule|plan)),? (?:on |in )?$")
_DELAYED = re.compile(
    rf"\b(?:delayed|postponed|pushed back|put back|put off|moved back) (?:by )?{_SPAN}"
    r",? (?:to|until) (?:the )?$"
)
"""What stands before the new day of something that was due so much earlier."""


_UNTIL = re.compile(r"\b(?:until|till|to|by|end(?:s|ed|ing)?|reopen\w*|expir\w+|return\w*|back)\b", re.I)
"""What a claim must say to tell the end of something."""


def follows(
    mention: DateMention, text: str, mentions: Sequence[DateMention], cited: Sequence[Cited]
) -> Cited | None:
    """Return the text from which a date follows: the end of what lasts, the first plan of what is late."""
    found = [
        *(_ends(cited) if _UNTIL.search(text) else ()),
        *(_first_plans(cited) if tells_old_plan(text) else ()),
    ]
    found += _counted_back(cited, text, mention.precision)
    placed = [(days, home) for days, home in found if mention.readings]
    home = next((home for days, home in placed if _meet(days, mention.readings[0])), None)
    return home or (cited[0] if lies_so_far(mention.text, days_named(cited, mentions)) else None)


def _meet(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _ends(cited: Sequence[Cited]) -> Iterator[tuple[Days, Cited]]:
    """Yield the days on which something ends that the cited texts give a beginning and a length."""
    for c, m, before in _dated(cited):
        if (found := _LASTS.search(before)) and (span := _moved(m, found, 1)):
            yield span, c


def _first_plans(cited: Sequence[Cited]) -> Iterator[tuple[Days, Cited]]:
    """Yield the days for which something was planned that the cited texts call so much late."""
    for c, m, before in _dated(cited):
        found = _LATE.search(before) or _DELAYED.search(before)
        if found and (span := _moved(m, found, -1)):
            yield span, c


_FROM_EVENT = re.compile(rf"\b{_SPAN} (?P<way>after|before) (?P<event>[^,;.]+)")
_FINEST = {
    "day": ("day",),
    "week": ("week", "month"),
    "month": ("month", "quarter", "season"),
    "year": ("year",),
}
"""How exactly a date may be told that is counted in such units."""


def _counted_back(cited: Sequence[Cited], claim: str, precision: str) -> Iterator[tuple[Days, Cited]]:
    """Yield the days of what a cited text counts from: "on 21 May, 26 months after leaving port".

    The claim must speak of that, the leaving, and no more exactly than the text counts.
    """
    mine = {t.key for t in terms(claim) if not t.number}
    for c in cited:
        given = [m for m in dates(c.text, c.article.published) if m.readings and m.precision == "day"]
        for span in sentences(c.text):
            inside = [m for m in given if span.start <= m.start < span.end]
            for found in _FROM_EVENT.finditer(c.text, span.start, span.end) if len(inside) == 1 else ():
                fine = precision in _FINEST.get(found["unit"], ())
                if fine and mine & {t.key for t in terms(found["event"])}:
                    day = _moved(inside[0], found, -1 if found["way"] == "after" else 1)
                    if day:
                        yield (day[1], day[1]), c


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
