"""A figure that a later cited passage has updated is no longer the figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from agent.check.binding import Place, counts_alike, key
from agent.check.hedges import same_value

_THEN = re.compile(
    r"\b(?:initial(?:ly)?|at first|first reported|earlier|originally|by then|at (?:that|the) time|had (?:been|then|at)|as of|previous(?:ly)?"
    r"|until|(?:went|rose|climbed|grew|fell|up|down|raised|increased|revised|lowered|corrected) from|from \S+ to)\b",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\b(?:risen|rose|climb\w*|reach\w*|now|lifts?|brings?|bringing|stands?|raised|revised|corrected|lowered|latest|updated|grown|more bodies"
    r"|so far|confirmed|final|instead|put at|added|increased|up to date|has been|have been|no longer)\b",
    re.IGNORECASE,
)
_SHARED = 2
"""So many words two passages must share around the figure to count the same thing."""
_DEATHS = key("killed")


def newer(
    told: Place,
    match: Place,
    all_told: Sequence[Place],
    source: Sequence[Place],
    score: Callable[[Place], float],
) -> Place | None:
    """Return the later figure for the same thing that the claim leaves out, None where there is none."""
    if (
        match.cited is None
        or match.cited.article.published is None
        or told.periods
        or _THEN.search(told.clause)
    ):
        return None
    since = match.cited.article.published
    found = [
        p
        for p in source
        if p.cited is not None
        and p.cited.article.published is not None
        and p.cited.article.published > since
        and _updates(told, match, p)
        and score(p) >= 0.5 * score(match)
    ]
    if not found:
        return None
    best = max(found, key=score)
    if any(same_value(t.figure, best.figure) for t in all_told):
        return None
    return best


def _updates(told: Place, match: Place, later: Place) -> bool:
    toll = (
        later.figure.kind == "ordinal"
        and key(later.figure.counted.split()[0] if later.figure.counted else "") == _DEATHS
    )
    if toll:
        counts = (
            _DEATHS in match.words and later.figure.low > match.figure.low and told.figure.unit.name == ""
        )
        return counts and _shared(told, later) >= _SHARED
    if counts_alike(told, later) < 0.7 or later.figure.kind == "ordinal" or later.delta or later.old:
        return False
    if later.figure.base == match.figure.base or later.figure.base == told.figure.base:
        return False
    return _shared(told, later) >= _SHARED and bool(_UPDATE.search(later.clause))


def _shared(told: Place, later: Place) -> int:
    return sum(1 for word in told.words if word in later.words)
