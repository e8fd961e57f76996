"""Which words of a sentence tell what it is about, and how much each tells. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from agent.text.words import terms

SHORT = 2.5
"""Rare words below which a text is too short to be at home in another by their share alone."""


@lru_cache(maxsize=8192)
def telling(text: str) -> frozenset[str]:
    """Return the keys of the words that carry content, figures left out."""
    return frozenset(t.key for t in terms(text) if not t.number and t.weight > 0.5)


@dataclass(frozen=True)
class Rarity:
    """How much each word of some texts tells."""

    weights: Mapping[str, float]
    """log(1 + texts / texts with the word), by key."""
    floor: float
    """What a text of a few rare words tells."""

    def share(self, own: frozenset[str], other: frozenset[str]) -> float:
        """Return the share of one text's words, by what they tell, that the other has, 0 to 1.

        A text that tells less than the floor is measured against that.
        """
        total = sum(self.weights.get(key, 0.0) for key in own)
        return sum(self.weights.get(key, 0.0) for key in own & other) / max(total, self.floor, 1e-9)

    def commonest(self, n: int) -> frozenset[str]:
        """Return the n words that most texts have."""
        return frozenset(sorted(self.weights, key=lambda key: self.weights[key])[:n])


def rarity_in(texts: Sequence[str]) -> Rarity:
    """Return how much each word of the texts tells."""
    seen = Counter(key for text in texts for key in telling(text))
    weights = {key: log(1 + len(texts) / n) for key, n in seen.items()}
    return Rarity(weights, SHORT * log(1 + len(texts)))
