"""Findings that advise and do not decide: doubts of a rule about a long text.

A rule that lays clauses side by side finds in a long text many that look alike, and the more there are, the
more often the wrong ones: on labelled articles these rules speak against true sentences about as often as
against false ones. There the support score may outweigh them. In a passage, and wherever a sentence is nearly
the source's own, they decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.check.align import align
from agent.check.edits import nearly_verbatim
from agent.types import Claim, Finding, Reason

ADVISING = frozenset(
    {
        Reason.FIGURE_OWNER,
        Reason.NAME_OWNER,
        Reason.NAME_PLACE,
        Reason.NAME_ROLE,
        Reason.QUOTE_SPEAKER,
        Reason.SUPPORT_NEGATION,
        Reason.SUPPORT_MODALITY,
        Reason.SUPPORT_ATTRIBUTION,
    }
)
LONG = 300
"""Words from which a cited text is long: more than a passage of the index holds."""
OUTWEIGHS = 0.6
"""Score from which a sentence passes in spite of advice."""


def only_advised(claim: Claim, premise: str) -> bool:
    """Tell whether the rules of `ADVISING` advise only: the text is long, the sentence not nearly its own."""
    if len(premise.split()) < LONG:
        return False
    return nearly_verbatim(claim.text, align(claim.text, premise)) is None


def advises(finding: Finding) -> bool:
    """Tell whether a finding is of a kind that may be outweighed."""
    return finding.passed is False and finding.reason in ADVISING


def weighed(findings: Sequence[Finding], score: float | None) -> list[Finding]:
    """Return the findings, those that advise passed where the score outweighs them."""
    if score is None or score < OUTWEIGHS:
        return list(findings)
    return [_outweighed(finding, score) if advises(finding) else finding for finding in findings]


def _outweighed(finding: Finding, score: float) -> Finding:
    message = f"Outweighed by the support score of {score:.2f}: {finding.message}"
    return finding.model_copy(
        update={"passed": True, "refutes": False, "reason": Reason.OK, "message": message}
    )
