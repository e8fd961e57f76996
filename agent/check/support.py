"""How far the cited text carries a sentence's words, and whether it means them the same way."""

from __future__ import annotations

from collections.abc import Sequence

from agent.check.align import align, weight
from agent.check.attribution import check_attribution
from agent.check.cause import check_cause
from agent.check.cited import Cited
from agent.check.detail import check_detail
from agent.check.direction import check_direction
from agent.check.modality import check_modality
from agent.check.negation import check_negation
from agent.text.normalise import stands_in
from agent.types import Claim, Finding, Reason

THRESHOLD = 0.5
"""Lowest score that passes. Chosen on two sets of claim probes together, see `evals`."""


class LexicalChecker:
    """Scores by shared content words; needs no model."""

    @property
    def name(self) -> str:
        """Goes into the provenance."""
        return "lexical-1"

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        """Return, for each (premise, claim), the share of the claim's content that the premise holds, 0 to 1.

        None where the claim has no content words.
        """
        return [score(premise, claim) for premise, claim in pairs]


def score(premise: str, claim: str) -> float | None:
    """Return the weighted share of the claim's words that stand in the best two sentences of the premise.

    Words that stand elsewhere in the premise count half. Figures are left to their own check.
    """
    aligned = align(claim, premise)
    inside = weight(p.claim for p in aligned.pairs)
    outside = weight(p.claim for p in aligned.elsewhere)
    total = inside + outside + weight(aligned.missing)
    if total == 0:
        return None
    return (inside + 0.5 * outside) / total


def check_support(claim: Claim, cited: Sequence[Cited], score: float | None) -> list[Finding]:
    """Return what the score and the rules on negation, modality, attribution, cause and direction say.

    A sentence that stands in the cited text word for word passes all of it.
    """
    source = "\n\n".join(c.text for c in cited)
    if stands_in(claim.text, source):
        return [Finding(check="support", passed=True, reason=Reason.OK)]
    aligned = align(claim.text, source)
    rules = (check_negation, check_modality, check_attribution, check_cause, check_direction)
    problems = [finding for rule in rules for finding in rule(claim.text, aligned)]
    if score is not None and score < THRESHOLD:
        # Too little is in common to say that the source speaks of the same thing, let alone against it.
        problems = [finding.model_copy(update={"refutes": False}) for finding in problems]
    problems.extend(check_detail(claim.text, aligned))
    return [*problems, *_by_score(score)] or [Finding(check="support", passed=True, reason=Reason.OK)]


def _by_score(score: float | None) -> list[Finding]:
    if score is None:
        message = "The sentence holds no words that could be compared."
        return [Finding(check="support", passed=None, reason=Reason.SUPPORT_UNAVAILABLE, message=message)]
    if score >= THRESHOLD:
        return []
    message = f"Only {score:.0%} of what the sentence says stands in the cited text."
    return [Finding(check="support", passed=False, reason=Reason.SUPPORT_LOW, message=message)]
