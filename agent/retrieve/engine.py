"""Chroma, alone in a process of its own: `python -m agent.retrieve.engine`.

Damaged index files can end the process that reads them, and a call holds its interpreter until it returns.
So the engine runs here, where it can be left waiting and be ended, and talks over its standard streams: one
JSON line that names folder and embedder, then one JSON line a question, followed by the vectors as raw bytes,
and one JSON line an answer.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

_ALONE_SECONDS = 60
"""How long to wait for an engine whose parent was killed while it was writing."""
_NO_DISTANCE = 1e-4
"""Cosine distance below which two vectors are the same but for rounding."""
_LOST_ONE_IN = 50
"""One passage of so many may miss its own vector: the graph is approximate, and among hundreds of near copies
a node now and then has no way to it (seen once in 1,200 on one build of many). Damage loses far more."""


class Engine:
    """One collection of vectors in one folder. Its public methods are the questions that can be asked."""

    def __init__(self, folder: Path, embedder: str) -> None:
        """Open the folder's collection for an embedder, or make it."""
        import chromadb
        from chromadb.config import Settings

        client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        self._collection = client.get_or_create_collection(
            collection_name(embedder), embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def add(self, raw: bytes, ids: list[str], metadatas: list[Any]) -> None:
        """Add passages with their vectors; one that is there already stays as it is."""
        # `upsert` takes twenty times as long for what is there; a name holds its content's hash.
        self._collection.add(ids=ids, embeddings=_rows(raw, len(ids)), metadatas=metadatas)

    def remove(self, raw: bytes, article_ids: list[str]) -> None:
        """Remove every passage of the named articles."""
        where: Any = {"article_id": {"$in": article_ids}}  # Chroma's own type refuses a list of strings
        self._collection.delete(where=where)

    def drop(self, raw: bytes, ids: list[str]) -> None:
        """Remove single passages."""
        self._collection.delete(ids=ids)

    def count(self, raw: bytes) -> int:
        """Return the number of passages."""
        return int(self._collection.count())

    def ids(self, raw: bytes) -> list[str]:
        """Return the names of all passages."""
        return list(self._collection.get(include=[])["ids"])

    def nearest(self, raw: bytes, limit: int, where: dict[str, Any] | None) -> list[tuple[str, float]]:
        """Return the nearest passages with their cosine distance, nearest first; all if there are fewer."""
        # Counting first would take longer than the query: 17 ms of 24 at 100,000 passages.
        found = self._collection.query(
            query_embeddings=_rows(raw, 1), n_results=limit, where=where, include=["distances"]
        )
        distances = found["distances"] or [[]]
        return [(key, float(far)) for key, far in zip(found["ids"][0], distances[0], strict=True)]

    def find_themselves(self, raw: bytes, ids: list[str]) -> bool:
        """Tell whether each of these passages is there, and all but a few are found by their own vectors."""
        import numpy as np

        got = self._collection.get(ids=ids, include=["embeddings"])
        if len(got["ids"]) != len(ids):
            return False
        stored = np.asarray(got["embeddings"], dtype=np.float32)
        found = self._collection.query(query_embeddings=stored, n_results=1, include=["distances"])
        # Copies of a text have the same vector: a twin at no distance is as good as the passage itself.
        lost = sum(
            not near or (near[0] != key and far[0] >= _NO_DISTANCE)
            for key, near, far in zip(got["ids"], found["ids"], found["distances"] or [], strict=True)
        )
        return lost <= len(ids) // _LOST_ONE_IN


QUESTIONS = frozenset({"add", "remove", "drop", "count", "ids", "nearest", "find_themselves"})


def collection_name(embedder: str) -> str:
    """Return the name of the collection for an embedder: readable, within Chroma's rules, unique."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", embedder).strip("-")[:40]
    return f"passages-{readable or 'vectors'}-{hashlib.sha256(embedder.encode()).hexdigest()[:8]}"


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions until there are no more; an engine that cannot be opened answers with its error."""
    from filelock import FileLock

    with suppress(Exception):  # the first question says what is wrong
        import chromadb  # noqa: F401 - takes seconds, in which nobody has to ask yet
    opening = questions.readline()
    if not opening:
        return
    asked = json.loads(opening)
    folder, embedder = Path(asked["folder"]), str(asked["embedder"])
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "engine.lock", timeout=_ALONE_SECONDS):
        engine: Engine | None = None
        for line in questions:
            question = json.loads(line)
            raw = questions.read(question["bytes"])
            try:
                engine = engine or Engine(folder, embedder)
                reply = {"answer": _asked(engine, question["ask"], raw, question["with"])}
            except BaseException as error:  # panics of the engine's Rust code are no Exception
                reply = {"error": f"{type(error).__name__}: {error}"}
            answers.write(json.dumps(reply).encode() + b"\n")
            answers.flush()


def _asked(engine: Engine, name: str, raw: bytes, arguments: dict[str, Any]) -> object:
    if name not in QUESTIONS:
        raise ValueError(name)
    return getattr(engine, name)(raw, **arguments)


def _rows(raw: bytes, count: int) -> Any:
    import numpy as np

    return np.frombuffer(raw, dtype=np.float32).reshape(count, -1)


if __name__ == "__main__":
    # Whatever a library prints must not be taken for an answer.
    answer_stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answer_stream)
    os._exit(0)  # what was answered is on disk; taking everything down in order takes as long as a query
