"""Is the index folder what we left? Fingerprints of its files say so, and canaries that are asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from secrets import token_hex
from shutil import rmtree

from agent.errors import IndexDamaged
from agent.retrieve.dense import Spot, Vectors
from agent.retrieve.engine import collection_name
from agent.retrieve.lexical import Words
from agent.retrieve.places import Place
from agent.retrieve.seams import Server
from agent.retrieve.split import RULES

FORMAT = 3
"""Of the folder. Another number means the folder is built again."""
CANARIES = 200
"""Stored passages that must find themselves before an index is trusted that was not closed in good order."""
FEW_CANARIES = 20
"""The same for a folder that was."""
_WRITTEN_AT_WILL = (
    "chroma.sqlite3",
    "engine.lock",
    ".tantivy-writer.lock",
    ".tantivy-meta.lock",
    ".managed.json",
)
"""Files the engines touch while reading. Chroma refuses a damaged SQLite file itself, without dying of it."""


class State(Enum):
    """What the folder looks like from outside."""

    NEW = "nothing is there"
    CLEAN = "as we left it"
    OPEN = "not closed in good order"
    BEHIND = "the server of the vectors was away"
    CHANGED = "changed by somebody else, or made by other rules"


class Folder:
    """The derived index on disk: words, vectors, and a manifest of their files."""

    def __init__(self, root: Path, embedder: str, server: Server | None = None) -> None:
        """Name the folder, what its vectors are made with (`none` for words only), and who keeps them."""
        self.root = root
        self._generation = 1
        self._manifest = root / "manifest.json"
        self._embedder = embedder
        self._server = server
        self.look_again()

    @property
    def words(self) -> Path:
        """Folder of the lexical half."""
        return self.root / f"words.{self._generation}"

    @property
    def vectors(self) -> Path:
        """Folder of the vector half."""
        return self.root / f"vectors.{self._generation}"

    @property
    def spot(self) -> Spot:
        """Where the vector half is kept; on a server nothing else has its name, and no other build of it."""
        name = collection_name(self._embedder)
        if self._server is None:
            return Spot(self.vectors, name)
        return Spot(self._server, f"{name}-{self._build}")

    @property
    def built(self) -> bool:
        """Whether there is a vector half to open."""
        return self.vectors.exists() if self._server is None else bool(self._build)

    @property
    def stamp(self) -> str:
        """What was last left on the server as the mark of this index."""
        return str(self._read().get("stamp", ""))

    def look_again(self) -> None:
        """See which folders are there now; another process may have built them anew."""
        self._generation = max((int(path.suffix[1:]) for path in self._parts()), default=1)
        self._build = str(self._read().get("build", ""))

    def renew(self) -> None:
        """Throw both halves away. The new ones get new names: an engine may cling to one it failed in.

        What the server still holds of the old build is noted first, and discarded by `leave` when it answers.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        old, kept = self._parts(), self._read()
        here = kept.get("server") == self._settings()["server"]
        if here and (collection := kept.get("collection")):
            kept["outdated"] = [*self._outdated(), [str(collection), str(kept.get("stamp", ""))]]
        self._generation += 1
        self._build = token_hex(6)
        outdated = {"outdated": kept.get("outdated", [])} if here else {}
        on_server = {**self._on_server(""), **outdated} if self._server is not None else {}
        self._write({**self._settings(), **on_server, "files": kept.get("files", {}), "open": True})
        for part in old:
            rmtree(part, ignore_errors=True)

    def state(self) -> State:
        """Look at the folder without opening an index."""
        if not self.words.exists() and (self._server is not None or not self.vectors.exists()):
            return State.NEW
        if not self._manifest.exists():
            return State.OPEN
        kept = self._read()
        if {key: kept.get(key) for key in self._settings()} != self._settings():
            return State.CHANGED
        if kept.get("open"):
            return State.OPEN if self._untouched(kept.get("files")) else State.CHANGED
        if kept.get("files") != self._fingerprints():
            return State.CHANGED
        return State.BEHIND if kept.get("behind") else State.CLEAN

    def versions(self) -> str:
        """Return the digest of the articles that were indexed when the folder was last left."""
        return str(self._read().get("versions", ""))

    def begin(self) -> None:
        """Note that files are about to change: until `leave`, the folder counts as open."""
        self.root.mkdir(parents=True, exist_ok=True)
        kept = self._read()
        files = kept.get("files", {})
        self._write({**self._settings(), **self._on_server(self.stamp), "files": files, "open": True})

    def leave(self, versions: str, vectors: Vectors | None = None) -> None:
        """Note what the folder looks like now, after a finished change, and leave a mark on the server.

        Args:
            versions: Digest of the articles that are indexed.
            vectors: The vector half; on a server that is or was away, it counts as behind.
        """
        left: dict[str, object] = {"versions": versions, "files": self._fingerprints()}
        if self._server is not None:
            left |= {**self._on_server(token_hex(8)), "outdated": []}
            if vectors is not None:
                for collection, stamp in self._outdated():
                    vectors.discard(collection, stamp)
                vectors.mark(str(left["stamp"]))
            if vectors is None or vectors.away:
                left |= {**self._on_server(self.stamp), "behind": True}
        self._write({**self._settings(), **left})

    def _parts(self) -> list[Path]:
        found = [*self.root.glob("words.*"), *self.root.glob("vectors.*")]
        return [path for path in found if path.suffix[1:].isdecimal()]

    def _settings(self) -> dict[str, object]:
        address = self._server.address if self._server is not None else None
        return {"format": FORMAT, "rules": RULES, "embedder": self._embedder, "server": address}

    def _on_server(self, stamp: str) -> dict[str, object]:
        if self._server is None:
            return {}
        mine = {"build": self._build, "collection": self.spot.collection, "stamp": stamp}
        return {**mine, "outdated": self._outdated()}

    def _outdated(self) -> list[tuple[str, str]]:
        """Return the collections of earlier builds that the server still holds, each with its mark."""
        kept = self._read().get("outdated")
        pairs = kept if isinstance(kept, list) else []
        return [(str(one[0]), str(one[1])) for one in pairs if isinstance(one, list) and len(one) == 2]

    def _read(self) -> dict[str, object]:
        try:
            kept = json.loads(self._manifest.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def _write(self, content: dict[str, object]) -> None:
        fresh = self._manifest.with_suffix(".new")
        fresh.write_text(json.dumps(content, indent=1, sort_keys=True), encoding="utf-8")
        fresh.replace(self._manifest)

    def _untouched(self, files: object) -> bool:
        """Tell whether what an unfinished change cannot have touched is as it was: written word segments."""
        known = files if isinstance(files, dict) else {}
        paths = [self.root / str(name) for name in known if str(name).startswith(f"{self.words.name}/")]
        return all(
            _digest(path) == known[path.relative_to(self.root).as_posix()]
            for path in paths
            if path.name != "meta.json" and path.is_file()
        )

    def _fingerprints(self) -> dict[str, str]:
        files = (path for base in (self.words, self.vectors) for path in base.rglob("*") if path.is_file())
        return {
            path.relative_to(self.root).as_posix(): _digest(path)
            for path in files
            if path.name not in _WRITTEN_AT_WILL
        }


def digest_of(versions: Iterable[tuple[str, str]]) -> str:
    """Return one value that changes whenever a version of an article is added or removed."""
    lines = sorted(f"{article_id} {content_hash}" for article_id, content_hash in versions)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def canaries(words: Words, count: int) -> list[Place]:
    """Return a spread sample of the stored places."""
    total, block = words.count(), 10
    step = max(total * block // count, block)
    return [place for offset in range(0, total, step) for place in words.places(block, offset)][:count]


def examine(words: Words, vectors: Vectors | None, count: int) -> None:
    """Raise IndexDamaged unless a sample of passages is found where it should be."""
    sample = canaries(words, count)
    if vectors is None:
        return
    if vectors.count() < words.count():
        raise IndexDamaged("vectors", f"{vectors.count()} passages of {words.count()}")
    if not vectors.finds_itself(sample):
        raise IndexDamaged("vectors", "stored passages do not find themselves")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
