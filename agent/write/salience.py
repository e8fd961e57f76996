"""How much a sentence has to say: what the story is about, what several outlets tell, position, recency.

Pure. Term weights are the usual tf-idf over the sentences at hand (Salton and Buckley 1988); a sentence's
centrality is its cosine to their centroid (Radev et al. 2004).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from math import exp, log2
from typing import TYPE_CHECKING

from agent.text.lineage import Lineage, telling_of
from agent.text.places import countries_alike
from agent.text.words import LIGHT, Term, terms
from agent.types import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

CENTRE, RELEVANCE, OPENING, RECENT, ECHO, EXACT, HEADLINE = 1.5, 0.5, 0.2, 0.1, 0.6, 0.1, 0.3
"""Weights of the parts of a sentence's salience, set on the example corpus and two stories of public news."""
ALIKE = 0.2
"""Cosine from which a sentence of another outlet counts as saying much the same: on the example corpus one
pair in fifty that tells different facts is above it, two thirds of those that tell the same fact are."""
COPY = 0.95
"""Cosine from which it is the same sentence, reprinted, which adds nothing."""
SHARED = 3
"""Content words that two sentences must share to be about the same."""
IDEAL_WORDS = (10, 34)
ANNOUNCING = 0.5
"""What a sentence loses that first says that something is to be said: “One question is open: who pays.”"""
_ANNOUNCES = re.compile(r"^[^“\"]{5,70}: (?:[a-z]|U\.S)")


@lru_cache(maxsize=16384)
def _terms(text: str) -> tuple[Term, ...]:
    return terms(countries_alike(text))


@lru_cache(maxsize=16384)
def keys(text: str) -> tuple[str, ...]:
    """Return what stands for the content words of a text; forms and near-synonyms share a key."""
    return tuple(term.key for term in _terms(text))


@lru_cache(maxsize=16384)
def roots(text: str) -> frozenset[str]:
    """Return what stands for the content words of a text; only forms of one word share a root."""
    return frozenset(term.root for term in _terms(text))


@lru_cache(maxsize=16384)
def telling(text: str) -> frozenset[str]:
    """Return the keys of the words that say something by themselves: no counts, months or lightest verbs."""
    return frozenset(term.key for term in _terms(text) if term.weight > LIGHT and not term.number)


class Texts:
    """Texts as tf-idf vectors of length one, with their likeness to each other."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Weigh the words of the texts against each other."""
        import numpy as np

        bags = [Counter(keys(text)) for text in texts]
        self._columns = {key: i for i, key in enumerate(dict.fromkeys(k for bag in bags for k in bag))}
        counts = np.zeros((len(bags), len(self._columns)), dtype=np.float32)
        for row, bag in enumerate(bags):
            for key, n in bag.items():
                counts[row, self._columns[key]] = n
        seen = (counts > 0).sum(axis=0)
        self._idf = np.log(1 + len(bags) / np.maximum(seen, 1)).astype(np.float32)
        self.rows = self._unit(np.log1p(counts) * self._idf)
        """One vector a text."""
        self.near = self.rows @ self.rows.T
        """Cosine of each pair."""
        held = (counts > 0).astype(np.float32)
        self.shared = held @ held.T
        """Content words each pair has in common."""
        self.sizes = held.sum(axis=1)
        """Different content words of each text."""

    def centre(self) -> Matrix:
        """Return the cosine of each text to what they all share."""
        import numpy as np

        return np.asarray(self.rows @ self._unit(self.rows.sum(axis=0)[None, :])[0], dtype=np.float32)

    def subject(self, size: int) -> frozenset[str]:
        """Return the keys that weigh most in all texts together."""
        import numpy as np

        names = list(self._columns)
        heaviest = np.argsort(-self.rows.sum(axis=0))[:size]
        return frozenset(names[i] for i in heaviest if not names[i].isdigit())

    def rarity(self, key: str) -> float:
        """Return the weight of a word: higher where fewer of the texts hold it; 0 where none does."""
        return float(self._idf[self._columns[key]]) if key in self._columns else 0.0

    def overlap(self, a: int, b: int) -> float:
        """Return the share of the shorter text's content words that the longer one holds."""
        return float(self.shared[a, b] / max(1.0, min(self.sizes[a], self.sizes[b])))

    @staticmethod
    def _unit(rows: Matrix) -> Matrix:
        import numpy as np

        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def salience(evidence: Sequence[Evidence], texts: Texts, exact: Sequence[int], now: datetime) -> list[float]:
    """Return one score a sentence, higher is better, comparable within this call only.

    Args:
        evidence: The sentences.
        texts: The same, as vectors.
        exact: Figures and dates in each.
        now: The moment the briefing describes.
    """
    best = max((e.score for e in evidence), default=0.0) or 1.0
    told = echoes(evidence, texts)
    centre = texts.centre()
    likeness = _to_headline(evidence)
    return [
        CENTRE * float(centre[i])
        + RELEVANCE * e.score / best
        + OPENING * exp(-e.start / 600)
        + RECENT * _recency(e, now)
        + ECHO * log2(1 + told[i])
        + EXACT * min(2, exact[i])
        + HEADLINE * likeness[i]
        - _awkward(len(e.text.split()))
        - ANNOUNCING * bool(_ANNOUNCES.search(e.text))
        for i, e in enumerate(evidence)
    ]


def topicality(evidence: Sequence[Evidence], texts: Texts, core: frozenset[str]) -> dict[str, float]:
    """Return, for each article, how far it is about the story: 1 for the upper half of the core, 0 for none.

    An article is compared, by what was found of it, with what was found of the core, weighted by relevance.

    Args:
        evidence: The sentences.
        texts: The same, as vectors.
        core: Ids of the articles that are surely about it.
    """
    import numpy as np

    relevance = np.array([[e.score if e.article.id in core else 0.0] for e in evidence], dtype=np.float32)
    story = (texts.rows * relevance).sum(axis=0)
    story /= max(float(np.linalg.norm(story)), 1e-9)
    rows: dict[str, list[int]] = {}
    for place, e in enumerate(evidence):
        rows.setdefault(e.article.id, []).append(place)
    near: dict[str, float] = {}
    for name, places in rows.items():
        whole = texts.rows[places].sum(axis=0)
        near[name] = float(whole @ story) / max(float(np.linalg.norm(whole)), 1e-9)
    usual = float(np.median([near[name] for name in core])) if core else 0.0
    return {name: min(1.0, value / (usual or 1.0)) for name, value in near.items()}


def echoes(evidence: Sequence[Evidence], texts: Texts) -> list[int]:
    """Return, for each sentence, how many other origins say much the same somewhere."""
    alike = (texts.near >= ALIKE) & (texts.near < COPY) & (texts.shared >= SHARED)
    lineage = Lineage(e.article for e in evidence)
    told = [telling_of(e) for e in evidence]
    return [
        lineage.origins(told[j] for j in row.nonzero()[0] if not lineage.one_origin(told[i], told[j]))
        for i, row in enumerate(alike)
    ]


def _to_headline(evidence: Sequence[Evidence]) -> list[float]:
    """Return the share of its article's headline that each sentence tells (the title cue, Edmundson 1969)."""
    titles = {e.article.id: frozenset(keys(e.article.headline)) for e in evidence}
    return [
        len(titles[e.article.id] & set(keys(e.text))) / max(3, len(titles[e.article.id])) for e in evidence
    ]


def _awkward(words: int) -> float:
    """Return what a sentence loses for being too short to inform or too long to read."""
    least, most = IDEAL_WORDS
    return 0.06 * max(0, least - words) + 0.02 * max(0, words - most)


def _recency(evidence: Evidence, now: datetime) -> float:
    """Return 1 for now, falling by half every ten days; 0 without a date."""
    published = evidence.article.published
    if published is None:
        return 0.0
    return float(0.5 ** (max(0.0, (now - published).total_seconds()) / (10 * 86400)))
