"""One library for many threads: they take turns, for the engine behind it answers one question at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from threading import RLock

from agent.retrieve.library import PASSAGES, Embedder, Hit, Library, Server, Shelf, Synced, Terms
from agent.retrieve.seams import Progress
from agent.types import Evidence, Request, SearchReport


class SharedLibrary(Library):
    """A library that several threads may ask."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder | None,
        store: Shelf,
        terms: Terms | None = None,
        server: Server | None = None,
    ) -> None:
        """As `Library`."""
        super().__init__(folder, embedder, store, terms, server)
        self._turn = RLock()

    def sync(self, progress: Progress | None = None) -> Synced:
        """As `Library.sync`."""
        with self._turn:
            return super().sync(progress)

    def find(self, request: Request, now: datetime, k: int = PASSAGES) -> list[Evidence]:
        """As `Library.find`."""
        with self._turn:
            return super().find(request, now, k)

    def search(self, request: Request, now: datetime, k: int = 10) -> SearchReport:
        """As `Library.search`."""
        with self._turn:
            return super().search(request, now, k)

    def nearest(self, request: Request, now: datetime, n: int = 3) -> list[Hit]:
        """As `Library.nearest`."""
        with self._turn:
            return super().nearest(request, now, n)

    def silent(self, request: Request, now: datetime, outlets: Iterable[str]) -> list[str]:
        """As `Library.silent`."""
        with self._turn:
            return super().silent(request, now, outlets)
