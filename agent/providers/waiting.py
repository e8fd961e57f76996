"""How long to wait before a request is repeated. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

FIRST_WAIT = 1.0
"""Seconds before the first repeat, where the server does not say; doubled for the second."""
LONGEST_WAIT = 60.0
"""Seconds that are waited at most: a server that asks for more is not asked again in this run."""


def seconds_to_wait(headers: Mapping[str, str], now: float, repeat: int) -> float:
    """Return the seconds a server asks to wait, or ours where it does not say or says nonsense.

    Args:
        headers: Of the answer, their names in lower case. `retry-after-ms` (milliseconds) is OpenAI's own and
            wins; `retry-after` is a number of seconds or a date (RFC 9110, section 10.2.3).
        now: Seconds since 1970, for a date; the server's own clock wins where it told the time.
        repeat: 0 before the first repeat.
    """
    asked = _number(headers.get("retry-after-ms", ""))
    if asked is not None:
        return asked / 1_000
    after = headers.get("retry-after", "")
    asked = _number(after)
    if asked is None and (until := _moment(after)) is not None:
        told = _moment(headers.get("date", ""))
        asked = max(0.0, until - (now if told is None else told))
    return FIRST_WAIT * 2.0**repeat if asked is None else asked


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _moment(text: str) -> float | None:
    """Return a date of HTTP as seconds since 1970; one without a zone is in UTC."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
