"""What the source holds possible or plans may not be told as done."""

from __future__ import annotations

from agent.check.align import Alignment, Pair
from agent.text.clauses import clauses
from agent.text.stance import COMING, POSSIBLE, Reality
from agent.text.words import LIGHT
from agent.types import Finding, Reason, Span

_SHARE = 0.6
"""Least share of a clause's aligned words that the source must tell as less real."""
_OF_CLAUSE = 0.35
"""Least share of all the clause's words that those must be."""
_LEAST = 1.4
"""Least weight of those words."""


def check_modality(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where a clause of the claim tells as more real what the source tells as less."""
    ceiling = _ceiling(claim)
    if ceiling is Reality.POSSIBLE:
        return []
    for span in clauses(claim):
        level = _softened(span, aligned, ceiling)
        if level is not None:
            return [_finding(level)]
    return []


def _ceiling(claim: str) -> Reality:
    if POSSIBLE.search(claim):
        return Reality.POSSIBLE
    return Reality.COMING if COMING.search(claim) else Reality.FACT


def _softened(span: Span, aligned: Alignment, ceiling: Reality) -> Reality | None:
    """Return how the source tells a clause of the claim, where that is less than the claim says."""
    here = [p for p in aligned.pairs if span.start <= p.claim.term.start < span.end and _comparable(p)]
    softer = [p for p in here if p.source.reality > ceiling]
    total, soft = sum(p.claim.term.weight for p in here), sum(p.claim.term.weight for p in softer)
    absent = [w for w in aligned.missing if span.start <= w.term.start < span.end and not w.term.name]
    whole = total + sum(w.term.weight for w in absent)
    if soft < _LEAST or soft < _SHARE * total or soft < _OF_CLAUSE * whole:
        return None
    return max(p.source.reality for p in softer)


def _comparable(pair: Pair) -> bool:
    mine, theirs = pair.claim.term, pair.source.term
    named = mine.text[0].isupper() and theirs.text[0].isupper()
    return not (mine.number or named or pair.claim.cue or pair.source.cue or mine.weight <= LIGHT)


def _finding(level: Reality) -> Finding:
    what = "merely possible" if level is Reality.POSSIBLE else "a plan"
    return Finding(
        check="support",
        passed=False,
        refutes=True,
        reason=Reason.SUPPORT_MODALITY,
        message=f"The cited text tells this as {what}, the sentence as more than that.",
    )
