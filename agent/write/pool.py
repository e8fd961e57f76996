"""The sentences a briefing can be made of, and what has been taken from them.

Pure. Taking is greedy with a penalty for repetition (maximal marginal relevance, Carbonell and Goldstein
1998) and for outlets that have already spoken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.types import Evidence
from agent.write.salience import ALIKE, Texts, keys, salience, topicality
from agent.write.usable import printable_form, usable

REPETITION = 0.26
"""Cosine from which two sentences tell the same thing."""
CERTAIN = 0.6
"""Cosine from which a new figure or date does not make it another thing."""
SHARED_WORDS = 0.5
"""Share of the shorter sentence's content words from which the longer one repeats it."""
REPEATING = 2.0
"""What likeness beyond the usual costs, per unit of cosine."""
AGAIN = 0.05
"""What it costs a sentence that its article has been quoted before."""
OUTLET_SHARE = 0.25
"""Aim for the share of one outlet; the promise to the reader is 0.3."""
SUBJECT = 40
"""Words that make up what the story is about; a sentence that names none of them is about something else."""
OFF_TOPIC = 0.5
"""Topicality below which an article only touches the story."""

_EXACT = re.compile(
    r"\d+|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


@dataclass(frozen=True)
class Candidate:
    """A sentence that can stand alone."""

    evidence: Evidence
    text: str
    """The sentence as it is to be printed."""
    place: int
    """Its row among the texts."""
    score: float
    """Worth by itself, 0 to about 3."""

    @property
    def outlet(self) -> str:
        """Who published it."""
        return self.evidence.article.publisher

    @property
    def published(self) -> datetime | None:
        """When."""
        return self.evidence.article.published


class Pool:
    """Hands out sentences, none twice, none that repeats another."""

    def __init__(self, evidence: Sequence[Evidence], planned: int, language: str, now: datetime) -> None:
        """Weigh the evidence.

        Args:
            evidence: What was found.
            planned: Sentences the plan has room for.
            language: Sentences of articles in other languages are left out.
            now: The moment the briefing describes.
        """
        shown = [printable_form(e.text) for e in evidence]
        self.texts = Texts(shown)
        self.all = _candidates(evidence, shown, self.texts, language, now)
        self._taken: list[Candidate] = []
        self._outlets: Counter[str] = Counter()
        self._articles: Counter[str] = Counter()
        self._exact: set[str] = set()
        self._most = max(1, int(OUTLET_SHARE * min(planned, len(self.all))))

    def take(self, n: int, fits: Callable[[Candidate], float]) -> list[Candidate]:
        """Take up to n sentences, best first; `fits` weighs a sentence for the place, 0 excludes it."""
        got: list[Candidate] = []
        weighed = [(c, w) for c in self.all if (w := fits(c)) > 0]
        while len(got) < n:
            weighed = [(c, w) for c, w in weighed if self._free(c)]
            if not weighed:
                break
            best = max(weighed, key=lambda cw: (self._worth(*cw), -cw[0].evidence.label))[0]
            self._taken.append(best)
            self._outlets[best.outlet] += 1
            self._articles[best.evidence.article.id] += 1
            self._exact |= exact_things(best.text)
            got.append(best)
        return got

    def give_back(self, given: Sequence[Candidate]) -> None:
        """Return sentences that found no place after all."""
        for candidate in given:
            self._taken.remove(candidate)
            self._outlets[candidate.outlet] -= 1
            self._articles[candidate.evidence.article.id] -= 1
        self._exact = {thing for c in self._taken for thing in exact_things(c.text)}

    def _free(self, candidate: Candidate) -> bool:
        if self._outlets[candidate.outlet] >= self._most:
            return False
        adds = bool(exact_things(candidate.text) - self._exact)
        return not any(self._repeats(candidate, other, adds) for other in self._taken)

    def _repeats(self, a: Candidate, b: Candidate, adds: bool) -> bool:
        """Return whether `a` tells what `b` told; a figure or date that nobody has told yet is news."""
        near = float(self.texts.near[a.place, b.place])
        if adds and near < CERTAIN:
            return False
        return near >= REPETITION or self.texts.overlap(a.place, b.place) >= SHARED_WORDS

    def _worth(self, candidate: Candidate, weight: float) -> float:
        row = self.texts.near[candidate.place]
        spoken = (
            AGAIN * self._articles[candidate.evidence.article.id] + 0.05 * self._outlets[candidate.outlet]
        )
        nearest = max((float(row[t.place]) for t in self._taken), default=0.0)
        return candidate.score * weight - REPEATING * max(0.0, nearest - ALIKE) - spoken


def exact_things(text: str) -> frozenset[str]:
    """Return the digits and month names of a text."""
    return frozenset(_EXACT.findall(text))


def _candidates(
    evidence: Sequence[Evidence], shown: Sequence[str], texts: Texts, language: str, now: datetime
) -> list[Candidate]:
    """Return the usable sentences, each distinct one once (its earliest printing), best first."""
    scores = salience(evidence, texts, [len(exact_things(text)) for text in shown], now)
    about = topicality(evidence, texts)
    subject = texts.subject(SUBJECT)
    first: dict[str, Candidate] = {}
    for place, (e, text) in enumerate(zip(evidence, shown, strict=True)):
        share = about[e.article.id]
        if e.article.language != language or share < OFF_TOPIC:
            continue
        if not usable(text) or not subject & set(keys(text)):
            continue
        same = " ".join(text.casefold().split())
        held = first.get(same)
        if held is None or _when(e) < _when(held.evidence):
            first[same] = Candidate(e, text, place, scores[place] * (0.4 + 0.6 * share))
    return sorted(first.values(), key=lambda c: (-c.score, c.evidence.label))


def _when(evidence: Evidence) -> float:
    published = evidence.article.published
    return published.timestamp() if published else float("inf")
