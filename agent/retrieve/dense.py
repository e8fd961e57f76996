"""The vector half of the index, kept by an engine in a process of its own (`agent/retrieve/engine.py`).

It is a cache that can be lost: it keeps names, vectors and nothing of the text. Every question to it has a
deadline, after which the engine is ended; an engine that dies of damaged files takes nobody with it. A server
that keeps the vectors may go away at any time: what is written then is left out, to be made up for later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from agent.errors import IndexAway, IndexDamaged
from agent.retrieve import engines
from agent.retrieve.keys import (
    Conditions,
    Key,
    all_of,
    inside,
    key_of,
    metadata_of,
    on_days,
    on_outlets,
    place_of,
)
from agent.retrieve.places import Entry, Filter, Place
from agent.retrieve.seams import Server
from agent.retrieve.talk import Talk

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
T = TypeVar("T")
Near = Callable[[], list[tuple[Key, float]]]
"""Waits for the nearest places with their cosine similarity."""


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
        self._answered, self._failed, self._closed = False, False, False
        self._server = spot.keeper if isinstance(spot.keeper, Server) else None
        self._process = engines.taken()
        self._talk = Talk(self._process)
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
            ids = [key_of(entry.place) for entry in part]
            self._tell("add", raw, ids=ids, metadatas=[metadata_of(entry) for entry in part])

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove every passage of the named articles."""
        for first in range(0, len(article_ids), 500):
            self._tell("remove", article_ids=list(article_ids[first : first + 500]))

    def drop(self, places: Sequence[Place]) -> None:
        """Remove single passages."""
        for first in range(0, len(places), BATCH):
            self._tell("drop", ids=[key_of(place) for place in places[first : first + BATCH]])

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
        return [place_of(key) for key in keys]

    def search(self, vector: NDArray[np.float32], limit: int, only: Filter) -> list[tuple[Key, float]]:
        """Return the nearest passages with their cosine similarity, nearest first."""
        return self.begin(vector, limit, only)()

    def begin(self, vector: NDArray[np.float32], limit: int, only: Filter) -> Near:
        """Begin to look for the nearest places; what is returned waits for what `search` returns.

        Chroma reads the metadata of everything a condition fits, which takes a hundred times as long as the
        query. So a window of time is looked for among the nearest of all, as long as it is wide enough to be
        found there, and the days it touches are named to Chroma only when it is not.
        """
        raw = vector.astype("float32").tobytes()
        first = self._nearest(raw, limit, on_outlets(only))

        def found() -> list[tuple[Key, float]]:
            fitting = self._fitting(raw, limit, only, on_outlets(only), MOST_NEAREST, first)
            if fitting is None:
                narrow = [*on_outlets(only), *on_days(only)]
                fitting = self._fitting(raw, limit, only, narrow, None, self._nearest(raw, limit, narrow))
            return fitting or []

        return found

    def _nearest(self, raw: bytes, limit: int, conditions: Conditions) -> Near:
        answer = self._asked("nearest", self._seconds, raw, limit=limit, where=all_of(conditions))

        def near() -> list[tuple[Key, float]]:
            keys, distances = answer()
            far = memoryview(bytes.fromhex(distances)).cast("f")
            return [(key, 1.0 - distance) for key, distance in zip(keys, far, strict=True)]

        return near

    def _fitting(
        self,
        raw: bytes,
        limit: int,
        only: Filter,
        conditions: Conditions,
        most: int | None,
        first: Near,
    ) -> list[tuple[Key, float]] | None:
        """Return the nearest places that lie inside the window; None when `most` places are not enough.

        The `first` as many as are wanted have been asked for already.
        """
        asked = limit
        while most is None or asked <= most:
            near = first() if asked == limit else self._nearest(raw, asked, conditions)()
            fitting = inside(near, only)
            if len(fitting) >= limit or len(near) < asked:
                return fitting[:limit]
            asked = ceil(RATHER_MORE * limit * asked / max(len(fitting), 1))
        return None

    def finds_itself(self, places: Sequence[Place]) -> bool:
        """Tell whether each of these passages is there, and all but a few are found by their own vectors."""
        ids = [key_of(place) for place in places]
        return not ids or bool(self._ask("find_themselves", self._seconds, ids=ids))

    def close(self) -> None:
        """Leave the folder or server; the engine is kept for others if it never failed, else it ends."""
        if self._closed:
            return
        left = self._left()
        self._closed = True
        (engines.given_back if left else engines.ended)(self._process, self._seconds)

    def _left(self) -> bool:
        """Have the engine let go of all it holds; tell whether it belongs to nobody now."""
        if self._opening is not None:
            return True
        if self._failed or not self._answered:
            return False
        try:
            self._ask("leave", self._seconds)
        except (IndexDamaged, IndexAway):
            return False
        return True

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
        return self._asked(name, seconds, raw, **arguments)()

    def _asked(self, name: str, seconds: float, raw: bytes = b"", **arguments: Any) -> Callable[[], Any]:
        """Ask, and return what waits for the answer."""
        if self._closed:
            raise IndexDamaged("vectors", "they were closed")
        if self.away:
            raise IndexAway(self.where, self.away)
        question = json.dumps({"ask": name, "bytes": len(raw), "with": arguments}).encode() + b"\n" + raw
        if self._opening is not None:
            opening, self._opening = json.dumps(self._opening).encode() + b"\n", None
            question = opening + question
        patience = self._server is None and not self._answered
        most = max(seconds, OPEN_SECONDS) if patience else seconds
        number = self._heard(lambda: self._talk.ask(question, max(most, OPEN_SECONDS)))
        return lambda: self._answer(number, most)

    def _answer(self, number: int, seconds: float) -> Any:
        """Return an answer, or raise IndexDamaged or, where a server did not give it, IndexAway."""
        self._heard(lambda: self._talk.ready(OPEN_SECONDS))
        line = self._heard(lambda: self._talk.answer(number, seconds))
        reply = json.loads(line)
        self._answered = True
        self._failed = self._failed or "error" in reply
        if "error" in reply and reply["away"]:
            self.away = reply["error"]
            raise IndexAway(self.where, self.away)
        if "error" in reply:
            raise IndexDamaged("vectors", reply["error"])
        return reply["answer"]

    def _heard(self, work: Callable[[], T]) -> T:
        """Return what the work returns; an engine that fails in it is ended, and its server noted as away."""
        try:
            return work()
        except IndexDamaged as failure:
            self._failed = True
            self._process.kill()
            if self._server is None:
                raise
            self.away = failure.why
            raise IndexAway(self.where, self.away) from failure
