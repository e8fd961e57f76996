"""Groups of values that different texts give for the same thing.

Pure. Which figures are of one thing is told by `alike`. Values that one article tells apart are never put
together, and values that measure different things (see `measure` and `acts`) only in a group that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from agent.check.alike import Told, link, one_article, told_of
from agent.check.counts import agree
from agent.check.groups import Group, Value, clustered, in_time
from agent.check.measure import in_words
from agent.check.naming import counted_thing
from agent.check.running import running
from agent.check.unlike import apart, unlike
from agent.check.whose import PLANS
from agent.text.lineage import Lineage, telling_of
from agent.text.telling import Rarity, rarity_in
from agent.types import Evidence

ROUGHLY = 0.15
"""How far a round, hedged figure may be from an exact one that it agrees with."""


def count_groups(evidence: Sequence[Evidence]) -> Iterator[Group]:
    """Yield the counted things for which more than one value is given."""
    rarity = rarity_in([e.text for e in evidence])
    lineage = Lineage(e.article for e in evidence)
    told = [t for e in evidence for t in told_of(e)]
    for members in _clusters(told, rarity):
        values = _values(members, lineage)
        if len(values) > 1 and (name := _name(members)):
            words = frozenset[str]().union(*(t.words for t in members))
            planned = any(t.owner and t.owner.act in PLANS for t in members)
            yield Group(name, values, members[0].count.sort, words, planned, running=running(members))
    for sort, members in unlike(told, rarity):
        values = _measured(members, lineage)
        if len(values) > 1 and (name := _name(members)):
            yield Group(name, values, sort, unlike=True)


def _name(members: Sequence[Told]) -> str:
    return counted_thing([(t.evidence.text, t.count) for t in members])


def _measured(members: Sequence[Told], lineage: Lineage) -> tuple[Value, ...]:
    """Return a value for each measure, the one most origins give; none where one figure has two measures."""
    kinds: list[list[Told]] = []
    for t in members:
        same = next((k for k in kinds if not apart(k[0], t)), None)
        if same is None:
            kinds.append([t])
        else:
            same.append(t)
    best = [max(_values(kind, lineage), key=lambda v: v.origins) for kind in kinds]
    names = in_words([kind[0].measure for kind in kinds])
    acts = [kind[0].act for kind in kinds]
    if len(set(acts)) > 1:
        names = [", ".join(filter(None, (act, name))) for act, name in zip(acts, names, strict=True)]
    values = [replace(value, measure=name) for value, name in zip(best, names, strict=True)]
    return tuple(values) if len({v.amount for v in values}) == len(values) else ()


def _clusters(told: Sequence[Told], rarity: Rarity) -> Iterator[list[Told]]:
    """Put together what is alike, the most alike first, and never what one article tells apart."""
    by_sort: dict[str, list[Told]] = {}
    for t in told:
        by_sort.setdefault(t.count.sort, []).append(t)
    for members in by_sort.values():
        links = [(s, a, b) for a, b in combinations(members, 2) if (s := link(a, b, rarity)) > 0]
        yield from clustered(members, links, _apart)


def _apart(a: Told, b: Told) -> bool:
    if a.count.amount == b.count.amount or a.count.denied or b.count.denied:
        return False
    return one_article(a, b) or apart(a, b)


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
        others is not told and ((_coarser(told, others) and _near(told, others)) or _bound(told, others))
        for others in by_amount.values()
    )


def _bound(told: Sequence[Told], others: Sequence[Told]) -> bool:
    """Tell whether the first are a limit that the second, of one day, keep to: "at least 110" and 118."""
    least = all(t.count.figure.hedge in ("at_least", "more_than") for t in told)
    low, high = told[0].count.amount, others[0].count.amount
    days = {t.evidence.article.published for t in (*told, *others)}
    one_day = None not in days and len({day.date() for day in days if day}) == 1
    return least and one_day and low < high <= low * (1 + ROUGHLY)


def _coarser(told: Sequence[Told], others: Sequence[Told]) -> bool:
    if told[0].count.figure.base[0] < told[0].count.figure.base[1]:
        return others[0].count.figure.base[0] == others[0].count.figure.base[1]
    rough, exact = any(t.count.round for t in told), not any(t.count.round for t in others)
    return (rough and exact) or max(t.count.step for t in told) > max(t.count.step for t in others)


def _near(told: Sequence[Told], others: Sequence[Told]) -> bool:
    """Tell whether the first may be the second told less exactly: rounded, or as "more than" it."""
    one, other = told[0].count.amount, others[0].count.amount
    round_ones = [t.count for t in told if t.count.round]
    low, high = told[0].count.figure.base
    if low < other <= high:  # "between 100 and 150"
        return True
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
