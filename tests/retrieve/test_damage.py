"""The index is damaged in every way that was seen to break Chroma; the next process has to notice.

Each damage runs in a process of its own, because some of them end the process that reads the files.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.errors import IndexDamaged
from agent.retrieve.dense import Spot, Vectors
from agent.retrieve.health import FORMAT, Folder, State, examine
from agent.retrieve.lexical import Words
from agent.retrieve.places import Entry, Filter, Place
from tests.retrieve.fakes import HashEmbedder, MemoryShelf, article

# More than Chroma holds back before it writes its vector files (1,000).
COUNT = 1200
ROOT = Path(__file__).resolve().parents[2]

# Opens the library as the next command would, and prints what it did and whether each article is found.
READER = """
import json, sys
from pathlib import Path
from agent.retrieve.library import Library
from agent.types import Request
from tests.retrieve.fakes import NOW, HashEmbedder
from tests.retrieve.test_damage import shelf

embedder = HashEmbedder()
with Library(Path(sys.argv[1]), embedder, shelf()) as library:
    first = library.passages(Request(question="Who repaired the boat keel0001?"), NOW)[0].article.id
    words, vectors = library._index.opened()
    healthy = vectors is not None and vectors.finds_itself(words.places())
    print(json.dumps([first, embedder.embedded, healthy, words.count(), library.degraded]))
"""


def shelf() -> MemoryShelf:
    """Return the store that every process of this test agrees on."""
    return MemoryShelf(
        article(f"a{n:04}", f"A boat keel{n:04} was repaired by crew{n % 7} in dock dock{n % 11}.")
        for n in range(COUNT)
    )


def read(root: Path) -> tuple[str, int, bool, int, str]:
    done = subprocess.run(
        [sys.executable, "-c", READER, str(root)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    first, embedded, healthy, count, degraded = json.loads(done.stdout)
    return first, embedded, healthy, count, degraded


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from agent.retrieve.library import Library

    root = tmp_path_factory.mktemp("built") / "index"
    with Library(root, HashEmbedder(), shelf()) as library:
        library.sync()
    return root


def part(root: Path, name: str) -> Path:
    return next(root.rglob(name))


def cut(name: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        file = part(root, name)
        os.truncate(file, file.stat().st_size // 2)

    return damage


def scribble(name: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        file = part(root, name)
        content, chance = bytearray(file.read_bytes()), random.Random(1)
        for _ in range(200):
            content[chance.randrange(len(content))] = chance.randrange(256)
        file.write_bytes(content)

    return damage


def no_vector_files(root: Path) -> None:
    shutil.rmtree(part(root, "header.bin").parent)


def empty_database(root: Path) -> None:
    part(root, "chroma.sqlite3").write_bytes(b"")


def no_folder(root: Path) -> None:
    shutil.rmtree(root / "vectors.2")


def foreign_file(root: Path) -> None:
    part(root, "header.bin").with_name("index_metadata.pickle").write_bytes(b"cos\nsystem\n(S'exit 1'\ntR.")


DAMAGES = {
    "vector files deleted": no_vector_files,
    "vectors cut": cut("data_level0.bin"),
    "vectors scribbled over": scribble("data_level0.bin"),
    "header cut": cut("header.bin"),
    "header scribbled over": scribble("header.bin"),
    "names replaced by a pickle of somebody else": foreign_file,
    "lengths cut": cut("length.bin"),
    "links cut": cut("link_lists.bin"),
    "links scribbled over": scribble("link_lists.bin"),
    "vector folder deleted": no_folder,
    "word dictionary scribbled over": scribble("*.term"),
    "word segments cut": cut("*.store"),
    "word list cut": cut("meta.json"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_files_are_noticed_before_anything_opens_them(
    built: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    root = tmp_path / "index"
    shutil.copytree(built, root)
    assert Folder(root, HashEmbedder().name).state() is State.CLEAN
    damage(root)
    assert Folder(root, HashEmbedder().name).state() is State.CHANGED


@pytest.mark.parametrize(
    "damage",
    [
        cut("chroma.sqlite3"),
        scribble("chroma.sqlite3"),
        empty_database,
        scribble("data_level0.bin"),
        cut("*.term"),
    ],
    ids=[
        "database cut",
        "database scribbled over",
        "database emptied",
        "vectors scribbled over",
        "words cut",
    ],
)
def test_a_damaged_index_is_built_again_before_it_answers(
    built: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    root = tmp_path / "index"
    shutil.copytree(built, root)
    damage(root)
    assert read(root) == ("a0001", COUNT, True, COUNT, "")


def test_an_index_of_an_older_format_is_built_again(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "index"
    shutil.copytree(built, root)
    manifest = root / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": FORMAT - 1}))
    assert Folder(root, HashEmbedder().name).state() is State.CHANGED


def test_an_index_in_good_order_is_opened_without_building_anything(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "moved"
    shutil.copytree(built, root)
    assert read(root) == ("a0001", 0, True, COUNT, "")


@pytest.mark.parametrize("damage", [scribble("data_level0.bin"), cut("header.bin"), cut("data_level0.bin")])
def test_a_folder_that_was_left_open_is_examined_before_it_is_trusted(
    built: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    root = tmp_path / "index"
    shutil.copytree(built, root)
    folder = Folder(root, HashEmbedder().name)
    folder.begin()
    assert folder.state() is State.OPEN
    damage(root)
    assert read(root) == ("a0001", COUNT, True, COUNT, "")


@pytest.mark.parametrize("name", ["*.idx", "*.term", "*.fieldnorm"])
def test_one_changed_byte_in_the_words_is_noticed_though_the_folder_was_left_open(
    built: Path, tmp_path: Path, name: str
) -> None:
    """The library that searches words would answer from it, wrongly: it compares no sums."""
    root = tmp_path / "index"
    shutil.copytree(built, root)
    Folder(root, HashEmbedder().name).begin()
    file = part(root / "words.2", name)
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 0xFF
    file.write_bytes(content)
    assert Folder(root, HashEmbedder().name).state() is State.CHANGED


def test_a_folder_that_was_left_open_in_good_health_is_not_built_again(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "index"
    shutil.copytree(built, root)
    Folder(root, HashEmbedder().name).begin()
    assert read(root) == ("a0001", 0, True, COUNT, "")


# Dies between the two halves of the third chunk.
KILLED = """
import os, sys
from pathlib import Path
from agent.retrieve import entries
from agent.retrieve.lexical import Words
from agent.retrieve.library import Library
from tests.retrieve.fakes import HashEmbedder
from tests.retrieve.test_damage import shelf

entries.CHUNK = 500
whole, writes = Words.write, []

def write(self, entries, removed=(), afresh=False):
    writes.append(1)
    if len(writes) == 3:
        os._exit(9)
    whole(self, entries, removed, afresh)

Words.write = write
Library(Path(sys.argv[1]), HashEmbedder(), shelf()).sync()
"""


def test_a_killed_synchronisation_goes_on_where_it_stopped_without_duplicates(tmp_path: Path) -> None:
    root = tmp_path / "index"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(root)], cwd=ROOT, capture_output=True, timeout=120
    )
    assert killed.returncode == 9, killed.stderr
    assert read(root) == ("a0001", COUNT - 1000, True, COUNT, "")


def test_vectors_that_lost_their_place_are_seen_by_the_canaries(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    entries = [
        Entry(Place(f"a{n}", "v", 0, 9), "", "", f"boat keel{n} number{n}", "Outlet", None) for n in range(30)
    ]
    words, vectors = Words(None), Vectors(Spot(tmp_path, "passages"))
    words.write(entries)
    rows = embedder.passages([entry.text for entry in entries])
    vectors.add(entries, rows)
    examine(words, vectors, 30)
    vectors.drop([entries[3].place])
    with pytest.raises(IndexDamaged, match="29 passages of 30"):
        examine(words, vectors, 30)
    vectors.add([*entries[3:4], Entry(Place("b", "v", 0, 9), "", "", "", "Outlet", None)], rows[:2])
    assert len(vectors.search(rows[0], 100, Filter())) == 31
    vectors.drop([entries[5].place])
    with pytest.raises(IndexDamaged, match="do not find themselves"):
        examine(words, vectors, 30)
    vectors.close()
