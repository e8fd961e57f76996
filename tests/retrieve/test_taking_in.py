"""New articles become searchable while more are read; what that leaves undone, a synchronisation does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from agent.errors import IndexDamaged
from agent.retrieve import dense, entries
from agent.retrieve.dense import Vectors
from agent.retrieve.health import Folder, State
from agent.retrieve.library import Amount, Library, Terms
from agent.retrieve.places import Entry
from agent.retrieve.seams import Synced
from agent.types import Article, Request
from tests.retrieve.chroma import running
from tests.retrieve.fakes import NOW, HashEmbedder, MemoryShelf, article

BOAT = Request(question="Who repaired the boat of pilot3?")


def boats(count: int, first: int = 0) -> list[Article]:
    return [
        article(f"a{n}", f"The boat of pilot{n} was repaired. A pilot said so.", headline=f"Boat {n}")
        for n in range(first, first + count)
    ]


def put(shelf: MemoryShelf, articles: Sequence[Article]) -> list[Article]:
    for one in articles:
        shelf.put(one)
    return list(articles)


def found(library: Library) -> list[str]:
    return [hit.article.id for hit in library.passages(BOAT, NOW)]


def passages(library: Library) -> int:
    words, vectors = library._index.opened()
    assert vectors is not None
    assert vectors.count() == words.count()
    return words.count()


def test_what_was_taken_in_is_not_embedded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "CHUNK", 2)
    shelf, embedder = MemoryShelf(), HashEmbedder()
    with Library(tmp_path / "index", embedder, shelf) as library:
        library.sync()
        with library.taking_in() as take:
            take(put(shelf, boats(3)))
            take(put(shelf, boats(2, 3)))
        assert embedder.embedded == 5
        assert library.sync() == Synced(added=5, removed=0, embedded=5)
        assert library.sync() == Synced(added=0, removed=0, embedded=0)
        assert embedder.embedded == 5
        assert found(library)[0] == "a3"
    assert Folder(tmp_path / "index", embedder.name).state() is State.CLEAN


def test_what_was_taken_in_and_changed_afterwards_is_replaced(tmp_path: Path) -> None:
    shelf = MemoryShelf()
    with Library(tmp_path / "index", HashEmbedder(), shelf) as library:
        library.sync()
        with library.taking_in() as take:
            take(put(shelf, boats(3)))
            put(shelf, [article("a1", "The boat of pilot3 burned, and pilot3 repaired the boat of pilot3.")])
        assert library.sync() == Synced(added=4, removed=1, embedded=4)
        assert "burned" in library.passages(BOAT, NOW)[0].passage.text


def test_what_is_taken_in_is_indexed_as_the_store_would_give_it_back(tmp_path: Path) -> None:
    # 2 a.m. in Tokyo is the day before in UTC, in which the store keeps moments.
    tokyo = datetime(2026, 2, 3, 2, tzinfo=timezone(timedelta(hours=9)))
    one = article("a", "The boat was repaired.", published=tokyo)
    assert [e.header for e in entries.entries_of(one)] == ["The Harbour Post. 2026-02-02 February 2, 2026"]


def test_a_folder_that_nothing_came_into_stays_closed(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    with Library(tmp_path / "index", embedder, MemoryShelf(boats(2))) as library:
        library.sync()
        with library.taking_in() as take:
            take([])
        assert Folder(tmp_path / "index", embedder.name).state() is State.CLEAN


def interrupted(library: Library, shelf: MemoryShelf) -> None:
    with library.taking_in() as take:
        take(put(shelf, boats(3)))
        raise KeyboardInterrupt


def test_an_interrupted_run_leaves_the_rest_to_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "CHUNK", 2)
    shelf, embedder = MemoryShelf(), HashEmbedder()
    with Library(tmp_path / "index", embedder, shelf) as library:
        library.sync()
        with pytest.raises(KeyboardInterrupt):
            interrupted(library, shelf)
    with Library(tmp_path / "index", embedder, shelf) as library:
        assert library.sync() == Synced(added=1, removed=0, embedded=1)
        assert passages(library) == 3
    assert embedder.embedded == 3


def test_a_failing_engine_does_not_stop_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "CHUNK", 1)
    calls: list[int] = []

    def broken(self: Vectors, some: Sequence[Entry], vectors: NDArray[np.float32]) -> None:
        calls.append(len(some))
        raise IndexDamaged("vectors", "the disk is gone")

    shelf = MemoryShelf()
    with Library(tmp_path / "index", HashEmbedder(), shelf) as library:
        library.sync()
        with monkeypatch.context() as patch, library.taking_in() as take:
            patch.setattr(Vectors, "add", broken)
            for n in range(20):
                take(put(shelf, boats(1, n)))
        assert 0 < len(calls) < 20
        library.sync()
        assert passages(library) == 20


def test_a_paid_embedder_is_asked_once_about_everything(tmp_path: Path) -> None:
    asked, shelf, embedder = list[Amount](), MemoryShelf(), HashEmbedder()
    with Library(tmp_path / "index", embedder, shelf, Terms(10, asked.append)) as library:
        library.sync()
        with library.taking_in() as take:
            for n in range(3):
                take(put(shelf, boats(1, n)))
        assert embedder.embedded == 0
        library.sync()
    assert [amount.passages for amount in asked] == [3]


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_server_that_goes_away_meanwhile_is_no_reason_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "CHUNK", 2)
    monkeypatch.setattr(dense, "SERVER_WRITE_SECONDS", 5.0)
    shelf, embedder = MemoryShelf(boats(2)), HashEmbedder()
    with running(tmp_path / "chroma") as chroma:
        with Library(tmp_path / "index", embedder, shelf, None, chroma.server) as library:
            library.sync()
            chroma.kill()
            with library.taking_in() as take:
                for n in range(2, 42):
                    take(put(shelf, boats(1, n)))
            assert embedder.embedded < 12, "nothing is embedded for a server that is known to be away"
            assert library.sync().added == 40
            assert "only words were searched" in library.degraded
            assert found(library)[0] == "a3"
        assert Folder(tmp_path / "index", embedder.name, chroma.server).state() is State.BEHIND
        chroma.start()
        with Library(tmp_path / "index", embedder, shelf, None, chroma.server) as library:
            library.sync()
            assert (passages(library), library.degraded) == (42, "")


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_what_is_taken_in_after_the_server_went_away_is_made_up_for(tmp_path: Path) -> None:
    shelf, embedder = MemoryShelf(boats(2)), HashEmbedder()
    with running(tmp_path / "chroma") as chroma:
        with Library(tmp_path / "index", embedder, shelf, None, chroma.server) as library:
            library.sync()
        chroma.kill()
        with Library(tmp_path / "index", embedder, shelf, None, chroma.server) as library:
            with library.taking_in() as take:
                take(put(shelf, boats(3, 2)))
            chroma.start()
            assert library.sync().added == 3
            assert (passages(library), library.degraded, embedder.embedded) == (5, "", 5)
