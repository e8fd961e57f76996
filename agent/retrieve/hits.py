"""Passages that were found, and how they are shown to people.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from agent.retrieve.cards import Card
from agent.retrieve.split import passage_at
from agent.types import Article, FoundPassage, Passage, Request, SearchReport, Span

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Hit:
    """A passage that was found."""

    article: Article
    start: int
    """First character of the passage in the article's text."""
    end: int
    """One past its last character."""
    score: float
    """Relevance to the question, higher is better; comparable within one request only."""
    copies: tuple[Card, ...] = ()
    """Near-copies of the passage in other articles, best first."""

    @property
    def text(self) -> str:
        """What the passage says."""
        return self.article.text[self.start : self.end]

    @property
    def passage(self) -> Passage:
        """The passage with its sentences; only where `stands`."""
        assert self._passage is not None
        return self._passage

    @property
    def stands(self) -> bool:
        """Tell whether there is a passage at that place."""
        return self._passage is not None

    @cached_property
    def _passage(self) -> Passage | None:
        # Finding the sentences takes longer than all the rest, and of most hits nobody wants them.
        return passage_at(self.article, self.start, self.end)


def report(
    request: Request,
    hits: Sequence[Hit],
    subject: Mapping[str, float],
    stems: Callable[[str], set[str]],
    degraded: str,
) -> SearchReport:
    """Return what was found as it is shown.

    Args:
        request: What was asked for.
        hits: What was found, best first.
        subject: The stems that say what the question is about.
        stems: Gives the stems of a text.
        degraded: One sentence where not everything could be used; empty otherwise.
    """
    return SearchReport(
        question=request.whole,
        window=request.window,
        as_of=request.as_of,
        outlets=request.outlets,
        language=request.language,
        passages=tuple(_shown(hit, subject, stems) for hit in hits),
        degraded=degraded,
    )


def _shown(hit: Hit, subject: Mapping[str, float], stems: Callable[[str], set[str]]) -> FoundPassage:
    article, passage = hit.article, hit.passage
    others = dict.fromkeys(copy.publisher for copy in hit.copies if copy.publisher != article.publisher)
    return FoundPassage(
        article_id=article.id,
        content_hash=article.content_hash,
        publisher=article.publisher,
        headline=article.headline,
        published=article.published,
        url=article.url,
        language=article.language,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        sentences=passage.sentences,
        matched=tuple(_matched(passage, subject, stems)),
        also_in=tuple(others),
        score=hit.score,
    )


def _matched(
    passage: Passage, subject: Mapping[str, float], stems: Callable[[str], set[str]]
) -> Iterator[Span]:
    for match in _WORD.finditer(passage.text):
        if not stems(match.group()).isdisjoint(subject):
            yield Span(start=passage.start + match.start(), end=passage.start + match.end())
