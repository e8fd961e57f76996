"""How a delivered sentence stands: what was found about it, in one word with a sign, never by colour alone.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from agent.types import CheckedClaim, Citation, Disagreement, VerdictLabel


@dataclass(frozen=True)
class Standing:
    """How a sentence stands."""

    key: str
    """One word for style sheets."""
    sign: str
    """A sign that goes with the word."""
    word: str
    """What a reader is shown."""
    means: str
    """The same as a sentence."""


SUPPORTED = Standing("supported", "✓", "Supported", "The cited passage says so.")
VERBATIM = Standing("verbatim", "✓", "Word for word", "It is the source's own sentence.")
COMPUTED = Standing("computed", "∑", "Computed", "A figure in it was worked out from the cited figures.")
MEASURED = Standing("measured", "∑", "Measured", "It was worked out from the library's own counts.")
CONTESTED = Standing("contested", "≠", "Contested", "The cited passage says so, and other sources differ.")
LESS: dict[VerdictLabel, Standing] = {
    "refuted": Standing("refuted", "✗", "Refuted", "The cited passage says otherwise."),
    "not_enough_info": Standing(
        "unclear", "?", "Could not tell", "The cited passages do not say enough to decide."
    ),
    "unchecked": Standing("unclear", "?", "Not checked", "Something in it could not be checked."),
}
"""What is not supported is not delivered; what an earlier version kept may say so."""
_NUMBER = re.compile(r"\d[\d.,]*")


def standing(claim: CheckedClaim, disagreements: Iterable[Disagreement]) -> Standing:
    """Return how a sentence stands, given where the sources of its briefing differ."""
    if claim.verdict.label in LESS:
        return LESS[claim.verdict.label]
    if claim.kind == "measured":
        return MEASURED
    if any(_touches(claim, item) for item in disagreements if item.type == "conflict"):
        return CONTESTED
    if any(finding.operands for finding in claim.verdict.findings):
        return COMPUTED
    return VERBATIM if claim.verbatim else SUPPORTED


def _touches(claim: CheckedClaim, item: Disagreement) -> bool:
    """Tell whether a sentence gives one of the values, from the passage that gives it."""
    return any(
        _gives(claim.text, value.value) and any(_overlap(value.citation, one) for one in claim.citations)
        for value in item.values
    )


def _gives(text: str, value: str) -> bool:
    numbers = set(_NUMBER.findall(value))
    return not numbers or bool(numbers & set(_NUMBER.findall(text)))


def _overlap(one: Citation, other: Citation) -> bool:
    same = (one.article_id, one.content_hash) == (other.article_id, other.content_hash)
    return same and one.start < other.end and other.start < one.end
