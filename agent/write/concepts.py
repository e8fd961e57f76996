"""What a sentence tells, as countable concepts: pairs of neighbouring content words, weighted by outlets.

Pure. A summary that covers the concepts which many independent texts share covers the story (the
concept-coverage objective of Gillick and Favre 2009); here a concept weighs what the outlets beyond the first
add, so that one outlet's repetition, or a planted text, counts for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import log2

from agent.write.salience import terms

Concepts = frozenset[tuple[str, str]]


def concepts(text: str) -> Concepts:
    """Return the pairs of content words that stand next to each other or one apart."""
    words = terms(text)
    near = {_pair(a, b) for a, b in pairwise(words)}
    apart = {_pair(a, b) for a, b in zip(words, words[2:], strict=False)}
    return frozenset(pair for pair in near | apart if pair[0] != pair[1])


def weights(told: Sequence[tuple[str, Concepts]]) -> dict[tuple[str, str], float]:
    """Return log2 of the number of outlets for each concept; one that a single outlet has weighs nothing.

    Args:
        told: Outlet and concepts of each sentence.
    """
    outlets: dict[tuple[str, str], set[str]] = defaultdict(set)
    for outlet, held in told:
        for concept in held:
            outlets[concept].add(outlet)
    return {concept: log2(len(names)) for concept, names in outlets.items() if len(names) > 1}


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)
