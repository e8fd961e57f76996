"""Days and months written small, as in chats and in texts made small: "since friday", "on may 7". Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_SURE = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july"
    r"|september|october|november|december)(?=\b|s\b)"
)
_BESIDE_DAY = re.compile(
    r"\b(?:march|may|august)(?= (?:the )?(?:\d{1,2}(?:st|nd|rd|th)?\b(?![.,]?\d|%)|(?:1[89]|20)\d\d\b))"
    r"|(?<=\d )(?:march|may|august)\b|(?<=\d(?:st|nd|rd|th) )(?:march|may|august)\b"
    r"|(?<=\b(?:in|by) )august\b"
)


@lru_cache(maxsize=2048)
def with_capitals(text: str) -> str:
    """Return the text with the names of days and months as English writes them, every position unchanged.

    "march", "may" and "august" are months only beside a day or a year.
    """
    return _BESIDE_DAY.sub(_capital, _SURE.sub(_capital, text))


def _capital(match: re.Match[str]) -> str:
    return match.group().capitalize()
