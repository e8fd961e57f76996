"""What the words around a date make of it: a beginning, a deadline, a day of saying, a plan that was changed.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.text.telling_verb import day_verb

_EDGES = (
    (
        re.compile(
            r"\b(?:since|from|starting|beginning|(?:begin|beg[au]n|start|commence)(?:s|ed|d)?(?: (?:on|in))?)"
            r"\s+(?:the\s+)?$",
            re.I,
        ),
        "start",
    ),
    (re.compile(r"\b(?:until|till|through|to|up to)\s+(?:the\s+)?$", re.I), "end"),
    (re.compile(r"\b(?:by|before|ahead of)\s+(?:the\s+)?$", re.I), "deadline"),
    (re.compile(r"\b(?:after|following)\s+(?:the\s+)?$", re.I), "after"),
)


def edge_of(text: str, at: int) -> str:
    """Return how a date bounds what happened: start, end, deadline, after, or point."""
    return next((name for pattern, name in _EDGES if pattern.search(text[:at])), "point")


_MADE_PUBLIC = re.compile(
    r"\b(?:published|released|issued|reported|announced|(?:tolls?|counts?|numbers?) given"
    r"|figures|data|results|showed|shown)"
    r"(?: late| early)?(?: on)? $",
    re.I,
)
"""What stands before the day on which something became known: "results published on Monday"."""


def day_of_saying(sentence: str, places: Sequence[tuple[int, int]], number: int) -> bool:
    """Tell whether a date is that of somebody's words: "said on Monday" is no day of what was said.

    Who asks does something: "asked her on Monday to form a government".
    """
    if _MADE_PUBLIC.search(sentence[: places[number][0]]):
        return True
    verb = day_verb(sentence, *places[number], taken=places)
    return verb is not None and verb.sort == "remark" and verb.text != "asked"


DONE_BY = re.compile(r"^By (?!.*\b(?:will|must|should|would|plans?|aims?|hopes?|is to|are to|wants?)\b)")
"""What opens with "By Saturday" and tells what was so by then names no deadline."""
COMPARED = re.compile(
    r"\b(?:from|against|than|versus|compared (?:with|to))\s+(?:[$€£]?\d\S*\s+)(?:\w+\s+){0,2}(?:in|on)\s+$"
    r"|\bthan\s+(?:(?:in|for)\s+)?$",
    re.I,
)
"""What stands before an older figure's date: "5.8 %, from 5.6 % in September" is no news of September."""
OTHER_EDGE = 0.6
"""What is left of the fit where the claim says "since" or "until" and the source "on"."""
SAME_EDGE = 0.4
"""What it adds to the fit that "since" stands with "since", "until" with "until"."""


_OLD_PLAN = re.compile(
    r"\b(?:was|were|had been)\s+(?:originally\s+|first\s+|initially\s+)?"
    r"(?:to|due|scheduled|supposed|expected|planned|set)\b"
    r"|\boriginal(?:ly)?\b|\binitially\b|\bwould have\b|\binstead of\b|\brather than\b|\bearlier than\b",
    re.I,
)
_CHANGED = re.compile(
    r"\bbut\b.*\b(?:prolong|extend|postpone|delay|mov|push|bring|brought|reschedul|now|later|until|to)\w*\b",
    re.I,
)


def was_dropped(sentence: str, start: int, end: int) -> bool:
    """Tell whether the source gives the date as a plan and, in the same sentence, what became of it."""
    before = re.split(r"[;,]|\bbut\b", sentence[:start])[-1]
    return bool(_OLD_PLAN.search(before) and _CHANGED.search(sentence[end:]))


def tells_old_plan(claim: str) -> bool:
    """Tell whether a claim tells what was planned once."""
    return bool(_OLD_PLAN.search(claim))


_WEEKDAYS = frozenset(f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))


def same_weekday(claimed: str, given: str) -> bool:
    """Tell whether a source has the bare weekday that a claim has with its date: it may be that day."""
    bare = given.casefold()
    return bare in _WEEKDAYS and claimed.casefold().startswith(f"{bare} ")
