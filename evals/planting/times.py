"""Errors about time: another date, another weekday, another hour, another period.

Pure but for the chance that is passed in.
"""

from __future__ import annotations

import re
from random import Random

from agent.text.clock import clock_times
from agent.text.dates import dates
from evals.planting.host import Host, absent, replaced
from evals.scripted.faults import DAY_NAMES, MONTH_NAMES, date_parts, in_quotes, other_date, swap


def date(host: Host, chance: Random) -> str | None:
    """Put another day of the month, month or year for one; the document has that date nowhere."""
    told = [m for m in dates(host.text, None) if not in_quotes(host.text, m.start)]
    places = [(m, p) for m in told for p in date_parts(m.text, m.start) if p[2] not in DAY_NAMES]
    if not places:
        return None
    mention, (start, end, part) = chance.choice(places)
    other = other_date(part, chance)
    made = swap(host.text, start, end, other)
    whole = made[mention.start : mention.end + len(other) - len(part)]
    known = other if other in MONTH_NAMES or len(other) == 4 else whole
    return made if absent(known, host.source) else None


def weekday(host: Host, chance: Random) -> str | None:
    """Put another day of the week for one; the document names that day nowhere."""
    found = list(re.finditer(rf"\b(?:{'|'.join(DAY_NAMES)})\b", host.text))
    free = [day for day in DAY_NAMES if absent(day, host.source)]
    return replaced(host, chance.choice(found), chance.choice(free)) if found and free else None


_FIRST_DIGITS = re.compile(r"\d{1,2}")
_NOON = {"noon": "midnight", "midday": "midnight", "midnight": "noon"}


def hour(host: Host, chance: Random) -> str | None:
    """Put another hour for one; the document has that time nowhere."""
    told = [t for t in clock_times(host.text) if not in_quotes(host.text, t.start)]
    if not told:
        return None
    time = chance.choice(told)
    digits = _FIRST_DIGITS.match(time.text)
    if digits:
        first, past = (1, 12) if int(digits.group()) <= 12 else (13, 23)
        others = [h for h in range(first, past + 1) if h != int(digits.group())]
        other = str(chance.choice(others)).zfill(len(digits.group())) + time.text[digits.end() :]
    elif time.text.casefold() in _NOON:
        other = _NOON[time.text.casefold()]
    else:
        return None
    return host.text[: time.start] + other + host.text[time.end :] if absent(other, host.source) else None


_UNITS = ("week", "month", "year")
_SEASONS = ("spring", "summer", "autumn", "winter")
_ORDER = ("first", "second", "third", "fourth")
_PERIODS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\b(?:last|this|next|past|previous|following) (?P<word>week|month|year|quarter)\b", _UNITS),
    (r"\b(?P<word>first|second|third|fourth)[ -]quarter\b", _ORDER),
    (r"\b(?P<word>first|second) half\b", ("first", "second")),
    (r"\b(?P<word>annual|monthly|weekly|quarterly|daily)\b", ("annual", "monthly", "weekly", "daily")),
    (r"\b(?P<word>annually|yearly)\b", ("monthly", "weekly")),
    (r"\b(?:last|this|next|in|in the) (?P<word>spring|summer|autumn|winter)\b", _SEASONS),
    (r"\b(?:an?|per|each|every) (?P<word>day|week|month|year)\b(?=[,.]| in| on| for| to| from| by)",
     ("day", *_UNITS)),
    (r"\b(?P<word>last|next) (?:week|month|year)\b", ("last", "next")),
    (r"\b(?:19|20)(?P<word>\d0)s\b(?! (?:and|or|to)\b)", tuple(f"{n}0" for n in range(5, 10))),
    (r"\b(?:in|on|the|this|that|\w+day) (?P<word>morning|afternoon|evening)\b",
     ("morning", "afternoon", "evening")),
    (r"\b(?P<word>earlier|later) (?:this|that|in the) (?:day|week|month|year)\b", ("earlier", "later")),
)  # fmt: skip


def period(host: Host, chance: Random) -> str | None:
    """Put another stretch of time for the one that something is told of."""
    made = [
        shown
        for pattern, others in _PERIODS
        for found in re.finditer(pattern, host.text)
        if (shown := _moved(host, found, chance.choice([o for o in others if o != found["word"]])))
    ]
    return chance.choice(made) if made else None


def _moved(host: Host, found: re.Match[str], other: str) -> str | None:
    start, end = found.span("word")
    phrase = host.text[found.start() : start] + other + host.text[end : found.end()]
    return replaced(host, found, phrase) if absent(phrase, host.source) else None
