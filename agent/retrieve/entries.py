"""Article → what is indexed of it, in chunks that become searchable together.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agent.retrieve.places import Entry, Place, instant
from agent.retrieve.seams import Amount, Shelf
from agent.retrieve.split import header, stretches
from agent.text.lineage import site_of
from agent.types import Article

CHUNK = 1000
"""Passages that become searchable together; a killed run loses at most so many."""


def entries_of(article: Article) -> Iterator[Entry]:
    """Yield the passages of an article with what is indexed beside them."""
    above, published, site = header(article), instant(article.published), site_of(article.url)
    for start, end in stretches(article):
        place = Place(article.id, article.content_hash, start, end, published)
        yield Entry(
            place,
            above,
            article.headline,
            article.text[start:end],
            article.publisher,
            article.published,
            article.language,
            site,
        )


def embedded_text(entry: Entry) -> str:
    """Return what is embedded of a passage: the line above it, and its text."""
    return f"{entry.header}\n{entry.text}"


def amount(articles: Iterable[Article]) -> Amount:
    """Return how much would be embedded of the articles."""
    sizes = [len(embedded_text(e).encode("utf-8", "replace")) for one in articles for e in entries_of(one)]
    return Amount(passages=len(sizes), size=sum(sizes))


def stored(store: Shelf, versions: Sequence[tuple[str, str]], of: int) -> Iterator[Article]:
    """Read versions from the store that holds `of`: page by page if they are most of it, else one by one."""
    if 2 * len(versions) > of:
        wanted = set(versions)
        yield from (one for one in store.articles() if (one.id, one.content_hash) in wanted)
        return
    for version in versions:
        if (article := store.article(*version)) is not None:
            yield article
