"""What a person excludes is found by nothing, and what they pin is found whatever was asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.retrieve.library import Library
from agent.types import Evidence, Pick, Request, Window
from tests.retrieve.fakes import NOW, HashEmbedder, MemoryShelf, article

PORT = "The port of Vell closed on Monday after a crane fell. Three ships wait outside."
BASIL = "A gardener explains how basil grows on a balcony by the port. It needs light and water."
QUESTION = "Why did the port of Vell close?"
LOUD = Pick(outlet="Loud Wire")


@pytest.fixture
def shelf() -> MemoryShelf:
    """Return one article of a quiet outlet among many of a loud one, and one on something else."""
    day = timedelta(days=1)
    said = "The port of Vell closed after a crane fell, it was said at"
    loud = [article(f"loud-{n}", f"{said} {n}.", publisher="Loud Wire") for n in range(1, 80)]
    return MemoryShelf(
        [
            *loud,
            article("quiet", PORT, publisher="Quiet Post", published=NOW - day),
            article("basil", BASIL, publisher="Green Daily", published=datetime(2025, 5, 5, tzinfo=UTC)),
        ]
    )


@pytest.fixture(params=["words", "vectors"])
def library(request: pytest.FixtureRequest, tmp_path: Path, shelf: MemoryShelf) -> Iterator[Library]:
    embedder = HashEmbedder() if request.param == "vectors" else None
    with Library(tmp_path / "index", embedder, shelf) as opened:
        opened.sync()
        yield opened


def found(library: Library, **more: object) -> list[Evidence]:
    return library.find(Request.model_validate({"question": QUESTION, **more}), NOW)


def test_an_excluded_outlet_is_found_by_nothing(library: Library) -> None:
    assert "Loud Wire" in {e.article.publisher for e in found(library)}
    excluding = found(library, excluded=(LOUD,))
    assert {e.article.publisher for e in excluding} <= {"Quiet Post", "Green Daily"}
    assert "quiet" in {e.article.id for e in excluding}, "nobody crowds it out any more"
    request = Request(question=QUESTION, excluded=(LOUD,))
    for hits in (
        library.passages(request, NOW),
        library.nearest(request, NOW),
        library.closest(request, NOW),
    ):
        assert "Loud Wire" not in {hit.article.publisher for hit in hits}
        assert "Loud Wire" not in {copy.publisher for hit in hits for copy in hit.copies}


def test_an_excluded_article_is_found_by_nothing(library: Library) -> None:
    pick = Pick(article_id="quiet", outlet="Quiet Post", headline="Port closed")
    assert "quiet" not in {e.article.id for e in found(library, excluded=(pick,))}
    assert found(library, excluded=(pick,), outlets=("Quiet Post",)) == []


def test_a_pinned_article_is_among_the_evidence_whatever_was_asked(library: Library) -> None:
    pick = Pick(article_id="basil", outlet="Green Daily")
    week = Window(since=NOW - timedelta(days=7))
    assert "basil" not in {e.article.id for e in found(library, window=week)}
    evidence = found(library, window=week, pinned=(pick,))
    assert "basil" in {e.article.id for e in evidence}
    assert [e.label for e in evidence] == list(range(1, len(evidence) + 1))
    assert all(e.article.text[e.start : e.end] == e.text for e in evidence)


def test_of_a_pinned_outlet_something_is_read(library: Library) -> None:
    assert "Green Daily" in {
        e.article.publisher for e in found(library, pinned=(Pick(outlet="Green Daily"),))
    }


def test_what_did_not_exist_yet_is_not_read_although_it_is_pinned(library: Library) -> None:
    pick = Pick(article_id="quiet", outlet="Quiet Post")
    assert found(library, pinned=(pick,), as_of=datetime(2020, 1, 1, tzinfo=UTC)) == []


def test_what_is_excluded_is_not_read_although_its_outlet_is_pinned(library: Library) -> None:
    out = Pick(article_id="basil", outlet="Green Daily")
    evidence = found(library, pinned=(Pick(outlet="Green Daily"),), excluded=(out,))
    assert "basil" not in {e.article.id for e in evidence}
