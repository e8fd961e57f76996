"""Is a damaged index ever served? `python -m benchmarks.damages`, about five minutes.

Each of the damages that were seen to break Chroma, and some to the words, is done to an index that was
closed in good order and to one whose process was killed. A new process then opens it as the next command
would; each passage has to be found again by its own words and by its own vector.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from agent.retrieve.health import Folder
from agent.retrieve.library import Library
from tests.retrieve.fakes import HashEmbedder
from tests.retrieve.test_damage import COUNT, DAMAGES, ROOT, shelf

READER = """
import json, sys
from pathlib import Path
from agent.retrieve.lexical import PLAIN
from agent.retrieve.places import Filter
from agent.retrieve.library import Library
from agent.types import Request
from tests.retrieve.fakes import NOW, HashEmbedder
from tests.retrieve.test_damage import COUNT, shelf

embedder = HashEmbedder()
with Library(Path(sys.argv[1]), embedder, shelf()) as library:
    library.passages(Request(question="Who repaired the boat keel0001?"), NOW)
    words, vectors = library._index.opened()
    found = [words.search([(PLAIN, f"keel{n:04}", 1.0)], 2, Filter()) for n in range(COUNT)]
    right = sum(len(one) == 1 and one[0][0].article_id == f"a{n:04}" for n, one in enumerate(found))
    near = vectors is not None and vectors.finds_itself(words.places())
    print(json.dumps([right, near, embedder.embedded, library.degraded]))
"""


def main() -> None:
    """Damage, read, and print what became of each."""
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
                told = _read(root)
                outcomes[told] += 1
                print(f"{'closed' if closed else 'killed'}  {name:45} {told}", flush=True)
                shutil.rmtree(root)
    print(dict(outcomes))


def _read(root: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", READER, str(root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode != 0:
        return f"ended with {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"
    right, near, embedded, degraded = json.loads(done.stdout)
    if degraded:
        return f"words only: {degraded}"
    if right != COUNT or not near:
        return f"SERVED WRONG: {right} of {COUNT} by words, by vectors {near}"
    return "built again" if embedded else "harmless"


if __name__ == "__main__":
    main()
