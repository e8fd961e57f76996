"""When two figures of different texts are figures of one thing.

Pure. They are when they are of one sort, of like size, and one sentence's telling words (rare ones weigh
more) stand in the passage of the other; and when nothing says that they are of two things: other names, other
days, another owner, another word in the same place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from agent.check.acts import act_of
from agent.check.compounds import LENGTH
from agent.check.core import core
from agent.check.counted import BY_ACT, counted
from agent.check.counts import FATES, PERCENT, Count
from agent.check.frames import other_thing
from agent.check.measure import Measure, measure
from agent.check.whose import Owner, owner_of, same_owner
from agent.text.dates import dates
from agent.text.figures import figures
from agent.text.names import names
from agent.text.shingles import twins
from agent.text.telling import Rarity, telling
from agent.text.words import key, terms
from agent.types import Evidence

SAME, TOLL, OTHER = 0.12, 0.2, 0.5
"""Share of one sentence's telling words that the other's passage must hold: for equal values, for tolls that
differ, for other values that differ. Set on the example corpus and five stories of public news."""
BOTH_WAYS, CLOSE, TELLS_SAME = 0.25, 0.45, 0.7
"""The same in the weaker direction, for values that differ and are no toll; for values that are far apart;
and for sentences that say the same."""
LARGE = 10
"""A toll below this is told of many events."""
TOLL_RATIO, RATIO, GROWING, FAR = 2.0, 1.5, 3.0, 5.0
"""How many times larger one value may be, for tolls (and where the sentences say the same) and for others,
beyond which it is a part; for cases of an illness; and for crowds and the displaced, whom nobody counts."""
DAYS = 3
"""Days within which two shares are shares of one time."""


@dataclass(frozen=True, eq=False)
class Told:
    """One count in one sentence."""

    evidence: Evidence
    count: Count
    core: str
    """The sentence without who says so, every position kept."""
    own: frozenset[str]
    """Telling words of the core."""
    words: frozenset[str]
    """Telling words of the sentence."""
    wide: frozenset[str]
    """Those of its passage and headline."""
    owner: Owner | None
    """Whose a sum is."""
    measure: Measure
    """What it measures."""
    act: str
    """What was done by or to what is counted; empty where nothing says so."""


def told_of(e: Evidence) -> list[Told]:
    """Return the counts of a sentence that can be compared; a share only where the sentence says of whom."""
    found = [_told(e, c) for c in counted(e.text)]
    return [t for t in found if t.count.sort != PERCENT or _level(t)]


def _told(e: Evidence, count: Count) -> Told:
    passage = e.article.text[e.passage.start : e.passage.end]
    said = core(e.text).core
    return Told(
        evidence=e,
        count=count,
        core=said,
        own=telling(said) - count.noun,
        words=telling(e.text) - count.noun,
        wide=(telling(passage) | telling(e.article.headline)) - count.noun,
        owner=owner_of(e.text, count.figure),
        measure=measure(e.text, count.figure),
        act=count.sort if count.sort in FATES else act_of(said, count.figure),
    )


_LEVEL = re.compile(r"\b(?:is|was|are|were|stood at|stands at|came to|reached)\s+(?:\w+ ){0,2}$")


def _level(t: Told) -> bool:
    """Tell whether a share is the state of something that is named: "turnout was 48 percent"."""
    return bool(t.owner and t.owner.subject and _LEVEL.search(t.core[: t.count.figure.start]))


def one_article(a: Told, b: Told) -> bool:
    """Tell whether both stand in one article."""
    return a.evidence.article.id == b.evidence.article.id


def link(a: Told, b: Told, rarity: Rarity, ratio: float = 0.0) -> float:
    """Return how alike two counts are, 0 where not enough; a ratio allowed stands in for the usual ones."""
    low, high = sorted((abs(a.count.amount), abs(b.count.amount)))
    found = sorted((rarity.share(a.own, b.wide), rarity.share(b.own, a.wide)))
    if found[1] < SAME:
        return 0.0
    if low != high and (other_event(a, b) or _two_things(a, b) or (not ratio and _added(a, b))):
        return 0.0
    if low != high and not one_article(a, b) and (far := _twins(a, b)):
        return 0.0 if _other_time(a, b) or high > far * low else 1.0
    if low != high and (_names_former(a, b) or _names_former(b, a)):
        return found[1] if found[1] >= OTHER else 0.0
    toll = a.count.sort in FATES and low >= LARGE
    if high > (ratio or _most(a, toll, found[0])) * low or part(a, b) or part(b, a):
        return 0.0
    if low != high and _unlike(a, b):
        return 0.0
    described = _described(a, b)
    least = SAME if low == high else TOLL if toll or described else OTHER
    enough = found[1] >= least and (low == high or toll or described or found[0] >= BOTH_WAYS)
    return found[1] if enough else 0.0


_ADDED = re.compile(r"\b(?:another|an? (?:further|additional)|an extra)\s+$", re.I)


def _added(*told: Told) -> bool:
    """Tell whether one comes on top of what was counted before: "another 15 cases"."""
    return any(_ADDED.search(t.core[: t.count.figure.start]) for t in told)


def _twins(a: Told, b: Told) -> float:
    """Return how far apart two values may be that stand in one sentence, told twice; 0 where it is not one.

    A copy with another value in it may have any; where two say one short thing, they still mean one size.
    """
    if twins(a.evidence.text, b.evidence.text):
        return float("inf")
    return FAR if twins(" ".join(a.core.split()), " ".join(b.core.split())) else 0.0


def _most(a: Told, toll: bool, weaker: float) -> float:
    if weaker >= CLOSE and (far := _uncounted(a)):
        return far
    return TOLL_RATIO if toll or weaker >= TELLS_SAME else RATIO


_CASES = frozenset(key(w) for w in ("cases", "infections", "patients", "claims", "arrests"))


def _uncounted(t: Told) -> float:
    """Return how far apart values may be that are guessed at or still grow; 0 where neither is so."""
    crowd = t.act in ("taking part", "displaced") or t.count.sort.startswith(BY_ACT)
    return FAR if crowd else GROWING if t.count.sort in _CASES else 0.0


def _names_former(a: Told, b: Told) -> bool:
    """Tell whether the sentence of one names the value of the other as the earlier or the wrong one."""
    others = counted(a.evidence.text)
    return not a.count.denied and any(
        c.denied and c.sort == b.count.sort and c.amount == b.count.amount for c in others
    )


def _unlike(a: Told, b: Told) -> bool:
    """Tell whether two different values count what is not the same, for all that their words are alike.

    Sums are compared only where both have one owner and one act, and so are shares; a thing described by its
    parts only with the same thing; a length that may go on only with one that the days between the texts do
    not explain.
    """
    if a.count.money:
        return not (same_owner(a.owner, b.owner) and _same_years(a, b))
    if a.count.sort == PERCENT:
        return not (same_owner(a.owner, b.owner) and _same_years(a, b) and _days_between(a, b) <= DAYS)
    if a.count.thing and b.count.thing and a.count.thing != b.count.thing:
        return True
    return _other_time(a, b)


def _two_things(a: Told, b: Told) -> bool:
    """Tell whether the sentences are of one build and speak about two things.

    Never of a toll, which is told in many words: the blast, the explosion.
    """
    if a.count.sort in FATES:
        return False
    known = _keys(a.evidence), _keys(b.evidence)
    return other_thing((a.core, a.count.figure), (b.core, b.count.figure), known)


def _keys(e: Evidence) -> frozenset[str]:
    passage = e.article.text[e.passage.start : e.passage.end]
    return frozenset(key(w) for w in re.findall(r"[^\W\d_]+", passage))


def other_event(a: Told, b: Told) -> bool:
    """Tell whether the sentences name nothing in common, or each another day of what happened."""
    named = _named(a.core), _named(b.core)
    if all(named) and not named[0] & _wide(b) and not named[1] & _wide(a):
        return True
    days = _days(a), _days(b)
    return all(days) and min(abs((x - y).days) for x in days[0] for y in days[1]) > 1


@lru_cache(maxsize=8192)
def _named(text: str) -> frozenset[str]:
    return frozenset(w for n in names(text) for w in _folded(n.text) if len(w) > 2)


def _wide(t: Told) -> frozenset[str]:
    article, passage = t.evidence.article, t.evidence.passage
    return _folded(f"{article.headline} {article.text[passage.start : passage.end]}")


@lru_cache(maxsize=8192)
def _folded(text: str) -> frozenset[str]:
    return frozenset(w.removesuffix("'s").removesuffix("’s") for w in re.findall(r"[\w'’]+", text.casefold()))


_UNTIL = re.compile(r"\b(?:by|until|till|since|as of|before|after|from|to|late|early)\s+$", re.I)
_NEWS = re.compile(
    r"\b(?:ris(?:en|es|ing)|rose|climb\w*|reach\w*|now|lift\w*|brings?|brought|bringing|stands?|stood|rais\w+|revis\w+"
    r"|updat\w+|correct\w+|so far)\b",
    re.I,
)


def _days(t: Told) -> frozenset[date]:
    """Return the days on which it happened; none for the state of a count, which is dated by the telling."""
    if _NEWS.search(t.core):
        return frozenset()
    found = dates(t.core, t.evidence.article.published)
    return frozenset(
        d.first
        for d in found
        if d.precision == "day" and d.first and d.first == d.last and not d.clash
        and not _UNTIL.search(t.core[: d.start])
    )  # fmt: skip


def _other_time(a: Told, b: Told) -> bool:
    """Tell whether two values hold at different times: a length that has grown, sums of different years."""
    return (a.count.sort.startswith(LENGTH) and _grew(a, b)) or not _same_years(a, b)


def _days_between(a: Told, b: Told) -> float:
    one, other = a.evidence.article.published, b.evidence.article.published
    return abs((one - other).total_seconds()) / 86400 if one and other else float("inf")


def _described(a: Told, b: Told) -> bool:
    """Tell whether both speak of one thing by its parts: "the 90-page report", "the report has 95 pages"."""
    thing = a.count.thing or b.count.thing
    return bool(thing) and all(thing in (t.count.thing, *_stems(t.evidence.text)) for t in (a, b))


@lru_cache(maxsize=4096)
def _stems(sentence: str) -> frozenset[str]:
    return frozenset(t.root for t in terms(sentence))


def _grew(a: Told, b: Told) -> bool:
    if a.count.figure.unit.dimension != "time":
        return True
    days = _days_between(a, b)
    return abs(a.count.amount - b.count.amount) <= (days + 1) * 86400


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _same_years(a: Told, b: Told) -> bool:
    one, other = set(_YEAR.findall(a.evidence.text)), set(_YEAR.findall(b.evidence.text))
    return not one or not other or bool(one & other)


def part(a: Told, b: Told) -> bool:
    """Tell whether one figure and another of its sentence add up to the other one: it is a part of it."""
    if a.count.sort in FATES:
        others: Sequence[float] = [c.amount for c in counted(a.evidence.text) if c.sort == a.count.sort]
    else:
        others = amounts(a.evidence.text)
    return any(abs(a.count.amount + n - b.count.amount) < 1e-6 for n in others)


@lru_cache(maxsize=4096)
def amounts(sentence: str) -> tuple[float, ...]:
    """Return the amounts that a sentence tells."""
    return tuple(float(f.base[0]) for f in figures(sentence) if f.kind == "cardinal")
