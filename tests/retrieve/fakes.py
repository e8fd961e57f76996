"""Small worlds for the retrieve room: a store in memory, and an embedder that hashes words."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from agent.types import Article

NOW = datetime(2026, 2, 3, 12, tzinfo=UTC)


def article(
    key: str,
    text: str,
    *,
    publisher: str = "The Harbour Post",
    headline: str = "",
    published: datetime | None = NOW,
    retrieved: datetime = NOW,
) -> Article:
    """Return an article with little more than a text."""
    content = hashlib.sha256(f"{headline}\n{text}".encode()).hexdigest()
    return Article(
        id=key,
        publisher=publisher,
        headline=headline,
        published=published,
        retrieved=retrieved,
        text=text,
        content_hash=content,
    )


class MemoryShelf:
    """A store that keeps its articles in a dictionary, all versions of them."""

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self._kept: dict[str, list[Article]] = {}
        for one in articles:
            self.put(one)

    def put(self, one: Article) -> None:
        self._kept.setdefault(one.id, []).append(one)

    def delete(self, article_id: str) -> None:
        del self._kept[article_id]

    def versions(self) -> Iterable[tuple[str, str]]:
        return [(key, kept[-1].content_hash) for key, kept in self._kept.items()]

    def articles(self) -> Iterable[Article]:
        return [kept[-1] for kept in self._kept.values()]

    def article(self, article_id: str, content_hash: str | None = None) -> Article | None:
        for one in reversed(self._kept.get(article_id, [])):
            if content_hash in (None, one.content_hash):
                return one
        return None

    def articles_of(self, versions: Collection[tuple[str, str]]) -> dict[tuple[str, str], Article]:
        found = {(key, content_hash): self.article(key, content_hash) for key, content_hash in versions}
        return {version: one for version, one in found.items() if one is not None}

    def article_at(self, article_id: str, moment: datetime) -> Article | None:
        kept = self._kept.get(article_id, [])
        return next((one for one in reversed(kept) if one.retrieved <= moment), kept[0] if kept else None)

    def publishers(self) -> Iterable[str]:
        return {kept[-1].publisher for kept in self._kept.values()}


class HashEmbedder:
    """Vectors of hashed words: equal words, near vectors. Counts what it is asked to embed."""

    def __init__(self, dimension: int = 64) -> None:
        self.name = f"hash-{dimension}"
        self.embedded = 0
        self._dimension = dimension

    def passages(self, texts: list[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        rows = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split():
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % self._dimension] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)

    def question(self, text: str) -> NDArray[np.float32]:
        self.embedded -= 1
        return np.asarray(self.passages([text])[0], dtype=np.float32)
