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
_OTHERWISE = re.compile(r"^(?:of|or|to|through|and (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun))\b")
_BESIDE = re.compile(r"^(?:after|before|following)\b")
_COUNTED = re.compile(r"\b(?:the|an?|that|every|each|one|first|second|last|final|very)\s+$", re.IGNORECASE)
"""What stands before a weekday that is counted from something else: “the Saturday after the vote”."""
_NOTE = re.compile(rf" \[\d{{1,2}} (?:{'|'.join(_MONTHS)})(?: \d{{4}})?\]")
UPDATED = timedelta(days=1), timedelta(days=3)
"""How long after its first printing a text may tell of a weekday, or of a day of a month, as past."""
_POSSESSIVE = re.compile(r"^[’']s?(?!\w)")


def dated(text: str, published: datetime | None, now: datetime, *, rolling: bool = False) -> str:
    """Return the text with the day after each weekday, “yesterday” or “today” that stands outside quotations.

    “He resigned on Monday.”, published on Tuesday 3 February, becomes “He resigned on Monday [2 February].”
    The year is named where it is not the briefing's. A day that could be meant in two ways gets no note, nor
    does any of a rolling page, which may have been written on for weeks.
    """
    if published is None or rolling:
        return text
    spoken = [(q.start, q.end) for q in quotes(text)]
    for mention in reversed(dates(text, published)):
        quoted = any(start <= mention.start < end for start, end in spoken)
        if quoted or mention.first is None or not _needs_note(mention) or unsure(text, mention, published):
            continue
        at = mention.end + (len(found[0]) if (found := _POSSESSIVE.match(text[mention.end :])) else 0)
        text = f"{text[:at]} [{day_of(mention.first, now)}]{text[at:]}"
    return text


def _needs_note(mention: DateMention) -> bool:
    known = any(character.isdigit() for character in mention.text) or _FESTIVAL.search(mention.text)
    return mention.relative and mention.precision == "day" and not known


def undated(text: str) -> str:
    """Return the text without the notes that `dated` adds."""
    return _NOTE.sub("", text)


def unsure(text: str, mention: DateMention, published: datetime) -> bool:
    """Return whether the date stands behind already, or the day may be counted from another one.

    A text published on Thursday that speaks of Friday has often been updated since: the Friday before and
    the next day are both possible.
    """
    behind = text[mention.end : mention.end + 16].lstrip(", (")
    if behind.startswith(_MONTHS) or behind[:1].isdigit() or _OTHERWISE.match(behind):
        return True
    if _BESIDE.match(behind) and _COUNTED.search(text[: mention.start]):
        return True
    printed = published.date()
    if mention.first is None or mention.first > printed:
        return False
    slack = UPDATED[any(character.isdigit() for character in mention.text)]
    return any(printed < first <= printed + slack for first, _ in mention.readings[1:])


def day_of(day: date, now: datetime) -> str:
    """Return a day as a briefing writes it: the year only where it is not the briefing's own."""
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if day.year != now.year else "")
