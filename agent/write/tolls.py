"""Death tolls that a later count has overtaken, or that one outlet tells against all others.

Pure. A toll only grows and is copied from day to day, so that an old one, printed without its date, is an
error a reader cannot see. Where at least two outlets tell the newest count, sentences with another are left
out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from agent.text.figures import figures
from agent.types import Evidence

_DEATH = re.compile(
    r"\b(?:kill(?:s|ed|ing|ings)?|dead|deaths?|die[ds]?|died|lives|fatalit(?:y|ies)|victims?|toll|perish\w*)\b",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"\b(?:strikes?|attacks?|boats?|vessels?|days?|weeks?|years?|raids?|miles?|dollars?|percent|articles?)\b",
    re.IGNORECASE,
)
FEWEST_DEAD = 10
"""Smaller counts belong to single incidents and do not overtake each other."""
FACTOR = 2
"""A value further off than this counts something else."""
FRESH = timedelta(days=10)
"""Age of the newest telling within which the current count is looked for."""


def toll(text: str) -> frozenset[int]:
    """Return the counts of dead that a sentence tells."""
    if not _DEATH.search(text):
        return frozenset()
    return frozenset(
        int(f.low)
        for f in figures(text)
        if f.unit.dimension == "count"
        and f.kind == "cardinal"
        and not f.currency
        and f.low >= FEWEST_DEAD
        and not 1900 <= f.low <= 2100
        and not _NOT_PEOPLE.search(f.counted)
    )


def overtaken(evidence: Sequence[Evidence]) -> frozenset[int]:
    """Return the labels of the sentences that tell a toll which is not, or no longer, the count."""
    told = [(e, values) for e in evidence if (values := toll(e.text))]
    dated = [e.article.published for e, _ in told if e.article.published]
    if not dated:
        return frozenset()
    current = _current(told, max(dated))
    if current is None:
        return frozenset()
    return frozenset(
        e.label
        for e, values in told
        if current not in values and any(current / FACTOR <= value <= current * FACTOR for value in values)
    )


def _current(told: Sequence[tuple[Evidence, frozenset[int]]], newest: datetime) -> int | None:
    """Return the count most outlets tell in the last days; None where no two agree."""
    outlets: dict[int, set[str]] = {}
    for e, values in told:
        if e.article.published and newest - e.article.published <= FRESH:
            for value in values:
                outlets.setdefault(value, set()).add(e.article.publisher)
    if not outlets:
        return None
    most = max(outlets, key=lambda value: (len(outlets[value]), value))
    return most if len(outlets[most]) > 1 else None
