"""A library that several threads ask, one after the other.

The index opens, mends and closes its parts while it is asked; writing and checking go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from threading import RLock

from agent.retrieve.hits import Hit
from agent.retrieve.library import PASSAGES, Library
from agent.retrieve.seams import Embedder, Progress, Server, Shelf, Synced, Terms
from agent.types import Evidence, Request, SearchReport


class SharedLibrary(Library):
    """The same as `Library`, for any number of threads."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder | None,
        store: Shelf,
        terms: Terms | None = None,
        server: Server | None = None,
    ) -> None:
        """Take the parts of a `Library`."""
        super().__init__(folder, embedder, store, terms, server)
        self._turn = RLock()

    def sync(self, progress: Progress | None = None) -> Synced:
        """Make searchable what the store holds; errors are those of `Library`, here and below."""
        with self._turn:
            return super().sync(progress)

    def rebuild(self, progress: Progress | None = None) -> Synced:
        """Throw the index away and build it again from the store."""
        with self._turn:
            return super().rebuild(progress)

    def close(self) -> None:
        """Let go of the index folder, once whoever asks has been answered."""
        with self._turn:
            super().close()

    def find(self, request: Request, now: datetime, k: int = PASSAGES) -> list[Evidence]:
        """Return the sentences of the best k passages."""
        with self._turn:
            return super().find(request, now, k)

    def passages(self, request: Request, now: datetime, k: int = 10) -> list[Hit]:
        """Return up to k passages, best first."""
        with self._turn:
            return super().passages(request, now, k)

    def search(self, request: Request, now: datetime, k: int = 10) -> SearchReport:
        """Return up to k passages as they are shown to people."""
        with self._turn:
            return super().search(request, now, k)

    def nearest(self, request: Request, now: datetime, n: int = 3) -> list[Hit]:
        """Return the n passages that come closest."""
        with self._turn:
            return super().nearest(request, now, n)

    def silent(self, request: Request, now: datetime, outlets: Iterable[str]) -> list[str]:
        """Return those of the outlets that published nothing on the question."""
        with self._turn:
            return super().silent(request, now, outlets)
