"""How many editions do so many workers carry out, and is one doubled? `python -m benchmarks.digest_workers`.

Digests that are all due at once are kept on a Postgres server of the trial's own, and worker processes order,
write and mail the editions through the engine that `aletheia worker` uses. Writing waits a tenth of a second
or what `--writing` says, as for a model. With `--restarts` the server is ended at once and started again
while they are at it.
"""

from __future__ import annotations

import argparse
import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine, text

from agent.dispatch import Crew, Pulse, steps
from agent.errors import AletheiaError
from agent.providers.durable import durable
from agent.store import Orders, Store
from agent.types import Recipient
from benchmarks.digest_world import again, make_press
from tests.digests.makers import make_digest
from tests.digests.sinks import Inbox, inbox
from tests.store.postgres import Postgres, server

DUE = datetime(2026, 2, 4, 6, 0, 30, tzinfo=UTC)
"""The present when the trial begins."""
LOOKS = 10.0
"""Seconds between two looks of a worker."""
LONGEST = 400.0
"""Seconds after which a trial is given up."""


@dataclass(frozen=True)
class Carried:
    """What came of one trial."""

    workers: int
    editions: int
    writing: float
    seconds: float
    """Until the last one came, or the trial was given up."""
    a_second: float
    """Editions that came in a second."""
    missing: int
    """Those that had not come or were not noted by then."""
    doubled: int
    """Editions that came under two ids."""
    again: int
    """Mails that came again under the same Message-ID."""
    restarts: int


def carry(running: Postgres, editions: int, workers: int, restarts: int, writing: float) -> Carried:
    """Let so many workers carry out so many editions.

    Args:
        running: The server.
        editions: How many digests are due.
        workers: How many processes work.
        restarts: How often the server is ended and started again meanwhile.
        writing: Seconds that writing waits.
    """
    running.run(f"CREATE DATABASE trial{workers}x{restarts}")
    url = running.address(f"trial{workers}x{restarts}")
    with Store.open(url) as store:
        for number in range(editions):
            to = Recipient(channel="mail", address=f"r{number}@news.example")
            digest = make_digest(f"d{number:04}", recipients=(to,), added=DUE - timedelta(days=1))
            Orders(store).add(digest, "2026-02-03T06:00")
    with inbox() as mails:
        begun = time.monotonic()
        children = [_worker(url, mails.port, begun, writing) for _ in range(workers)]
        try:
            seconds = _oversee(running, mails, editions, restarts) - begun
            delivered = _delivered(url)
        finally:
            for child in children:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
        got = Counter((str(m["To"]), str(m["Message-ID"])) for m in mails.messages)
    people = {to for to, _ in got}
    return Carried(
        workers=workers,
        editions=editions,
        writing=writing,
        seconds=round(seconds, 1),
        a_second=round(len(people) / seconds, 1),
        missing=editions - min(len(people), delivered),
        doubled=len(got) - len(people),
        again=again(got),
        restarts=restarts,
    )


def _oversee(running: Postgres, mails: Inbox, editions: int, restarts: int) -> float:
    """Wait until all mails came and were noted, and return when the last one came.

    The server is ended and started again as often as it is asked for.
    """
    until = time.monotonic() + LONGEST
    marks = [editions * (n + 1) // (restarts + 1) for n in range(restarts)]
    while time.monotonic() < until:
        came = len(set(mails.to()))
        if marks and came >= marks[0]:
            marks.pop(0)
            running.restart("immediate")
        if came >= editions and not marks:
            break
        time.sleep(0.1)
    came_at = time.monotonic()
    time.sleep(3)  # the last receipts are noted
    return came_at


def _delivered(url: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        found: int = connection.execute(
            text("SELECT count(*) FROM deliveries WHERE state = 'delivered'")
        ).scalar_one()
    engine.dispose()
    return found


def _worker(url: str, port: int, begun: float, writing: float) -> int:
    """Be a worker in a process of its own until it is killed, and return its number."""
    child = os.fork()
    if child:
        return child
    try:
        _work(url, port, lambda: DUE + timedelta(seconds=time.monotonic() - begun), writing)
    finally:
        os._exit(1)


def _work(url: str, port: int, clock: Callable[[], datetime], writing: float) -> None:
    name = f"w{os.getpid()}"
    with Store.open(url) as store:
        press = make_press(store, port, clock, lambda: None, writing)
        work = steps(press, name, lambda one: None)
        with durable(url, name, work, 0) as engine, Pulse(press, name):
            crew = Crew(press, engine, lambda one: None)
            while True:
                try:
                    crew.look()
                except AletheiaError as problem:
                    print(f"  a worker says: {problem}", flush=True)
                time.sleep(LOOKS)


def main() -> None:
    """Run it and print what came of each trial."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=1000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--restarts", type=int, default=0)
    parser.add_argument("--writing", type=float, default=0.1)
    asked = parser.parse_args()
    import dbos  # noqa: F401 - the children need it, and it takes two seconds

    with server() as running:
        for workers in asked.workers:
            print(carry(running, asked.editions, workers, asked.restarts, asked.writing), flush=True)


if __name__ == "__main__":
    main()
