"""The index folder: kept in step with the store, examined before it is trusted, built again when in doubt.

The store is the truth; the index folder can be deleted at any time and is built again from it. One process
owns the folder; another one searches the words only, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from agent.errors import EmbedderFailed, IndexAway, IndexBusy, IndexDamaged
from agent.retrieve.deadline import within
from agent.retrieve.dense import Vectors
from agent.retrieve.entries import amount, entries_of, stored
from agent.retrieve.health import CANARIES, FEW_CANARIES, Folder, State, digest_of
from agent.retrieve.intake import Intake
from agent.retrieve.lexical import Words
from agent.retrieve.mending import agree, fill, tidy, told
from agent.retrieve.owner import Owner
from agent.retrieve.places import Place
from agent.retrieve.room import enough_room
from agent.retrieve.seams import Embedder, Loads, Progress, Server, Shelf, Synced, Terms
from agent.types import Article

_OPEN_SECONDS = 150.0
NO_EMBEDDER = "none"
TRIAL = "A word."
"""What an embedder is asked for before an index is thrown away for its sake."""


class Index:
    """The index of a store in one folder. Close it, or use it in a `with` statement."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder | None,
        store: Shelf,
        terms: Terms | None = None,
        server: Server | None = None,
    ) -> None:
        """Name the folder, the embedder (None: words only), the store, its terms, and a server."""
        self.degraded = ""
        """One sentence when vectors could not be used; empty otherwise."""
        self._embedder = embedder
        self._terms = terms
        self._store = store
        self._server = server if embedder is not None else None
        self._folder = Folder(folder, self.embedder, self._server)
        self._owner = Owner(folder)
        self._words: Words | None = None
        self._vectors: Vectors | None = None
        self._taken_in: Intake | None = None
        self._publishers: tuple[str, ...] | None = None

    @property
    def embedder(self) -> str:
        """Name of the embedder, `none` where only words are searched."""
        return self._embedder.name if self._embedder is not None else NO_EMBEDDER

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder, so that another process may own it."""
        self._let_go()
        self._owner.release()

    def prepare(self) -> None:
        """Start the vector engine, which takes seconds, while the caller goes on with something else."""
        if self._embedder is not None and self._owns() and self._folder.built:
            self._start_vectors()
            if isinstance(self._embedder, Loads):
                self._embedder.load()

    def sync(self, progress: Progress | None = None) -> Synced:
        """Make searchable what the store holds, and nothing else; a second run finds nothing to do.

        Returns:
            What was done, and what was taken in beforehand.

        Raises:
            IndexBusy: another process owns the folder.
        """
        if not self._owns():
            raise IndexBusy(str(self._folder.root), self._owner.name())
        if self.degraded:
            self._let_go()  # words must not be written without their vectors
            self.degraded = ""
        try:
            with enough_room(self._folder.root):
                return self._catch_up(progress) if self._opened() else self.rebuild(progress)
        except EmbedderFailed as failure:
            self.without_vectors(f"The index is behind the store ({failure.subject}: {failure.why})")
            raise

    @contextmanager
    def taking_in(self) -> Iterator[Callable[[Sequence[Article]], None]]:
        """Yield what adds articles that are new in the store, while more are read; `sync` has to follow.

        Until then the folder counts as open, and what fails here fails there again, when all is read. An
        embedder that is paid is left to `sync`, which asks once about all there is.
        """
        if self._terms is not None or self.degraded or not self._owns() or not self._opened():
            yield lambda articles: None
            return
        assert self._words is not None
        with suppress(IndexDamaged), Intake(self._words, self._vectors, self._embedder) as intake:
            self._taken_in = intake

            def take(articles: Sequence[Article]) -> None:
                if articles:
                    self._folder.begin()
                    intake.offer(articles)

            yield take

    def rebuild(self, progress: Progress | None = None) -> Synced:
        """Throw the folder's content away and build it again from the store.

        Raises:
            IndexBusy: another process owns the folder.
        """
        if not self._owns():
            raise IndexBusy(str(self._folder.root), self._owner.name())
        versions = sorted(self._store.versions())
        self._allow(versions, len(versions))
        if self._terms is not None and self._embedder is not None and versions:
            self._embedder.question(TRIAL)  # one that cannot be asked must not cost the index there is
        self._let_go()
        self._taken_in = None  # it is read again
        self._folder.renew()
        self._open()
        with enough_room(self._folder.root):
            return self._catch_up(progress, True)

    def opened(self) -> tuple[Words, Vectors | None]:
        """Return both halves of the index, examined and up to date as far as this process may see to it.

        Raises:
            IndexBusy: there is no index yet, and another process is about to build it.
            IndexDamaged: the words cannot be read, and the folder is not ours to build again.
        """
        if self._words is not None:
            return self._words, self._vectors
        if not self._owns():
            return self._words_only(), None
        versions = list(self._store.versions())
        if not self._opened():
            self.rebuild()
        elif self._folder.versions() != digest_of(versions) or self._folder.state() is State.BEHIND:
            self._catch_up(None)
        assert self._words is not None
        return self._words, self._vectors

    def publishers(self) -> tuple[str, ...]:
        """Return the outlets that the store had when the index was last brought up to date."""
        if self._publishers is None:
            self._publishers = tuple(sorted(self._store.publishers()))
        return self._publishers

    def without_vectors(self, why: str) -> None:
        """Go on with words alone until the next synchronisation, and say so."""
        if self._vectors is not None:
            self._vectors.close()
        self._vectors = None
        self.degraded = f"{why}; only words were searched."

    # --- opening -----------------------------------------------------------------------------------------

    def _owns(self) -> bool:
        if self._owner.held:
            return True
        if not self._owner.take():
            return False
        self._let_go()
        self._folder.look_again()
        self.degraded = ""
        return True

    def _words_only(self) -> Words:
        self._folder.look_again()
        if self._folder.state() is State.NEW:
            raise IndexBusy(str(self._folder.root), f"{self._owner.name()} is building it")
        self._words = within(lambda: Words(self._folder.words), _OPEN_SECONDS, "words")
        self.degraded = f"The index is in use by {self._owner.name()}; only words were searched."
        return self._words

    def _opened(self) -> bool:
        """Open the folder if it can be trusted; False means it has to be built (again)."""
        if self._words is not None:
            return True
        state = self._folder.state()
        if state in (State.NEW, State.CHANGED):
            return False
        try:
            self._open()
            try:
                self._look_over(state)
            except IndexAway as away:
                self.without_vectors(told(away))
                self._look_over(state)
        except IndexDamaged:
            return False
        return True

    def _open(self) -> None:
        self._words = within(lambda: Words(self._folder.words), _OPEN_SECONDS, "words")
        if self._embedder is not None:
            self._start_vectors()

    def _start_vectors(self) -> None:
        if self._vectors is None:
            self._vectors = Vectors(self._folder.spot)

    def _look_over(self, state: State) -> None:
        """Raise IndexDamaged unless what was opened can be trusted; what a stopped run left is put right."""
        words, vectors, count = self._words, self._vectors, FEW_CANARIES
        assert words is not None
        if state is not State.CLEAN:
            count, gap = CANARIES, tidy(words, vectors)
            if self._server is not None and gap:  # it was away: what it missed is made up for
                self._fill(gap)
        elif self._server is not None and vectors is not None and vectors.stamp() != self._folder.stamp:
            raise IndexDamaged("vectors", "the server holds another state of them")
        within(lambda: agree(words, vectors, count), _OPEN_SECONDS, "index")

    def _fill(self, gap: set[Place]) -> None:
        versions = sorted({(place.article_id, place.content_hash) for place in gap})
        self._allow(versions, len(versions))
        size = self._terms.batch if self._terms is not None else None
        fill(self._vectors, self._embedder, stored(self._store, versions, len(versions)), gap, size)

    def _let_go(self) -> None:
        if self._vectors is not None:
            self._vectors.close()
        self._words = self._vectors = self._publishers = None

    # --- writing -----------------------------------------------------------------------------------------

    def _allow(self, versions: list[tuple[str, str]], of: int) -> None:
        """Ask whether these may be embedded, where that is to be asked."""
        if self._terms is not None and versions:
            self._terms.allow(amount(stored(self._store, versions, of)))

    def _catch_up(self, progress: Progress | None, allowed: bool = False) -> Synced:
        words, self._publishers = self._words, None
        assert words is not None
        wanted = set(self._store.versions())
        there = {(place.article_id, place.content_hash) for place in words.places()}
        gone = sorted({article_id for article_id, _ in there - wanted})
        missing = sorted(wanted - there)
        if not allowed:
            self._allow(missing, len(wanted))
        if gone or missing:
            self._folder.begin()
        deleted = set(gone) - {article_id for article_id, _ in wanted}
        self._remove(gone, forget=bool(deleted))
        done = self._index(missing, len(wanted), progress)
        before, self._taken_in = self._taken_in, None
        if gone or missing or self._folder.state() is not State.CLEAN:
            self._folder.leave(digest_of(wanted), self._vectors)
        if self._vectors is not None and self._vectors.away:
            self.without_vectors(told(IndexAway(self._vectors.where, self._vectors.away)))
        both = [one for one in (done, before) if one is not None]
        added, embedded = sum(one.added for one in both), sum(one.embedded for one in both)
        return Synced(added=added, removed=len(gone), embedded=embedded)

    def _remove(self, gone: list[str], forget: bool) -> None:
        """Take articles out; with `forget`, their words leave the files as well."""
        if not gone:
            return
        assert self._words is not None
        if self._vectors is not None:
            self._vectors.remove(gone)
        if forget:
            left = {
                (p.article_id, p.content_hash) for p in self._words.places() if p.article_id not in set(gone)
            }
            articles = stored(self._store, sorted(left), len(left))
            self._words.write((entry for one in articles for entry in entries_of(one)), afresh=True)
        else:
            self._words.write((), removed=gone)

    def _index(self, missing: list[tuple[str, str]], of: int, progress: Progress | None) -> Intake:
        """Add articles in chunks, and return what counted them."""
        assert self._words is not None
        size = self._terms.batch if self._terms is not None else None
        with Intake(self._words, self._vectors, self._embedder, size, progress, len(missing)) as intake:
            for article in stored(self._store, missing, of):
                intake.take(article)
        return intake
