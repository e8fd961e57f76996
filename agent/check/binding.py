"""How far a figure of a claim and a figure of a source speak of the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from agent.check.context import TIMED, Place
from agent.check.vocabulary import AGAINST, MONTHS, OPPOSABLE, PEOPLE, is_ordinal, key
from agent.text.figures import Figure
from agent.text.normalise import words
from agent.text.sentences import sentences
from agent.text.units import COUNT, UNITS

_NEAR = 0.5
"""A word across at most one boundary is near."""
_NAME = 1.3
"""How much more a name or an ordinal tells than another word."""
_CLEAR = 1.5
"""So many times more of the claim's words must stand nearer to the rival."""
_LEAST = 0.3
"""And at least so much more."""
_INSIDE = 0.2
"""Words of the same sentence weigh more than this, unless far away."""


def counts_alike(a: Place, b: Place) -> float:
    """Return how far two figures are of one kind: 1 surely, 0.7 perhaps, 0.3 hardly, 0 not."""
    x, y = a.kin, b.kin
    bare = x.bare or y.bare or a.figure.bare or b.figure.bare
    if (a.figure.kind == "ordinal") != (b.figure.kind == "ordinal"):
        return 0.0
    if x.dimension != y.dimension:
        return 0.7 if bare and x.unit is COUNT and y.unit is COUNT else 0.0
    if x.dimension in ("time", "calendar") and x.unit is not y.unit:
        return 0.6
    if x.unit is not COUNT or x.currency:
        return 1.0 if (x.kind == "fraction") == (y.kind == "fraction") else 0.7
    if bare:
        return 0.7
    p, q = _keys(x.counted), _keys(y.counted)
    if p & q:
        return 1.0
    return 0.8 if p & PEOPLE and q & PEOPLE else 0.3


def least_alike(told: Place, rival: Place) -> float:
    """Return how alike a rival must count: small numbers count all sorts of things."""
    small = told.figure.unit is COUNT and not told.figure.currency and told.figure.low <= 2
    return 0.8 if small or (rival.figure.score and not told.figure.score and told.figure.counted) else 0.7


@lru_cache(maxsize=4096)
def _keys(counted: str) -> frozenset[str]:
    return frozenset(key(word) for word in counted.split())


def is_bare_age(one: Figure, other: Figure) -> bool:
    """Tell whether one figure is an age, and the other the same number of nothing that is named."""
    ages = [f.unit is UNITS["year of age"] for f in (one, other)]
    return ages[0] != ages[1] and one.low == other.low and (one.bare or other.bare)


def is_timed(told: Place, given: Place) -> bool:
    """Tell whether a claim has in seconds what a source gives bare: "won the 400 metres in 44.12"."""
    return (
        told.figure.unit is UNITS["second"]
        and given.figure.low == told.figure.low
        and bool(TIMED.search(given.sentence[: given.figure.end - given.start]))
    )


def periods_clash(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether both name years, or both months, and none in common."""
    for sort in "ym":
        x, y = ({k for k in side if k[0] == sort} for side in (a, b))
        if x and y and not x & y:
            return True
    return False


def opposed(a: Place, b: Place) -> int:
    """Return how many opposites the two contexts name: one says "first" where the other says "final"."""
    near_a = {w for w, x in a.words.items() if x >= _NEAR and w in OPPOSABLE}
    near_b = {w for w, x in b.words.items() if x > _INSIDE and w in OPPOSABLE}
    if not near_a or not near_b:
        return 0
    total = 0
    for left, right in AGAINST:
        for one, two in ((left, right), (right, left)):
            if near_a & one and near_b & two and not near_a & two and not near_b & one:
                total += 1
    return total


def agreement(claim: Place, source: Place, spread: dict[str, int], by_kind: bool = True) -> float:
    """Return how far a claim's figure and a source's figure speak of the same thing.

    Rare words tell more (`spread` counts the source sentences a word stands in), names more than other
    words; the same period helps, another period or an opposite costs. `by_kind` also weighs what they count.
    """
    alike = counts_alike(claim, source)
    if by_kind and not alike:
        return 0.0
    total, theirs, names = 0.3, source.words, claim.names
    for word, weight in claim.words.items():
        if word in theirs:
            name = _NAME if word in names or is_ordinal(word) else 1.0
            total += name * weight * theirs[word] / max(spread.get(word, 1), 1) ** 0.5
    if claim.periods:
        when = source.periods or source.written
        if periods_clash(claim.periods, source.periods):
            total *= 0.4
        elif claim.periods & when:
            total += 1.0 if source.periods else 0.5
    return total * 0.6 ** opposed(claim, source) * (alike if by_kind else 1.0)


def nearer(claim: Place, rival: Place, match: Place) -> bool:
    """Tell whether, of two figures of one sentence, the rival's own words are the claim's.

    Words that stand as near to the one as to the other are left out: in "fish made up 31 percent, timber
    12" only "fish" and "timber" tell the figures apart.
    """
    if rival.cited is not match.cited or rival.start != match.start:
        return False
    lead = own = 0.0
    for word, weight in claim.words.items():
        if word in MONTHS:
            continue
        gap = rival.words.get(word, 0.0) - match.words.get(word, 0.0)
        lead, own = lead + weight * max(gap, 0.0), own + weight * max(-gap, 0.0)
    return lead > _CLEAR * own + _LEAST


def spread_of(texts: Sequence[str]) -> dict[str, int]:
    """Return in how many sentences of the texts each word stands."""
    return dict(sum((_spread(text) for text in texts), Counter[str]()))


@lru_cache(maxsize=512)
def _spread(text: str) -> Counter[str]:
    return Counter(
        word for span in sentences(text) for word in {key(w.text) for w in words(text[span.start : span.end])}
    )
