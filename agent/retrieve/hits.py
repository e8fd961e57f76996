"""Passages that were found, and how they are shown to people.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.types import Article, FoundPassage, Passage, Request, SearchReport, Span

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Hit:
    """A passage that was found."""

    article: Article
    passage: Passage
    score: float
    """Relevance to the question, higher is better; comparable within one request only."""
    copies: tuple[Article, ...] = ()
    """Other articles in which a near-copy of the passage stands, best first."""


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
        question=request.question,
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
