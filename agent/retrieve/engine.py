"""Chroma, alone in a process of its own: `python -m agent.retrieve.engine`.

Damaged index files can end the process that reads them, a call holds its interpreter until it returns, and
Chroma's client for servers waits for ever. So the engine runs here, where it can be left waiting and be
ended, and talks over its standard streams: one JSON line that names the folder or the server, and the
collection, answered when it is ready; then one JSON line a question, followed by the vectors as raw bytes,
and one JSON line an answer. When it was told to leave, the next line names another folder or server.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import cached_property
from glob import glob
from pathlib import Path
from time import sleep
from typing import Any, BinaryIO
from urllib.parse import urlsplit

_ALONE_SECONDS = 60
"""How long to wait for an engine whose parent was killed while it was writing."""
_RELEASE_LOOKS, _RELEASE_PAUSE = 200, 0.002
"""How often to look whether a folder's files were closed, and seconds between; two milliseconds were seen."""
_STAMP = "stamp"
_DAMAGE = frozenset({"NotFoundError", "InternalError", "InvalidDimensionException", "InvalidArgumentError"})
"""What Chroma says of a collection that is not as it was left; with any other error a server is away."""
_PASSING = "InternalError"
"""What a server says both of a damaged collection and of a trouble of its own that passes."""
_PAUSES = (0.5, 1.5)
"""Seconds after which a server is asked again. Damage stays; taking trouble for it costs a whole index."""
_NO_DISTANCE = 1e-4
"""Cosine distance below which two vectors are the same but for rounding."""
_LOST_ONE_IN = 50
"""One passage of so many may miss its own vector: the graph is approximate, and among hundreds of near copies
a node now and then has no way to it (seen once in 1,200 on one build of many). Damage loses far more."""


class Engine:
    """One collection of vectors. Its public methods are the questions that can be asked."""

    def __init__(self, asked: dict[str, str]) -> None:
        """Open the folder or find the server that is named, and note the collection."""
        import chromadb
        from chromadb.config import Settings

        told = Settings(anonymized_telemetry=False)
        self._name = asked["collection"]
        if "folder" in asked:
            self._client: Any = chromadb.PersistentClient(asked["folder"], settings=told)
            return
        address = urlsplit(asked["server"])
        secure = address.scheme == "https"
        headers = {"Authorization": f"Bearer {asked['token']}"} if asked["token"] else None
        port = address.port or (443 if secure else 80)
        self._client = chromadb.HttpClient(str(address.hostname), port, secure, headers, told)

    @cached_property
    def _collection(self) -> Any:
        space: Any = {"hnsw": {"space": "cosine"}}
        return self._client.get_or_create_collection(self._name, embedding_function=None, configuration=space)

    def close(self) -> None:
        """Let go of every file and connection."""
        self._client.close()

    def alive(self, raw: bytes) -> bool:
        """Tell that the engine answers, without making a collection."""
        return bool(self._client.heartbeat())

    def stamp(self, raw: bytes) -> str:
        """Return the mark that was left last."""
        return str((self._collection.metadata or {}).get(_STAMP, ""))

    def mark(self, raw: bytes, stamp: str) -> None:
        """Leave a mark, by which it can be seen whether somebody else was here."""
        self._collection.modify(metadata={_STAMP: stamp})

    def discard(self, raw: bytes, collection: str, stamp: str) -> None:
        """Throw another collection away, if it carries this mark or none: any other was left by others."""
        try:
            old = self._client.get_collection(collection)
            if (old.metadata or {}).get(_STAMP, stamp) == stamp:
                self._client.delete_collection(collection)
        except Exception as error:
            if type(error).__name__ not in _DAMAGE:  # it may be gone, or damaged
                raise

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

    def ids(self, raw: bytes, limit: int, offset: int) -> list[str]:
        """Return the names of some passages, in an order that stays as long as nothing is written."""
        return list(self._collection.get(include=[], limit=limit, offset=offset)["ids"])

    def nearest(self, raw: bytes, limit: int, where: dict[str, Any] | None) -> tuple[list[str], str]:
        """Return the nearest passages, nearest first, and their cosine distances; all if there are fewer.

        The distances are 32-bit floats, their bytes in hexadecimal digits: as numbers they took longer to
        write and to read than everything else of the answer.
        """
        import numpy as np

        # Counting first would take longer than the query: 17 ms of 24 at 100,000 passages.
        found = self._collection.query(
            query_embeddings=_rows(raw, 1), n_results=limit, where=where, include=["distances"]
        )
        distances = found["distances"] or [[]]
        return found["ids"][0], np.asarray(distances[0], dtype=np.float32).tobytes().hex()

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
        return bool(lost <= len(ids) // _LOST_ONE_IN)


QUESTIONS = frozenset({"add", "remove", "drop", "count", "ids", "nearest", "find_themselves"}) | frozenset(
    {"alive", "stamp", "mark", "discard"}
)

LEAVE = "leave"
"""What is said when a folder or server is left: it is answered when nothing of it is held any more."""


def collection_name(embedder: str) -> str:
    """Return the name of the collection for an embedder: readable, within Chroma's rules, unique."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", embedder).strip("-")[:40]
    return f"passages-{readable or 'vectors'}-{hashlib.sha256(embedder.encode()).hexdigest()[:8]}"


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions until there are no more, about one folder or server after the other."""
    with suppress(Exception):  # the first question says what is wrong
        import chromadb  # noqa: F401 - takes seconds, in which nobody has to ask yet
    while opening := questions.readline():
        asked = json.loads(opening)
        if _served(asked, questions, answers):  # and let go of its lock
            _wait_for_release(asked.get("folder"))
            _say(answers, {"answer": True})


def _served(asked: dict[str, str], questions: BinaryIO, answers: BinaryIO) -> bool:
    """Answer questions about what is named until it is left or there are no more; return whether it was left.

    An engine that cannot be opened answers with its error.
    """
    with _alone(asked.get("folder")):
        engine: Engine | None = None
        _say(answers, {})
        for line in questions:
            question = json.loads(line)
            if question["ask"] == LEAVE:
                if engine is not None:
                    engine.close()
                return True
            raw = questions.read(question["bytes"])
            try:
                engine = engine or Engine(asked)
                pauses = _PAUSES if "server" in asked else ()
                reply = {"answer": answered(engine, question, raw, pauses)}
            except BaseException as error:  # panics of the engine's Rust code are no Exception
                name = type(error).__name__
                away = "server" in asked and (name not in _DAMAGE or engine is None)
                reply = {"error": f"{name}: {error}", "away": away}
            _say(answers, reply)
    return False


def _wait_for_release(folder: str | None) -> None:
    """Wait until no file of a folder is open: Chroma closes its database a moment after it said so.

    Where the system does not tell what is open nothing is waited for, and for a file that stays open half a
    second: the next engine opens what another holds as well, since SQLite sees to that.
    """
    for _ in range(_RELEASE_LOOKS if folder is not None else 0):
        links = [os.path.realpath(one) for one in glob("/proc/self/fd/*")]
        if not any(one.startswith(f"{folder}{os.sep}") for one in links):
            return
        sleep(_RELEASE_PAUSE)


def _say(answers: BinaryIO, reply: dict[str, Any]) -> None:
    answers.write(json.dumps(reply).encode() + b"\n")
    answers.flush()


def answered(engine: Engine, question: dict[str, Any], raw: bytes, pauses: Sequence[float]) -> object:
    """Return the answer to a question, asking again what may have failed by a trouble that passes.

    Every question can be asked twice: adding what is there and removing what is gone change nothing.

    Args:
        engine: Who is asked.
        question: Its name in `ask`, its arguments in `with`.
        raw: Vectors.
        pauses: Seconds to wait before each repetition.

    Raises:
        ConnectionError: the server is in no state to answer anything.
        Exception: whatever Chroma raises, the last time.
    """
    for pause in pauses:
        try:
            return _asked(engine, question["ask"], raw, question["with"])
        except Exception as error:
            if type(error).__name__ != _PASSING:
                raise
            sleep(pause)
            _be_alive(engine)
    return _asked(engine, question["ask"], raw, question["with"])


def _be_alive(engine: Engine) -> None:
    try:
        engine.alive(b"")
    except Exception as error:
        raise ConnectionError(f"the server has no heartbeat: {error}") from error


def _alone(folder: str | None) -> AbstractContextManager[object]:
    """Make sure that no other engine works in the folder; a server sees to that itself."""
    if folder is None:
        return nullcontext()
    from filelock import FileLock

    Path(folder).mkdir(parents=True, exist_ok=True)
    return FileLock(Path(folder) / "engine.lock", timeout=_ALONE_SECONDS)


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
