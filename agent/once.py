"""Nothing is printed twice, no section runs over: what the plan's room means for judged sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from agent.check.verdict import verdict
from agent.publish import JudgedSection
from agent.types import Finding, Reason
from agent.write.bind import wording

SURPLUS = Finding(
    check="plan",
    passed=False,
    reason=Reason.PLAN_SURPLUS,
    message="The section takes no more sentences.",
)
"""What is found about a sentence beyond the most that its section takes."""


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
    return sum(len(j.claim.text.split()) for j in section.claims if j.delivered)


def _shortened(section: JudgedSection) -> JudgedSection:
    """Return a section whose last delivered sentence is surplus."""
    last = max(n for n, j in enumerate(section.claims) if j.delivered)
    one = section.claims[last]
    surplus = replace(one, verdict=verdict(one.claim.id, [*one.verdict.findings, SURPLUS]))
    return replace(section, claims=(*section.claims[:last], surplus, *section.claims[last + 1 :]))


def once(sections: Iterable[JudgedSection]) -> list[JudgedSection]:
    """Return the sections without sentences that an earlier one prints already, whatever they stand for."""
    printed: set[str] = set()
    kept = []
    for section in sections:
        claims = []
        for judged in section.claims:
            same = wording(judged.claim.text)
            if judged.delivered and same in printed:
                continue
            if judged.delivered:
                printed.add(same)
            claims.append(judged)
        kept.append(replace(section, claims=tuple(claims)))
    return kept
