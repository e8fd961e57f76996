"""What the source holds possible or plans may not be told as done."""

from __future__ import annotations

from agent.check.align import Alignment
from agent.text.stance import Reality
from agent.types import Finding, Reason

_SHARE = 0.5


def check_modality(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where the claim tells as more real what the source tells as less."""
    pairs = [
        p
        for p in aligned.pairs
        if p.sentence == aligned.best[0]
        and not (p.claim.term.number or p.claim.term.name or p.claim.cue or p.source.cue)
    ]
    firmer = [p for p in pairs if p.source.reality > _ceiling(claim, p.claim.reality)]
    total = sum(p.claim.term.weight for p in pairs)
    if not firmer or sum(p.claim.term.weight for p in firmer) / total < _SHARE:
        return []
    what = "merely possible" if firmer[0].source.reality is Reality.POSSIBLE else "a plan"
    return [
        Finding(
            check="support",
            passed=False,
            refutes=True,
            reason=Reason.SUPPORT_MODALITY,
            message=f"The cited text tells this as {what}, the sentence as more than that.",
        )
    ]


def _ceiling(claim: str, reality: Reality) -> Reality:
    return reality
