"""A search reads the texts it shows, and no others; what has left the store is not shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from agent.retrieve.library import Library
from agent.types import Article, Request
from tests.retrieve.fakes import NOW, HashEmbedder, MemoryShelf, article

BOATS = Request(question="Who repaired the boat?")
OWN = "The boat was repaired by"
WORDS = ["anchor", "beacon", "canal", "delta", "ferry", "gauge", "harbour", "keel", "mast", "oar", "pier"]


class Counting(MemoryShelf):
    """Counts the articles it is asked for while a question is answered."""

    read = 0

    def __init__(self, articles: Iterable[Article]) -> None:
        super().__init__(articles)
        self.asked: set[tuple[str, str]] = set()

    def articles_of(self, versions: Collection[tuple[str, str]]) -> dict[tuple[str, str], Article]:
        self.read += len(versions)
        self.asked |= set(versions)
        return super().articles_of(versions)


def boat(n: int, outlet: str, text: str = "") -> Article:
    own = " ".join(WORDS[(n * step + step) % len(WORDS)] for step in range(1, 8))
    return article(f"a{n:03}", text or f"The boat was repaired by crew{n}: {own} {n}.", publisher=outlet)


def found(tmp_path: Path, shelf: Counting, k: int = 10) -> list[Article]:
    with Library(tmp_path / "index", None, shelf) as library:
        library.sync()
        shelf.read = 0
        return [hit.article for hit in library.passages(BOATS, NOW, k)]


def test_what_cannot_be_shown_is_not_read(tmp_path: Path) -> None:
    shelf = Counting(boat(n, f"Outlet {n}") for n in range(120))
    assert len(found(tmp_path, shelf)) == 10
    assert shelf.read == 10


def test_behind_many_copies_others_are_looked_for(tmp_path: Path) -> None:
    text = "The boat was repaired. The boat was repaired, and whoever repaired the boat left at once."
    copies = [boat(n, f"Outlet {n}", text) for n in range(40)]
    shelf = Counting([*copies, *(boat(n, f"Outlet {n}") for n in range(40, 70))])
    ids = [one.id for one in found(tmp_path, shelf)]
    assert len(ids) == 10
    assert len([one for one in ids if one < "a040"]) == 1
    assert shelf.read == 10


def test_behind_one_outlet_that_fills_the_list_others_are_looked_for(tmp_path: Path) -> None:
    text = "The boat was repaired. Who repaired the boat? The boat was repaired by crew{n}: {own}."
    loud = [
        boat(n, "Loud", text.format(n=n, own=" ".join(f"{word}{n}" for word in WORDS[:9]))) for n in range(60)
    ]
    shelf = Counting([*loud, *(boat(n, f"Outlet {n}") for n in range(60, 90))])
    outlets = [one.publisher for one in found(tmp_path, shelf)]
    assert outlets.count("Loud") == 4
    assert shelf.read == 10


def test_what_only_the_vectors_found_is_shown_as_well(tmp_path: Path) -> None:
    shelf = Counting([boat(0, "Outlet 0"), *(boat(n, f"Outlet {n}", f"Ship {n}.") for n in range(1, 20))])
    with Library(tmp_path / "index", HashEmbedder(), shelf) as library:
        library.sync()
        shelf.read = 0
        assert len(library.nearest(BOATS, NOW, 10)) == 10
        assert shelf.read == len(shelf.asked) == 10


def test_in_the_place_of_what_has_left_the_store_others_are_shown(tmp_path: Path) -> None:
    shelf = Counting(boat(n, f"Outlet {n}") for n in range(120))
    with Library(tmp_path / "index", None, shelf) as library:
        library.sync()
        first = [hit.article.id for hit in library.passages(BOATS, NOW, 10)]
        for name in first[:7]:
            shelf.delete(name)
        then = [hit.article.id for hit in library.passages(BOATS, NOW, 10)]
    assert then[:3] == first[7:]
    assert len(then) == 10
    assert not set(then) & set(first[:7])


def test_a_copy_that_has_left_the_store_is_not_named(tmp_path: Path) -> None:
    text = f"{OWN} crew1 and nobody else in the whole of the harbour on that long day"
    shelf = Counting([boat(1, "Outlet", text), boat(2, "Copyist", f"{text}."), boat(3, "Other")])
    with Library(tmp_path / "index", None, shelf) as library:
        library.sync()
        shown = library.search(BOATS, NOW, 10)
        copied = next(one for one in shown.passages if one.also_in)
        shelf.delete("a002" if copied.article_id == "a001" else "a001")
        again = library.search(BOATS, NOW, 10)
    assert {one.article_id: one.also_in for one in again.passages} == {copied.article_id: (), "a003": ()}


def test_what_is_shown_to_people_names_copies_that_stand_further_behind(tmp_path: Path) -> None:
    own = [
        boat(n, f"Outlet {n}", f"{OWN} crew{n} {n} {n + 100} {n + 200} {n + 300} {n + 400}")
        for n in range(24)
    ]
    copy = boat(
        99, "Copyist", f"{own[0].text} This is what others have reported over and over, at great length."
    )
    with Library(tmp_path / "index", None, Counting([*own, copy])) as library:
        library.sync()
        shown = library.search(BOATS, NOW, 10)
    assert [one.also_in for one in shown.passages if one.article_id == "a000"] == [("Copyist",)]
