"""Articles on their way into the index: while one chunk is written, the next is prepared."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from agent.errors import IndexDamaged
from agent.retrieve import entries
from agent.retrieve.lexical import Words
from agent.retrieve.places import Entry
from agent.retrieve.seams import Embedder, Progress
from agent.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from agent.retrieve.dense import Vectors

AHEAD = 2
"""Chunks that may wait to be written before no more are prepared: a bound on memory."""


class Intake:
    """Adds articles to both halves of the index, in chunks of whole articles; use it in a `with` statement.

    The caller's thread splits and embeds, a second one hands vectors to their engine, a third writes words.
    Vectors of a chunk are written before its words, since the words are the record of what is there. Leaving
    the block writes what is left; leaving it with an error finishes only what was begun.
    """

    def __init__(
        self,
        words: Words,
        vectors: Vectors | None,
        embedder: Embedder | None,
        size: int | None = None,
        progress: Progress | None = None,
        of: int = 0,
    ) -> None:
        """Name both halves and the embedder.

        Args:
            words: The lexical half.
            vectors: The other half; None where it cannot be used.
            embedder: Makes the vectors; None for words only.
            size: Passages of a chunk.
            progress: Told after every chunk.
            of: Articles that are to come, for `progress`.
        """
        self.added = 0
        """Articles that were given to the index and have a passage."""
        self.embedded = 0
        """Passages that were given vectors."""
        self._words, self._vectors, self._embedder = words, vectors, embedder
        self._size = size or entries.CHUNK
        self._progress, self._of = progress, of
        self._chunk: list[Entry] = []
        self._taken = 0
        self._failed = False
        self._waiting: deque[Future[None]] = deque()
        self._for_vectors = ThreadPoolExecutor(1)
        self._for_words = ThreadPoolExecutor(1)

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None and not self._failed:
                self._write()
                while self._waiting:
                    self._waiting.popleft().result()
        finally:
            self._for_vectors.shutdown()
            self._for_words.shutdown()

    def take(self, article: Article) -> None:
        """Add an article, once a chunk is full."""
        more = list(entries.entries_of(article))
        if self._chunk and len(self._chunk) + len(more) > self._size:
            self._write()
        self._chunk.extend(more)
        self._taken += 1
        self.added += bool(more)

    def offer(self, articles: Iterable[Article]) -> None:
        """Take articles while the index takes them; after a failure they are left to a synchronisation."""
        try:
            if not self._failed:
                for article in articles:
                    self.take(article)
        except IndexDamaged:
            self._failed = True

    def _write(self) -> None:
        chunk, self._chunk = self._chunk, []
        if chunk:
            rows = embedded(chunk, self._vectors, self._embedder)
            first = self._for_vectors.submit(self._add_vectors, chunk, rows)
            self._waiting.append(self._for_words.submit(self._add_words, chunk, first))
            self.embedded += len(chunk) if rows is not None else 0
            if len(self._waiting) > AHEAD:
                self._waiting.popleft().result()
        if self._progress is not None and self._taken:
            self._progress(self._taken, self._of)

    def _add_vectors(self, chunk: list[Entry], rows: NDArray[np.float32] | None) -> None:
        if self._vectors is not None and rows is not None:
            self._vectors.add(chunk, rows)

    def _add_words(self, chunk: list[Entry], after: Future[None]) -> None:
        after.result()
        self._words.write(chunk)


def embedded(
    chunk: list[Entry], vectors: Vectors | None, embedder: Embedder | None
) -> NDArray[np.float32] | None:
    """Return one row for each passage; None where nobody makes or takes them, as a server that is away."""
    if vectors is None or vectors.away or embedder is None or not chunk:
        return None
    return embedder.passages([entries.embedded_text(entry) for entry in chunk])
