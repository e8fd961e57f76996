"""Where news comes from: which texts are one origin, however many outlets print them.

Pure. The one definition of an origin, for the ledger, for further sources, for what leads a briefing and for
what is shown. Two tellings have one origin when any of these ties them:

- their articles have one owner: one outlet, or one registrable domain;
- both articles credit the same agency, outlet or author, or one credits the other;
- the sentence says that it has its news from the same outlet as the other one, or from the other's;
- their sentences are near-copies, or so much of one article stands in the other that it was taken over.

Of tied tellings the one published first is the origin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from agent.text.credits import attributed, credits, is_agency, outlet_key
from agent.text.shingles import COPY_OVERLAP, overlap, triples
from agent.types import Article, Citation, Evidence

FEWEST = 8
"""Word triples (ten words) from which a sentence can be told from one that others would write alike."""
PART, FEWEST_IN_PART = 0.2, 30
"""Share of the shorter article's word triples, quotations left out, and their number, from which it has taken
over part of the other. Between outlets of public news that tell one story without copying, it is at most 0.12
(1,003 articles, 110 outlets)."""
_SECOND_LEVEL = frozenset(
    {"co", "com", "org", "net", "gov", "edu", "ac", "gob", "gouv", "govt", "or", "ne", "go"}
)
"""Labels below a country's, under which names are registered (such as co.uk)."""
_CARRIERS = frozenset({"google.com", "yahoo.com", "msn.com", "allsides.com", "archive.org", "apple.news"})
"""Domains that show the texts of many owners under the name of each."""
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


Copied = Callable[[Article, Article], bool]
"""Tells whether one article took over the other."""


class Telling(NamedTuple):
    """A stretch of an article that tells something."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """What it says."""
        return self.article.text[self.start : self.end]


def telling_of(evidence: Evidence) -> Telling:
    """Return the sentence of evidence as a telling."""
    return Telling(evidence.article, evidence.start, evidence.end)


def cited_tellings(citations: Iterable[Citation], articles: Mapping[str, Article]) -> list[Telling]:
    """Return what is cited as tellings; citations of articles that are not at hand are left out."""
    return [Telling(articles[c.article_id], c.start, c.end) for c in citations if c.article_id in articles]


class Lineage:
    """Tells origins apart among the articles it knows the outlets of."""

    def __init__(
        self, articles: Iterable[Article] = (), outlets: Iterable[str] = (), copied: Copied | None = None
    ) -> None:
        """Take the names of the outlets, of the articles and others: "the Courier reported" can be read so.

        `copied` takes the place of comparing the texts, where these are not at hand as a whole.
        """
        self._outlets = frozenset([*(article.publisher for article in articles), *outlets])
        self._copied = copied or taken_over
        self._read: dict[tuple[str, int, int], frozenset[str]] = {}

    def one_origin(self, a: Telling, b: Telling) -> bool:
        """Tell whether two tellings come from one origin."""
        if self._named(a) & self._named(b):
            return True
        return _near_copies(a.text, b.text) or self._copied(a.article, b.article)

    def independent(self, tellings: Iterable[Telling]) -> tuple[Telling, ...]:
        """Return one telling of each origin, the earliest; one that names fewer sources speaks first."""
        kept: list[Telling] = []
        for telling in sorted(tellings, key=self._precedence):
            if not any(self.one_origin(telling, other) for other in kept):
                kept.append(telling)
        return tuple(kept)

    def origins(self, tellings: Iterable[Telling]) -> int:
        """Return how many independent origins there are."""
        return len(self.independent(tellings))

    def _precedence(self, telling: Telling) -> tuple[int, bool, float, str, int]:
        return len(self._borrowed(telling)), *_when(telling.article), telling.start

    def _named(self, telling: Telling) -> frozenset[str]:
        """Return keys for the owner of a telling and for everybody it credits."""
        return _owners(telling.article) | self._borrowed(telling)

    def _borrowed(self, telling: Telling) -> frozenset[str]:
        """Return keys for everybody but its owner that a telling credits."""
        place = (telling.article.id, telling.start, telling.end)
        if place not in self._read:
            credited = _credited(telling.article).keys() | attributed(telling.text, self._outlets)
            self._read[place] = frozenset(credited - _owners(telling.article))
        return self._read[place]


def taken_over(one: Article, other: Article) -> bool:
    """Tell whether one of two articles is the other, or has taken over so much of it."""
    return copied(one.text, other.text)


@lru_cache(maxsize=65536)
def copied(one: str, other: str) -> bool:
    """Tell whether one text is the other, or has taken over so much of it that they are no two accounts."""
    mine, theirs = _own_words(one), _own_words(other)
    share = overlap(mine, theirs)
    return share >= COPY_OVERLAP or (share >= PART and len(mine & theirs) >= FEWEST_IN_PART)


def sources(
    articles: Iterable[Article], outlets: Iterable[str] = (), copied: Copied = taken_over
) -> dict[str, str]:
    """Return, by id, what ties an article to another outlet: "credits Reuters", "repeats The Courier".

    An article repeats an earlier one of another owner; one of unknown date may repeat, and is never repeated.
    What neither credits nor repeats anybody is its outlet's own, as far as can be told, and is left out.
    """
    found: dict[str, str] = {}
    ordered = sorted(articles, key=_when)
    known = frozenset(map(outlet_key, outlets)).union(*map(_owners, ordered))
    repeats = repeated(ordered, copied)
    for article in ordered:
        named = {key: name for key, name in _credited(article).items() if key not in _owners(article)}
        credit = [name for key, name in named.items() if key in known or is_agency(key)]
        if credit:
            found[article.id] = f"credits {' and '.join(credit)}"
        elif article.id in repeats:
            found[article.id] = f"repeats {repeats[article.id].publisher}"
    return found


def repeated(articles: Iterable[Article], copied: Copied = taken_over) -> dict[str, Article]:
    """Return, by the id of each article that repeats others, the first of those."""
    found: dict[str, Article] = {}
    told: list[Article] = []
    for article in sorted(articles, key=_when):
        others = (a for a in told if _owners(a).isdisjoint(_owners(article)))
        if (first := next((a for a in others if copied(article, a)), None)) is not None:
            found[article.id] = first
        if article.published is not None:
            told.append(article)
    return found


def owners(articles: Iterable[tuple[str, frozenset[str]]]) -> dict[str, str]:
    """Return, by id of the article, what stands for its owner: equal for one outlet or registrable domain.

    Who shares a domain with a second and a name with a third is one owner with both.

    Args:
        articles: Id of each, and its `owner_keys`.
    """
    keys = dict(articles)
    leader = _leaders((name, key) for name, held in keys.items() for key in held)
    return {name: leader(name) for name in keys}


def families(copies: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return, by id, what stands for the text that articles share; articles that share none are left out.

    Args:
        copies: Ids of two articles that share one.
    """
    pairs = list(copies)
    leader = _leaders(pairs)
    return {name: leader(name) for pair in pairs for name in pair}


def _leaders(links: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """Return what gives the same name to everything that links tie together, however far apart."""
    above: dict[str, str] = {}

    def leader(key: str) -> str:
        while (up := above.setdefault(key, key)) != key:
            above[key] = above[up]  # halves the way for whoever comes next
            key = up
        return key

    for one, other in links:
        above[leader(one)] = leader(other)
    return leader


@lru_cache(maxsize=2048)
def _own_words(text: str) -> frozenset[int]:
    """Return the word triples of a text without what it quotes: two reporters may quote one speech."""
    own = triples(_QUOTED.sub(" ", text))
    return own if len(own) >= FEWEST else triples(text)


def _near_copies(one: str, other: str) -> bool:
    mine, theirs = triples(one), triples(other)
    return min(len(mine), len(theirs)) >= FEWEST and overlap(mine, theirs) >= COPY_OVERLAP


def _owners(article: Article) -> frozenset[str]:
    return owner_keys(article.publisher, site_of(article.url))


@lru_cache(maxsize=4096)
def owner_keys(publisher: str, site: str) -> frozenset[str]:
    """Return keys for who answers for an article: its outlet, and its domain as `site_of` gives it."""
    return frozenset({outlet_key(publisher), *([f"at {site}"] if site else ())})


def _credited(article: Article) -> Mapping[str, str]:
    return credits(article.text, article.authors)


@lru_cache(maxsize=4096)
def site_of(url: str | None) -> str:
    """Return the registrable domain of an address; empty where there is none, or it shows texts of others."""
    host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    labels = host.split(".")
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    site = ".".join(labels[-size:])
    return "" if site in _CARRIERS else site


def _when(article: Article) -> tuple[bool, float, str]:
    """Return the order of publication; the id makes it the same in whatever order articles come."""
    published = article.published
    return published is None, published.timestamp() if published else 0.0, article.id
