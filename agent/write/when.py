"""When what a sentence tells happened, as far as its main clause says so.

Pure. A date inside a quotation, a relative clause or what somebody is reported to say is not the sentence's
own: “In a long speech she spoke of a crime of thirty years ago” is news of today.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from agent.text.dates import DateMention, dates
from agent.write.clause import main_clause
from agent.write.pool import Candidate
from agent.write.story import Story

LATEST = timedelta(days=7)
"""Age, before the day the story was last news, up to which something is a latest development."""

_AT = re.compile(
    r"\b(?:in|during|throughout|since|on|from|around|in the|ever since)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words that make a month or a year the time of the verb; “the 2016 election” has none."""
_DEADLINE = re.compile(r"\b(?:by|until|till|before)\s+(?:the\s+)?$", re.IGNORECASE)
_ITSELF = re.compile(r"^(?:last|early|late|mid|the (?:end|start|beginning|turn))\b", re.IGNORECASE)
_LONG_AGO = re.compile(
    r"\b(?:for (?:(?:more than|over|almost|nearly|about|some) )?(?:\w+ )?"
    r"(?:years|decades|centuries|generations|months)"
    r"|decades|historically|traditionally|was founded|were founded"
    r"|(?:years?|decades?) (?:ago|earlier|before)|months (?:ago|earlier)"
    r"|last (?:year|autumn|fall|summer|spring|winter)"
    r"|since (?:then|last|the (?:\w+ )?(?:war|revolution|beginning|start|end)|(?:19|20)\d\ds?))\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:\w{2,}est|first|only|worst|best|most|least|second|third)\b[^,;]*?"
    r"\b(?:since|in|for|of)\s[^,;]*?\b(?:years|decades|months|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|(?:19|20)\d\ds?)\b(?:\s(?:19|20)\d\d)?",
    re.IGNORECASE,
)
"""“The highest since 2013” tells of today."""


def event_day(c: Candidate) -> date | None:
    """Return the day a sentence tells of, as far as it names one up to its publication; else that day.

    A month or a year counts by its last day.
    """
    if c.published is None:
        return None
    printed = c.published.date()
    days = [day for day in days_of(c.text, c.published) if day <= printed]
    return max(days or [day for day in _stretches(c.text, c.published) if day <= printed], default=printed)


def older(c: Candidate, story: Story) -> bool:
    """Return whether a sentence's main clause tells of a time before the latest days."""
    told = event_day(c)
    last = story.latest or c.published
    if told and last and last.date() - told > LATEST and told != (c.published and c.published.date()):
        return True
    return told in {None, c.published and c.published.date()} and bool(_LONG_AGO.search(_now_told(c.text)))


def age(c: Candidate, story: Story) -> timedelta | None:
    """Return how long before the story was last news a sentence was published."""
    return story.latest - c.published if story.latest and c.published else None


@lru_cache(maxsize=8192)
def all_days(text: str, published: datetime | None) -> tuple[date, ...]:
    """Return every day that a sentence names, wherever in it."""
    return tuple(m.first for m in dates(text, published) if m.precision == "day" and m.first is not None)


@lru_cache(maxsize=8192)
def days_of(text: str, published: datetime | None) -> tuple[date, ...]:
    """Return the days that the main clause names."""
    return tuple(m.first for m in _own(text, published) if m.precision == "day" and m.first is not None)


@lru_cache(maxsize=8192)
def _stretches(text: str, published: datetime | None) -> tuple[date, ...]:
    """Return the last days of the months, seasons and years in which the main clause says it happened."""
    told = _now_told(text)
    return tuple(
        m.last
        for m in _own(text, published)
        if m.precision not in {"day", "week"}
        and m.last is not None
        and told[m.start : m.end].strip()
        and (_AT.search(text[: m.start]) or _ITSELF.match(m.text))
    )


def _own(text: str, published: datetime | None) -> list[DateMention]:
    told = main_clause(text)
    return [
        m
        for m in dates(text, published)
        if told[m.start : m.end].strip()
        and not _DEADLINE.search(text[: m.start])
        and not _either(m, published)
    ]


def _either(mention: DateMention, published: datetime | None) -> bool:
    """Return whether a weekday may be tomorrow as well as last week: pages live on after their day."""
    day = mention.first
    if day is None or published is None or not mention.relative or not mention.text.endswith("day"):
        return False
    return published.date() - day == timedelta(days=6)


def _now_told(text: str) -> str:
    """Return the main clause without its records."""
    return _RECORD.sub(lambda found: " " * len(found[0]), main_clause(text))
