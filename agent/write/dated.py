"""Weekdays and yesterdays get their date, so that a sentence keeps its meaning on another day.

Pure. The date is an editor's note in square brackets, and is checked like any other date of a claim.
"""

from __future__ import annotations

from datetime import date, datetime

from agent.text.dates import dates
from agent.text.quotes import quotes

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def dated(text: str, published: datetime | None, now: datetime) -> str:
    """Return the text with the day after each weekday, “yesterday” or “today” that stands outside quotations.

    “He resigned on Monday.”, published on Tuesday 3 February, becomes “He resigned on Monday [2 February].”
    The year is named where it is not the briefing's.
    """
    if published is None:
        return text
    spoken = [(q.start, q.end) for q in quotes(text)]
    for mention in reversed(dates(text, published)):
        known = any(character.isdigit() for character in mention.text) or mention.precision != "day"
        quoted = any(start <= mention.start < end for start, end in spoken)
        if known or quoted or not mention.relative or mention.first is None or _follows(text, mention.end):
            continue
        text = f"{text[: mention.end]} [{_day(mention.first, now)}]{text[mention.end :]}"
    return text


def _follows(text: str, end: int) -> bool:
    """Return whether a date stands right behind: “Friday, February 6”."""
    return (
        text[end : end + 14].lstrip(", (").startswith(_MONTHS)
        or text[end : end + 4].lstrip(", (")[:1].isdigit()
    )


def _day(day: date, now: datetime) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if day.year != now.year else "")
