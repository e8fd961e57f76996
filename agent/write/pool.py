"""The sentences a briefing can be made of, and what has been taken from them.

Pure. Taking is greedy with a penalty for repetition (maximal marginal relevance, Carbonell and Goldstein
1998) and for outlets that have already spoken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from agent.text.machine import is_news
from agent.types import Evidence
from agent.write.age import dated_by_its_day
from agent.write.openings import found_names, printable_form
from agent.write.salience import ALIKE, Texts, keys, salience, telling
from agent.write.story import ANSWER, Story, columns, of_the_years, story
from agent.write.tolls import overtaken
from agent.write.usable import usable

REPETITION = 0.26
"""Cosine from which two sentences tell the same thing."""
CERTAIN = 0.42
"""Cosine from which a new figure or date does not make it another thing."""
SHARED_WORDS = 0.5
"""Share of the shorter sentence's content words from which the longer one repeats it."""
SAME_FIGURE = 3
"""Content words that two sentences with the same figure must share to tell the same fact."""
FEWEST_SHARED, SURELY = 2, 0.6
"""Words beside those of the question that a repetition shares; cosine from which it is one all the same."""
REPEATING = 2.0
"""What likeness beyond the usual costs, per unit of cosine."""
AGAIN = 0.05
"""What it costs a sentence that its article has been quoted before."""
ON_TOPIC, OFF_TOPIC, OTHER = 0.8, 0.35, 0.12
"""Topicality from which an article tells the story in whatever words; below which it only touches it, so that
only a sentence that takes up most of the question counts; and below which it is about something else."""
COLUMN = 0.35
"""What is left of a sentence's worth in a column, where rhetoric stands as fact."""
NARROW, WIDE, FEW_WORDS = 0.8, 0.5, 3
"""How much of a sentence's worth hangs on what it takes up of a question of few words, and of one of more."""
STRANGER = 0.6
"""What is left of a sentence's worth that opens with a bare surname nobody else tells of."""
WORTH = 0.08
"""Share of the best sentence's worth below which a briefing says nothing rather than more."""

_EXACT = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_SURNAME = re.compile(
    r"^([A-Z][a-z]+)(?:[’']s \w+)? (?:said|says|told|added|called|also|accused|met|worries|wants|has)\b"
)
_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{1,2}\b)?(?:,? (?:19|20)\d\d)?"
    r"|\b\d{1,2} (?=January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|\b(?:19|20)\d\d\b"
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


Choose = Callable[[Sequence[Evidence], Sequence[str], Texts, Story, datetime], list[Candidate]]
"""Returns the candidates among sentences, given those as they are printed and as vectors, best first."""


@dataclass
class _Taken:
    """What has been taken so far."""

    words: int
    most: int
    members: list[Candidate] = field(default_factory=list)
    outlets: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)

    def count(self, candidate: Candidate, by: int) -> None:
        self.words -= by * len(candidate.text.split())
        self.outlets[candidate.outlet] += by
        self.articles[candidate.evidence.article.id] += by
        for thing in exact_things(candidate.text):
            self.exact[thing] += by


class Pool:
    """Hands out sentences, none twice, none that repeats another."""

    def __init__(
        self,
        evidence: Sequence[Evidence],
        question: str,
        language: str,
        now: datetime,
        choose: Choose | None = None,
        about: str = "",
    ) -> None:
        """Weigh the evidence.

        Args:
            evidence: What was found.
            question: What was asked.
            language: Sentences of articles in other languages are left out.
            now: The moment the briefing describes.
            about: The question that it goes on from.
            choose: Picks and weighs the sentences that may be taken; None picks those that tell the story.
        """
        evidence = [e for e in of_the_years(question, evidence) if e.article.language == language]
        evidence = _trusted(evidence)
        shown = [printable_form(e.text) for e in evidence]
        self.texts = Texts(shown)
        self._pairs: dict[tuple[int, int, bool], bool] = {}
        self.story = story(question, evidence, self.texts, about)
        self.all = (choose or _candidates)(evidence, shown, self.texts, self.story, now)
        self.start(max_words=10**6, most=10**6)

    def start(self, max_words: int, most: int) -> None:
        """Take everything back; from now on at most so many words, and so many sentences of one outlet."""
        self._taken = _Taken(words=max_words, most=most)

    @property
    def taken(self) -> tuple[Candidate, ...]:
        """What has been handed out."""
        return tuple(self._taken.members)

    def take(
        self, n: int, fits: Callable[[Candidate], float], least: float = 0.0, spread: bool = False
    ) -> list[Candidate]:
        """Take up to n sentences, best first.

        Args:
            n: How many at most.
            fits: Weighs a sentence for the place; 0 keeps it out.
            least: Share of the best sentence's worth below which none is taken, if more than usual.
            spread: Take no two of one outlet.
        """
        got: list[Candidate] = []
        least = max(least, WORTH)
        floor = least * self.all[0].score if self.all else 0.0
        weighed = [(c, w) for c in self.all if (w := fits(c)) > 0 and c.score * min(w, 1.0) >= floor]
        while len(got) < n:
            weighed = [(c, w) for c, w in weighed if self._free(c)]
            open_to = [cw for cw in weighed if not _shares(cw[0], got)] if spread else weighed
            if not open_to:
                break
            best = max(open_to, key=lambda cw: (self._worth(*cw), -cw[0].evidence.label))[0]
            self._taken.members.append(best)
            self._taken.count(best, 1)
            got.append(best)
        return got

    def give_back(self, given: Sequence[Candidate]) -> None:
        """Return sentences that found no place after all."""
        for candidate in given:
            self._taken.members.remove(candidate)
            self._taken.count(candidate, -1)

    def _free(self, candidate: Candidate) -> bool:
        taken = self._taken
        if taken.outlets[candidate.outlet] >= taken.most or len(candidate.text.split()) > taken.words:
            return False
        adds = any(not taken.exact[thing] for thing in exact_things(_DATE.sub(" ", candidate.text)))
        return not any(self._repeats(candidate, other, adds) for other in taken.members)

    def _repeats(self, a: Candidate, b: Candidate, adds: bool) -> bool:
        """Return `_tells_again`, remembered: sections are filled several times from the same sentences."""
        pair = (a.place, b.place, adds)
        if pair not in self._pairs:
            self._pairs[pair] = self._tells_again(a, b, adds)
        return self._pairs[pair]

    def _tells_again(self, a: Candidate, b: Candidate, adds: bool) -> bool:
        """Return whether `a` tells what `b` told; a new figure is news, a new date is not."""
        near = float(self.texts.near[a.place, b.place])
        if adds and near <= ALIKE / 2:
            return False
        same = {thing for thing in exact_things(a.text) & exact_things(b.text) if not thing.isalpha()}
        shared = float(self.texts.shared[a.place, b.place]) - len(same)
        told = set(keys(a.text)) & set(keys(b.text)) - self.story.usual - same
        if len(told) < FEWEST_SHARED and near < SURELY:
            return False
        if same and shared >= SAME_FIGURE and near > ALIKE / 2:
            return True
        if adds and near < CERTAIN:
            return False
        return near >= REPETITION or self.texts.overlap(a.place, b.place) >= SHARED_WORDS

    def _worth(self, candidate: Candidate, weight: float) -> float:
        row = self.texts.near[candidate.place]
        spoken = (
            AGAIN * self._taken.articles[candidate.evidence.article.id]
            + AGAIN * self._taken.outlets[candidate.outlet]
        )
        nearest = max((float(row[t.place]) for t in self._taken.members), default=0.0)
        return candidate.score * weight - REPEATING * max(0.0, nearest - ALIKE) - spoken


def _shares(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    """Return whether a sentence comes from the outlet of one of the others."""
    return any(candidate.outlet == other.outlet for other in others)


@lru_cache(maxsize=16384)
def exact_things(text: str) -> frozenset[str]:
    """Return the figures and month names of a text."""
    return frozenset(_EXACT.findall(text))


def _trusted(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Leave out articles that speak to machines, and tolls that are not, or no longer, the count."""
    sound = [e for e in evidence if is_news(e.article.text, e.start)]
    passed = overtaken(sound)
    return [e for e in sound if e.label not in passed]


def _candidates(
    evidence: Sequence[Evidence], shown: Sequence[str], texts: Texts, told: Story, now: datetime
) -> list[Candidate]:
    """Return the usable sentences, each distinct one once (its earliest printing), best first."""
    if not evidence:
        return []
    scores = salience(evidence, texts, [len(exact_things(text)) for text in shown], told.latest or now)
    arguing = columns(
        {e.article.id: e.article for e in evidence if told.about[e.article.id] >= OTHER}.values()
    )
    focus = NARROW if len(told.asked) <= FEW_WORDS else WIDE
    first: dict[str, Candidate] = {}
    for place, (e, text) in enumerate(zip(evidence, shown, strict=True)):
        share = told.about[e.article.id]
        if not _on(told, text, share):
            continue
        if not usable(text, told.known) or dated_by_its_day(text, e.article.published, told.latest):
            continue
        answer = told.answers(text)
        worth = scores[place] * (0.4 + 0.6 * max(share, answer)) * (1 - focus + focus * answer)
        worth *= (COLUMN if e.article.id in arguing else 1.0) * (
            STRANGER if unintroduced(text, told) else 1.0
        )
        same = " ".join(text.casefold().split())
        held = first.get(same)
        if held is None or _when(e) < _when(held.evidence):
            first[same] = Candidate(e, text, place, worth)
    return sorted(first.values(), key=lambda c: (-c.score, c.evidence.label))


def unintroduced(text: str, told: Story) -> bool:
    """Return whether a sentence opens with one capitalised word that the story does not know as a name."""
    found = _SURNAME.match(text)
    return bool(found and found[1] not in told.named and not set(telling(found[1])) & told.asked.keys())


def _on(told: Story, text: str, share: float) -> bool:
    """Return whether a sentence belongs to the story: the less its article does, the more it must itself.

    One without a word of the question must at least name somebody or some place, or no reader could tell.
    """
    words = telling(text)
    if share < OFF_TOPIC:
        return share >= OTHER and told.answers(text) >= ANSWER
    if words & told.asked.keys():
        return True
    return bool(found_names(text)) and len(words & told.subject) > (share < ON_TOPIC)


def _when(evidence: Evidence) -> float:
    published = evidence.article.published
    return published.timestamp() if published else float("inf")
