"""An embedder that works for money or far away: what is asked first, and what its failures leave behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.errors import EmbedderFailed, TooExpensive
from agent.retrieve.library import Amount, Library, Terms
from agent.types import Request
from tests.retrieve.fakes import NOW, HashEmbedder, MemoryShelf, article

BOAT = Request(question="Who repaired the boat of the pilot?")


class Failing(HashEmbedder):
    """Fails while a test wants it to."""

    broken = False

    def passages(self, texts: list[str]):  # type: ignore[no-untyped-def]
        if self.broken:
            raise EmbedderFailed("hash", "it is down")
        return super().passages(texts)


def shelf(count: int = 3) -> MemoryShelf:
    return MemoryShelf(
        article(f"a{n}", f"The boat of pilot{n} was repaired. A pilot said so.") for n in range(count)
    )


def test_nothing_is_embedded_before_it_is_allowed(tmp_path: Path) -> None:
    embedder, asked = HashEmbedder(), list[Amount]()

    def allow(amount: Amount) -> None:
        asked.append(amount)
        raise TooExpensive("hash")

    with Library(tmp_path / "index", embedder, shelf(), Terms(10, allow)) as library:
        for act in (library.sync, library.rebuild, lambda: library.find(BOAT, NOW)):
            with pytest.raises(TooExpensive):
                act()
    assert embedder.embedded == 0
    assert {amount.passages for amount in asked} == {3}
    assert all(amount.size > 3 * 40 for amount in asked)


def test_only_what_is_new_is_asked_about(tmp_path: Path) -> None:
    asked, articles = list[Amount](), shelf()
    with Library(tmp_path / "index", HashEmbedder(), articles, Terms(10, asked.append)) as library:
        library.sync()
        library.sync()
        articles.put(article("b", "A new boat."))
        library.sync()
    assert [amount.passages for amount in asked] == [3, 1]


def test_articles_become_searchable_a_request_at_a_time(tmp_path: Path) -> None:
    sizes = list[int]()

    class Noting(HashEmbedder):
        def passages(self, texts: list[str]):  # type: ignore[no-untyped-def]
            sizes.append(len(texts))
            return super().passages(texts)

    with Library(tmp_path / "index", Noting(), shelf(25), Terms(10, lambda amount: None)) as library:
        library.sync()
    assert sizes == [1, 10, 10, 5]


def test_a_failure_costs_no_vectors_and_no_words_are_written_without_them(tmp_path: Path) -> None:
    embedder, articles = Failing(), shelf()
    terms = Terms(10, lambda amount: None)
    with Library(tmp_path / "index", embedder, articles, terms) as library:
        library.sync()
        articles.put(article("b", "The boat of pilot9 was repaired as well."))
        embedder.broken = True
        with pytest.raises(EmbedderFailed):
            library.sync()
        assert (
            library.degraded == "The index is behind the store (hash: it is down); only words were searched."
        )
        assert library.find(BOAT, NOW)
        embedder.broken = False
        before = embedder.embedded
        assert library.sync().embedded == 1
        assert (library.degraded, embedder.embedded - before) == ("", 1)
    with Library(tmp_path / "index", embedder, articles, terms) as library:
        assert library.sync().embedded == 0


def test_an_embedder_that_failed_is_not_asked_again_for_each_question(tmp_path: Path) -> None:
    embedder = Failing()
    with Library(tmp_path / "index", embedder, shelf(), Terms(10, lambda amount: None)) as library:
        library.sync()
        embedder.broken = True
        assert library.find(BOAT, NOW)
        assert "The embedder could not be asked (hash: it is down); only words" in library.degraded
        embedder.broken = False
        before = embedder.embedded
        assert library.find(Request(question="Which pilot spoke of a boat?"), NOW)
        assert embedder.embedded == before
