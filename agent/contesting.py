"""Which other values the sources of a briefing give for what a sentence says. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from agent.changes import same_value
from agent.text.words import terms
from agent.types import CheckedClaim, Disagreement, DisagreementValue

OF_ONE = 0.4
"""Share of the words for what is counted that a sentence must have, to be about that and give its value."""


def rivals(claim: CheckedClaim, disagreements: Iterable[Disagreement]) -> tuple[DisagreementValue, ...]:
    """Return the values that contradict one that a sentence gives, newest first; none where none does.

    Args:
        claim: The sentence.
        disagreements: What the sources of its briefing tell differently; only true conflicts count.
    """
    found: list[DisagreementValue] = []
    for item in disagreements:
        if item.type == "conflict" and _about(claim.text, item.variable):
            others = [value for value in item.values if not same_value(value.value, claim.text)]
            if len(others) < len(item.values):
                found += others
    return tuple(found)


def _about(text: str, variable: str) -> bool:
    wanted = {term.key for term in terms(variable) if not term.number}
    shared = wanted & {term.key for term in terms(text)}
    return bool(wanted) and len(shared) >= OF_ONE * len(wanted)
