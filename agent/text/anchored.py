"""Days that are told by their distance from another day of the text: "the following day", "two days after …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from agent.text.days import NUMBERS, Days

_COUNT = r"(?P<count>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_ANCHORED = re.compile(
    r"\b(?:the\s+)?(?:(?P<next>following|next|same)\s+(?P<of>day|morning|afternoon|evening|night)"
    r"|(?P<previous>previous|preceding)\s+(?:day|evening|night)|(?P<after>day\s+after)|(?P<before>day\s+before))\b"
    rf"|\b{_COUNT}\s+(?P<unit>days?|weeks?)\s+(?P<way>later|earlier|after|before|afterwards|beforehand)\b",
    re.IGNORECASE,
)
_REACH = 2
"""Sentences back, its own included, in which the day it counts from is named."""
_CLAUSE = re.compile(r"\s+(?!(?:when|and|but|that)\b)\w")
"""What follows "two days after": something that happened then."""


def anchored(
    text: str, days: Sequence[tuple[int, Days]], starts: Sequence[int]
) -> Iterator[tuple[int, int, Days]]:
    """Yield (start, end, days) of what counts from a single day that the text names shortly before.

    "On Friday, two days after the vote" dates the vote, two days before that Friday; "two days later" and
    "two days earlier" date what happens there.

    Args:
        text: The text.
        days: Where single days are named, in order, and which.
        starts: Where its sentences begin, in order.
    """
    for match in _ANCHORED.finditer(text):
        reach = [s for s in starts if s <= match.start()][-_REACH:]
        near = [found for at, found in days if reach and reach[0] <= at < match.start()]
        if near:
            then = tuple(day + timedelta(days=_steps(match, text)) for day in near[-1])
            yield match.start(), match.end(), (then[0], then[1])


def _steps(match: re.Match[str], text: str) -> int:
    if match["next"]:
        return 0 if match["next"].casefold() == "same" else 1
    if match["previous"]:
        return -1
    if match["after"] or match["before"]:
        return _signed(1, "after" if match["after"] else "before", match, text)
    count = int(match["count"]) if match["count"].isdigit() else NUMBERS[match["count"].casefold()]
    return _signed(count * (7 if match["unit"].startswith("week") else 1), match["way"].casefold(), match, text)


def _signed(days: int, way: str, match: re.Match[str], text: str) -> int:
    if way in ("after", "before") and _CLAUSE.match(text, match.end()):
        return -days if way == "after" else days
    return days if way in ("later", "after", "afterwards") else -days
