"""Word triples: which texts are copies of each other. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

COPY_OVERLAP = 0.6
"""From this share of common word triples on (of the shorter text), two texts are copies."""

TWINS, FEWEST = 0.8, 5
"""Share of common word triples, numbers and months left open, and their number, from which two sentences are
one sentence with another value in it."""

_WORD = re.compile(r"\w+")
_VALUE = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b"
)


@lru_cache(maxsize=8192)
def triples(text: str) -> frozenset[int]:
    """Return the runs of three words of a text, each as a number that is stable within one process."""
    words = _WORD.findall(text.casefold())
    if len(words) < 3:
        return frozenset({hash(tuple(words))})
    return frozenset(hash(triple) for triple in zip(words, words[1:], words[2:], strict=False))


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of the smaller set that stands in the other, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def twins(one: str, other: str) -> bool:
    """Tell whether two sentences are alike in everything but their numbers and months."""
    mine, theirs = triples(_VALUE.sub("0", one)), triples(_VALUE.sub("0", other))
    return min(len(mine), len(theirs)) >= FEWEST and overlap(mine, theirs) >= TWINS
