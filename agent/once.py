"""Nothing is printed twice, no section runs over: what the plan's room means for judged sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from agent.check.verdict import verdict
from agent.publish import JudgedSection
from agent.text.figures import figures
from agent.text.shingles import overlap, triples
from agent.types import Finding, Reason
from agent.write.bind import wording
from agent.write.dated import undated

ALIKE = 0.75
"""Share of common word triples from which two sentences with the same figures tell the same."""
SURPLUS = Finding(
    check="plan",
    passed=False,
    reason=Reason.PLAN_SURPLUS,
    message="The section takes no more sentences.",
)
"""What is found about a sentence beyond the most that its section takes."""


class _Told(NamedTuple):
    """A printed sentence, as it is compared."""

    wording: str
    shape: frozenset[int]
    figures: frozenset[Decimal]
    days: frozenset[str]
    """Numbers that are no figures: of days and years."""


def _told(text: str) -> _Told:
    found = figures(text)
    plain = text
    for figure in reversed(found):
        plain = f"{plain[: figure.start]}0{plain[figure.end :]}"
    days = frozenset(re.findall(r"\d{2,}|[1-9]", plain))
    return _Told(wording(text), triples(plain), frozenset(f.low for f in found), days)


def _same(one: _Told, other: _Told) -> bool:
    if one.wording == other.wording:
        return True
    exact = (one.figures, one.days) == (other.figures, other.days)
    return exact and overlap(one.shape, other.shape) >= ALIKE


def within(sections: Sequence[JudgedSection], most: int) -> list[JudgedSection]:
    """Return the sections with at most so many words delivered, the title not counted.

    What is too much is taken from the end of whatever section is longest, so that none is lost to another; it
    counts as withheld.
    """
    kept = list(sections)
    while sum(map(_words, kept)) > most:
        longest = max(range(len(kept)), key=lambda n: (_words(kept[n]), n))
        kept[longest] = _shortened(kept[longest])
    return kept


def _words(section: JudgedSection) -> int:
    """Return the words of a section; days that we added are not the writer's."""
    return sum(len(undated(j.claim.text).split()) for j in section.claims if j.delivered)


def _shortened(section: JudgedSection) -> JudgedSection:
    """Return a section whose last delivered sentence is surplus."""
    last = max(n for n, j in enumerate(section.claims) if j.delivered)
    one = section.claims[last]
    surplus = replace(one, verdict=verdict(one.claim.id, [*one.verdict.findings, SURPLUS]))
    return replace(section, claims=(*section.claims[:last], surplus, *section.claims[last + 1 :]))


def once(sections: Iterable[JudgedSection]) -> list[JudgedSection]:
    """Return the sections without sentences that an earlier one tells already, whatever they stand for.

    One tells what another does where most of its word triples are the other's and its figures are the same:
    “twelve countries” and “12 countries” are one statement, two tolls in the same words are two.
    """
    printed: list[_Told] = []
    kept = []
    for section in sections:
        claims = []
        for judged in section.claims:
            if judged.delivered:
                told = _told(judged.claim.text)
                if any(_same(told, other) for other in printed):
                    continue
                printed.append(told)
            claims.append(judged)
        kept.append(replace(section, claims=tuple(claims)))
    return kept
