"""Small parts of reading what was found: which articles count, their passages, and sentences as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice

from agent.retrieve.facets import Names, outlet_names
from agent.retrieve.hits import Hit
from agent.retrieve.places import Filter, Place
from agent.retrieve.rank import coverage
from agent.retrieve.seams import Shelf
from agent.retrieve.search import Found, Search
from agent.retrieve.split import split
from agent.types import Article, Evidence, Passage, Request, Span

AT_ONCE = 20
"""Texts fetched together. A statement costs as much as five of them, and most answers need few."""
AT_MOST = 250
"""Texts fetched in one statement."""
EARLIEST_ZONE = timedelta(hours=14)
"""By how much a day may have begun elsewhere before it begins in UTC."""


class Texts:
    """What was read from the store for one question: nothing twice, and nothing before it is asked for."""

    def __init__(self, store: Shelf, ahead: int) -> None:
        """Begin with nothing; `ahead` is how many may be read before it is known whether they are wanted."""
        self._store = store
        self._ahead = ahead
        self._there: dict[tuple[str, str], Article] = {}

    def read_ahead(self, places: Iterable[Place]) -> None:
        """Fetch the articles of the first of these places."""
        self.read(islice(places, self._ahead))

    def read(self, places: Iterable[Place]) -> None:
        """Fetch the articles of some places."""
        wanted = {(place.article_id, place.content_hash) for place in places} - self._there.keys()
        ordered = sorted(wanted)
        for first in range(0, len(ordered), AT_MOST):
            self._there.update(self._store.articles_of(ordered[first : first + AT_MOST]))

    def of(self, found: list[Found]) -> Iterator[tuple[Place, float, Article]]:
        """Yield places with scores and articles; those whose article is not in the store are left out."""
        for first in range(0, len(found), AT_ONCE):
            some = found[first : first + AT_ONCE]
            self.read(place for place, _ in some)
            for place, score in some:
                article = self._there.get((place.article_id, place.content_hash))
                if article is not None:
                    yield place, score, article


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


def counts(article: Article, request: Request, latest: datetime) -> bool:
    """Tell whether an article may be quoted: of the language asked for, not excluded, not of days to come.

    Vectors know nothing of languages, so what they proposed is looked at here.
    """
    if article.published is not None and article.published > latest:
        return False
    return request.language in ("", article.language) and not any(p.meets(article) for p in request.excluded)
