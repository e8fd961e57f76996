"""Figures a source does not state and that follow from those it does: sums, differences, shares, growth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.check.binding import counts_alike
from agent.check.computed import Computation, computed
from agent.check.context import Place, worth
from agent.check.hedges import rounded_alike, rounds, same_value
from agent.check.portions import (
    Given,
    all_but,
    apiece,
    multiples,
    parts,
    rests,
    swings,
    totals,
    wholes,
)

_SUM = re.compile(
    r"\b(?:together|total(?:l?ing|led|s)?|in all|all told|altogether|combined|overall|sum|both|jointly"
    r"|between them|all in all|as a whole|aboard|on board)\b",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"\b(?:more|fewer|less|difference|margin|gap|ahead|behind|below|above|under|over|than|points?|lead"
    r"|by|added|extra|additional|another"
    r"|gr[eo]wn?|rose|rise|fell|fallen|dropped|went up|went down|up|down|higher|lower|better|worse"
    r"|increase[ds]?|decreased?|short|shy|left|shorter|longer|older|younger|taller|heavier|lighter|earlier"
    r"|later|cheaper|dearer|faster|slower|worsened|improved|trimmed|until|previously|before|had been"
    r"|remain\w*|remaining|surviv\w+|not|lengthened|shortened|narrowed|widened|gain(?:ed)?|lost|shed"
    r"|beat|defeated|missed|rest|other|others"
    r"|outside|elsewhere|besides|excluding|except|without"
    r"|yet|still|away|apart)\b",
    re.IGNORECASE,
)
_OPERANDS = 40
"""So many figures, those that agree best with the claim, are computed with: pairs grow with the square."""
_WEAK = Decimal("0.5")
"""A computation is believed only where its figures agree with the claim at least so well as the best do."""

_ALIKE = 0.6
"""Months and years are told apart so far, and computed with each other."""

Score = Callable[[Place], float]


@dataclass(frozen=True)
class Derivation:
    """A computation that gives a figure."""

    words: str
    """As a reader would write it."""
    operands: tuple[Place, ...]
    """What it was computed from: two figures, or all those that are added."""
    rises: bool | None
    """Whether the newer operand is the greater one; None where neither is known to be newer."""
    added: bool = False
    """It is what two figures come to together, so that "more than" compares others with it."""


def derive(claim: Place, claim_text: str, source: Sequence[Place], score: Score) -> Derivation | None:
    """Return the best computation from cited figures that gives the claim's figure, None without one.

    Sums need a word such as "together", differences one such as "more" or "behind", or an operand that is
    itself a difference. The operands must be of one kind and speak of what the claim speaks of.
    """
    usable = [
        p for p in source if p.figure.kind in ("cardinal", "fraction") and p.figure.low == p.figure.high
    ]
    usable = sorted(usable, key=score, reverse=True)[:_OPERANDS]
    pairs = list(_pairs(usable))
    if not pairs:
        return _of_portions(claim, claim_text, source)
    weight = {id(p): score(p) for p in usable}
    best = 0.0
    hits: list[tuple[float, Derivation]] = []
    for a, b in pairs:
        tie = max(weight[id(a)], weight[id(b)]) + 0.5 * min(weight[id(a)], weight[id(b)])
        if _kindred(claim, a, b):
            best = max(best, tie)
        for derivation in _results(claim, claim_text, a, b):
            if not any(same_value(claim.figure, p.figure) for p in (a, b)):
                hits.append((tie, derivation))
    hits.sort(key=lambda h: -h[0])
    if hits and hits[0][0] >= float(_WEAK) * best:
        return hits[0][1]
    return _of_portions(claim, claim_text, source)


def _of_portions(claim: Place, text: str, source: Sequence[Place]) -> Derivation | None:
    """Return a share of a whole, a whole of which a share is told, or a total, that is the claim's figure."""
    if claim.figure.unit.dimension == "ratio":
        return None
    found: tuple[tuple[Computation, Iterator[Given]], ...] = (
        ("part", parts(source)),
        ("difference", all_but(source)),
        ("difference", rests(source)),
        ("factor", apiece(source)),
        ("factor", multiples(source)),
        ("whole", wholes(source)),
        ("sum", totals(source, lambda p: p.kin.dimension == claim.kin.dimension)),
        ("sum", swings(source) if _DIFFERENCE.search(text) else iter(())),
    )
    for sort, given in found:
        for value, operands in given:
            counted = [p for p in operands if p.figure.unit.dimension != "ratio"]
            scale = counted[0].kin.unit.factor if claim.figure.bare else 1
            exact = value == claim.figure.base[0] * scale
            told = exact or (claim.figure.hedge != "none" and rounded_alike(claim.figure, value / scale))
            if told and (claim.figure.bare or claim.kin.dimension == counted[0].kin.dimension):
                words = computed(sort, [p.figure for p in operands], value, claim.figure)
                return Derivation(words, operands, None)
    return None


def _kindred(claim: Place, a: Place, b: Place) -> bool:
    computed = claim.figure.unit.dimension == "ratio" and a.kin.dimension == b.kin.dimension != "ratio"
    return computed or claim.kin.dimension == a.kin.dimension


def _pairs(usable: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    for i, a in enumerate(usable):
        for b in usable[i + 1 :]:
            kinds = {a.kin.dimension, b.kin.dimension}
            if (
                counts_alike(a, b) >= _ALIKE
                or _side_by_side(a, b)
                or kinds == {"point"}
                or kinds == {"ratio", "point"}
            ):
                yield a, b


_BESIDE = re.compile(r"[^.;:\d]{0,40}\b(?:and|plus)\b[^.;:\d]{0,25}")


def _side_by_side(a: Place, b: Place) -> bool:
    """Tell whether two counts of one sentence are joined: "163 passengers and four crew"."""
    if a.cited is not b.cited or a.start != b.start or {a.kin.dimension, b.kin.dimension} != {"count"}:
        return False
    first, second = sorted((a, b), key=lambda p: p.figure.start)
    return bool(_BESIDE.fullmatch(first.sentence[first.figure.end - a.start : second.figure.start - a.start]))


def _results(claim: Place, text: str, a: Place, b: Place) -> Iterator[Derivation]:
    x, y = worth(a), worth(b)
    f = claim.figure
    kinds = {a.kin.dimension, b.kin.dimension}
    if f.unit.dimension == "point" and kinds == {"ratio"}:
        x, y = x * 100, y * 100
    elif "point" in kinds and "ratio" in kinds:
        x, y = (v * 100 if p.kin.dimension == "ratio" else v for p, v in ((a, x), (b, y)))
    elif f.unit.dimension == "point" and a.figure.score and b.figure.score:
        pass
    elif f.unit.dimension == "ratio" and kinds == {"ratio"} and not _SUM.search(text):
        return
    elif f.unit.dimension == "ratio" and kinds != {"ratio"}:
        yield from _ratios(claim, a, b, x, y)
        return
    elif not _same_kind(claim, a, b):
        return
    told = worth(claim) if f.bare else f.base[0]
    told *= 100 if f.unit.dimension == "ratio" and "point" in kinds else 1
    level = (a.delta or b.delta) if bool(a.delta) != bool(b.delta) else ""
    more, less = (a.figure, b.figure) if x >= y else (b.figure, a.figure)
    found: tuple[tuple[Computation, Decimal, re.Pattern[str], str], ...] = (
        ("difference", abs(x - y), _DIFFERENCE, "up"),
        ("sum", x + y, _SUM, "down"),
    )
    for sort, value, cue, way in found:
        if value == 0 or not _gives(claim, told, value):
            continue
        if level == way if level else cue.search(text):
            yield Derivation(computed(sort, [more, less], value, f), (a, b), _rises(a, b), sort == "sum")


def _gives(claim: Place, told: Decimal, value: Decimal) -> bool:
    scale = claim.kin.unit.factor if claim.figure.bare else 1
    return told == value or (
        claim.figure.hedge != "none" and rounds(claim.figure, value / scale, value / scale)
    )


def _same_kind(claim: Place, a: Place, b: Place) -> bool:
    if counts_alike(claim, a) >= _ALIKE or counts_alike(claim, b) >= _ALIKE:
        return True
    return claim.kin.dimension == a.kin.dimension == "count" and counts_alike(claim, a) > 0


def _ratios(claim: Place, a: Place, b: Place, x: Decimal, y: Decimal) -> Iterator[Derivation]:
    if a.delta or b.delta or not x or not y:
        return
    found: tuple[tuple[Computation, Place, Place, Decimal], ...] = (
        ("ratio", a, b, x / y), ("ratio", b, a, y / x),
        ("share", a, b, x / (x + y)), ("share", b, a, y / (x + y)),
        ("growth", b, a, abs(x - y) / x), ("growth", a, b, abs(x - y) / y),
    )  # fmt: skip
    if claim.delta:  # "up by 60 percent" is growth, never a share of the whole
        found = tuple(one for one in found if one[0] == "growth")
    for sort, one, other, value in found:
        if value < 20 and rounded_alike(claim.figure, value):
            words = computed(sort, [one.figure, other.figure], value, claim.figure)
            yield Derivation(words, (a, b), _rises(a, b) if sort == "growth" else None)


def _rises(a: Place, b: Place) -> bool | None:
    if a.old == b.old:
        return None
    new, old = (b, a) if a.old else (a, b)
    return worth(new) > worth(old)
