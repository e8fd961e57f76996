"""The names of all passages are asked for in pages, whatever their number."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.retrieve import dense
from agent.retrieve.library import Library
from tests.retrieve.fakes import HashEmbedder, MemoryShelf, article


@pytest.mark.parametrize("page", [1, 7, 20, 21])
def test_no_answer_holds_more_than_a_page_and_all_pages_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    shelf = MemoryShelf(article(f"a{n:04}", f"A boat keel{n:04} was repaired.") for n in range(20))
    answers: list[int] = []
    ask = dense.Vectors._ask

    def counted(vectors: dense.Vectors, name: str, *given: object, **more: object) -> object:
        answer = ask(vectors, name, *given, **more)  # type: ignore[arg-type]  # passed on as they are
        answers.extend([len(answer)] if name == "ids" else [])
        return answer

    monkeypatch.setattr(dense, "PAGE", page)
    monkeypatch.setattr(dense.Vectors, "_ask", counted)
    with Library(tmp_path / "index", HashEmbedder(), shelf) as library:
        library.sync()
        words, vectors = library._index.opened()
        assert vectors is not None
        answers.clear()
        assert sorted(vectors.places()) == sorted(words.places())
    assert max(answers) <= page
