"""A figure that a later cited passage has updated is no longer the figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from agent.check.binding import counts_alike
from agent.check.context import Place
from agent.check.hedges import same_value
from agent.check.vocabulary import is_ordinal, key

_THEN = re.compile(
    r"\b(?:initial(?:ly)?|at first|first reported|earlier|originally|by then|at (?:that|the) time"
    r"|had (?:been|then|at)|as of|previous(?:ly)?"
    r"|until|(?:went|rose|climbed|grew|fell|up|down|raised|increased|revised|lowered|corrected) from"
    r"|from \S+ to)\b",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\b(?:risen|rose|climb\w*|reach\w*|now|lifts?|brings?|bringing|stands?|raised|revised|corrected"
    r"|lowered|latest|updated|grown|more bodies"
    r"|so far|sweetened|improved|agreed|new|confirmed|final|instead|put at|added|increased|up to date"
    r"|has been|have been|no longer)\b",
    re.IGNORECASE,
)
_SHARED = 2
"""So many words two passages must share around the figure to count the same thing."""
_SMALL = 3
"""Numbers up to this one count all sorts of things."""
_DEATHS = key("killed")


def newer(
    told: Place,
    match: Place,
    all_told: Sequence[Place],
    source: Sequence[Place],
    score: Callable[[Place], float],
    fits: Callable[[Place, Place], bool],
) -> Place | None:
    """Return the later figure for the same thing that the claim leaves out, None where there is none."""
    if (
        match.cited is None
        or match.cited.article.published is None
        or told.periods
        or _THEN.search(told.sentence)
    ):
        return None
    since = match.cited.article.published
    after = [p for p in source if p.cited is not None and p.cited.article.published is not None
             and p.cited.article.published > since]  # fmt: skip
    found = [p for p in after if _replaces(told, match, p, after, fits)]
    found += [p for p in after if _toll(told, match, p)]
    found += [p for p in after if _updates(told, match, p) and score(p) >= 0.5 * score(match)]
    if not found:
        return None
    best = max(found, key=score)
    if any(same_value(t.figure, best.figure) for t in all_told):
        return None
    return best


def _replaces(
    told: Place, match: Place, later: Place, after: Sequence[Place], fits: Callable[[Place, Place], bool]
) -> bool:
    """Tell whether a later sentence gives a value in place of the match: "171 instead of the 64"."""
    if later.old or later.delta or counts_alike(told, later) < 0.7 or same_value(later.figure, told.figure):
        return False
    return any(
        p.old and p.cited is later.cited and p.start == later.start and fits(match, p)
        for p in after
        if counts_alike(match, p) >= 0.6
    )


def replaced(older: Place, given: Place) -> bool:
    """Tell whether a later article gives a figure as the new state of what an older one counted."""
    if older.cited is None or given.cited is None or older.figure.kind == "ordinal":
        return False
    days = older.cited.article.published, given.cited.article.published
    later = days[0] is not None and days[1] is not None and days[0] < days[1]
    return later and counts_alike(older, given) >= 0.7 and bool(_UPDATE.search(given.sentence))


def _toll(told: Place, match: Place, later: Place) -> bool:
    """Tell whether a later "sixth victim" makes an earlier toll too low."""
    counted = later.figure.counted.split()
    if later.figure.kind != "ordinal" or not counted or key(counted[0]) != _DEATHS:
        return False
    return _DEATHS in match.words and later.figure.low > match.figure.low and _shared(told, later) >= _SHARED


def _updates(told: Place, match: Place, later: Place) -> bool:
    if counts_alike(told, later) < 0.7 or later.figure.kind == "ordinal" or later.delta or later.old:
        return False
    if later.figure.base == match.figure.base or later.figure.base == told.figure.base:
        return False
    if (told.figure.low <= _SMALL and counts_alike(told, later) < 1) or _numbered_apart(told, match, later):
        return False
    shared = _shared(told, later)
    return shared >= _SHARED + 1 or (shared >= _SHARED and bool(_UPDATE.search(later.sentence)))


def _numbered_apart(told: Place, match: Place, later: Place) -> bool:
    """Tell whether claim and match name one of a row, "the fourth dose", and the later one does not."""
    return any(is_ordinal(word) and word in match.words and word not in later.words for word in told.words)


def _shared(told: Place, later: Place) -> int:
    return sum(1 for word in told.words if word in later.words)
