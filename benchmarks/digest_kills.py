"""Does a worker that is killed lose or double an edition? `python -m benchmarks.digest_kills [--kills N]`.

A worker process carries out an edition for mail addresses and webhooks, against a mail server and a program
on this machine, through the engine that `aletheia worker` uses, and is killed with SIGKILL at a random
moment: in every other round of its whole life, in the others of the time from the beginning of writing on.
Another worker then runs once its turn is over. In the end every recipient must have got every edition, and
what came twice must have come under one Message-ID or webhook-id.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from agent.digest import asked_for
from agent.dispatch import Crew, steps
from agent.providers.durable import durable
from agent.store import Orders, Store, Turns
from agent.store.digest_turns import TURN
from agent.types import Digest, Recipient
from benchmarks.digest_world import again, hook, make_press
from tests.digests.makers import make_digest
from tests.digests.sinks import inbox

MAILS, HOOKS = 5, 3
WRITING = 0.2
"""Seconds that writing takes."""


@dataclass
class Survived:
    """What came of all rounds."""

    killed: Counter[str] = field(default_factory=Counter)
    """Workers that were killed, by how far the edition was."""
    expected: int = 0
    """Deliveries that had to come."""
    lost: int = 0
    """Those that did not."""
    again: int = 0
    """Those that came again under the same id."""
    doubled: int = 0
    """Those that came again under another one."""
    receipts: Counter[str] = field(default_factory=Counter)
    """Receipts in the end, by state."""


def survive(folder: Path, kills: int, chance: random.Random) -> Survived:
    """Kill so many workers, and return what came of it."""
    found = Survived()
    now = datetime(2026, 2, 4, 5, tzinfo=UTC)
    with inbox() as server, hook() as program:
        mails = [Recipient(channel="mail", address=f"r{n}@news.example") for n in range(MAILS)]
        hooks = [
            Recipient(channel="webhook", address=f"http://127.0.0.1:{program.port}/{n}") for n in range(HOOKS)
        ]
        digest = make_digest(recipients=(*mails, *hooks), said="0 0 1 1 *")
        with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
            Orders(store).add(digest, now.replace(tzinfo=None).isoformat())
        _ask(folder, digest, now)
        whole = _run(folder, server.port, digest, now, None)[0]
        for number in range(kills):
            now += timedelta(hours=1)
            _ask(folder, digest, now)
            early = number % 2 == 0
            moment = chance.uniform(0, whole * 1.05 if early else WRITING + 0.4)
            _, killed = _run(folder, server.port, digest, now, (early, moment))
            if killed:
                found.killed[_stage(folder, digest, now)] += 1
            _run(folder, server.port, digest, now + TURN + timedelta(minutes=1), None)
        got = Counter((str(m["To"]), str(m["Message-ID"])) for m in server.messages)
        got += Counter(program.got)
    found.expected = (kills + 1) * (MAILS + HOOKS)
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
        kept = Orders(store).receipts(digest)
        found.receipts = Counter(one.state for one in kept)
    found.again = again(got)
    found.lost = max(0, found.expected - len(got))
    found.doubled = max(0, len(got) - found.expected)
    return found


def _ask(folder: Path, digest: Digest, now: datetime) -> None:
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
        Turns(store).put([asked_for(digest, now)])


def _run(
    folder: Path, port: int, digest: Digest, now: datetime, kill: tuple[bool, float] | None
) -> tuple[float, bool]:
    """Be a worker in a process of its own.

    Args:
        folder: Where the databases are.
        port: Of the mail server.
        digest: The digest.
        now: The present of that process.
        kill: Whether to count from its beginning or from that of writing, and after how many seconds.

    Returns:
        How long it lived, and whether it was killed before it was done.
    """
    hears, tells = os.pipe()
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
                press = make_press(store, port, lambda: now, partial(_tell, tells), WRITING)
                name, url = str(os.getpid()), f"sqlite:///{folder / 'work.sqlite'}"
                with durable(url, name, steps(press, name, lambda one: None), 0) as engine:
                    Crew(press, engine, lambda one: None).finish(lambda: time.sleep(0.1))
            code = 0
        finally:
            os._exit(code)
    os.close(tells)
    if kill is not None:
        if not kill[0]:
            os.read(hears, 1)
        time.sleep(kill[1])
        os.kill(child, signal.SIGKILL)
    os.close(hears)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("a worker failed")
    return time.monotonic() - begun, os.WIFSIGNALED(status)


def _tell(pipe: int) -> None:
    os.write(pipe, b"w")


def _stage(folder: Path, digest: Digest, now: datetime) -> str:
    key = asked_for(digest, now).key
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
        edition = Turns(store).edition(digest.id, key)
        states = {one.state for one in Orders(store).receipts(digest) if one.edition == key}
    if edition is None or edition.state == "due":
        return "ordered"
    return "written" if "waiting" in states else "sent"


def main() -> None:
    """Run it and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    import dbos  # noqa: F401 - the children need it, and it takes two seconds

    with TemporaryDirectory() as folder:
        print(survive(Path(folder), asked.kills, random.Random(asked.seed)))


if __name__ == "__main__":
    main()
