"""Is a damaged backup ever put in place, and how long does a restore take? `python -m benchmarks.backups`.

A library of made-up articles is backed up and restored into an empty home, beside a plain copy of its file in
the same run: the figures are ratios. Then a bit is flipped at a random place of the backup, again and again,
and each time it is to be restored over a library that is there.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from agent.backups import back_up, restore
from agent.errors import BackupUnusable
from agent.settings import Settings
from agent.store import Store
from benchmarks.corpus import fill, machine

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds something takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


def copied(source: Path, target: Path) -> None:
    """Copy a file and see it written."""
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def silent(done: int, of: int) -> None:
    """Tell nobody."""


def times(home: Settings, folder: Path, rounds: int) -> Path:
    """Print how long it takes to back up, to restore and to copy, and return the backup."""
    stored, backup = home.home / "store.sqlite", folder / "kept.backup"
    seconds: dict[str, list[float]] = {"copy": [], "backup": [], "restore": []}
    for number in range(rounds):
        there = Settings(home=folder / f"home{number}")
        seconds["copy"].append(timed(partial(copied, stored, folder / "copy")))
        with Store.open(home.store_url) as store:
            seconds["backup"].append(timed(partial(back_up, store, home, backup, NOW, silent)))
        seconds["restore"].append(timed(partial(restore, backup, there, NOW, False, silent)))
        shutil.rmtree(there.home)
    took = {name: median(found) for name, found in seconds.items()}
    size, packed = stored.stat().st_size / 1e6, backup.stat().st_size / 1e6
    print(f"store {size:.0f} MB, backup {packed:.0f} MB, medians of {rounds}")
    for name, needed in took.items():
        print(f"{name:8} {needed:6.2f} s, {needed / took['copy']:.1f} times a copy")
    return backup


def flips(backup: Path, home: Settings, number: int) -> None:
    """Flip a bit at so many places, one at a time, and print how often it was noticed."""
    chance, size = Random(15), backup.stat().st_size
    stored = home.home / "store.sqlite"
    before, noticed = sha256(stored.read_bytes()).digest(), 0
    with backup.open("r+b") as file:
        for _ in range(number):
            place, mask = chance.randrange(size), 1 << chance.randrange(8)
            _flip(file.fileno(), place, mask)
            try:
                restore(backup, home, NOW, True, silent)
            except BackupUnusable:
                noticed += 1
            _flip(file.fileno(), place, mask)
    same = sha256(stored.read_bytes()).digest() == before
    print(f"noticed {noticed} of {number} flipped bits; the library that was there stayed the same: {same}")
    restore(backup, home, NOW, True, silent)


def _flip(file: int, place: int, mask: int) -> None:
    (held,) = os.pread(file, 1, place)
    os.pwrite(file, bytes([held ^ mask]), place)


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--flips", type=int, default=100)
    asked = parser.parse_args()
    print(machine())
    with TemporaryDirectory() as held:
        home = Settings(home=Path(held) / "home")
        with Store.open(home.store_url) as store:
            fill(store, asked.articles)
        backup = times(home, Path(held), asked.rounds)
        flips(backup, home, asked.flips)


if __name__ == "__main__":
    main()
