"""A full disk is called a full disk, whichever half of the index it stops."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from agent.errors import IndexDamaged, IndexFull
from agent.retrieve.dense import Vectors
from agent.retrieve.lexical import Words
from agent.retrieve.library import Library
from tests.retrieve.fakes import HashEmbedder, MemoryShelf, article


@pytest.fixture
def shelf() -> MemoryShelf:
    return MemoryShelf([article("a", "The ferry stops for a week.")])


def fails(error: Exception) -> object:
    def writing(*_: object, **__: object) -> None:
        raise error

    return writing


def test_words_that_find_no_room_say_so_and_are_written_once_there_is(
    tmp_path: Path, shelf: MemoryShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = ValueError("An IO error occurred: 'No space left on device (os error 28)'")
    with Library(tmp_path / "index", None, shelf) as library:
        with monkeypatch.context() as patched:
            patched.setattr(Words, "_document", fails(full))
            with pytest.raises(IndexFull, match="safe in the store"):
                library.sync()
        assert library.sync().added == 1


def test_vectors_that_fail_on_a_full_disk_are_not_called_damaged(
    tmp_path: Path, shelf: MemoryShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Vectors, "add", fails(IndexDamaged("vectors", "InternalError: Error purging logs")))
    with Library(tmp_path / "index", HashEmbedder(), shelf) as library:
        with pytest.raises(IndexDamaged):
            library.rebuild()
        monkeypatch.setattr("agent.retrieve.room.disk_usage", lambda folder: SimpleNamespace(free=0))
        with pytest.raises(IndexFull, match="purging logs"):
            library.rebuild()
