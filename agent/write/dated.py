"""Weekdays and yesterdays get their date, so that a sentence keeps its meaning on another day.

Pure. The date is an editor's note in square brackets, and is checked like any other date of a claim.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from agent.text.dates import DateMention, dates
from agent.text.quotes import quotes

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_FESTIVAL = re.compile(r"christmas|easter|new year|eve\b|thanksgiving", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"^(?:of|after|before|following|or|to|through|and (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun))\b"
)
_POSSESSIVE = re.compile(r"^[’']s?(?!\w)")


def dated(text: str, published: datetime | None, now: datetime) -> str:
    """Return the text with the day after each weekday, “yesterday” or “today” that stands outside quotations.

    “He resigned on Monday.”, published on Tuesday 3 February, becomes “He resigned on Monday [2 February].”
    The year is named where it is not the briefing's. A day that could be meant in two ways gets no note.
    """
    if published is None:
        return text
    spoken = [(q.start, q.end) for q in quotes(text)]
    for mention in reversed(dates(text, published)):
        quoted = any(start <= mention.start < end for start, end in spoken)
        if quoted or mention.first is None or not _needs_note(mention) or _unsure(text, mention, published):
            continue
        at = mention.end + (len(found[0]) if (found := _POSSESSIVE.match(text[mention.end :])) else 0)
        text = f"{text[:at]} [{_day(mention.first, now)}]{text[at:]}"
    return text


def _needs_note(mention: DateMention) -> bool:
    known = any(character.isdigit() for character in mention.text) or _FESTIVAL.search(mention.text)
    return mention.relative and mention.precision == "day" and not known


def _unsure(text: str, mention: DateMention, published: datetime) -> bool:
    """Return whether the date stands behind already, or the weekday may be counted from another day.

    A text published on Thursday that speaks of Friday has often been updated since: the Friday before and
    the next day are both possible.
    """
    behind = text[mention.end : mention.end + 16].lstrip(", (")
    if behind.startswith(_MONTHS) or behind[:1].isdigit() or _OTHERWISE.match(behind):
        return True
    tomorrow = published.date() + timedelta(days=1)
    return mention.first is not None and (mention.first - tomorrow).days == -7


def _day(day: date, now: datetime) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if day.year != now.year else "")
