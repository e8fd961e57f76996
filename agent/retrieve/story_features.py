"""What an article is compared by: its rare words, those of its headline, and its names.

Pure. Term weighting is that of Salton and Buckley (1988), logarithmic in the term's frequency, with document
frequencies counted as articles arrive. Words, headline words and names are vectors of their own (the
features that carried the clustering of Miranda et al. 2018), joined into one of length 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from math import log, sqrt
from typing import NamedTuple

from agent.text.names import Name, names
from agent.text.words import terms

Vector = Mapping[str, float]
"""Weights by term. Words of the headline begin with `#`, names with `@`."""

HEADLINE, LEAD, BODY = 3.0, 1.5, 0.5
"""What one occurrence counts for, by where it stands."""
LEAD_END, BODY_END, NAMES_END = 500, 1200, 700
"""Characters of the text up to which it is the lead, is read at all, and is read for names."""
HEADLINE_SHARE, NAMES_SHARE = 0.3, 0.2
"""Shares of the headline's words and of the names in the likeness of two articles."""
CONTRAST = 1.5
"""Exponent of the inverse document frequency: rare words decide."""
BEFORE = 50
"""Articles that are taken to have been seen before the first, so that its words say something."""
MOST_TERMS = 120
"""Terms of an article that are kept, the heaviest."""
FORGET_FROM = 40_000
"""Articles from which all counts are halved: what is common now is judged by the news of late."""
MOST_NAMES = 12
"""Names of an article that are kept to say who and where."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)
"""Scripts written without blanks: Thai, Lao, Burmese, Khmer, Japanese and Chinese."""
_CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages in which a capital makes no name."""


class StoryItem(NamedTuple):
    """An article as it arrives."""

    id: str
    """Id of the article."""
    published: datetime
    """When it was published, with its timezone."""
    headline: str
    """Headline, may be empty."""
    text: str
    """Text or lead, may be empty."""
    outlet: str
    """Who published it."""
    language: str = "en"
    """ISO 639-1 code."""


class Read(NamedTuple):
    """What is kept of an article to compare it."""

    vector: Vector
    """Its heaviest terms; empty where it has no words."""
    named: tuple[tuple[str, str], ...]
    """Names and their kinds, in the order of the text, each once."""


@dataclass
class Frequencies:
    """In how many of the articles so far each term occurred."""

    articles: int = 0
    """How many there were."""
    of: Counter[str] = field(default_factory=Counter)
    """How many of them had a term."""
    halved: int = 0
    """How often all counts were halved: who keeps a part of them elsewhere has to halve the rest."""

    def count(self, found: Iterable[str]) -> None:
        """Take in the terms of one more article."""
        self.articles += 1
        self.of.update(set(found))
        if self.articles >= FORGET_FROM:
            self.articles //= 2
            self.halved += 1
            self.of = Counter({term: n // 2 for term, n in self.of.items() if n > 1})

    def rarity(self, term: str) -> float:
        """Return how much a term says: more than 0, the more the fewer articles have it."""
        return float(log((self.articles + BEFORE + 1) / (self.of[term] + 0.5)) ** CONTRAST)


def counted(item: StoryItem) -> frozenset[str]:
    """Return the terms of an article that `read` counts."""
    found = _found(item)
    return frozenset((*found.words, *found.parts))


def read(item: StoryItem, seen: Frequencies) -> Read:
    """Return what an article is compared by, and count its terms among those that were seen."""
    title, words, parts, named = _found(item)
    seen.count([*words, *parts])
    vector = _joined(
        (1 - HEADLINE_SHARE - NAMES_SHARE, {w: log(1 + n) * seen.rarity(w) for w, n in words.items()}),
        (HEADLINE_SHARE, {f"#{w}": seen.rarity(w) for w in title}),
        (NAMES_SHARE, {p: log(1 + n) * seen.rarity(p) for p, n in parts.items()}),
    )
    return Read(vector, named)


class _Found(NamedTuple):
    """The terms of an article before they are weighed; nobody changes them."""

    title: Mapping[str, int]
    words: Mapping[str, float]
    parts: Mapping[str, int]
    named: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1024)
def _found(item: StoryItem) -> _Found:
    """Return the terms of an article; kept for a while, since they are counted first and weighed later."""
    text = item.text.removeprefix(item.headline) if item.headline else item.text
    title = Counter(_words(item.headline))
    words: Counter[str] = Counter()
    for part, weight in (
        (title, HEADLINE),
        (Counter(_words(text[:LEAD_END])), LEAD),
        (Counter(_words(text[LEAD_END:BODY_END])), BODY),
    ):
        for word, n in part.items():
            words[word] += weight * n  # type: ignore[assignment]
    found = [] if item.language in _CAPITAL_NOUNS else names(f"{item.headline}. {text[:NAMES_END]}")
    parts = Counter(f"@{part}" for name in found for part in name.parts)
    # Headlines are often all capitals: their words count as names to compare, not to be shown.
    in_text = [name for name in found if name.start > len(item.headline)]
    return _Found(title, words, parts, _named(in_text or found))


def likeness(one: Vector, other: Vector) -> float:
    """Return the scalar product: the cosine of two articles' vectors, 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def heaviest(vector: Vector, limit: int) -> list[str]:
    """Return the terms that weigh most, at most `limit` of them; of equal ones the first in the alphabet."""
    return sorted(vector, key=lambda term: (-vector[term], term))[:limit]


def _words(text: str) -> list[str]:
    """Return stems; pairs of characters where words are not written apart."""
    found = [run[at : at + 2] for run in _UNSPACED.findall(text) for at in range(max(1, len(run) - 1))]
    return found + [term.root for term in terms(_UNSPACED.sub(" ", text))]


def _joined(*parts: tuple[float, Mapping[str, float]]) -> Vector:
    """Return one vector of length 1 in which each part has its share of the squared length."""
    whole: dict[str, float] = {}
    for share, part in parts:
        length = sqrt(sum(weight * weight for weight in part.values()))
        if length:
            whole |= {term: sqrt(share) * weight / length for term, weight in part.items()}
    kept = heaviest(whole, MOST_TERMS)
    length = sqrt(sum(whole[term] ** 2 for term in kept)) or 1.0
    return {term: round(whole[term] / length, 5) for term in kept if whole[term] > 0}


def _named(found: Iterable[Name]) -> tuple[tuple[str, str], ...]:
    kinds: dict[str, str] = {}
    for name in found:
        if kinds.get(name.text, "other") == "other":
            kinds[name.text] = name.kind
    return tuple(kinds.items())[:MOST_NAMES]
