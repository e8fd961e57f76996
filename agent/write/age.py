"""Sentences that tell their time from the day they were written on, and when that no longer tells anything.

Pure.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from agent.text.dates import dates
from agent.write.dated import unsure

_FROM_ITS_DAY = re.compile(
    r"\b(?:last|this|next|past|coming) (?:week|weekend|month)\b"
    r"|\bthe (?:weekend|past (?:\w+ )?(?:days|weeks))\b"
    r"|\b(?:a|one|two|three|few|several) (?:days?|weeks?) (?:ago|earlier)\b|\btonight\b|\btomorrow\b"
    r"|\bin the (?:coming|next) (?:\w+ )?(?:days|weeks)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
FRESH_WEEK = timedelta(days=5)
"""Age from which “last week” means another week to the reader than to the writer."""


def dated_by_its_day(text: str, published: datetime | None, latest: datetime | None) -> bool:
    """Return whether a sentence tells its time from a day that is long past: “last week” of last month.

    A weekday of which nobody can say which one was meant is such a time too.
    """
    if not published or not latest or latest - published <= FRESH_WEEK:
        return False
    plain = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    if _FROM_ITS_DAY.search(plain):
        return True
    days = [d for d in dates(plain, published) if d.relative and d.precision == "day"]
    return any(unsure(plain, day, published) for day in days)
