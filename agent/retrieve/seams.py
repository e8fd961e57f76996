"""What retrieval needs from outside: something that makes vectors, and a store to read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from agent.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int], None]
"""Called with articles done and articles to do."""


class Embedder(Protocol):
    """Turns texts into vectors of length one."""

    @property
    def name(self) -> str:
        """Name and dimension: vectors of different names are never compared."""

    def passages(self, texts: list[str]) -> NDArray[np.float32]:
        """Return one row for each passage."""

    def question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question."""


@runtime_checkable
class Loads(Protocol):
    """An embedder that has something to read before its first vector."""

    def load(self) -> None:
        """Read it now, rather than when the first vector is asked for."""


@dataclass(frozen=True)
class Amount:
    """What is about to be embedded."""

    passages: int
    """How many."""
    size: int
    """UTF-8 bytes of their texts."""


@dataclass(frozen=True)
class Server:
    """A Chroma server that keeps the vectors in place of the index folder."""

    address: str
    """Scheme, host and port."""
    token: str = field(default="", repr=False)
    """What a proxy before it asks for; the server itself asks for nothing."""


@dataclass(frozen=True)
class Terms:
    """How an embedder is used that works for money, or far away."""

    batch: int
    """Passages it takes in one request; so many become searchable together, and none is paid for twice."""
    allow: Callable[[Amount], None]
    """Called before any passage is sent; raises where that may not be."""


class Shelf(Protocol):
    """What retrieval needs of the store."""

    def versions(self) -> Iterable[tuple[str, str]]:
        """Return id and content hash of the newest version of every article."""

    def articles(self) -> Iterable[Article]:
        """Yield the newest version of every article."""

    def article(self, article_id: str, content_hash: str | None = None) -> Article | None:
        """Return a version of an article, the newest without a hash; None when there is none."""

    def articles_of(self, versions: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Article]:
        """Return those versions that are there, by article id and content hash."""

    def publishers(self) -> Iterable[str]:
        """Return the outlets that have articles."""

    def article_at(self, article_id: str, moment: datetime) -> Article | None:
        """Return the version that readers saw at a moment; None when there was none."""


@dataclass(frozen=True)
class Synced:
    """What one synchronisation did."""

    added: int
    """Articles that became searchable."""
    removed: int
    """Articles that no longer are, or whose version was replaced."""
    embedded: int
    """Passages that were given vectors."""
