"""Nothing is printed twice, no section runs over: what the plan's room means for judged sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

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
