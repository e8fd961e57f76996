"""Ingest and search beside LlamaIndex, in one run: `python -m benchmarks.rivals`.

LlamaIndex gets an environment of its own (made here, unless `--python` names the interpreter of one), the
same articles and our embedder. It is timed from texts to searchable and kept on disk, twice: with its
default store, which is written as one JSON file, and with Chroma. Ours is timed from the store to
searchable: passages, words, vectors and fingerprints. Imports count for neither side. Beside the seconds
stands how many passages each made: LlamaIndex cuts every 1,024 tokens, ours are of at most 190 words.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from agent.providers.static import StaticEmbedder
from agent.retrieve.library import Library
from agent.store import Store
from agent.types import Request
from benchmarks.corpus import START, articles, fill, machine, rows

ROOT = Path(__file__).parent.parent
PACKAGES = ("llama-index-core==0.14.25", "llama-index-vector-stores-chroma==0.6.0")
QUESTIONS = 30
PASSAGES = 10


class Took(NamedTuple):
    """What one side took."""

    seconds: float
    """From articles to searchable."""
    passages: int
    question: float
    """Median seconds of a question."""


def rival(python: Path, file: Path, folder: Path, store: str) -> Took:
    """Have LlamaIndex take the rows in."""
    script = ROOT / "benchmarks" / "llama_side.py"
    done = subprocess.run(
        [python, script, file, folder, store],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return Took(**json.loads(done.stdout.splitlines()[-1]))


def ours(number: int, folder: Path) -> Took:
    """Take the same articles in."""
    with (
        Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store,
        Library(folder / "index", StaticEmbedder(), store) as library,
    ):
        fill(store, number)
        began = perf_counter()
        passages = library.sync().embedded
        seconds = perf_counter() - began
        asked = []
        for one in list(articles(QUESTIONS)):
            began = perf_counter()
            library.passages(Request(question=one.headline), START, PASSAGES)
            asked.append(perf_counter() - began)
        return Took(seconds, passages, median(asked))


def environment(folder: Path) -> Path:
    """Make an environment with LlamaIndex and with what our embedder needs; return its interpreter."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES, str(ROOT)], check=True)
    return python


def main() -> int:
    """Print a table, and return 0."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--articles", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--python", type=Path, help="interpreter of an environment with LlamaIndex")
    given = options.parse_args()
    print(machine())
    with TemporaryDirectory() as place:
        python = given.python or environment(Path(place) / "env")
        file = rows(given.articles, Path(place) / "rows.jsonl")
        took: dict[str, list[Took]] = {"aletheia": [], "LlamaIndex, default": [], "LlamaIndex, chroma": []}
        for turn in range(given.rounds):
            home = Path(place) / f"ours-{turn}"
            home.mkdir()
            took["aletheia"].append(ours(given.articles, home))
            for store in ("default", "chroma"):
                folder = Path(place) / f"{store}-{turn}"
                took[f"LlamaIndex, {store}"].append(rival(python, file, folder, store))
    print(f"{'':22}{'seconds':>8}{'passages':>10}{'a second':>10}{'question':>10}")
    for name, rounds in took.items():
        seconds, question = median(one.seconds for one in rounds), median(one.question for one in rounds)
        passages = rounds[0].passages
        told = f"{seconds:>8.1f}{passages:>10}{passages / seconds:>10.0f}{question * 1000:>7.0f} ms"
        print(f"{name:22}{told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
