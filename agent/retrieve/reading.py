"""Small parts of reading what was found: which articles count, their passages, and sentences as evidence."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from agent.retrieve.facets import Names, outlet_names
from agent.retrieve.hits import Hit
from agent.retrieve.lexical import Filter
from agent.retrieve.rank import coverage
from agent.retrieve.search import Search
from agent.retrieve.split import split
from agent.types import Article, Evidence, Passage, Request, Span


@lru_cache(maxsize=4)
def names_of(publishers: tuple[str, ...]) -> Names:
    """Return the names of outlets as they are looked for in questions."""
    return outlet_names(publishers)


@lru_cache(maxsize=512)
def split_up(article: Article) -> list[Passage]:
    """Return the passages of an article, remembered."""
    return split(article)


def most_like(passages: list[Passage], subject: dict[str, float], search: Search) -> Passage | None:
    """Return the passage that names most of a subject."""
    return max(passages, key=lambda p: coverage(subject, search.stems(p.text)), default=None)


def window_of(request: Request) -> Filter:
    """Return what counts: outlets, language, the window, and nothing after the moment asked about."""
    ends = [request.window.until]
    if request.as_of is not None:
        ends.append(request.as_of + timedelta(seconds=1))  # what was published at that second counts
    return Filter(
        since=request.window.since,
        until=min((end for end in ends if end is not None), default=None),
        publishers=frozenset(request.outlets),
        language=request.language,
        without=left_out(request),
    )


def left_out(request: Request) -> frozenset[str]:
    """Return the outlets that are excluded as a whole."""
    return frozenset(pick.outlet for pick in request.excluded if not pick.article_id)


def evidence_of(label: int, hit: Hit, span: Span, text: str, score: float) -> Evidence:
    """Return a sentence of a hit as it is offered to the writer."""
    return Evidence(
        label=label,
        article=hit.article,
        start=span.start,
        end=span.end,
        text=text,
        passage=Span(start=hit.passage.start, end=hit.passage.end),
        score=score,
    )
