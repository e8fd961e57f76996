"""Groups of values that different texts give for the same thing.

Pure. Two counts are of the same thing when they are of one sort, of like size, and one sentence's telling
words (rare ones weigh more) stand in the passage of the other. Values that one article tells apart are never
put together, and values that measure different things (see `measure`) only in a group that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from agent.check.compounds import LENGTH
from agent.check.counts import FATES, PERCENT, Count, agree, counts
from agent.check.groups import Group, Value, clustered, in_time
from agent.check.measure import Measure, differ, in_words, measure
from agent.check.naming import counted_thing
from agent.check.whose import PLANS, Owner, owner_of, same_owner
from agent.text.figures import figures
from agent.text.lineage import Lineage, telling_of
from agent.text.shingles import twins
from agent.text.telling import Rarity, rarity_in, telling
from agent.text.words import terms
from agent.types import Evidence

ROUGHLY = 0.15
"""How far a round, hedged figure may be from an exact one that it agrees with."""

SAME, TOLL, OTHER = 0.12, 0.2, 0.5
"""Share of one sentence's telling words that the other's passage must hold: for equal values, for tolls that
differ, for other values that differ. Set on the example corpus and five stories of public news."""
BOTH_WAYS = 0.25
"""The same in the weaker direction, for values that differ and are no toll."""
LARGE = 10
"""A toll below this is told of many events."""
TOLL_RATIO, RATIO, PART = 2.0, 1.5, 100.0
"""How many times larger one value may be, for tolls and for others, beyond which it is a part; and a part."""


@dataclass(frozen=True, eq=False)
class Told:
    """One count in one sentence."""

    evidence: Evidence
    count: Count
    own: frozenset[str]
    """Telling words of the sentence."""
    wide: frozenset[str]
    """Those of its passage and headline."""
    owner: Owner | None
    """Whose a sum is."""
    measure: Measure
    """What it measures."""


def count_groups(evidence: Sequence[Evidence]) -> Iterator[Group]:
    """Yield the counted things for which more than one value is given."""
    rarity = rarity_in([e.text for e in evidence])
    lineage = Lineage(e.article for e in evidence)
    told = [_told(e, c) for e in evidence for c in counts(e.text) if c.sort != PERCENT]
    for members in _clusters(told, rarity):
        values = _values(members, lineage)
        name = counted_thing([(t.evidence.text, t.count) for t in members]) if len(values) > 1 else ""
        if name:
            words = frozenset[str]().union(*(t.own for t in members))
            planned = any(t.owner and t.owner.act in PLANS for t in members)
            yield Group(name, values, members[0].count.sort, words, planned)
    yield from _unlike_groups(told, rarity, lineage)


def _unlike_groups(told: Sequence[Told], rarity: Rarity, lineage: Lineage) -> Iterator[Group]:
    """Yield the things of which different texts give figures that measure different things."""
    for members in _by_sort(told):
        links = [
            (s, a, b)
            for a, b in combinations(members, 2)
            if _measured_apart(a, b) and (s := _link(a, b, rarity, PART)) > 0
        ]
        for group in clustered(members, links, _one_article):
            values = _measured(group, lineage)
            name = counted_thing([(t.evidence.text, t.count) for t in group]) if len(values) > 1 else ""
            if name:
                yield Group(name, values, group[0].count.sort, unlike=True)


def _measured(members: Sequence[Told], lineage: Lineage) -> tuple[Value, ...]:
    """Return a value for each measure, the one most origins give; none where one figure has two measures."""
    kinds: list[list[Told]] = []
    for t in members:
        same = next((k for k in kinds if not differ(k[0].measure, t.measure)), None)
        if same is None:
            kinds.append([t])
        else:
            same.append(t)
    best = [max(_values(kind, lineage), key=lambda v: v.origins) for kind in kinds]
    names = in_words([kind[0].measure for kind in kinds])
    values = [replace(value, measure=name) for value, name in zip(best, names, strict=True)]
    return tuple(values) if len({v.amount for v in values}) == len(values) else ()


def _told(e: Evidence, count: Count) -> Told:
    passage = e.article.text[e.passage.start : e.passage.end]
    own = telling(e.text) - count.noun
    owner = owner_of(e.text, count.figure)
    wide = (telling(passage) | telling(e.article.headline)) - count.noun
    return Told(e, count, own, wide, owner, measure(e.text, count.figure))


def _clusters(told: Sequence[Told], rarity: Rarity) -> Iterator[list[Told]]:
    """Put together what is alike, the most alike first, and never what one article tells apart."""
    for members in _by_sort(told):
        links = [(s, a, b) for a, b in combinations(members, 2) if (s := _link(a, b, rarity)) > 0]
        yield from clustered(members, links, _apart)


def _by_sort(told: Sequence[Told]) -> Iterator[list[Told]]:
    by_sort: dict[str, list[Told]] = {}
    for t in told:
        by_sort.setdefault(t.count.sort, []).append(t)
    yield from by_sort.values()


def _link(a: Told, b: Told, rarity: Rarity, ratio: float = 0.0) -> float:
    """Return how alike two counts are, 0 where not enough; a ratio allowed stands in for the usual ones."""
    low, high = sorted((abs(a.count.amount), abs(b.count.amount)))
    if low != high and not _one_article(a, b) and twins(a.evidence.text, b.evidence.text):
        return 0.0 if _other_time(a, b) else 1.0  # one sentence with another value, however far that is
    toll = a.count.sort in FATES and low >= LARGE
    if high > (ratio or (TOLL_RATIO if toll else RATIO)) * low or _part(a, b) or _part(b, a):
        return 0.0
    if low != high and _unlike(a, b):
        return 0.0
    found = sorted((rarity.share(a.own, b.wide), rarity.share(b.own, a.wide)))
    described = _described(a, b)
    least = SAME if low == high else TOLL if toll or described else OTHER
    enough = found[1] >= least and (low == high or toll or described or found[0] >= BOTH_WAYS)
    return found[1] if enough else 0.0


def _unlike(a: Told, b: Told) -> bool:
    """Tell whether two different values count what is not the same, for all that their words are alike.

    Sums are compared only where both have one owner and one act; a thing described by its parts only with
    the same thing; a length that may go on only with one that the days between the texts do not explain.
    """
    if a.count.money:
        return not (same_owner(a.owner, b.owner) and _same_years(a, b))
    if a.count.thing and b.count.thing and a.count.thing != b.count.thing:
        return True
    return _other_time(a, b)


def _other_time(a: Told, b: Told) -> bool:
    """Tell whether two values hold at different times: a length that has grown, sums of different years."""
    return (a.count.sort.startswith(LENGTH) and _grew(a, b)) or not _same_years(a, b)


def _described(a: Told, b: Told) -> bool:
    """Tell whether both speak of one thing by its parts: "the 90-page report", "the report has 95 pages"."""
    thing = a.count.thing or b.count.thing
    return bool(thing) and all(thing in (t.count.thing, *_stems(t.evidence.text)) for t in (a, b))


@lru_cache(maxsize=4096)
def _stems(sentence: str) -> frozenset[str]:
    return frozenset(t.root for t in terms(sentence))


def _grew(a: Told, b: Told) -> bool:
    one, other = a.evidence.article.published, b.evidence.article.published
    if one is None or other is None or a.count.figure.unit.dimension != "time":
        return True
    apart = abs((one - other).total_seconds()) + 86400
    return abs(a.count.amount - b.count.amount) <= apart


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _same_years(a: Told, b: Told) -> bool:
    one, other = set(_YEAR.findall(a.evidence.text)), set(_YEAR.findall(b.evidence.text))
    return not one or not other or bool(one & other)


def _part(a: Told, b: Told) -> bool:
    """Tell whether one figure and another of its sentence add up to the other one: it is a part of it."""
    if a.count.sort in FATES:
        others: Sequence[float] = [c.amount for c in counts(a.evidence.text) if c.sort == a.count.sort]
    else:
        others = _amounts(a.evidence.text)
    return any(abs(a.count.amount + n - b.count.amount) < 1e-6 for n in others)


@lru_cache(maxsize=4096)
def _amounts(sentence: str) -> tuple[float, ...]:
    return tuple(float(f.base[0]) for f in figures(sentence) if f.kind == "cardinal")


def _apart(a: Told, b: Told) -> bool:
    if a.count.amount == b.count.amount or a.count.denied or b.count.denied:
        return False
    return _one_article(a, b) or differ(a.measure, b.measure)


def _one_article(a: Told, b: Told) -> bool:
    return a.evidence.article.id == b.evidence.article.id


def _measured_apart(a: Told, b: Told) -> bool:
    """Tell whether two texts give figures that differ because they measure different things."""
    denied = a.count.denied or b.count.denied
    return not denied and a.count.amount != b.count.amount and differ(a.measure, b.measure)


def _values(members: Sequence[Told], lineage: Lineage) -> tuple[Value, ...]:
    """Return the different values, rounded ones that agree with an exact one left out.

    Texts that round one value only still speak for it.
    """
    by_amount: dict[float, list[Told]] = {}
    for t in members:
        by_amount.setdefault(t.count.amount, []).append(t)
    kept = {a: told for a, told in by_amount.items() if not _rounded(told, by_amount)}
    rounders: dict[float, list[Told]] = {a: [] for a in kept}
    for amount, told in by_amount.items():
        meant = [a for a in kept if _agree(told, kept[a])] if amount not in kept else []
        if len(meant) == 1:
            rounders[meant[0]] += told
    return tuple(_value(told, rounders[a], lineage) for a, told in kept.items())


def _rounded(told: Sequence[Told], by_amount: Mapping[float, Sequence[Told]]) -> bool:
    """Tell whether a finer value is given that these may have been rounded from."""
    return any(
        others is not told and _coarser(told, others) and _near(told, others) for others in by_amount.values()
    )


def _coarser(told: Sequence[Told], others: Sequence[Told]) -> bool:
    rough, exact = any(t.count.round for t in told), not any(t.count.round for t in others)
    return (rough and exact) or max(t.count.step for t in told) > max(t.count.step for t in others)


def _near(told: Sequence[Told], others: Sequence[Told]) -> bool:
    """Tell whether the first may be the second told less exactly: rounded, or as "more than" it."""
    one, other = told[0].count.amount, others[0].count.amount
    round_ones = [t.count for t in told if t.count.round]
    if round_ones and abs(one - other) <= ROUGHLY * other:
        return True
    if other > one and any(c.figure.hedge == "more_than" for c in round_ones):
        return True
    return _agree(told, others)


def _agree(told: Sequence[Told], others: Sequence[Told]) -> bool:
    return any(agree(t.count, o.count) for t in told for o in others)


def _value(told: Sequence[Told], rounders: Sequence[Told], lineage: Lineage) -> Value:
    said = [t for t in told if not t.count.denied]
    first = min(said or told, key=lambda t: t.evidence.label).count
    return Value(
        shown=first.shown,
        amount=first.amount,
        evidence=in_time(t.evidence for t in said or told),
        witnesses=lineage.independent(telling_of(t.evidence) for t in (*said, *rounders)) if said else (),
        withdrawn=_withdrawn(told, lineage),
    )


def _withdrawn(told: Sequence[Told], lineage: Lineage) -> bool:
    """Tell whether a value was taken back: by those who gave it, or by more origins than still give it.

    One text that calls a figure wrong cannot take away what others stand by.
    """
    said = [telling_of(t.evidence) for t in told if not t.count.denied]
    denied = [telling_of(t.evidence) for t in told if t.count.denied]
    standing = [s for s in said if not any(lineage.one_origin(s, d) for d in denied)]
    return bool(denied) and lineage.origins(standing) < lineage.origins(denied)
