"""How old somebody is, where a bare number says it: "Anna Kovac, 39, left", "aged 20 and 22", "(31)"."""

from __future__ import annotations

import re

_OLDEST = 120
"""Nobody is older, in years."""
_BEHIND_NAME = re.compile(r"\b[A-ZÀ-Ý][\w'’.-]+(?: \([^()]{1,20}\))?(?:, | \()$")
_AGED = re.compile(
    r"\b(?:[Aa]ged?(?: between| of)?(?: about| around)?|AGE:|Age:|turn(?:ed|s|ing)?)"
    r" (?:\d{1,3}(?:, and |, | and | or | to |[-–]))*$"
)
_AT = re.compile(r"(?:^|, |\band )[Aa]t (?:the age of |just |only )?$")
_CLOSED = re.compile(r"[,;.)]|\s(?:and|of|from|who|is|was)\b|$")
_NO_NAME = re.compile(
    r"\b(?:highway|route|flight|number|no|page|line|room|road|january|february|march|april|may|june|july"
    r"|august|september|october|november|december)\.?,? ?\(?$",
    re.I,
)


def is_age(text: str, start: int, end: int) -> bool:
    """Tell whether the number at these positions stands alone behind a name, or behind "aged"."""
    number = text[start:end]
    if not number.isdigit() or not 0 < int(number) <= _OLDEST:
        return False
    before, after = text[max(0, start - 60) : start], text[end : end + 8]
    if _AGED.search(before):
        return True
    named = _BEHIND_NAME.search(before) or _AT.search(before)
    return bool(named and _CLOSED.match(after)) and not _NO_NAME.search(before)
