"""What was found becomes what may be shown: which passages count, their texts, sentences as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from agent.retrieve.cards import Candidate, Card, card_of
from agent.retrieve.facets import Names, outlet_names
from agent.retrieve.hits import Hit
from agent.retrieve.places import Filter, Place, instant
from agent.retrieve.rank import coverage
from agent.retrieve.seams import Shelf
from agent.retrieve.search import Found, Search
from agent.retrieve.split import split
from agent.types import Article, Evidence, Passage, Request, Span

AT_ONCE = 20
"""Passages that are looked at together: most answers need no more."""
AT_MOST = 250
"""Texts fetched in one statement."""
EARLIEST_ZONE = timedelta(hours=14)
"""By how much a day may have begun elsewhere before it begins in UTC."""


class Texts:
    """What was read from the store for one question: nothing twice, and nothing before it is asked for."""

    def __init__(self, store: Shelf) -> None:
        """Begin with nothing."""
        self._store = store
        self._there: dict[tuple[str, str], Article] = {}
        self._then: dict[tuple[str, datetime], Article | None] = {}

    def read(self, places: Iterable[Place]) -> None:
        """Fetch the articles of some places."""
        wanted = {(place.article_id, place.content_hash) for place in places} - self._there.keys()
        ordered = sorted(wanted)
        for first in range(0, len(ordered), AT_MOST):
            self._there.update(self._store.articles_of(ordered[first : first + AT_MOST]))

    def of(self, place: Place) -> Article | None:
        """Return the article of a place that was read; None where the store does not have it any more."""
        return self._there.get((place.article_id, place.content_hash))

    def at(self, article_id: str, moment: datetime) -> Article | None:
        """Return the version of an article that readers saw at a moment; None when there was none."""
        if (article_id, moment) not in self._then:
            then = self._store.article_at(article_id, moment)
            self._then[article_id, moment] = then
            if then is not None:
                self._there[then.id, then.content_hash] = then
        return self._then[article_id, moment]


def candidates(
    found: Sequence[Found], request: Request, latest: datetime, search: Search, texts: Texts, stored: bool
) -> Iterator[Candidate]:
    """Yield what was found and counts, as it was at the moment that is asked about.

    Args:
        found: Passages, best first.
        request: What was asked for.
        latest: Nothing published after it counts.
        search: The index they were found in.
        texts: Reads the store, where that has to be.
        stored: Whether what has left the store since the index was brought up to date is to be passed over.
            Else it is the caller's to see to, and no text is read but for a moment in the past.
    """
    subject = search.subject(request.question, request.about) if request.as_of is not None else {}
    for first in range(0, len(found), AT_ONCE):
        some = found[first : first + AT_ONCE]
        cards = search.words.cards(key for key, _ in some)
        if stored or request.as_of is not None:
            texts.read(card.place for card in cards.values())
        for key, score in some:
            card = cards.get(key)
            if card is not None and stored and texts.of(card.place) is None:
                card = None
            if card is not None and request.as_of is not None:
                card = _then(card, request.as_of, subject, search, texts)
            if card is not None and counts(card, request, latest):
                yield Candidate(card, score)


def _then(
    card: Card, moment: datetime, subject: dict[str, float], search: Search, texts: Texts
) -> Card | None:
    """Return the card of what stood in the place of a passage at a moment; None where there was nothing."""
    then = texts.at(card.place.article_id, moment) if texts.of(card.place) is not None else None
    if then is None or then.content_hash == card.place.content_hash:
        return card if then is not None else None
    passage = most_like(split_up(then), subject, search)
    return card_of(then, passage.start, passage.end) if passage is not None else None


def hits_of(kept: Sequence[Candidate], texts: Texts) -> list[Hit]:
    """Return candidates with their texts; those whose article the store does not have are left out."""
    texts.read(one.card.place for one in kept)
    there = ((one, one.card.place, texts.of(one.card.place)) for one in kept)
    return [
        Hit(article, place.start, place.end, one.score, one.copies)
        for one, place, article in there
        if article is not None
    ]


def copied_in(hits: Sequence[Hit], texts: Texts) -> list[Hit]:
    """Return the hits with those of their copies that are in the store."""
    texts.read(copy.place for hit in hits for copy in hit.copies)
    return [replace(hit, copies=tuple(c for c in hit.copies if texts.of(c.place))) for hit in hits]


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


def counts(card: Card, request: Request, latest: datetime) -> bool:
    """Tell whether a passage may be quoted: of the language asked for, not excluded, not of days to come.

    Vectors know nothing of languages, so what they proposed is looked at here.
    """
    if card.place.published > instant(latest):
        return False
    out = any(pick.names(card.place.article_id, card.publisher) for pick in request.excluded)
    return request.language in ("", card.language) and not out
