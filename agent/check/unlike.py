"""Figures that measure different things, and that a reader could take for one another.

Pure. A group of them says so; none of its values contradicts another or loses to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from itertools import combinations

from agent.check.acts import without_act
from agent.check.alike import Told, amounts, link, one_article, other_event, part
from agent.check.counted import BY_ACT
from agent.check.counts import FATES
from agent.check.frames import FRAME, likeness
from agent.check.groups import clustered
from agent.check.measure import Measure, differ
from agent.text.telling import Rarity, telling
from agent.text.words import key

PART, CONFUSED = 100.0, 3.0
"""How many times larger one value may be, where it may be a part; and where it is taken for the other."""
KIN, BOTH = 0.5, 0.4
"""Share of one's telling words that the other's passage must hold, in the stronger and the weaker way."""
KINDRED = 0.65
"""Share of the words, in order, from which two sentences are one but for what was done."""
PEOPLE = "people"
"""Sort of a group of people to whom different things happened."""
_PLAIN_FATES = frozenset({"killed", "injured", "missing"})
"""Everybody knows that these are not the same."""


def unlike(told: Sequence[Told], rarity: Rarity) -> Iterator[tuple[str, list[Told]]]:
    """Yield the sorts and figures of things that different texts measure differently."""
    for sort, members in _by_kind(told):
        links = [
            (s, a, b)
            for a, b in combinations(members, 2)
            if not one_article(a, b) and (s := _likeness(a, b, rarity)) > 0
        ]
        yield from ((sort, group) for group in clustered(members, links, one_article))


def apart(a: Told, b: Told) -> bool:
    """Tell whether two figures measure different things."""
    return differ(a.measure, b.measure) or (bool(a.act and b.act) and a.act != b.act)


def _by_kind(told: Sequence[Told]) -> Iterator[tuple[str, list[Told]]]:
    by_kind: dict[str, list[Told]] = {}
    for t in told:
        people = t.count.sort in FATES or t.count.sort.startswith(BY_ACT)
        by_kind.setdefault(PEOPLE if people else t.count.sort, []).append(t)
    yield from by_kind.items()


def _likeness(a: Told, b: Told, rarity: Rarity) -> float:
    if a.count.denied or b.count.denied or a.count.amount == b.count.amount:
        return 0.0
    if a.count.sort == b.count.sort and differ(a.measure, b.measure) and (s := link(a, b, rarity, PART)) > 0:
        return s
    return _confused(a, b, rarity) if _kinds_apart(a, b) else 0.0


def _kinds_apart(a: Told, b: Told) -> bool:
    """Tell whether the verbs differ, or the time or place; a part of the people is not taken for all."""
    verbs = bool(a.act and b.act) and a.act != b.act
    return verbs or differ(_plain(a.measure), _plain(b.measure))


def _plain(one: Measure) -> Measure:
    """Return the year, the rate and the settlement or the whole: other measures need sentences more alike."""
    year = one.time if one.time[-4:].isdigit() else ""
    return Measure(time=year, area=one.area if one.area.startswith("in the ") else "", rate=one.rate)


def _confused(a: Told, b: Told, rarity: Rarity) -> float:
    """Return how alike two figures are that a reader could take for one another; 0 where not enough.

    Whoever gives both has told them apart already. The dead and the injured are confused only where one
    sentence is the other with another verb in it.
    """
    low, high = sorted((abs(a.count.amount), abs(b.count.amount)))
    places = bool(a.measure.area and b.measure.area) and a.measure.area != b.measure.area
    told_apart = _both_given(a, b) or part(a, b) or part(b, a)
    if high > CONFUSED * low or told_apart or (other_event(a, b) and not places):
        return 0.0
    if a.count.money and not (a.owner and b.owner and a.owner.name == b.owner.name):
        return 0.0
    fates, like = {a.act, b.act}, likeness((a.core, a.count.figure), (b.core, b.count.figure))
    if fates <= _PLAIN_FATES and len(fates) > 1:
        return 1.0 if like >= FRAME else 0.0
    if like >= KINDRED:
        return 1.0
    found = sorted((rarity.share(_own(a), b.wide), rarity.share(_own(b), a.wide)))
    return found[1] if found[1] >= KIN and found[0] >= BOTH else 0.0


def _own(t: Told) -> frozenset[str]:
    """Return the telling words of a sentence without those that say what is measured."""
    said = " ".join(astuple(t.measure))
    return (t.own & telling(without_act(t.core, t.act))) - {key(w) for w in said.split()}


def _both_given(a: Told, b: Told) -> bool:
    one, other = ((t.count.amount, amounts(t.evidence.text)) for t in (a, b))
    return one[0] in other[1] or other[0] in one[1]
