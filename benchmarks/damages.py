"""Is a damaged index ever served? `python -m benchmarks.damages`, some minutes; 1 when it was.

Each of the damages that were seen to break Chroma, and some to the words, is done to an index that was
closed in good order and to one whose process was killed. A new process then opens it as the next command
would; each passage has to be found again by its own words and by its own vector.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from agent.retrieve.health import Folder
from agent.retrieve.keys import article_in
from agent.retrieve.lexical import PLAIN
from agent.retrieve.library import Library
from agent.retrieve.places import Filter
from agent.types import Request
from tests.retrieve.fakes import NOW, HashEmbedder
from tests.retrieve.test_damage import COUNT, DAMAGES, ROOT, shelf

HARMLESS, BUILT, DEGRADED = "harmless", "built again", "words only"


def main() -> int:
    """Damage, read, and print what became of each; return 1 unless each was harmless, mended or told of."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--read", type=Path, metavar="INDEX", help="open one index, and tell what is found")
    given = options.parse_args()
    if given.read is not None:
        print(json.dumps(read(given.read)))
        return 0
    outcomes = Counter[str]()
    with TemporaryDirectory() as folder:
        built = Path(folder) / "built"
        with Library(built, HashEmbedder(), shelf()) as library:
            library.sync()
        for closed in (True, False):
            for name, damage in DAMAGES.items():
                root = Path(folder) / "index"
                shutil.copytree(built, root)
                if not closed:
                    Folder(root, HashEmbedder().name).begin()
                damage(root)
                told = _told(root)
                outcomes[told] += 1
                print(f"{'closed' if closed else 'killed'}  {name:45} {told}", flush=True)
                shutil.rmtree(root)
    print(dict(outcomes))
    good = (HARMLESS, BUILT, DEGRADED)
    return 0 if all(told.startswith(good) for told in outcomes) else 1


def read(root: Path) -> tuple[int, bool, int, str]:
    """Open an index and return what it serves.

    That is: passages found by their words alone, whether vectors are found by themselves, how many were
    embedded again, and what the library says of itself.
    """
    embedder = HashEmbedder()
    with Library(root, embedder, shelf()) as library:
        library.passages(Request(question="Who repaired the boat keel0001?"), NOW)
        words, vectors = library._index.opened()
        found = [words.search([(PLAIN, f"keel{n:04}", 1.0)], 2, Filter()) for n in range(COUNT)]
        right = sum(len(one) == 1 and article_in(one[0][0]) == f"a{n:04}" for n, one in enumerate(found))
        near = vectors is not None and vectors.finds_itself(words.places())
        return right, near, embedder.embedded, library.degraded


def _told(root: Path) -> str:
    """Return what became of an index, as another process finds it."""
    command = [sys.executable, "-m", "benchmarks.damages", "--read", str(root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        return f"ended with {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"
    right, near, embedded, degraded = json.loads(done.stdout)
    if degraded:
        return f"{DEGRADED}: {degraded}"
    if right != COUNT or not near:
        return f"SERVED WRONG: {right} of {COUNT} by words, by vectors {near}"
    return BUILT if embedded else HARMLESS


if __name__ == "__main__":
    raise SystemExit(main())
