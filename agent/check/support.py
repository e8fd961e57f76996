"""How far the cited text carries a sentence's words, and whether it means them the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from agent.check.align import Alignment, align, weight
from agent.check.attribution import check_attribution
from agent.check.cause import check_cause
from agent.check.cited import Cited
from agent.check.direction import check_direction
from agent.check.edits import check_edits
from agent.check.modality import check_modality
from agent.check.negation import check_negation
from agent.check.quantity import check_quantity
from agent.check.senses import check_senses
from agent.text.excerpt import is_long
from agent.text.normalise import stands_in
from agent.types import Claim, Finding, Reason

THRESHOLD = 0.5
"""Lowest score that passes; each checker brings its own scores to this scale."""
Kind = Literal["quotes", "figures", "dates", "clock", "names", "words"]
"""The rarest thing of a sentence that the exact checks have found in its passage; `words` for nothing."""
THRESHOLDS: dict[Kind, float] = {
    "quotes": 0.33,
    "figures": 0.33,
    "dates": 0.33,
    "clock": 0.33,
    "names": THRESHOLD,
    "words": THRESHOLD,
}
"""The same by kind of claim: where a passage gives the figure, it speaks of the same thing, and fewer words
have to say so; a name stands in passages that say something else of it as well. Chosen by
`training.support_model.thresholds` on the halves of the claim probes that are for choosing. In long texts
much is found by chance: there `THRESHOLD` holds for all."""
_COMMON = 0.5
"""Share of a claim's words that a source must hold before it can be said to speak against it."""


def shared_words(aligned: Alignment) -> float | None:
    """Return the weighted share of the claim's words that stand in the best two sentences of the source.

    Words that stand elsewhere in the source count half. Figures are left to their own check. None where the
    claim has no words to compare.
    """
    inside = weight(p.claim for p in aligned.pairs)
    outside = weight(p.claim for p in aligned.elsewhere)
    total = inside + outside + weight(aligned.missing)
    if total == 0:
        return None
    return (inside + 0.5 * outside) / total


def threshold_of(exact: Sequence[Finding], premise: str) -> float:
    """Return the lowest score that passes a sentence, by what the exact checks have found of it."""
    return THRESHOLD if is_long(premise) else THRESHOLDS[kind_of(exact)]


def kind_of(exact: Sequence[Finding]) -> Kind:
    """Return what kind of claim a sentence is, by the rarest thing that its passage is found to give."""
    found = {finding.check for finding in exact if finding.passed is True}
    return next((kind for kind in THRESHOLDS if kind in found), "words")


def check_support(
    claim: Claim,
    cited: Sequence[Cited],
    score: float | None,
    checker: str,
    threshold: float = THRESHOLD,
) -> list[Finding]:
    """Return what the score and the rules on negation, modality, attribution, cause and direction say.

    A sentence that stands in the cited text word for word passes all of it.

    Args:
        claim: The sentence.
        cited: What it cites.
        score: How far that supports it, 0 to 1; None where it could not be told.
        checker: Name of who gave the score.
        threshold: Lowest score that passes, see `threshold_of`.
    """
    source = "\n\n".join(c.text for c in cited)
    if stands_in(claim.text, source):
        return [Finding(check="support", passed=True, reason=Reason.OK)]
    aligned = align(claim.text, source)
    rules = (
        check_negation,
        check_modality,
        check_quantity,
        check_attribution,
        check_cause,
        check_direction,
        check_edits,
        check_senses,
    )
    problems = [finding for rule in rules for finding in rule(claim.text, aligned)]
    shared = shared_words(aligned)
    if shared is not None and shared < _COMMON:
        # Too little is in common to say that the source speaks of the same thing, let alone against it.
        problems = [finding.model_copy(update={"refutes": False}) for finding in problems]
    return [*problems, *_by_score(score, checker, threshold)] or [
        Finding(check="support", passed=True, reason=Reason.OK)
    ]


def _by_score(score: float | None, checker: str, threshold: float) -> list[Finding]:
    if score is None:
        message = f"Whether {checker} finds this in the cited text could not be told."
        return [Finding(check="support", passed=None, reason=Reason.SUPPORT_UNAVAILABLE, message=message)]
    if score >= threshold:
        return []
    message = f"The cited text does not say this, by {checker}."
    return [Finding(check="support", passed=False, reason=Reason.SUPPORT_LOW, message=message)]
