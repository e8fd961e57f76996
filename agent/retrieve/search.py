"""A question becomes places in the library: each of its parts looked up, the findings shared out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from agent.retrieve.facets import Facet, Names, clauses, facets, outlet_words
from agent.retrieve.keys import Key, article_in
from agent.retrieve.lexical import PLAIN, STEMMED, Words
from agent.retrieve.places import Filter
from agent.retrieve.rank import at_most, fuse, rarity, share_out
from agent.retrieve.vocabulary import GENERIC, STOP
from agent.types import Request

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from agent.retrieve.dense import Vectors

PLAIN_WEIGHT = 0.3
"""Weight of a word as written beside its stem."""
CLAUSE_WEIGHT = 3.0
"""Weight of a part's own words beside those of the whole question. Between 2 and 5, fact recall on
MultiHop-RAG changes by less than a point."""
PER_ARTICLE = 5
"""Passages of one article that come before passages of others."""
TIMELINESS = 0.25
"""What it adds to a score (best word score: 1) that a passage was published on a day the question names."""
NEARNESS = 0.3
"""What a cosine similarity of 1 beyond that of the farthest passage proposed adds to a score."""
COMMON_WORD = 0.5
"""What a word of the subject counts that stands in every passage; one that stands in none counts 1 more."""
BEFORE = 0.4
"""What a word counts that only the question before has."""
UNSEEN_WORD = 1.0
"""What a word counts that the library never uses and that is no name: the sources may say it differently."""
NEAREST = 200
"""Passages the vectors propose."""

ENGLISH = "en"
"""The language whose forms of a word the index knows as one."""
_WORD = re.compile(r"\w+(?:[.'’&]\w+)*")
# A capital that does not merely open a sentence.
_NAME = re.compile(r"(?<![.?!:] )(?<!^)\b[A-Z][\w'’.&-]*")

Weights = Mapping[tuple[str, str], float]
Ranked = list[tuple[Key, float]]


class Found(NamedTuple):
    """A passage and how well it answers the whole question, 0 to about 1."""

    key: Key
    score: float


@dataclass(frozen=True)
class _Asked:
    """What all parts of a question are looked up with."""

    question: str
    whole: Weights
    only: Filter
    depth: int
    answers: dict[tuple[frozenset[tuple[tuple[str, str], float]], Filter], Ranked] = field(
        default_factory=dict
    )
    """What was looked up before: the only part of a question is the question."""


@dataclass(frozen=True)
class Search:
    """An open index, and the outlets it knows."""

    words: Words
    vectors: Vectors | None
    names: Names

    def ranked(
        self,
        question: str,
        vector: NDArray[np.float32] | None,
        only: Filter,
        now: datetime,
        depth: int,
    ) -> list[Found]:
        """Return passages for a question, best first; with several parts more than `depth`."""
        near_by = self._near(vector, only)
        parts = facets(question, self.names, now)
        asked = _Asked(question, self._weights(question), only, depth)
        whole = self._look_up(asked, asked.whole, only)
        days = [self._on_the_day(asked, part) for part in parts]
        found = [self._found(asked, part) | day for part, day in zip(parts, days, strict=True)]
        found += [self._found(asked, clause) for clause in clauses(question, self.names)]
        near = dict(near_by())
        overall = fuse(whole, near)
        far = min(near.values(), default=0.0)
        nearness = {key: NEARNESS * (similarity - far) for key, similarity in near.items()}
        timely = frozenset(key for on_the_day in days for key in on_the_day)
        rankings = [_ranking(hits, nearness, timely) for hits in found]
        order = [*share_out(rankings), *(key for key, _ in overall)]
        order = at_most(dict.fromkeys(order), PER_ARTICLE, article_in)
        score = dict(overall)
        return [Found(key, score.get(key, 0.0)) for key in order]

    def names_outlets(self, question: str) -> bool:
        """Tell whether a question asks for the reports of certain outlets."""
        return bool(outlet_words(question, self.names))

    def subject(self, question: str, about: str = "") -> dict[str, float]:
        """Return the stems that say what a question is about, each with how much it tells.

        Words that name an outlet or ask for a report say nothing about the subject. Those that only a
        question before has (`about`) tell less.
        """
        before = {stem: BEFORE * tells for stem, tells in self.subject(about).items()} if about else {}
        idle = outlet_words(question, self.names) | STOP | GENERIC
        content = [word for word in _WORD.findall(question) if word.casefold() not in idle]
        stems = dict.fromkeys(stem for word in content for stem in self.words.tokens(word))
        names = self._names(question)
        return before | {stem: self._tells(stem, stem in names) for stem in stems if stem not in STOP}

    def across(self, request: Request) -> dict[str, float]:
        """Return the subject of a request; in another language, the names in it, which cross over."""
        subject = self.subject(request.question, request.about)
        names = self.named(request.whole) if self.foreign(request) else set()
        return {stem: tells for stem, tells in subject.items() if stem in names} or subject

    def foreign(self, request: Request) -> bool:
        """Tell whether a request asks for articles in whose language its words do not stand."""
        return request.language not in ("", ENGLISH)

    def named(self, question: str) -> set[str]:
        """Return the stems of the names in a question's subject."""
        return self._names(question) & self.subject(question).keys()

    def strangers(self, question: str) -> int:
        """Return how many names of a question stand nowhere in the library."""
        unknown = {stem for stem in self._names(question) if not self.words.frequency(stem)}
        return len(unknown & self.subject(question).keys()) if unknown else 0

    def _names(self, question: str) -> set[str]:
        return {stem for match in _NAME.finditer(question) for stem in self.words.tokens(match.group())}

    def stems(self, text: str) -> set[str]:
        """Return the stems of a text, comparable with those of `subject`."""
        return set(self.words.tokens(text))

    def meanings(self, text: str) -> set[str]:
        """Return the stems of a text and of the words that news prose uses for the same."""
        stems = self.stems(text)
        return stems.union(*(same for stem in stems if (same := self.words.alike.get(stem))))

    def _tells(self, stem: str, name: bool) -> float:
        frequency, total = self.words.frequency(stem), self.words.count()
        if not frequency and not name:
            return UNSEEN_WORD
        return COMMON_WORD + rarity(frequency, total) / rarity(0, total)

    def _weights(self, text: str) -> dict[tuple[str, str], float]:
        weights: dict[tuple[str, str], float] = {}
        for name, weight in ((STEMMED, 1.0), (PLAIN, PLAIN_WEIGHT)):
            weights |= {(name, token): weight for token in self.words.tokens(text, name) if token not in STOP}
        return weights

    def _look_up(self, asked: _Asked, weights: Weights, only: Filter) -> Ranked:
        key = (frozenset(weights.items()), only)
        if key not in asked.answers:
            terms = [(name, token, weight) for (name, token), weight in weights.items()]
            asked.answers[key] = self.words.search(terms, asked.depth, only)
        return asked.answers[key]

    def _near(self, vector: NDArray[np.float32] | None, only: Filter) -> Callable[[], Ranked]:
        """Have the vectors looked at, in a process of their own, while the words are."""
        if self.vectors is None or vector is None:
            return list
        return self.vectors.begin(vector, NEAREST, only)

    def _found(self, asked: _Asked, part: Facet) -> dict[Key, float]:
        return dict(self._look_up(asked, self._of(asked, part), _scope(asked, part)))

    def _on_the_day(self, asked: _Asked, part: Facet) -> dict[Key, float]:
        """Return what was published on the day or in the month that a part names."""
        scope = _scope(asked, part)
        if part.since is None or part.until is None:
            return {}
        since = max(filter(None, (part.since, scope.since)))
        until = min(filter(None, (part.until, scope.until)))
        if since >= until:
            return {}
        within = replace(scope, since=since, until=until)
        return dict(self._look_up(asked, self._of(asked, part), within))

    def _of(self, asked: _Asked, part: Facet) -> Weights:
        """Return the words of the whole question, with more weight on those of a part."""
        weights = dict(asked.whole)
        if part.text != asked.question:
            for key, weight in self._weights(part.text).items():
                weights[key] = weights.get(key, 0.0) + CLAUSE_WEIGHT * weight
        return weights


def _ranking(
    hits: Mapping[Key, float], nearness: Mapping[Key, float], timely: frozenset[Key]
) -> dict[Key, float]:
    """Return the places that the words found for one part of a question, the best word score being 1.

    Vectors know nothing of the outlet asked for: they only order what the words found.
    """
    best = max(hits.values(), default=0.0)
    return {
        key: score / best + nearness.get(key, 0.0) + TIMELINESS * (key in timely)
        for key, score in hits.items()
    }


def _scope(asked: _Asked, part: Facet) -> Filter:
    named = part.publishers & asked.only.publishers if asked.only.publishers else part.publishers
    return replace(asked.only, publishers=named) if named else asked.only
