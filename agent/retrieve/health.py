"""Is the index folder what we left? Fingerprints of its files say so, and canaries that are asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from shutil import rmtree

from agent.errors import IndexDamaged
from agent.retrieve.dense import Vectors
from agent.retrieve.lexical import Place, Words
from agent.retrieve.split import RULES

FORMAT = 2
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
    CHANGED = "changed by somebody else, or made by other rules"


class Folder:
    """The derived index on disk: words, vectors, and a manifest of their files."""

    def __init__(self, root: Path, embedder: str) -> None:
        """Name the folder and the embedder its vectors are made with (`none` for words only)."""
        self.root = root
        self._generation = 1
        self.look_again()
        self._manifest = root / "manifest.json"
        self._embedder = embedder

    @property
    def words(self) -> Path:
        """Folder of the lexical half."""
        return self.root / f"words.{self._generation}"

    @property
    def vectors(self) -> Path:
        """Folder of the vector half."""
        return self.root / f"vectors.{self._generation}"

    def look_again(self) -> None:
        """See which folders are there now; another process may have built them anew."""
        self._generation = max((int(path.suffix[1:]) for path in self._parts()), default=1)

    def renew(self) -> None:
        """Throw both halves away. The new ones get new names: an engine may cling to one it failed in."""
        old = self._parts()
        self._generation += 1
        for part in old:
            rmtree(part, ignore_errors=True)

    def state(self) -> State:
        """Look at the folder without opening an index."""
        if not self.words.exists() and not self.vectors.exists():
            return State.NEW
        if not self._manifest.exists():
            return State.OPEN
        kept = self._read()
        if {key: kept.get(key) for key in ("format", "rules", "embedder")} != self._settings():
            return State.CHANGED
        if kept.get("open"):
            return State.OPEN
        return State.CLEAN if kept.get("files") == self._fingerprints() else State.CHANGED

    def versions(self) -> str:
        """Return the digest of the articles that were indexed when the folder was last left."""
        return str(self._read().get("versions", ""))

    def begin(self) -> None:
        """Note that files are about to change: until `leave`, the folder counts as open."""
        self.root.mkdir(parents=True, exist_ok=True)
        self._write({**self._settings(), "open": True})

    def leave(self, versions: str) -> None:
        """Note what the folder looks like now, after a finished change."""
        self._write({**self._settings(), "versions": versions, "files": self._fingerprints()})

    def _parts(self) -> list[Path]:
        found = [*self.root.glob("words.*"), *self.root.glob("vectors.*")]
        return [path for path in found if path.suffix[1:].isdecimal()]

    def _settings(self) -> dict[str, object]:
        return {"format": FORMAT, "rules": RULES, "embedder": self._embedder}

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
