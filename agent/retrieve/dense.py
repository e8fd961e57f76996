"""The vector half of the index: Chroma in this process, on a folder nobody else opens.

Chroma is a cache that can be lost: it keeps names, vectors and nothing of the text. Every call has a
deadline, because an engine that hangs must not hang the program.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from agent.retrieve.deadline import within
from agent.retrieve.lexical import Entry, Filter, Place, instant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")

BATCH = 500
"""Records handed to Chroma in one call. It takes up to 5,461 and is no faster with more than 250, but nothing
else in this process moves while it works: short calls leave room for preparing the next passages."""
QUERY_SECONDS = 10.0
"""A query takes milliseconds; after this long the engine is taken to hang."""
WRITE_SECONDS = 300.0
"""A full batch takes seconds."""
_SEPARATOR = "\x1f"


class Vectors:
    """A collection of vectors in one folder."""

    def __init__(self, folder: Path, embedder: str, seconds: float = QUERY_SECONDS) -> None:
        """Open the folder's collection for an embedder, or make it; raise IndexDamaged if that fails."""
        self._seconds = seconds
        self._client, self._collection = self._call(lambda: _open(folder, embedder), WRITE_SECONDS)

    def add(self, entries: Sequence[Entry], vectors: NDArray[np.float32]) -> None:
        """Add passages with their vectors; one that is there already is replaced."""
        for first in range(0, len(entries), BATCH):
            part = entries[first : first + BATCH]
            rows = vectors[first : first + BATCH]
            self._call(lambda part=part, rows=rows: self._upsert(part, rows), WRITE_SECONDS)  # type: ignore[misc]

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove every passage of the named articles."""
        for first in range(0, len(article_ids), 500):
            part = list(article_ids[first : first + 500])
            self._call(lambda part=part: self._delete(part), WRITE_SECONDS)  # type: ignore[misc]

    def count(self) -> int:
        """Return the number of passages."""
        return int(self._call(self._collection.count))

    def search(self, vector: NDArray[np.float32], limit: int, only: Filter) -> list[tuple[Place, float]]:
        """Return the nearest places with their cosine similarity, nearest first."""
        total = self.count()
        if total == 0:
            return []
        found = self._call(
            lambda: self._collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=min(limit, total),
                where=_where(only),
                include=["distances"],
            )
        )
        return [
            (_place(key), 1.0 - float(distance))
            for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def stray(self, known: Collection[Place]) -> list[Place]:
        """Return the places that are here and not among the known ones."""
        found = self._call(lambda: self._collection.get(include=[]), WRITE_SECONDS)
        return [place for place in map(_place, found["ids"]) if place not in known]

    def drop(self, places: Sequence[Place]) -> None:
        """Remove single passages."""
        for first in range(0, len(places), BATCH):
            ids = [_key(place) for place in places[first : first + BATCH]]
            self._call(lambda ids=ids: self._collection.delete(ids=ids), WRITE_SECONDS)  # type: ignore[misc]

    def finds_itself(self, places: Sequence[Place]) -> bool:
        """Tell whether each of these passages is there and is found by its own vector."""
        ids = [_key(place) for place in places]
        if not ids:
            return True
        return bool(self._call(lambda: self._self_queries(ids)))

    def close(self) -> None:
        """Let go of the folder."""
        self._call(self._client.close)

    def _upsert(self, entries: Sequence[Entry], vectors: NDArray[np.float32]) -> None:
        self._collection.upsert(
            ids=[_key(entry.place) for entry in entries],
            embeddings=vectors,
            metadatas=[
                {
                    "article_id": entry.place.article_id,
                    "publisher": entry.publisher,
                    "published": instant(entry.published),
                }
                for entry in entries
            ],
        )

    def _delete(self, article_ids: list[str]) -> None:
        self._collection.delete(where={"article_id": {"$in": article_ids}})

    def _self_queries(self, ids: list[str]) -> bool:
        import numpy as np

        got = self._collection.get(ids=ids, include=["embeddings"])
        if len(got["ids"]) != len(ids):
            return False
        stored = np.asarray(got["embeddings"], dtype=np.float32)
        found = self._collection.query(query_embeddings=stored, n_results=1, include=["distances"])
        # Copies of a text have the same vector: a twin at no distance is as good as the passage itself.
        return all(
            near and (near[0] == key or far[0] < 1e-4)
            for key, near, far in zip(got["ids"], found["ids"], found["distances"], strict=True)
        )

    def _call(self, work: Callable[[], T], seconds: float | None = None) -> T:
        return within(work, self._seconds if seconds is None else seconds, "vectors")


def _open(folder: Path, embedder: str) -> tuple[Any, Any]:
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.get_or_create_collection(
        collection_name(embedder), embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    return client, collection


def collection_name(embedder: str) -> str:
    """Return the name of the collection for an embedder: readable, within Chroma's rules, unique."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", embedder).strip("-")[:40]
    return f"passages-{readable or 'vectors'}-{hashlib.sha256(embedder.encode()).hexdigest()[:8]}"


def _where(only: Filter) -> dict[str, Any] | None:
    limits: list[dict[str, Any]] = []
    if only.since is not None:
        limits.append({"published": {"$gte": instant(only.since)}})
    if only.until is not None:
        limits.append({"published": {"$lt": instant(only.until)}})
        if only.since is None:
            limits.append({"published": {"$gt": instant(None)}})
    if only.publishers:
        limits.append({"publisher": {"$in": sorted(only.publishers)}})
    if not limits:
        return None
    return limits[0] if len(limits) == 1 else {"$and": limits}


def _key(place: Place) -> str:
    return _SEPARATOR.join((place.article_id, place.content_hash, str(place.start), str(place.end)))


def _place(key: str) -> Place:
    article_id, content_hash, start, end = key.split(_SEPARATOR)
    return Place(article_id, content_hash, int(start), int(end))
