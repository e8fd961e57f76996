"""Both halves of the index brought to agree, and what is said where one of them cannot be used."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from agent.errors import EmbedderFailed, IndexAway, IndexDamaged
from agent.retrieve.dense import Vectors
from agent.retrieve.entries import CHUNK, entries_of
from agent.retrieve.health import examine
from agent.retrieve.intake import embedded
from agent.retrieve.lexical import Words
from agent.retrieve.places import Entry, Place
from agent.retrieve.seams import Embedder
from agent.types import Article


def tidy(words: Words, vectors: Vectors | None) -> set[Place]:
    """Remove vectors without words, as a killed run leaves them; return the places that lack a vector."""
    if vectors is None:
        return set()
    known, there = set(words.places()), set(vectors.places())
    vectors.drop(sorted(there - known))
    return known - there


def agree(words: Words, vectors: Vectors | None, count: int) -> None:
    """Raise IndexDamaged unless both halves hold the same, and a sample of so many is found in both."""
    examine(words, vectors, count)
    if vectors is not None and vectors.count() != words.count():
        raise IndexDamaged("vectors", f"{vectors.count()} passages instead of {words.count()}")


def fill(
    vectors: Vectors | None,
    embedder: Embedder | None,
    articles: Iterable[Article],
    gap: Collection[Place],
    size: int | None,
) -> None:
    """Add the vectors of the places in a gap, about `size` at a time."""
    for some in _lacking(articles, gap, size):
        rows = embedded(some, vectors, embedder)
        if vectors is not None and rows is not None:
            vectors.add(some, rows)


def _lacking(
    articles: Iterable[Article], places: Collection[Place], size: int | None
) -> Iterator[list[Entry]]:
    some = list[Entry]()
    for article in articles:
        some += [entry for entry in entries_of(article) if entry.place in places]
        if len(some) >= (size or CHUNK):
            yield some
            some = []
    yield some


def told(failure: IndexAway | IndexDamaged | EmbedderFailed) -> str:
    """Say why vectors cannot be used."""
    if isinstance(failure, EmbedderFailed):
        return f"The embedder could not be asked ({failure.subject}: {failure.why})"
    if isinstance(failure, IndexAway):
        return f"The vector server at {failure.subject} could not be asked ({failure.why})"
    return f"The vector index could not be used ({failure.why})"
