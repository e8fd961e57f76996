"""What a person pinned, and what the answer before rests on, found whether or not the search would have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from agent.retrieve.hits import Hit
from agent.retrieve.places import Filter, instant
from agent.retrieve.rank import coverage
from agent.retrieve.reading import split_up, window_of
from agent.retrieve.seams import Shelf
from agent.retrieve.search import Search
from agent.types import Article, Request

PINNED = 2
"""Passages of what is pinned that are read, where none of it was found."""


def pinned(
    request: Request,
    hits: Sequence[Hit],
    store: Shelf,
    search: Search,
    found: Callable[[Request], Sequence[Hit]],
) -> list[Hit]:
    """Return passages of everything pinned that is not among the hits, as relevant as the best of them.

    A pinned article is read outside the window too, in its version of the moment that is asked about; of a
    pinned outlet what comes closest inside the window. What does not exist then, or is excluded, is not read.

    Args:
        request: What was asked for.
        hits: What was found.
        store: Holds the articles.
        search: Knows what the question is about.
        found: Looks for a request.
    """
    best = max((hit.score for hit in hits), default=1.0)
    more: list[Hit] = []
    for pick in request.pinned:
        if any(pick.meets(hit.article) for hit in (*hits, *more)):
            continue
        if not pick.article_id:
            more += found(request.model_copy(update={"outlets": (pick.outlet,)}))
            continue
        article = _then(pick.article_id, request.as_of, store)
        if article is not None and not any(one.meets(article) for one in request.excluded):
            more += _closest(article, request, search, best)
    return more


def nearby(request: Request, hits: Sequence[Hit], store: Shelf, search: Search) -> list[Hit]:
    """Return further passages of the articles that the answer before rests on, if they meet the limits.

    Args:
        request: What was asked for.
        hits: What was found.
        store: Holds the articles.
        search: Knows what the question is about.
    """
    best = max((hit.score for hit in hits), default=1.0)
    only = window_of(request)
    there = {(hit.article.id, hit.start) for hit in hits}
    more: list[Hit] = []
    for name in request.near:
        article = _then(name, request.as_of, store)
        if article is not None and _meets(article, request, only):
            found = _closest(article, request, search, best)
            more += [hit for hit in found if hit.stands and (name, hit.start) not in there]
    return more


def _meets(article: Article, request: Request, only: Filter) -> bool:
    """Tell whether an article is inside all limits of a request."""
    named = not only.publishers or article.publisher in only.publishers
    allowed = article.publisher not in only.without and not any(p.meets(article) for p in request.excluded)
    return (
        named
        and allowed
        and only.language in ("", article.language)
        and only.spans(instant(article.published))
    )


def _then(article_id: str, moment: datetime | None, store: Shelf) -> Article | None:
    """Return an article as it was at a moment, None for now; None where it was not published by then."""
    if moment is None:
        return store.article(article_id)
    article = store.article_at(article_id, moment)
    late = article is not None and article.published is not None and article.published > moment
    return None if late else article


def _closest(article: Article, request: Request, search: Search, score: float) -> list[Hit]:
    """Return the passages of an article that name most of the question, in the order of its text."""
    subject = search.subject(request.question, request.about)
    ranked = sorted(split_up(article), key=lambda p: -coverage(subject, search.stems(p.text)))[:PINNED]
    return [
        Hit(article, passage.start, passage.end, score) for passage in sorted(ranked, key=lambda p: p.start)
    ]
