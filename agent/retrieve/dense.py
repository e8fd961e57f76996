"""The vector half of the index, kept by an engine in a process of its own (`agent/retrieve/engine.py`).

It is a cache that can be lost: it keeps names, vectors and nothing of the text. Every question to it has a
deadline, after which the engine is ended; an engine that dies of damaged files takes nobody with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Sequence
from datetime import datetime
from math import ceil
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
MOST_NEAREST = 4000
"""Places among which those of a window are looked for: above, naming its days to Chroma is faster."""
RATHER_MORE = 1.5
"""How many times as many are asked for as would do if the window were as well filled everywhere."""
_MOST_DAYS = 1000
"""Days that are named one by one, which Chroma answers faster than two ends."""
_SEPARATOR = "\x1f"
Conditions = list[dict[str, Any]]
"""What Chroma's metadata has to be, all of it."""


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
        """Return the nearest places with their cosine similarity, nearest first.

        Chroma reads the metadata of everything a condition fits, which takes a hundred times as long as the
        query. So a window of time is looked for among the nearest of all, as long as it is wide enough to be
        found there, and the days it touches are named to Chroma only when it is not.
        """
        raw = vector.astype("float32").tobytes()
        found = self._inside(raw, limit, only, _outlets(only), MOST_NEAREST)
        if found is None:
            found = self._inside(raw, limit, only, [*_outlets(only), *_days(only)], None)
        return found or []

    def _inside(
        self, raw: bytes, limit: int, only: Filter, conditions: Conditions, most: int | None
    ) -> list[tuple[Place, float]] | None:
        """Return the nearest places that lie inside the window; None when `most` places are not enough."""
        where = None if not conditions else conditions[0] if len(conditions) == 1 else {"$and": conditions}
        asked = limit
        while most is None or asked <= most:
            found = self._ask("nearest", self._seconds, raw, limit=asked, where=where)
            near = [(_place(key), 1.0 - distance) for key, distance in found]
            inside = [one for one in near if only.spans(one[0].published)]
            if len(inside) >= limit or len(found) < asked:
                return inside[:limit]
            asked = ceil(RATHER_MORE * limit * asked / max(len(inside), 1))
        return None

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
    day = {} if entry.published is None else {"day": _day(entry.published)}
    return {"article_id": entry.place.article_id, "publisher": entry.publisher, **day}


def _outlets(only: Filter) -> Conditions:
    return [{"publisher": {"$in": sorted(only.publishers)}}] if only.publishers else []


def _days(only: Filter) -> Conditions:
    """Return what the days have to be that a window touches; what has no date has no day."""
    first = None if only.since is None else _day(only.since)
    last = None if only.until is None else _day(only.until)
    if first is not None and last is not None and last - first < _MOST_DAYS:
        return [{"day": {"$in": list(range(first, last + 1))}}]
    ends = (("$gte", first), ("$lte", last))
    return [{"day": {sign: day}} for sign, day in ends if day is not None]


def _day(moment: datetime) -> int:
    return instant(moment) // 86_400


def _key(place: Place) -> str:
    return _SEPARATOR.join(map(str, place))


def _place(key: str) -> Place:
    article_id, content_hash, *numbers = key.split(_SEPARATOR)
    return Place(article_id, content_hash, *map(int, numbers))
