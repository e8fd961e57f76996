"""The vectors on a Chroma server: away, hung, wiped, restored from old, and shared by several homes."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.retrieve import dense, engines
from agent.retrieve.health import Folder, State
from agent.retrieve.library import Library
from agent.types import Request
from tests.retrieve.chroma import Chroma, running
from tests.retrieve.fakes import NOW, HashEmbedder, MemoryShelf, article

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    with running(tmp_path_factory.mktemp("chroma") / "data") as server:
        yield server


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Chroma]:
    """Return a server that a test may kill."""
    with running(tmp_path / "chroma") as server:
        yield server


def shelf(start: int = 0, count: int = 40) -> MemoryShelf:
    return MemoryShelf(
        article(f"a{n:04}", f"A boat keel{n:04} was repaired by crew{n % 7} in dock dock{n % 11}.")
        for n in range(start, start + count)
    )


def opened(root: Path, chroma: Chroma, store: MemoryShelf, embedder: HashEmbedder | None = None) -> Library:
    return Library(root, embedder or HashEmbedder(), store, None, chroma.server)


def first(library: Library, n: int) -> str:
    return library.passages(Request(question=f"Who repaired the boat keel{n:04}?"), NOW)[0].article.id


def whole(library: Library) -> bool:
    """Tell whether both halves of the index agree, and each passage finds itself."""
    words, vectors = library._index.opened()
    places = words.places()
    return vectors is not None and set(vectors.places()) == set(places) and vectors.finds_itself(places)


def test_vectors_on_a_server_are_found_and_made_once(tmp_path: Path, chroma: Chroma) -> None:
    embedder = HashEmbedder()
    with opened(tmp_path / "index", chroma, shelf(), embedder) as library:
        assert library.sync().embedded == 40
        assert (first(library, 7), library.degraded, whole(library)) == ("a0007", "", True)
    assert not list((tmp_path / "index").glob("vectors.*"))
    with opened(tmp_path / "index", chroma, shelf(), embedder) as library:
        assert (library.sync().embedded, first(library, 9), library.degraded) == (0, "a0009", "")
    assert embedder.embedded == 40


def test_homes_on_one_server_do_not_mix(tmp_path: Path, chroma: Chroma) -> None:
    stores = [shelf(0, 20), shelf(100, 30)]
    homes = [opened(tmp_path / f"home{n}", chroma, store) for n, store in enumerate(stores)]
    for home in homes:
        home.sync()
    stores[0].delete("a0003")
    homes[0].sync()
    assert [home._index.opened()[0].count() for home in homes] == [19, 30]
    assert all(whole(home) for home in homes)
    homes[0].rebuild()
    assert all(whole(home) for home in homes)
    for home in homes:
        home.close()


def test_a_copy_of_a_home_gets_vectors_of_its_own(tmp_path: Path, chroma: Chroma) -> None:
    store, other = shelf(0, 20), shelf(0, 20)
    with opened(tmp_path / "home", chroma, store) as library:
        library.sync()
    shutil.copytree(tmp_path / "home", tmp_path / "copy")
    other.put(article("more", "The bridge of Tarn was opened."))
    with opened(tmp_path / "copy", chroma, other) as copy:
        copy.sync()
    store.delete("a0001")
    for folder, kept, count in ((tmp_path / "home", store, 19), (tmp_path / "copy", other, 21)):
        with opened(folder, chroma, kept) as library:
            library.sync()
            assert (library._index.opened()[0].count(), whole(library)) == (count, True)


def test_what_a_rebuild_leaves_on_a_server_that_is_away_is_discarded_later(
    tmp_path: Path, mortal: Chroma
) -> None:
    with opened(tmp_path / "index", mortal, shelf()) as library:
        library.sync()
        (first_build,) = mortal.collections()
        mortal.kill()
        library.rebuild()
    with opened(tmp_path / "index", mortal, shelf()) as library:
        library.rebuild()
    mortal.start()
    with opened(tmp_path / "index", mortal, shelf()) as library:
        library.sync()
        assert whole(library)
    (left,) = mortal.collections()
    assert left != first_build


def test_another_embedder_leaves_nothing_of_the_old_one_on_a_server(tmp_path: Path, mortal: Chroma) -> None:
    with opened(tmp_path / "index", mortal, shelf()) as library:
        library.sync()
        (before,) = mortal.collections()
    other = HashEmbedder()
    other.name = "other"
    with opened(tmp_path / "index", mortal, shelf(), other) as library:
        library.sync()
    (after,) = mortal.collections()
    assert "other" in after
    assert "other" not in before


@pytest.mark.parametrize("harm", [signal.SIGSTOP, signal.SIGKILL])
def test_a_server_that_hangs_or_dies_leaves_the_words(
    tmp_path: Path, mortal: Chroma, harm: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "index", mortal, shelf()) as library:
        library.sync()
        _, vectors = library._index.opened()
        assert vectors is not None
        monkeypatch.setattr(vectors, "_seconds", 0.5)
        mortal.send(harm)
        assert first(library, 7) == "a0007"
        assert f"{mortal.server.address} could not be asked" in library.degraded
        assert library.degraded.endswith("only words were searched.")
    if harm is signal.SIGSTOP:
        mortal.send(signal.SIGCONT)
        with opened(tmp_path / "index", mortal, shelf()) as library:
            assert (library.sync().embedded, whole(library), library.degraded) == (0, True, "")


@pytest.mark.parametrize("harm", [signal.SIGSTOP, signal.SIGKILL])
def test_articles_go_in_while_the_server_is_away_and_the_index_catches_up(
    tmp_path: Path, mortal: Chroma, harm: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QUERY_SECONDS", "SERVER_WRITE_SECONDS"):
        monkeypatch.setattr(dense, name, 1.0)
    store, root, embedder = shelf(), tmp_path / "index", HashEmbedder()
    library = opened(root, mortal, store, embedder)
    library.sync()
    mortal.send(harm)
    store.put(article("late", "The bridge of Tarn was opened by the mayor."))
    store.put(article("a0005", "The boat keel0005 was sold."))
    store.delete("a0006")
    synced = library.sync()
    assert (synced.added, synced.removed) == (2, 2)
    assert "only words" in library.degraded
    found = library.passages(Request(question="Who opened the bridge of Tarn?"), NOW)
    assert found[0].article.id == "late"
    library.close()
    assert Folder(root, embedder.name, mortal.server).state() is State.BEHIND
    if harm is signal.SIGSTOP:
        mortal.send(signal.SIGCONT)
    else:
        mortal.start()
    before = embedder.embedded
    with opened(root, mortal, store, embedder) as library:
        library.sync()
        assert (embedder.embedded - before, whole(library), library.degraded) == (2, True, "")
    assert Folder(root, embedder.name, mortal.server).state() is State.CLEAN


def test_without_the_server_a_new_library_is_built_of_words_and_completed_later(
    tmp_path: Path, mortal: Chroma
) -> None:
    mortal.kill()
    with opened(tmp_path / "index", mortal, shelf()) as library:
        assert library.sync().added == 40
        assert first(library, 7) == "a0007"
        assert "only words" in library.degraded
        mortal.start()
        assert library.sync().added == 0
        assert (library.degraded, whole(library)) == ("", True)


def test_a_server_that_lost_its_data_gets_them_again_before_it_answers(
    tmp_path: Path, mortal: Chroma
) -> None:
    with opened(tmp_path / "index", mortal, shelf()) as library:
        library.sync()
    mortal.wipe()
    embedder = HashEmbedder()
    with opened(tmp_path / "index", mortal, shelf(), embedder) as library:
        assert (first(library, 7), embedder.embedded, library.degraded) == ("a0007", 40, "")
        assert whole(library)


def test_a_server_that_was_restored_from_an_older_state_is_found_out(tmp_path: Path, mortal: Chroma) -> None:
    """As many passages as before, and all of those that are sampled: only the mark tells."""
    store, root = shelf(0, 300), tmp_path / "index"
    with opened(root, mortal, store) as library:
        library.sync()
    mortal.kill()
    shutil.copytree(mortal.data, tmp_path / "backup")
    mortal.start()
    store.put(article("a0123", "The boat keel0123 was painted green."))
    with opened(root, mortal, store) as library:
        library.sync()
    mortal.kill()
    shutil.rmtree(mortal.data)
    shutil.copytree(tmp_path / "backup", mortal.data)
    mortal.start()
    with opened(root, mortal, store) as library:
        assert first(library, 123) == "a0123"
        assert (library.degraded, whole(library)) == ("", True)


@pytest.mark.parametrize("name", ["data_level0.bin", "header.bin", "chroma.sqlite3"])
def test_damaged_files_of_a_server_are_never_answered_from(
    tmp_path: Path, mortal: Chroma, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import random

    monkeypatch.setattr(dense, "SERVER_WRITE_SECONDS", 10.0)
    store = shelf(0, 1200)
    with opened(tmp_path / "index", mortal, store) as library:
        library.sync()
    mortal.kill()
    file, chance = next(mortal.data.rglob(name)), random.Random(1)
    content = bytearray(file.read_bytes())
    for _ in range(400):
        content[chance.randrange(len(content))] = chance.randrange(256)
    file.write_bytes(content)
    try:
        mortal.start()
    except AssertionError:  # a server that refuses its damaged file is one that is away
        assert name == "chroma.sqlite3"
    with opened(tmp_path / "index", mortal, store) as library:
        assert first(library, 7) == "a0007"
        assert "only words" in library.degraded or whole(library)


def test_a_deleted_text_stands_in_no_file_of_the_server(tmp_path: Path, mortal: Chroma) -> None:
    store = shelf()
    store.put(article("gone", "Zyxwvut is a word nobody else uses.", headline="Zyxwvut"))
    with opened(tmp_path / "index", mortal, store) as library:
        library.sync()
        assert mortal.holding(b"gone\x1f"), "the server has the passage"
        store.delete("gone")
        library.sync()
    mortal.send(signal.SIGTERM)
    assert mortal.holding(b"yxwvut") == []


KILLED = """
import os, sys
from pathlib import Path
from agent.retrieve import entries
from agent.retrieve.lexical import Words
from agent.retrieve.library import Library, Server
from tests.retrieve.fakes import HashEmbedder
from tests.retrieve.test_server import shelf

entries.CHUNK = 10
whole, writes = Words.write, []

def write(self, entries, removed=(), afresh=False):
    writes.append(1)
    if len(writes) == 3:
        os._exit(9)
    whole(self, entries, removed, afresh)

Words.write = write
Library(Path(sys.argv[1]), HashEmbedder(), shelf(), None, Server(sys.argv[2])).sync()
"""


def test_a_killed_synchronisation_with_a_server_goes_on_without_duplicates(
    tmp_path: Path, chroma: Chroma
) -> None:
    root = tmp_path / "index"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(root), chroma.server.address],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert killed.returncode == 9, killed.stderr
    embedder = HashEmbedder()
    with opened(root, chroma, shelf(), embedder) as library:
        library.sync()
        assert (embedder.embedded, whole(library), library.degraded) == (20, True, "")


def test_no_proxy_of_the_environment_is_heeded(
    tmp_path: Path, chroma: Chroma, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines.end_idle()
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("CHROMA_SERVER_HOST", "elsewhere.example")
    with opened(tmp_path / "index", chroma, shelf()) as library:
        library.sync()
        assert (library.degraded, whole(library)) == ("", True)
