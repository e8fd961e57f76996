"""Figures that follow from a share of a whole, and totals of three or more figures of one sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from agent.check.context import Place, worth
from agent.text.normalise import plain

Given = tuple[Decimal, tuple[Place, ...]]
"""A value in the base unit, and what it was computed from."""

_OF = re.compile(r" of\b")
_WITHIN = re.compile(
    r" of(?: (?:the|all|its|their|his|her|these|those|some|about|roughly|nearly|almost|around|\w+['’]s?))*"
    r"(?:(?:(?<=the)|(?<=its)) [a-z]+)?(?: | [€$£])"
)
"""What stands between a share and its whole: "67.8 percent of the 5.2 million"."""
_ALL_BUT = re.compile(r"\ball but $", re.I)
_REST = re.compile(r"[^.]*?\bthe (?:rest|remainder|balance|remaining (?:sum|part|amount))\b")
_OF_WHICH = re.compile(r"\b(?:of (?:which|that|them|these|whom)|including|with)\b")
_EACH = re.compile(r"(?: (?!and\b|or\b)[a-z-]+){0,2} each\b")
_TWO = re.compile(
    r"\b(?:both|two)\b"
    r"|^[A-Z]\w+(?: [A-Z]\w+)* and [A-Z]\w+(?: [A-Z]\w+)* (?:have|had|each|[a-z]+ed|are|were)\b"
)
_TIMES = re.compile(
    r"(?: of)?(?: [a-z]+){0,3},? "
    r"(?P<times>twice|double|three times|triple|four times|five times|half|ten times)"
    r"(?: as (?:much|many|high|large|long|fast)| the (?:figure|number|amount|total|rate|level|sum))\b",
    re.I,
)
_FACTORS = {
    "half": Decimal("0.5"), "twice": Decimal(2), "double": Decimal(2), "three times": Decimal(3),
    "triple": Decimal(3), "four times": Decimal(4), "five times": Decimal(5), "ten times": Decimal(10),
}  # fmt: skip
_BEFORE = re.compile(r"[^.;:]{0,15}(?:,? or|,| \(|,? about|,? which is|,? equal to|,? representing) ?$")
"""What stands between a part and its share: "2,150 jobs, or 10 percent of its workforce"."""
_RESULTS = tuple(
    (
        name,
        re.compile(rf"\b(?:{told})\b(?: of| was| at| to)?(?: about| some| nearly)? [€$£]?$", re.IGNORECASE),
    )
    for name, told in (("loss", "loss|losses|deficit|shortfall"), ("profit", "profits?|surplus|earnings"))
)
_MOST_ADDED = 5
_LEAST_TOTAL = 10
"""Smaller totals come out by chance, and nobody takes shares of fewer."""


def parts(source: Sequence[Place]) -> Iterator[Given]:
    """Yield what a stated share of a stated whole comes to: "half of the 9,240" is 4,620.

    The whole stands behind the share's "of", or is the one figure of its kind in the sentence before.
    """
    for share in filter(_is_share, source):
        for whole in _wholes(share, source):
            yield worth(share) * worth(whole), (share, whole)
    for share in filter(_bare_share, source):
        before = [p for p in source if _same_text(p, share) and p.start == share.start and _amount(p)]
        before = [p for p in before if p.figure.end < share.figure.start]
        gap = plain(share.sentence)[before[-1].figure.end - share.start :] if before else ""
        if _WHICH.match(gap[: share.figure.start - (before[-1].figure.end if before else 0)]):
            yield worth(share) * worth(before[-1]), (share, before[-1])


_WHICH = re.compile(r",? of which\b[^.;]*$")
"""What stands between a whole and a share of it told later: "96 million, of which insurers pay half"."""


def _bare_share(p: Place) -> bool:
    return p.figure.kind == "fraction" and 0 < worth(p) < 1 and not _is_share(p)


def all_but(source: Sequence[Place]) -> Iterator[Given]:
    """Yield what is left of a whole of which all but some are told: "all but one" of nine are eight."""
    for few in source:
        before = plain(few.sentence)[: few.figure.start - few.start]
        for whole in source if _ALL_BUT.search(before) and _amount(few) else ():
            if _same_text(few, whole) and _amount(whole) and worth(whole) > worth(few) and whole is not few:
                yield worth(whole) - worth(few), (whole, few)
    for whole in source:
        text = plain(whole.cited.text) if whole.cited is not None and _amount(whole) else ""
        if worth(whole) <= _FEW_OF and (found := _ALL_BUT_WORD.search(text, whole.figure.end)):
            left = Decimal(_WORDS[found["few"].casefold()])
            left_over = replace(whole.figure, text=found["few"], low=left, high=left)
            yield worth(whole) - left, (whole, replace(whole, figure=left_over))


_ALL_BUT_WORD = re.compile(r"\ball but (?P<few>one|two|three)\b(?! of\b)", re.I)
_WORDS = {"one": 1, "two": 2, "three": 3}
_FEW_OF = 100
"""Of more nobody counts out those left over in words."""


def rests(source: Sequence[Place]) -> Iterator[Given]:
    """Yield what is left where a sentence tells a whole, a part and who has the rest: 58, 40 and so 18."""
    for part in source:
        if (
            " the " not in part.sentence
            or not _amount(part)
            or not _REST.search(plain(part.sentence), part.figure.end - part.start)
        ):
            continue
        for whole in source:
            gap = plain(part.sentence)[whole.figure.end - part.start : part.figure.start - part.start]
            beside = (
                _same_text(part, whole) and whole.start == part.start and whole.figure.end < part.figure.start
            )
            alike = beside and _amount(whole) and worth(whole) > worth(part) and _same_sort(whole, part)
            if alike and _OF_WHICH.search(gap):
                yield worth(whole) - worth(part), (whole, part)


def _same_sort(whole: Place, part: Place) -> bool:
    return whole.kin.dimension == part.kin.dimension and whole.kin.currency == part.kin.currency


def apiece(source: Sequence[Place]) -> Iterator[Given]:
    """Yield what two have together who have so many each: "the two sides freed 118 prisoners each"."""
    for p in source:
        text = plain(p.sentence)
        if (
            _amount(p)
            and _EACH.match(text, p.figure.end - p.start)
            and _TWO.search(text[: p.figure.start - p.start])
        ):
            yield 2 * worth(p), (p,)


def multiples(source: Sequence[Place]) -> Iterator[Given]:
    """Yield what something was of which another is the multiple: "2.6 metres, twice as much as in 2024"."""
    for p in source:
        told = _TIMES.match(plain(p.sentence), p.figure.end - p.start)
        if told and _amount(p):
            factor = _FACTORS[told["times"].casefold()]
            yield worth(p) / factor, (p,)


def wholes(source: Sequence[Place]) -> Iterator[Given]:
    """Yield the whole of which a stated part is a stated share: 2,150 that are 10 percent are of 21,500."""
    for share in filter(_is_share, source):
        for part in source:
            gap = plain(share.sentence)[part.figure.end - share.start : share.figure.start - share.start]
            beside = part.start == share.start and part.figure.end < share.figure.start
            if _same_text(part, share) and beside and _amount(part) and _BEFORE.fullmatch(gap):
                yield worth(part) / worth(share), (part, share)


def totals(source: Sequence[Place], kind: Callable[[Place], bool]) -> Iterator[Given]:
    """Yield what three to five figures of one kind that follow each other in a sentence come to together."""
    ordered = [p for p in source if p.cited is not None and p.figure.low == p.figure.high]
    for _, group in groupby(ordered, key=lambda p: (id(p.cited), p.start)):
        alike = [p for p in group if kind(p) and _amount(p) and not p.old and not p.delta]
        for length in range(3, min(_MOST_ADDED, len(alike)) + 1):
            for at in range(len(alike) - length + 1):
                run = tuple(alike[at : at + length])
                if (total := sum(map(worth, run), Decimal(0))) >= _LEAST_TOTAL:
                    yield total, run


def swings(source: Sequence[Place]) -> Iterator[Given]:
    """Yield what lies between a loss and a profit of one sentence: the two together."""
    losses = [p for p in source if _result(p) == "loss"]
    for profit in (p for p in source if losses and _result(p) == "profit"):
        for loss in losses:
            beside = _same_text(profit, loss) and profit.start == loss.start
            if beside and profit.kin.dimension == loss.kin.dimension:
                yield worth(profit) + worth(loss), (profit, loss)


def _result(p: Place) -> str:
    before = plain(p.sentence)[: p.figure.start - p.start]
    return next((name for name, words in _RESULTS if _amount(p) and words.search(before)), "")


def _wholes(share: Place, source: Sequence[Place]) -> list[Place]:
    near = [p for p in source if _same_text(p, share) and _amount(p) and p is not share]
    rest = plain(share.sentence)[share.figure.end - share.start :]
    behind = [
        p
        for p in near
        if p.start == share.start
        and p.figure.start >= share.figure.end
        and _WITHIN.fullmatch(rest[: p.figure.start - share.figure.end])
    ]
    if behind:
        return behind[:1]
    before = [p for p in near if p.start < share.start and worth(p) >= _LEAST_TOTAL]
    last = [p for p in before if p.start == before[-1].start]
    return last if len(last) == 1 else []


def _is_share(p: Place) -> bool:
    share = p.figure.unit.dimension == "ratio" and p.figure.low == p.figure.high and not p.delta
    return share and 0 < worth(p) < 1 and bool(_OF.match(plain(p.sentence), p.figure.end - p.start))


def _amount(p: Place) -> bool:
    exact = p.figure.kind == "cardinal" and p.figure.low == p.figure.high
    return exact and p.kin.dimension not in ("ratio", "point", "age")


def _same_text(a: Place, b: Place) -> bool:
    return a.cited is b.cited
