"""The vector half of the index, kept by an engine in a process of its own (`agent/retrieve/engine.py`).

It is a cache that can be lost: it keeps names, vectors and nothing of the text. Every question to it has a
deadline, after which the engine is ended; an engine that dies of damaged files takes nobody with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import agent
from agent.errors import IndexDamaged
from agent.retrieve.deadline import within
from agent.retrieve.lexical import Entry, Filter, Place, instant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 1000
"""Records handed to Chroma in one call. It takes up to 5,461 and is no faster with more than 250."""
QUERY_SECONDS = 10.0
"""A query takes milliseconds; after this long the engine is taken to hang."""
OPEN_SECONDS = 120.0
"""The first question waits for the engine to start, and for one before it to end."""
WRITE_SECONDS = 300.0
"""A batch takes seconds."""
_SEPARATOR = "\x1f"


_WARM: list[subprocess.Popen[bytes]] = []
"""Engines that were started and belong to no folder yet. They end when this program does."""


def warm_up() -> None:
    """Start an engine for whoever opens vectors next: loading it takes seconds, and needs no folder."""
    if not _WARM:
        _WARM.append(_started())


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "agent.retrieve.engine"],
        cwd=Path(agent.__file__).resolve().parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


class Vectors:
    """A collection of vectors in one folder. Every method raises IndexDamaged when the engine fails."""

    def __init__(self, folder: Path, embedder: str, seconds: float = QUERY_SECONDS) -> None:
        """Start the engine for a folder and an embedder, and do not wait for it."""
        self._seconds = seconds
        self._answered = False
        self._process = _WARM.pop() if _WARM else _started()
        self._first = json.dumps({"folder": str(folder.resolve()), "embedder": embedder}).encode() + b"\n"

    def add(self, entries: Sequence[Entry], vectors: NDArray[np.float32]) -> None:
        """Add passages with their vectors; one that is there already stays as it is."""
        for first in range(0, len(entries), BATCH):
            part = entries[first : first + BATCH]
            raw = vectors[first : first + BATCH].astype("float32").tobytes()
            ids = [_key(entry.place) for entry in part]
            self._ask("add", WRITE_SECONDS, raw, ids=ids, metadatas=[_metadata(entry) for entry in part])

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove every passage of the named articles."""
        for first in range(0, len(article_ids), 500):
            self._ask("remove", WRITE_SECONDS, article_ids=list(article_ids[first : first + 500]))

    def drop(self, places: Sequence[Place]) -> None:
        """Remove single passages."""
        for first in range(0, len(places), BATCH):
            self._ask("drop", WRITE_SECONDS, ids=[_key(place) for place in places[first : first + BATCH]])

    def count(self) -> int:
        """Return the number of passages."""
        return int(self._ask("count", self._seconds))

    def stray(self, known: Collection[Place]) -> list[Place]:
        """Return the places that are here and not among the known ones."""
        return [place for place in map(_place, self._ask("ids", WRITE_SECONDS)) if place not in known]

    def search(self, vector: NDArray[np.float32], limit: int, only: Filter) -> list[tuple[Place, float]]:
        """Return the nearest places with their cosine similarity, nearest first."""
        raw = vector.astype("float32").tobytes()
        found = self._ask("nearest", self._seconds, raw, limit=limit, where=_where(only))
        return [(_place(key), 1.0 - distance) for key, distance in found]

    def finds_itself(self, places: Sequence[Place]) -> bool:
        """Tell whether each of these passages is there, and all but a few are found by their own vectors."""
        ids = [_key(place) for place in places]
        return not ids or bool(self._ask("find_themselves", self._seconds, ids=ids))

    def close(self) -> None:
        """Let the engine end, and end it if it does not."""
        try:
            within(self._end, self._seconds, "vectors")
        except IndexDamaged:
            self._process.kill()
            self._process.wait()
        _close(self._process.stdout)

    def _end(self) -> int:
        _close(self._process.stdin)
        return self._process.wait()

    def _ask(self, name: str, seconds: float, raw: bytes = b"", **arguments: Any) -> Any:
        question = json.dumps({"ask": name, "bytes": len(raw), "with": arguments}).encode() + b"\n" + raw
        limit = seconds if self._answered else max(seconds, OPEN_SECONDS)
        try:
            line = within(lambda: self._exchange(question), limit, "vectors")
        except IndexDamaged:
            self._process.kill()
            raise
        if not line:
            raise IndexDamaged("vectors", f"the engine ended with code {self._process.wait()}")
        self._answered = True
        reply = json.loads(line)
        if "error" in reply:
            raise IndexDamaged("vectors", reply["error"])
        return reply["answer"]

    def _exchange(self, question: bytes) -> bytes:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(self._first + question)
            self._first = b""
            self._process.stdin.flush()
        except BrokenPipeError:
            return b""
        return self._process.stdout.readline()


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:  # what was not written yet cannot be written to an engine that has ended
        return


def _metadata(entry: Entry) -> dict[str, str | int]:
    return {
        "article_id": entry.place.article_id,
        "publisher": entry.publisher,
        "published": instant(entry.published),
    }


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
