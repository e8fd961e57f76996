"""A library that holds a few articles and finds all their sentences, whatever is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from agent.text.sentences import sentences
from agent.types import Article, Evidence, Request, Span


class Near(NamedTuple):
    """What comes closest."""

    article: Article


class ListLibrary:
    """Finds every sentence of every article, in order."""

    embedder = "none"

    def __init__(self, articles: Sequence[Article], degraded: str = "") -> None:
        self.articles = articles
        self.degraded = degraded
        self.found = True

    def find(self, request: Request, now: datetime) -> list[Evidence]:
        return evidence_of(self.articles) if self.found else []

    def silent(self, request: Request, now: datetime, outlets: Iterable[str]) -> list[str]:
        return sorted(set(outlets) - {article.publisher for article in self.articles})

    def nearest(self, request: Request, now: datetime) -> list[Near]:
        return [Near(article) for article in self.articles[:3]]


def evidence_of(articles: Sequence[Article]) -> list[Evidence]:
    """Return every sentence of the articles as evidence; an article is one passage."""
    found: list[Evidence] = []
    for article in articles:
        whole = Span(start=0, end=len(article.text))
        for span in sentences(article.text):
            text = article.text[span.start : span.end]
            found.append(
                Evidence(
                    label=len(found) + 1, article=article, start=span.start, end=span.end, text=text,
                    passage=whole, score=1.0,
                )
            )  # fmt: skip
    return found
