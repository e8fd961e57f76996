"""An engine goes from hand to hand, and only in order."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from agent.errors import IndexDamaged
from agent.retrieve import engines
from agent.retrieve.dense import Spot, Vectors
from agent.retrieve.places import Entry, Filter, Place, instant
from tests.makers import NOW

SECONDS = 20.0


@pytest.fixture(autouse=True)
def _none_idle() -> Iterator[None]:
    """Let each test begin and end without an engine that others left."""
    engines.end_idle()
    yield
    engines.end_idle()


def opened(folder: Path) -> Vectors:
    return Vectors(Spot(folder, "passages-test"))


def filled(folder: Path, name: str) -> Vectors:
    """Return vectors of one passage."""
    vectors = opened(folder)
    place = Place(name, "hash", 0, 5, instant(NOW))
    entry = Entry(place, "The Post", "A headline", "A text.", "The Post", NOW)
    vectors.add([entry], np.ones((1, 4), dtype=np.float32))
    return vectors


def held(process: subprocess.Popen[bytes], folder: Path) -> list[str]:
    """Return the files of a folder that a process has open."""
    links = Path(f"/proc/{process.pid}/fd")
    return [name for one in links.iterdir() if (name := os.readlink(one)).startswith(str(folder))]


def test_an_engine_that_left_one_folder_opens_the_next_and_holds_no_file_of_the_first(tmp_path: Path) -> None:
    first = filled(tmp_path / "one", "a")
    engine = first._process
    assert held(engine, tmp_path / "one")
    first.close()
    assert held(engine, tmp_path / "one") == []
    second = filled(tmp_path / "two", "b")
    assert second._process is engine
    assert [place.article_id for place in second.places()] == ["b"]
    second.close()


def test_a_folder_that_was_left_can_be_opened_by_another_engine_at_once(tmp_path: Path) -> None:
    filled(tmp_path / "one", "a").close()
    kept = engines.taken()
    other = opened(tmp_path / "one")
    assert (other.count(), other._process is kept) == (1, False)
    other.close()
    engines.ended(kept, SECONDS)


def test_an_engine_sees_what_became_of_a_folder_after_it_left(tmp_path: Path) -> None:
    filled(tmp_path / "one", "a").close()
    (tmp_path / "one").rename(tmp_path / "before")
    again = opened(tmp_path / "one")
    assert again.count() == 0
    again.close()


def test_an_engine_that_failed_once_is_not_kept(tmp_path: Path) -> None:
    vectors = filled(tmp_path / "one", "a")
    with pytest.raises(IndexDamaged):
        vectors.search(np.ones(3, dtype=np.float32), 1, Filter())
    vectors.close()
    assert (engines._IDLE, vectors._process.poll()) == ([], 0)


def test_an_engine_that_hangs_when_it_is_to_leave_is_ended(tmp_path: Path) -> None:
    vectors = filled(tmp_path / "one", "a")
    vectors._seconds = 0.1
    vectors._process.send_signal(signal.SIGSTOP)
    vectors.close()
    assert (engines._IDLE, vectors._process.poll()) == ([], -signal.SIGKILL)


def test_what_was_closed_asks_nothing_of_an_engine_that_others_have(tmp_path: Path) -> None:
    first = filled(tmp_path / "one", "a")
    first.close()
    second = filled(tmp_path / "two", "b")
    first.close()
    with pytest.raises(IndexDamaged, match="closed"):
        first.count()
    assert second.count() == 1
    second.close()


def test_no_more_engines_are_kept_than_are_wanted_and_none_that_ended(tmp_path: Path) -> None:
    several = [opened(tmp_path / "one"), opened(tmp_path / "two")]
    for vectors in several:
        vectors.close()
    (kept,) = engines._IDLE
    assert [vectors._process.poll() for vectors in several] == [None, 0]
    kept.kill()
    kept.wait()
    fresh = engines.taken()
    assert fresh is not kept
    engines.given_back(fresh, SECONDS)
