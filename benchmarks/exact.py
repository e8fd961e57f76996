"""How many claims a second the exact checks read, the first parse of the passages included, on one core.

`python -m benchmarks.exact` takes the project's own probes, each with passages of its own. Between rounds all
bounded caches are emptied, so that every passage is parsed anew; tables that are built once in a process
stay. Processor time is counted, not the clock's, since other work may share the machine. `--against FOLDER`
runs the same over another checkout in turn, and prints the ratio.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper
from pathlib import Path

from agent.check.claims import EXACT_CHECKS, cited_by
from agent.check.rows import read_row
from evals.probes import OWN, read_rows

_HERE = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print the best of some rounds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5, help="rounds; the best, least disturbed, is told")
    options.add_argument("--against", type=Path, help="another checkout, measured in turn with this one")
    given = options.parse_args()
    if given.against is None:
        print(f"{max(rounds(given.rounds)):.0f} claims a second")
        return
    rates: dict[Path, list[float]] = {_HERE: [], given.against.resolve(): []}
    for _ in range(given.rounds):
        for folder, found in rates.items():
            found.append(_elsewhere(folder))
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    here, there = (max(found) for found in rates.values())
    print(f"{here:.0f} claims a second here, {there:.0f} there: {here / there:.2f}")


def rounds(number: int) -> list[float]:
    """Return claims a second of each round."""
    rows = [one.read() for path in OWN for row in read_rows(path) if (one := read_row(row)) is not None]
    claims = [(claim, cited_by(claim, articles)[0]) for claim, articles in rows]
    found = []
    gc.set_threshold(100_000)  # as `aletheia` has it
    for _ in range(number):
        for emptied in _bounded_caches():
            emptied()
        began = time.process_time()
        for claim, sources in claims:
            for check in EXACT_CHECKS.values():
                check(claim, sources)
        found.append(len(claims) / (time.process_time() - began))
    return found


def _bounded_caches() -> Iterator[Callable[[], None]]:
    """Yield what empties each cache of the project that forgets; what is never forgotten is a table."""
    for name, module in list(sys.modules.items()):
        if not name.startswith("agent."):
            continue
        for thing in vars(module).values():
            if isinstance(thing, _lru_cache_wrapper) and thing.cache_parameters()["maxsize"] is not None:
                yield thing.cache_clear


def _elsewhere(folder: Path) -> float:
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.exact", "--rounds", "1"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(said.stdout.split()[0])


if __name__ == "__main__":
    main()
