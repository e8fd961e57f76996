"""How much the library costs on top of its vector engine: `python -m benchmarks.ingest [--articles N]`.

Times the way of new articles from the store to searchable (split, embed, both indexes, fingerprints), and in
the same run a bare Chroma `add` of the same vectors, with the same metadata, in the same batches. The figure
is the ratio of the two throughputs: absolute times mean nothing across machines, ratios do.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from agent.retrieve.dense import BATCH
from agent.retrieve.library import Embedder, Library
from agent.store import Store
from benchmarks.corpus import fill, machine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FLOOR = 0.6
"""Share of the bare throughput that has to be left."""


class Recorder:
    """An embedder that keeps what it returned, so that the bare engine gets the same vectors."""

    def __init__(self, real: Embedder) -> None:
        """Wrap the real embedder."""
        self._real = real
        self.batches: list[NDArray[np.float32]] = []

    @property
    def name(self) -> str:
        """Name of the real embedder."""
        return self._real.name

    def passages(self, texts: list[str]) -> NDArray[np.float32]:
        """Embed, and keep the rows."""
        rows = self._real.passages(texts)
        self.batches.append(rows)
        return rows

    def question(self, text: str) -> NDArray[np.float32]:
        """Embed a question."""
        return self._real.question(text)


def ingest(embedder: Recorder, folder: Path, store: Store) -> float:
    """Return the seconds from the store to searchable."""
    with Library(folder, embedder, store) as library:
        began = perf_counter()
        library.sync()
        return perf_counter() - began


def bare(batches: list[NDArray[np.float32]], folder: Path) -> float:
    """Return the seconds of Chroma alone for the same rows, the import not counted."""
    from chromadb import PersistentClient
    from chromadb.config import Settings

    client: Any = PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection(
        "bare", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    numbers = count()
    parts = [batch[first : first + BATCH] for batch in batches for first in range(0, len(batch), BATCH)]
    named = [[next(numbers) for _ in part] for part in parts]
    began = perf_counter()
    for part, ids in zip(parts, named, strict=True):
        collection.add(
            ids=[f"article-{number}\x1f{number:064}\x1f0\x1f900\x1f{number:010}" for number in ids],
            embeddings=part,
            metadatas=[
                {"article_id": f"article-{n}", "publisher": f"Outlet {n % 40}", "day": n} for n in ids
            ],
        )
    seconds = perf_counter() - began
    client.close()
    return seconds


def compare(number: int, rounds: int, embedder: Embedder) -> tuple[float, int, float]:
    """Return the median ratio bare/ingest, the passages, and the median seconds of an ingest."""
    ratios, spent, passages = [], [], 0
    with TemporaryDirectory() as place, Store.open(f"sqlite:///{Path(place) / 'store.sqlite'}") as store:
        fill(store, number)
        for turn in range(rounds):
            recorder = Recorder(embedder)
            ours = ingest(recorder, Path(place) / f"ours-{turn}", store)  # gives the vectors, so it is first
            theirs = bare(recorder.batches, Path(place) / f"bare-{turn}")
            passages = sum(len(batch) for batch in recorder.batches)
            ratios.append(theirs / ours)
            spent.append(ours)
    return median(ratios), passages, median(spent)


def main(make_embedder: Callable[[], Embedder]) -> int:
    """Print the ratio and the machine; return 1 when it is below the floor."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--articles", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    print(machine())
    ratio, passages, seconds = compare(given.articles, given.rounds, make_embedder())
    print(f"{passages} passages of {given.articles} articles searchable in {seconds:.1f} s")
    print(f"ratio to bare Chroma add: {ratio:.2f} (floor {FLOOR})")
    return 0 if ratio >= FLOOR else 1


if __name__ == "__main__":
    from agent.providers.static import StaticEmbedder

    raise SystemExit(main(StaticEmbedder))
