"""Findings → Verdict: one rule, so that every surface judges alike."""

from __future__ import annotations

from collections.abc import Sequence

from agent.types import Finding, Verdict, VerdictLabel


def label(findings: Sequence[Finding]) -> VerdictLabel:
    """Return the label the findings amount to.

    A contradiction outweighs a gap, a gap outweighs what could not be checked, and no finding at all
    means that nothing was checked.
    """
    failed = [f for f in findings if f.passed is False]
    if any(f.refutes for f in failed):
        return "refuted"
    if failed:
        return "not_enough_info"
    if not findings or any(f.passed is None for f in findings):
        return "unchecked"
    return "supported"


def verdict(claim_id: str, findings: Sequence[Finding]) -> Verdict:
    """Return the verdict on a claim."""
    return Verdict(claim_id=claim_id, label=label(findings), findings=tuple(findings))
