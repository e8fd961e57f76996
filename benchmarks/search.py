"""What search costs on top of the queries it issues: `python -m benchmarks.search --articles 4000 40000`.

For each number of articles a library is built (about 2.5 passages each) and asked questions. What a question
asks of the two engines is noted, and in the same run the bare engines are asked just that: Chroma, in this
process, on a copy of its folder, and tantivy, without fetching what it found. The order alternates; a window
of time is told bare Chroma in its own conditions. Every size also says how long it took to build, what it
takes on disk, and how long the first question waits. `--keep DIR` builds there and builds only once.
"""

from __future__ import annotations

import argparse
import resource
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from agent.providers.static import StaticEmbedder
from agent.retrieve.dense import Near, Vectors
from agent.retrieve.engine import collection_name
from agent.retrieve.keys import Key
from agent.retrieve.lexical import Words
from agent.retrieve.library import Library
from agent.retrieve.places import Filter, instant
from agent.store import Store
from agent.types import Request, Window
from benchmarks.corpus import START, articles, fill, machine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 2.0
"""A search may take at most twice as long as the queries it issues, without a window."""
QUESTIONS = 30
PASSAGES = 10
WINDOWS = {"none": None, "half of the time": 0.5, "a tenth": 0.1, "a hundredth": 0.01}

Weights = Sequence[tuple[str, str, float]]


@dataclass
class Asked:
    """What was asked of the engines since the last `clear`."""

    words: list[tuple[Weights, int, Filter]] = field(default_factory=list)
    vectors: list[tuple[NDArray[np.float32], int, Filter]] = field(default_factory=list)

    def watch(self, words: Words, vectors: Vectors) -> None:
        """Note what both halves of an index are asked from now on."""
        of_words, of_vectors = words.search, vectors.begin

        def noted_words(weights: Weights, limit: int, only: Filter) -> list[tuple[Key, float]]:
            self.words.append((weights, limit, only))
            return of_words(weights, limit, only)

        def noted_vectors(vector: NDArray[np.float32], limit: int, only: Filter) -> Near:
            self.vectors.append((vector, limit, only))
            return of_vectors(vector, limit, only)

        setattr(words, "search", noted_words)  # noqa: B010 - mypy knows no other way to watch an object
        setattr(vectors, "begin", noted_vectors)  # noqa: B010

    def clear(self) -> None:
        """Forget what was asked."""
        self.words.clear()
        self.vectors.clear()


class BareWords(Words):
    """Finds, and does not fetch what it found."""

    def _seen(self, address: Any, searcher: Any, keys: dict[tuple[int, int], Key]) -> Key:
        return ""


class Bare:
    """Both engines without anything around them."""

    def __init__(self, index: Path, copy: Path, embedder: str) -> None:
        """Open the words where they are, and a copy of the vectors."""
        from chromadb import PersistentClient
        from chromadb.config import Settings

        shutil.copytree(next(index.glob("vectors.*")), copy)
        self._words = BareWords(next(index.glob("words.*")))
        client: Any = PersistentClient(str(copy), settings=Settings(anonymized_telemetry=False))
        self._collection = client.get_collection(collection_name(embedder), embedding_function=None)

    def seconds(self, asked: Asked) -> float:
        """Return how long the engines alone take for the same questions."""
        began = perf_counter()
        for vector, limit, only in asked.vectors:
            self._collection.query(
                query_embeddings=vector[None, :], n_results=limit, where=_where(only), include=["distances"]
            )
        for weights, limit, window in asked.words:
            self._words.search(weights, limit, window)
        return perf_counter() - began


def _where(only: Filter) -> dict[str, Any] | None:
    """Return a window in Chroma's own words."""
    if only.since is None or only.until is None:
        return None
    first, last = instant(only.since) // 86_400, instant(only.until) // 86_400
    return {"$and": [{"day": {"$gte": first}}, {"day": {"$lte": last}}]}


def build(home: Path, number: int) -> str:
    """Build a library of so many articles, and say what that took."""
    with Store.open(f"sqlite:///{home / 'store.sqlite'}") as store:
        fill(store, number)
        with Library(home / "index", StaticEmbedder(), store) as library:
            began = perf_counter()
            passages = library.rebuild().embedded
            seconds = perf_counter() - began
    disk = {
        name: sum(file.stat().st_size for file in home.rglob(f"{name}/**/*") if file.is_file()) / 2**20
        for name in ("words.*", "vectors.*")
    }
    sizes = f"{disk['words.*']:.0f} MiB of words, {disk['vectors.*']:.0f} MiB of vectors"
    return f"{passages} passages built in {seconds:.0f} s ({passages / seconds:.0f} a second); {sizes}"


def questions(number: int) -> list[str]:
    """Return what is asked: the headlines of articles spread over the library."""
    every = max(1, number // QUESTIONS)
    headlines = [one.headline for one in islice(articles(number), 0, None, every)]
    return [f"What is known about this: {headline}?" for headline in headlines[:QUESTIONS]]


def compare(home: Path, number: int, copy: Path) -> float:
    """Print how long questions take, and return the ratio without a window."""
    ratios = {}
    with (
        Store.open(f"sqlite:///{home / 'store.sqlite'}") as store,
        Library(home / "index", StaticEmbedder(), store) as library,
    ):
        began = perf_counter()
        now = START + timedelta(minutes=number)
        asked, texts = Asked(), questions(number)
        library.passages(Request(question=texts[0]), now, PASSAGES)
        print(f"  the first answer after opening: {perf_counter() - began:.1f} s")
        bare = Bare(home / "index", copy, StaticEmbedder().name)
        words, vectors = library._index.opened()
        assert vectors is not None
        asked.watch(words, vectors)
        for name, share in WINDOWS.items():
            window = _window(number, share)
            ours, theirs = [], []
            for turn, text in enumerate(texts):
                request = Request(question=text, window=window)
                asked.clear()
                library.passages(request, now, PASSAGES)  # so that both are asked what was asked before
                issued = Asked(list(asked.words), list(asked.vectors))
                for ask_bare in (turn % 2 == 0, turn % 2 == 1):
                    if ask_bare:
                        theirs.append(bare.seconds(issued))
                    else:
                        began = perf_counter()
                        library.passages(request, now, PASSAGES)
                        ours.append(perf_counter() - began)
            ratios[name] = median(ours) / median(theirs)
            print(
                f"  window {name}: search {_told(ours)}, its queries alone {_told(theirs)}; "
                f"ratio of the medians {ratios[name]:.2f}"
            )
    return ratios["none"]


def _window(number: int, share: float | None) -> Window:
    """Return a window in the middle of the time in which the articles were published."""
    if share is None:
        return Window()
    middle, half = START + timedelta(minutes=number / 2), timedelta(minutes=number * share / 2)
    return Window(since=middle - half, until=middle + half)


def _told(seconds: list[float]) -> str:
    most = quantiles(seconds, n=20)[-1]
    return f"p50 {median(seconds) * 1000:.1f} ms p95 {most * 1000:.1f} ms"


def main() -> int:
    """Print figures for each size; return 1 where a search without a window takes too long."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--articles", type=int, nargs="+", default=[4000])
    options.add_argument("--keep", type=Path, help="a folder for what is built, and used again")
    given = options.parse_args()
    print(machine())
    worst = 0.0
    with TemporaryDirectory(prefix="aletheia-bench-") as place:
        for number in given.articles:
            home = (given.keep or Path(place)) / str(number)
            print(f"{number} articles:")
            if not (home / "index").exists():
                home.mkdir(parents=True, exist_ok=True)
                print(f"  {build(home, number)}", flush=True)
            worst = max(worst, compare(home, number, Path(place) / f"copy-{number}"))
    own, engine = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"most memory: {own:.0f} MiB with the bare engine beside it, {engine:.0f} MiB of an engine process")
    print(f"worst ratio without a window: {worst:.2f} (at most {MOST})")
    return 0 if worst <= MOST else 1


if __name__ == "__main__":
    raise SystemExit(main())
