"""Findings that advise and do not decide: doubts of a rule about a long text.

A rule that lays clauses side by side finds in a long text many that look alike, and the more there are, the
more often the wrong ones: on 1,300 labelled claims about articles each of these spoke against a false one at
most 2.4 times as readily as against a true one, the others 2.4 to 5.4 times. There the support score may
outweigh them. In a passage, and wherever a sentence is nearly the source's own, they decide.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from agent.check.align import align
from agent.check.edits import nearly_verbatim
from agent.text.excerpt import is_long
from agent.types import Claim, Finding, Reason

ADVISING = frozenset(
    {
        Reason.FIGURE_HEDGE,
        Reason.FIGURE_OWNER,
        Reason.NAME_OWNER,
        Reason.NAME_PLACE,
        Reason.NAME_ROLE,
        Reason.QUOTE_SPEAKER,
        Reason.SUPPORT_NEGATION,
        Reason.SUPPORT_MODALITY,
        Reason.SUPPORT_ATTRIBUTION,
        Reason.SUPPORT_CAUSE,
        Reason.SUPPORT_DIRECTION,
    }
)
_COST = 1.0
"""What each doubt takes from the odds of the score, as a logarithm: more doubts need a surer score."""


def only_advised(claim: Claim, premise: str) -> bool:
    """Tell whether the rules of `ADVISING` advise only: the text is long, the sentence not nearly its own."""
    return is_long(premise) and nearly_verbatim(claim.text, align(claim.text, premise)) is None


def advises(finding: Finding) -> bool:
    """Tell whether a finding is of a kind that may be outweighed."""
    return finding.passed is not True and finding.reason in ADVISING


def weighed(findings: Sequence[Finding], score: float | None) -> list[Finding]:
    """Return the findings, those that advise passed where the score outweighs them."""
    doubts = sum(advises(finding) for finding in findings)
    if score is None or not doubts or score < 1 / (1 + math.exp(-_COST * doubts)):
        return list(findings)
    return [_outweighed(finding, score) if advises(finding) else finding for finding in findings]


def _outweighed(finding: Finding, score: float) -> Finding:
    message = f"Outweighed by the support score of {score:.2f}: {finding.message}"
    return finding.model_copy(
        update={"passed": True, "refutes": False, "reason": Reason.OK, "message": message}
    )
