"""The library: what the store holds, made searchable. The only door to retrieval.

with Library(folder, embedder, store) as library:
    library.sync()
    evidence = library.find(Request(question="What happened at the port?"), now)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import EmbedderFailed, EmptyLibrary, IndexAway, IndexDamaged
from agent.retrieve.cards import Candidate, collapsed, crowded, spread
from agent.retrieve.closest import closest
from agent.retrieve.hits import Hit, report
from agent.retrieve.index import Index
from agent.retrieve.mending import told
from agent.retrieve.pinned import PINNED, nearby, pinned
from agent.retrieve.rank import coverage
from agent.retrieve.reading import (
    AT_ONCE,
    EARLIEST_ZONE,
    Texts,
    candidates,
    copied_in,
    evidence_of,
    hits_of,
    names_of,
    window_of,
)
from agent.retrieve.seams import Amount, Embedder, Progress, Server, Shelf, Synced, Terms
from agent.retrieve.search import Search
from agent.retrieve.split import header
from agent.types import Article, Evidence, Request, SearchReport

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PASSAGES = 80
"""Passages whose sentences make up the evidence for a briefing."""
FLOOR = 0.25
"""Share of the question's subject (weighted by rarity) that the best passage must name; below it, silence."""
SHORT = 1.5
"""Words of the subject that must be named where a question has few: one of three would be chance."""
MOST = 0.5
"""Share of the subject that is enough for any question."""
STRANGER = 0.1
"""What a name that stands nowhere in the library takes off that share: it is about something else."""
PASSAGE_FLOOR = 0.1
"""The same share for every single passage."""
CLOSE_AMONG = 20
"""Passages among which those are looked for that are quoted in place of an answer."""
SAMPLE = 3
"""Passages of an outlet that are looked at before it is called silent: the best of those that share words."""
DEEPER = 4
"""How many times more is looked through where one owner or text crowds out the others, twice at most."""


__all__ = ["Amount", "Embedder", "Hit", "Library", "Server", "Shelf", "Synced", "Terms"]


class Library:
    """Searches the articles of a store. Close it, or use it in a `with` statement."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder | None,
        store: Shelf,
        terms: Terms | None = None,
        server: Server | None = None,
    ) -> None:
        """Name the index folder, the embedder (None: words only) and the store; nothing is opened yet.

        Args:
            folder: Where the index lies.
            embedder: Makes the vectors.
            store: What is to be searched.
            terms: Of an embedder that works for money or far away; None for one that does not.
            server: Keeps the vectors in place of the folder.
        """
        self._index = Index(folder, embedder, store, terms, server)
        self._embedder = embedder
        self._store = store

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def degraded(self) -> str:
        """One plain sentence when only words could be searched; empty otherwise."""
        return self._index.degraded

    @property
    def embedder(self) -> str:
        """Name of the embedder, `none` where only words are searched."""
        return self._index.embedder

    def prepare(self) -> None:
        """Start what takes seconds to start, while the caller goes on with something else."""
        self._index.prepare()

    def sync(self, progress: Progress | None = None) -> Synced:
        """Make searchable what the store holds, and nothing else; a second run finds nothing to do.

        Raises:
            IndexBusy: another process owns the folder.
        """
        return self._index.sync(progress)

    @contextmanager
    def taking_in(self) -> Iterator[Callable[[Sequence[Article]], None]]:
        """Make new articles searchable while more are read: yields what takes them; `sync` has to follow."""
        with self._index.taking_in() as take:
            yield take

    def rebuild(self, progress: Progress | None = None) -> Synced:
        """Throw the index away and build it again from the store.

        Raises:
            IndexBusy: another process owns the folder.
        """
        return self._index.rebuild(progress)

    def close(self) -> None:
        """Let go of the index folder, so that another process may own it."""
        self._index.close()

    def find(self, request: Request, now: datetime, k: int = PASSAGES) -> list[Evidence]:
        """Return the sentences of the best k passages, numbered, passage by passage, best passage first.

        Nothing is returned when nothing in the library is about the question. What is pinned comes last.

        Raises:
            EmptyLibrary: there is no article at all.
        """
        hits = self.passages(request, now, k)
        search = self._open()
        subject = search.subject(request.question, request.about)
        hits += pinned(request, hits, self._store, search, lambda asked: self._hits(asked, now, PINNED))
        hits += nearby(request, hits, self._store, search)
        found: list[Evidence] = []
        for hit in hits:
            for span in hit.passage.sentences:
                text = hit.article.text[span.start : span.end]
                own = coverage(subject, search.stems(text))
                found.append(evidence_of(len(found) + 1, hit, span, text, (hit.score + own) / 2))
        return found

    def passages(self, request: Request, now: datetime, k: int = 10) -> list[Hit]:
        """Return up to k passages, best first, without near-copies and spread over outlets.

        Nothing is returned when the best of them name too little of what the question is about.
        """
        return self._about(request, self._hits(request, now, k))

    def search(self, request: Request, now: datetime, k: int = 10) -> SearchReport:
        """Return up to k passages as they are shown to people: the words that were found, who else has them.

        Raises:
            EmptyLibrary: there is no article at all.
        """
        hits = copied_in(self._about(request, self._hits(request, now, k, AT_ONCE)), Texts(self._store))
        search = self._open()
        return report(
            request, hits, search.subject(request.question, request.about), search.stems, self.degraded
        )

    def nearest(self, request: Request, now: datetime, n: int = 3) -> list[Hit]:
        """Return the n passages that come closest, however far that is: what a refusal shows."""
        return self._hits(request, now, n)

    def takes_up(self, request: Request, texts: Iterable[str]) -> float:
        """Return the largest share of what the question is about that one of the texts names, 0 to 1."""
        search = self._open()
        subject = search.subject(request.question, request.about)
        return max((coverage(subject, search.stems(text)) for text in texts), default=0.0)

    def closest(self, request: Request, now: datetime, least: float = 0.0, n: int = 3) -> list[Hit]:
        """Return up to n passages that name most of what the question is about, those that name most first.

        None are close to a question with a name that stands nowhere in the library.

        Args:
            request: The question.
            now: The present moment.
            least: Share that they must name, if more than usual.
            n: How many at most.
        """
        search = self._open()
        found = self._hits(request, now, CLOSE_AMONG)
        return closest(request, [*nearby(request, found, self._store, search), *found], search, least)[:n]

    def silent(self, request: Request, now: datetime, outlets: Iterable[str]) -> list[str]:
        """Return those of the outlets that published nothing on the question inside the request's window."""
        search = self._open()
        only = window_of(request)

        def speaks(outlet: str) -> bool:
            scope = replace(only, publishers=frozenset({outlet}))
            found = search.ranked(request.whole, None, scope, request.as_of or now, depth=SAMPLE)
            texts = Texts(self._store)
            there = candidates(found[:SAMPLE], request, now + EARLIEST_ZONE, search, texts, stored=True)
            return bool(self._about(request, [hit for hit in hits_of(list(there), texts) if hit.stands]))

        return sorted(outlet for outlet in outlets if not speaks(outlet))

    def _hits(self, request: Request, now: datetime, k: int, further: int = 0) -> list[Hit]:
        """Return up to k hits; `further` is how many more are looked at to note in which copies stand."""
        texts = Texts(self._store)
        for stored in (False, True):
            kept = self._kept(request, now, k, further, texts, stored)
            hits = hits_of(kept, texts)
            if len(hits) == len(kept):
                break  # else something left the store: look again, at what is still there
        return [hit for hit in hits if hit.stands]

    def _kept(
        self, request: Request, now: datetime, k: int, further: int, texts: Texts, stored: bool
    ) -> list[Candidate]:
        depth = max(50, 3 * k)
        named = self._open().names_outlets(request.whole)
        found = self._looked_through(request, now, depth, texts, stored)
        looked_at = list(islice(found, 2 * k + further))
        one_outlet = len(request.outlets or self._index.publishers()) == 1

        def chosen() -> tuple[list[Candidate], bool]:
            """Return what of it is kept, and whether that is too little or too much of somebody."""
            kept = collapsed(looked_at, k) if named else spread(looked_at, k)
            return kept, len(kept) < k or (not named and crowded(kept, k, one_outlet))

        kept, lacks = chosen()
        for more in (islice(found, AT_ONCE - further), found):
            if lacks:  # else what is behind these is not looked at
                looked_at.extend(more)
                kept, lacks = chosen()
        for deeper in (DEEPER * depth, DEEPER * DEEPER * depth):
            if len(looked_at) < depth or not lacks:
                break  # there is nobody else, or everybody has a place
            looked_at, depth = list(self._looked_through(request, now, deeper, texts, stored)), deeper
            kept, lacks = chosen()
        return kept[:k]

    def _looked_through(
        self, request: Request, now: datetime, depth: int, texts: Texts, stored: bool
    ) -> Iterator[Candidate]:
        search = self._open()
        moment = request.as_of or now
        only = window_of(request)
        try:
            vector = self._vector(request.whole) if search.vectors is not None else None
            found = search.ranked(request.whole, vector, only, moment, depth)
        except (IndexAway, IndexDamaged, EmbedderFailed) as failure:
            self._index.without_vectors(told(failure))
            found = self._open().ranked(request.whole, None, only, moment, depth)
        return candidates(found[: 3 * depth], request, now + EARLIEST_ZONE, self._open(), texts, stored)

    def _open(self) -> Search:
        words, vectors = self._index.opened()
        if words.count() == 0 and not any(True for _ in self._store.versions()):
            raise EmptyLibrary()
        return Search(words, vectors, names_of(self._index.publishers()))

    def _vector(self, question: str) -> NDArray[np.float32] | None:
        return self._embedder.question(question) if self._embedder is not None else None

    def _about(self, request: Request, hits: list[Hit]) -> list[Hit]:
        """Keep the passages that name something of what the question is about; none if the best do not."""
        search = self._open()
        subject = search.across(request)
        texts = [f"{header(hit.article)}\n{hit.text}" for hit in hits]
        floor = max(FLOOR, min(MOST, SHORT / max(len(subject), 1)))
        floor += STRANGER * search.strangers(request.question)
        for stems in (search.stems, search.meanings):  # other words for it count where its own find nothing
            shares = [coverage(subject, stems(text)) for text in texts]
            if max(shares[:10], default=0.0) >= floor:
                return [hit for hit, share in zip(hits, shares, strict=True) if share >= PASSAGE_FLOOR]
        return []
