"""Article → what is indexed of it, in chunks that become searchable together.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agent.retrieve.lexical import Entry, Place
from agent.retrieve.split import header, split
from agent.types import Article

CHUNK = 1000
"""Passages that become searchable together; a killed run loses at most so many."""


def entries_of(article: Article) -> Iterator[Entry]:
    """Yield the passages of an article with what is indexed beside them."""
    above = header(article)
    for passage in split(article):
        place = Place(passage.article_id, passage.content_hash, passage.start, passage.end)
        yield Entry(place, above, article.headline, passage.text, article.publisher, article.published)


def chunked(articles: Iterable[Article]) -> Iterator[tuple[int, list[Entry]]]:
    """Yield the entries of whole articles together, about a chunk at a time, with the number of articles."""
    count, entries = 0, list[Entry]()
    for article in articles:
        more = list(entries_of(article))
        if entries and len(entries) + len(more) > CHUNK:
            yield count, entries
            count, entries = 0, []
        count += 1
        entries.extend(more)
    if count:
        yield count, entries
