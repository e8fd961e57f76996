"""The vector half of the index, kept by an engine in a process of its own (`agent/retrieve/engine.py`).

It is a cache that can be lost: it keeps names, vectors and nothing of the text. Every question to it has a
deadline, after which the engine is ended; an engine that dies of damaged files takes nobody with it. A server
that keeps the vectors may go away at any time: what is written then is left out, to be made up for later.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from math import ceil
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import agent
from agent.errors import IndexAway, IndexDamaged
from agent.retrieve.deadline import within
from agent.retrieve.places import Entry, Filter, Place, instant
from agent.retrieve.seams import Server

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 1000
"""Records handed to Chroma in one call. It takes up to 5,461 and is no faster with more than 250."""
PAGE = 50_000
"""Names asked for in one call, so that the time for an answer does not grow with the library."""
QUERY_SECONDS = 10.0
"""A query takes milliseconds; after this long the engine is taken to hang."""
OPEN_SECONDS = 120.0
"""The first question waits for the engine to start, and for one before it to end."""
WRITE_SECONDS = 300.0
"""A batch takes seconds."""
SERVER_WRITE_SECONDS = 60.0
"""The same for a server, which is not waited for as long: the index catches up once it is back."""
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
        env={name: value for name, value in os.environ.items() if not _misleads(name)},
    )


def _misleads(variable: str) -> bool:
    """Tell whether an environment variable would send the engine's questions elsewhere."""
    return variable.lower().endswith("_proxy") or variable.startswith("CHROMA_")


class Spot(NamedTuple):
    """Where a collection of vectors is kept."""

    keeper: Path | Server
    """A folder of our own, or a server."""
    collection: str
    """Its name there."""


class Vectors:
    """A collection of vectors. What reads raises IndexDamaged when the engine fails or the files do.

    With a server, what reads raises IndexAway when it cannot be asked. What writes then does nothing and
    notes it in `away`, as later writings do: words go on, and what is missing can be seen by `places`.
    """

    def __init__(self, spot: Spot, seconds: float = QUERY_SECONDS) -> None:
        """Start the engine for a collection, and do not wait for it."""
        self.away = ""
        """Why the server cannot be asked; empty while it can, and for a folder."""
        self._seconds = seconds
        self._answered = False
        self._turn = Lock()  # one that asked and was interrupted leaves its answer to no other
        self._server = spot.keeper if isinstance(spot.keeper, Server) else None
        self._process = _WARM.pop() if _WARM else _started()
        self._opening: dict[str, str] | None = {"collection": spot.collection}
        if isinstance(spot.keeper, Server):
            self._opening |= {"server": spot.keeper.address, "token": spot.keeper.token}
        else:
            self._opening["folder"] = str(spot.keeper.resolve())

    def add(self, entries: Sequence[Entry], vectors: NDArray[np.float32]) -> None:
        """Add passages with their vectors; one that is there already stays as it is."""
        for first in range(0, len(entries), BATCH):
            part = entries[first : first + BATCH]
            raw = vectors[first : first + BATCH].astype("float32").tobytes()
            ids = [_key(entry.place) for entry in part]
            self._tell("add", raw, ids=ids, metadatas=[_metadata(entry) for entry in part])

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove every passage of the named articles."""
        for first in range(0, len(article_ids), 500):
            self._tell("remove", article_ids=list(article_ids[first : first + 500]))

    def drop(self, places: Sequence[Place]) -> None:
        """Remove single passages."""
        for first in range(0, len(places), BATCH):
            self._tell("drop", ids=[_key(place) for place in places[first : first + BATCH]])

    def mark(self, stamp: str) -> None:
        """Leave a mark that says which state of the index this is."""
        self._tell("mark", stamp=stamp)

    def discard(self, collection: str, stamp: str) -> None:
        """Throw away a collection that this one replaces, if it carries this mark or none."""
        self._tell("discard", collection=collection, stamp=stamp)

    def alive(self) -> bool:
        """Tell that the engine answers; no collection is made."""
        return bool(self._ask("alive", self._seconds))

    def stamp(self) -> str:
        """Return the mark that was left last."""
        return str(self._ask("stamp", self._seconds))

    def count(self) -> int:
        """Return the number of passages."""
        return int(self._ask("count", self._seconds))

    def places(self) -> list[Place]:
        """Return the places of all passages."""
        keys: list[str] = []
        while some := self._ask("ids", self._long, limit=PAGE, offset=len(keys)):
            keys += some
        return [_place(key) for key in keys]

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

    @property
    def where(self) -> str:
        """Address of the server; empty for a folder."""
        return self._server.address if self._server is not None else ""

    @property
    def _long(self) -> float:
        return WRITE_SECONDS if self._server is None else SERVER_WRITE_SECONDS

    def _tell(self, name: str, raw: bytes = b"", **arguments: Any) -> None:
        """Have something written; a server that is away misses it."""
        try:
            self._ask(name, self._long, raw, **arguments)
        except IndexDamaged as failure:
            if self._server is None:
                raise
            self.away = failure.why
        except IndexAway:
            return

    def _ask(self, name: str, seconds: float, raw: bytes = b"", **arguments: Any) -> Any:
        if not self.away:
            try:
                return self._answer(name, seconds, raw, arguments)
            except IndexDamaged:
                if self._server is None or not self.away:
                    raise
        raise IndexAway(self.where, self.away)

    def _answer(self, name: str, seconds: float, raw: bytes, arguments: dict[str, Any]) -> Any:
        """Return the answer, or raise IndexDamaged; a server that did not give it is noted as away."""
        question = json.dumps({"ask": name, "bytes": len(raw), "with": arguments}).encode() + b"\n" + raw
        try:
            if self._opening is not None:
                opening, self._opening = json.dumps(self._opening).encode() + b"\n", None
                self._line(opening, OPEN_SECONDS)
            patience = self._server is None and not self._answered
            reply = json.loads(self._line(question, max(seconds, OPEN_SECONDS) if patience else seconds))
        except IndexDamaged as failure:
            self._process.kill()
            self.away = failure.why if self._server is not None else ""
            raise
        self._answered = True
        if "error" in reply:
            self.away = reply["error"] if reply["away"] else ""
            raise IndexDamaged("vectors", reply["error"])
        return reply["answer"]

    def _line(self, sent: bytes, seconds: float) -> bytes:
        line = within(lambda: self._exchange(sent), seconds, "vectors")
        if not line:
            raise IndexDamaged("vectors", f"the engine ended with code {self._process.wait()}")
        return line

    def _exchange(self, sent: bytes) -> bytes:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._turn:
            with suppress(BrokenPipeError):  # it has ended, and will say nothing
                self._process.stdin.write(sent)
                self._process.stdin.flush()
            return self._process.stdout.readline()


def _close(stream: IO[bytes] | None) -> None:
    with suppress(OSError):  # what was not written yet cannot be written to an engine that has ended
        if stream is not None:
            stream.close()


def _metadata(entry: Entry) -> dict[str, str | int]:
    day = {} if entry.published is None else {"day": _day(entry.published)}
    return {"article_id": entry.place.article_id, "publisher": entry.publisher, **day}


def _outlets(only: Filter) -> Conditions:
    return [{"publisher": {s: sorted(o)}} for s, o in (("$in", only.publishers), ("$nin", only.without)) if o]


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
    article_id, content_hash, start, end, published = key.split(_SEPARATOR)
    return Place(article_id, content_hash, int(start), int(end), int(published))
