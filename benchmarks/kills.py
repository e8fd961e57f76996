"""Does an ingest that is killed lose or double anything? `python -m benchmarks.kills [--kills N] [--seed S]`.

A child process ingests rows and prints the ids of each batch once the store has acknowledged it. It is killed
with SIGKILL at a random moment, or ends itself at a named step. Another new process then looks what the
store holds, runs the ingest again, and holds store, words and vectors against each other.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 2, 3, 12, tzinfo=UTC)
ARTICLES = 240
STEPS = (
    "Store.add_articles:before:2",
    "Store.add_articles:after:2",
    "Vectors.add:before:2",
    "Vectors.add:after:2",
    "Words.write:before:2",
    "Words.write:after:2",
    "Folder.begin:after:2",
    "Folder.leave:before:2",
    "Folder.leave:after:2",
)
"""Where a child ends itself: a method, before or after its nth call."""


@dataclass(frozen=True)
class Survived:
    """What was left after one killed run, and after the run that followed."""

    acknowledged: int
    """Articles that the store had confirmed."""
    lost: int
    """Those of them that it did not have afterwards."""
    doubled: int
    """Articles or passages that were there twice in the end."""
    missing: int
    """Passages that words or vectors lacked in the end."""
    whole: bool
    """Whether everything was there in the end, and each passage found itself."""


def rows(path: Path, count: int = ARTICLES) -> Path:
    """Write articles of our own as rows of JSONL."""
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            text = f"A boat keel{n:04} was repaired by crew{n % 7} in dock dock{n % 11}. It left on Monday."
            row = {"id": f"k{n}", "url": f"https://boats.example/{n}", "publisher": f"Post {n % 5}"}
            file.write(json.dumps({**row, "title": f"Keel {n}", "text": text}) + "\n")
    return path


def survive(home: Path, source: Path, after: float | None, step: str = "") -> Survived:
    """Kill one ingest so many seconds after its start (None: it ends itself at the step), and look."""
    with _started("ingest", home, source, step) as child:
        if after is not None:
            try:
                child.wait(after)
            except subprocess.TimeoutExpired:
                child.kill()
        said = child.communicate(timeout=120)[0]
    acknowledged = {line for line in said.split("\n")[:-1] if line and line != "done"}
    with _started("check", home, source) as checker:
        found = json.loads(checker.communicate(timeout=240)[0])
    places = found["places"]
    return Survived(
        acknowledged=len(acknowledged),
        lost=len(acknowledged - set(found["kept"])),
        doubled=len(places) - len({tuple(place) for place in places}) + found["versions"] - found["articles"],
        missing=len(places) - found["vectors"] if found["vectors"] < len(places) else 0,
        whole=found["whole"] and found["articles"] == found["wanted"] == len({p[0] for p in places}),
    )


@contextmanager
def _started(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.kills", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def _ingest(home: Path, source: Path, step: str) -> None:
    """Be the child: small batches, so that there are many moments to be killed at."""
    from agent import ingest as ingesting
    from agent.make import open_library, open_store
    from agent.retrieve import entries
    from agent.settings import load_settings

    ingesting.BATCH, entries.CHUNK = 20, 40
    settings = load_settings(home)
    settings.home.mkdir(parents=True, exist_ok=True)
    _end_at(step)
    with open_store(settings) as store, open_library(settings, store) as library:
        add = store.add_articles

        def acknowledged(batch: Any) -> Any:
            articles = list(batch)
            outcomes = add(articles)
            print(*(article.id for article in articles), sep="\n", flush=True)
            return outcomes

        store.add_articles = acknowledged  # type: ignore[method-assign]  # the child tells what is kept
        library.sync()
        with library.taking_in() as take:
            ingesting.ingest([source], store, settings, NOW, index=take)
        library.sync()
    print("done", flush=True)


def _end_at(step: str) -> None:
    """Make this process end at a step, as hard as a killed one."""
    if not step:
        return
    from agent.retrieve.dense import Vectors
    from agent.retrieve.health import Folder
    from agent.retrieve.lexical import Words
    from agent.store import Store

    name, when, number = step.split(":")
    owner, method = name.split(".")
    kind: Any = {"Store": Store, "Vectors": Vectors, "Words": Words, "Folder": Folder}[owner]
    real: Callable[..., Any] = getattr(kind, method)
    calls: list[int] = []

    def ending(*arguments: Any, **named: Any) -> Any:
        calls.append(1)
        last = len(calls) == int(number)
        if last and when == "before":
            os._exit(9)
        result = real(*arguments, **named)
        if last:
            os._exit(9)
        return result

    setattr(kind, method, ending)


def _check(home: Path, source: Path) -> None:
    """Be the next process: look, run the ingest again, and print what there is."""
    from agent.ingest import ingest
    from agent.make import open_library, open_store
    from agent.settings import load_settings

    settings = load_settings(home)
    with open_store(settings) as store, open_library(settings, store) as library:
        kept = [key for key, _ in store.versions()]
        ingest([source], store, settings, NOW)
        library.sync()
        words, vectors = library._index.opened()
        places = words.places()
        counts = store.counts()
        found = {
            "kept": kept,
            "articles": counts.articles,
            "versions": counts.versions,
            "wanted": len(source.read_text("utf-8").splitlines()),
            "places": places,
            "vectors": vectors.count() if vectors is not None else 0,
            "whole": vectors is not None and vectors.finds_itself(places),
        }
    print(json.dumps(found))


def main() -> None:
    """Kill, look, and print the figures."""
    if len(sys.argv) > 3 and sys.argv[1] in ("ingest", "check"):
        kind, home, rows_file, *step = sys.argv[1:]
        if kind == "ingest":
            _ingest(Path(home), Path(rows_file), "".join(step))
        else:
            _check(Path(home), Path(rows_file))
        return
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        source = rows(Path(folder) / "rows.jsonl")
        begun = monotonic()
        assert survive(Path(folder) / "unkilled", source, 600).whole
        longest = (monotonic() - begun) / 2
        moments, results = random.Random(asked.seed), list[Survived]()
        for n in range(asked.kills):
            results.append(survive(Path(folder) / f"home{n}", source, moments.uniform(0.3, longest)))
            print(f"kill {n + 1}: {results[-1]}", flush=True)
        for n, named in enumerate(STEPS):
            results.append(survive(Path(folder) / f"step{n}", source, None, named))
            print(f"{named}: {results[-1]}", flush=True)
    for name in ("acknowledged", "lost", "doubled", "missing"):
        print(f"{name:13} {sum(getattr(one, name) for one in results)}")
    print(f"whole in the end {sum(one.whole for one in results)} of {len(results)}")
    print(f"killed before the first batch {sum(not one.acknowledged for one in results)}")


if __name__ == "__main__":
    main()
