"""Opens an index folder in a process of its own: `python -m agent.retrieve.probe FOLDER EMBEDDER`.

Damaged files can end the process that reads them. This one may end; its exit code is the answer.
"""

from __future__ import annotations

import sys
from pathlib import Path

from agent.errors import IndexDamaged
from agent.retrieve.dense import Vectors
from agent.retrieve.health import CANARIES, Folder, examine
from agent.retrieve.lexical import Words


def main(root: Path, embedder: str) -> int:
    """Return 0 when the folder answers as it should, 1 when it does not."""
    try:
        folder = Folder(root, embedder)
        words = Words(folder.words)
        vectors = Vectors(folder.vectors, embedder) if embedder else None
        examine(words, vectors, CANARIES)
        if vectors is not None:
            vectors.close()
    except (IndexDamaged, ValueError, OSError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
