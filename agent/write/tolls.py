"""Death tolls that a later count has overtaken, or that one origin tells against all others.

Pure. A toll only grows and is copied from day to day, so that an old one, printed without its date, is an
error a reader cannot see. Where at least two origins tell the newest count, sentences with another are left
out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from agent.text.figures import figures
from agent.text.lineage import Lineage, telling_of
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
    """Return the count most origins tell in the last days; None where no two agree."""
    lineage = Lineage(e.article for e, _ in told)
    fresh: dict[int, list[Evidence]] = {}
    for e, values in told:
        if e.article.published and newest - e.article.published <= FRESH:
            for value in values:
                fresh.setdefault(value, []).append(e)
    origins = {value: lineage.origins(map(telling_of, tellers)) for value, tellers in fresh.items()}
    most = max(origins, key=lambda value: (origins[value], value), default=None)
    return most if most is not None and origins[most] > 1 else None
