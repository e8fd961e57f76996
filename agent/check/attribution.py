"""What the source only reports as an accusation may not be told as fact."""

from __future__ import annotations

from agent.check.align import Alignment
from agent.text.stance import ACCUSING, DENYING, SAYING
from agent.types import Finding, Reason

_LEAST = 1.0
"""Least weight of words that stand in the accusation only."""


def check_attribution(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where an accusation of the source stands in the claim without its owner."""
    if ACCUSING.search(claim) or DENYING.search(claim) or SAYING.search(claim):
        return []
    alleged = [
        p
        for p in aligned.pairs
        if p.source.alleged
        and not p.source.cue
        and not p.claim.term.number
        and not _told_elsewhere(p.claim.term.key, aligned)
    ]
    if sum(p.claim.term.weight for p in alleged) < _LEAST:
        return []
    words = ", ".join(p.claim.term.text for p in alleged[:4])
    return [
        Finding(
            check="support",
            passed=False,
            reason=Reason.SUPPORT_ATTRIBUTION,
            message=f"The cited text only reports this as somebody's claim ({words}).",
        )
    ]


def _told_elsewhere(key: str, aligned: Alignment) -> bool:
    return any(w.term.key == key and not w.alleged for s in aligned.source for w in s.words)
