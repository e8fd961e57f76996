"""What the index tells of a passage without its text: enough to take copies together and to share out places.

Pure. Only what is shown in the end has to be read from the store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple

from agent.retrieve.imprint import imprint
from agent.retrieve.places import Place, instant
from agent.retrieve.rank import at_most, without_copies
from agent.text.lineage import families, owner_keys, owners, site_of
from agent.types import Article

OWNER_SHARE = 0.25
"""Share of the passages that one owner, or one text under whatever names, may fill before the others have had
their turn. All outlets of one domain have one owner."""
FEWEST_PER_OWNER = 4


class Card(NamedTuple):
    """A passage as the index knows it."""

    place: Place
    publisher: str
    """Name of the outlet, as shown to readers."""
    site: str
    """Registrable domain it was published on; empty where there is none."""
    language: str
    """ISO 639-1 code."""
    imprint: frozenset[int]
    """By which copies of it are known."""


def card_of(article: Article, start: int, end: int) -> Card:
    """Return the card of a stretch of an article."""
    place = Place(article.id, article.content_hash, start, end, instant(article.published))
    shape = imprint(article.text[start:end])
    return Card(place, article.publisher, site_of(article.url), article.language, shape)


@dataclass(frozen=True)
class Candidate:
    """A passage that may be shown."""

    card: Card
    score: float
    """Relevance to the question, higher is better; comparable within one request only."""
    copies: tuple[Card, ...] = ()
    """Near-copies of it in other articles, best first."""


def collapsed(candidates: Iterable[Candidate], most: int) -> list[Candidate]:
    """Return up to `most` candidates without near-copies, which are noted with the first of them."""
    kept = without_copies(candidates, lambda one: one.card.imprint, most)
    return [replace(one, copies=tuple(copy.card for copy in copies)) for one, copies in kept]


def spread(candidates: Sequence[Candidate], k: int) -> list[Candidate]:
    """Return the candidates without near-copies, of which the first k hold no more of anybody than its share.

    That is so as far as there are others. An article is one text with those that hold copies of its passages,
    whoever owns them. Of what comes behind the first k, some are left out.
    """
    owner = _owners(candidates)

    def shared_out(some: Iterable[Candidate]) -> list[Candidate]:
        return at_most(some, _share(k), lambda one: owner[one.card.place.article_id])

    kept = collapsed(shared_out(candidates), 2 * k)
    family = _families(kept)

    def text(one: Candidate) -> str:
        return family.get(one.card.place.article_id, one.card.place.article_id)

    return at_most(shared_out(kept), _share(k), text)


def crowded(candidates: Sequence[Candidate], k: int, one_outlet: bool) -> bool:
    """Tell whether an owner or a text has more than its share among the first k.

    Where `one_outlet` is all there can be, an owner has no share: nobody else could take the places.
    """
    owner, family = _owners(candidates), _families(candidates)
    first = [one.card.place.article_id for one in candidates[:k]]
    texts = Counter(family.get(name, name) for name in first)
    owned = Counter[str]() if one_outlet else Counter(owner[name] for name in first)
    return any(most > _share(k) for counts in (texts, owned) for most in counts.values())


def _owners(candidates: Iterable[Candidate]) -> dict[str, str]:
    cards = (one.card for one in candidates)
    return owners((card.place.article_id, owner_keys(card.publisher, card.site)) for card in cards)


def _families(candidates: Iterable[Candidate]) -> dict[str, str]:
    pairs = ((one.card.place, copy.place) for one in candidates for copy in one.copies)
    return families((place.article_id, copy.article_id) for place, copy in pairs)


def _share(k: int) -> int:
    return max(FEWEST_PER_OWNER, ceil(OWNER_SHARE * k))
