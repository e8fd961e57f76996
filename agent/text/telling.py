"""Which words of a sentence tell what it is about, and how much each tells. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log

from agent.text.words import terms


@lru_cache(maxsize=8192)
def telling(text: str) -> frozenset[str]:
    """Return the keys of the words that carry content, figures left out."""
    return frozenset(t.key for t in terms(text) if not t.number and t.weight > 0.5)


def rarities(texts: Sequence[str]) -> dict[str, float]:
    """Return how much each word tells: log(1 + texts / texts with it)."""
    seen = Counter(key for text in texts for key in telling(text))
    return {key: log(1 + len(texts) / n) for key, n in seen.items()}


def share(
    own: frozenset[str], other: frozenset[str], rarity: Mapping[str, float], least: float = 0.0
) -> float:
    """Return the share of one text's words, by what they tell, that the other has, 0 to 1.

    A text whose words tell less than `least` together is measured against that.
    """
    total = sum(rarity.get(key, 0.0) for key in own)
    return sum(rarity.get(key, 0.0) for key in own & other) / max(total, least, 1e-9)
