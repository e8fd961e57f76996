"""The sentences a briefing can be made of, and what has been taken from them.

Pure. Taking is greedy: what a sentence newly covers of the story's concepts, plus how much it has to say by
itself, less repetition (maximal marginal relevance, Carbonell and Goldstein 1998) and less for outlets that
have already spoken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from agent.types import Evidence
from agent.write.concepts import Concepts, concepts, weights
from agent.write.salience import Vector, cosine, overlap, salience, vectors
from agent.write.usable import usable, without_dateline

REPETITION = 0.38
"""Cosine from which two sentences tell the same thing."""
SHARED_WORDS = 0.5
"""Share of the shorter sentence's content words from which the longer one repeats it."""
NEWS = 2.0
"""Weight of newly covered concepts per word against the sentence's worth by itself."""
OUTLET_SHARE = 0.25
"""Aim for the share of one outlet; the promise to the reader is 0.3."""


@dataclass(frozen=True)
class Candidate:
    """A sentence that can stand alone."""

    evidence: Evidence
    text: str
    vector: Vector = field(repr=False)
    concepts: Concepts = field(repr=False)
    score: float
    """Worth by itself, 0 to about 2."""

    @property
    def outlet(self) -> str:
        """Who published it."""
        return self.evidence.article.publisher

    @property
    def published(self) -> datetime | None:
        """When."""
        return self.evidence.article.published


def candidates(evidence: Sequence[Evidence], now: datetime) -> list[Candidate]:
    """Return the usable sentences, each distinct one once (its earliest printing), with their scores."""
    texts = [e.text[without_dateline(e.text) :] for e in evidence]
    rows = vectors(texts)
    scores = salience(evidence, rows, now)
    first: dict[str, Candidate] = {}
    for e, text, row, score in zip(evidence, texts, rows, scores, strict=True):
        if not usable(text):
            continue
        key = " ".join(text.casefold().split())
        held = first.get(key)
        if held is None or _when(e) < _when(held.evidence):
            first[key] = Candidate(e, text, row, concepts(text), score)
    return sorted(first.values(), key=lambda c: (-c.score, c.evidence.label))


def _when(evidence: Evidence) -> float:
    published = evidence.article.published
    return published.timestamp() if published else float("inf")


class Pool:
    """Hands out sentences, none twice, none that repeats another."""

    def __init__(self, everything: Sequence[Candidate], planned: int) -> None:
        """Take the candidates and the number of sentences the plan has room for."""
        self._left = list(everything)
        self._taken: list[Candidate] = []
        self._outlets: Counter[str] = Counter()
        self._weights = weights([(c.outlet, c.concepts) for c in everything])
        self._covered: set[tuple[str, str]] = set()
        room = min(planned, max(1, len(everything)))
        self._most = max(1, int(OUTLET_SHARE * room))

    def left(self) -> list[Candidate]:
        """Return what may still be taken."""
        return [c for c in self._left if self._free(c)]

    def take(
        self, n: int, fits: Callable[[Candidate], float], within: Sequence[Candidate] | None = None
    ) -> list[Candidate]:
        """Take up to n sentences, best first; `fits` weighs a sentence for the place, 0 excludes it."""
        got: list[Candidate] = []
        offered = self._left if within is None else within
        weighed = [(c, fits(c)) for c in offered]
        while len(got) < n:
            open_ = [(c, w) for c, w in weighed if w > 0 and self._free(c)]
            if not open_:
                break
            best = max(open_, key=lambda cw: (self._worth(*cw), -cw[0].evidence.label))[0]
            self._taken.append(best)
            self._outlets[best.outlet] += 1
            self._covered |= best.concepts
            got.append(best)
        return got

    def give_back(self, given: Sequence[Candidate]) -> None:
        """Return sentences that found no place after all."""
        for candidate in given:
            self._taken.remove(candidate)
            self._outlets[candidate.outlet] -= 1
        self._covered = {concept for c in self._taken for concept in c.concepts}

    def _free(self, candidate: Candidate) -> bool:
        return self._outlets[candidate.outlet] < self._most and not any(
            repeats(candidate, other) for other in self._taken
        )

    def _worth(self, candidate: Candidate, weight: float) -> float:
        nearest = max((cosine(candidate.vector, t.vector) for t in self._taken), default=0.0)
        new = sum(self._weights.get(concept, 0.0) for concept in candidate.concepts - self._covered)
        told = NEWS * new / len(candidate.text.split())
        return (candidate.score + told) * weight - 0.6 * nearest - 0.08 * self._outlets[candidate.outlet]


def repeats(a: Candidate, b: Candidate) -> bool:
    """Return whether one of the sentences tells what the other tells."""
    return cosine(a.vector, b.vector) >= REPETITION or overlap(a.text, b.text) >= SHARED_WORDS
