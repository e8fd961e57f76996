"""Does a digest run that is killed lose or double a mail? `python -m benchmarks.digest_kills [--kills N]`.

A child process runs what is due of a digest with several recipients, against a mail server on this machine,
and is killed with SIGKILL at a random moment. Another one then runs once its turn is over. In the end every
recipient must have got every edition, and what came twice must have come under one Message-ID.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from agent.digest import Press, run_due
from agent.errors import NotFound
from agent.providers.mail import Mail, Mailbox
from agent.store import Orders, Store, Turns
from agent.store.digests import TURN
from agent.types import Briefing, Digest, Recipient
from tests.digests.makers import make_digest
from tests.digests.sinks import inbox
from tests.makers import NOW, make_article, make_briefing

RECIPIENTS = tuple(Recipient(channel="mail", address=f"r{n}@news.example") for n in range(5))
TEXT = "At least {} ships were waiting outside."
SENDER = "desk@news.example"


@dataclass(frozen=True)
class Survived:
    """What came of all rounds."""

    killed: int
    """Children that were killed before they were done."""
    expected: int
    """Mails that had to come."""
    lost: int
    """Those that did not."""
    again: int
    """Mails that came again under the same Message-ID."""
    doubled: int
    """Mails that came again under another one."""


def survive(folder: Path, kills: int, chance: random.Random) -> Survived:
    """Kill so many runs, and return what came of them."""
    url = f"sqlite:///{folder / 'store.sqlite'}"
    digest = make_digest(recipients=RECIPIENTS, late_hours=24)
    with Store.open(url) as store:
        Orders(store).add(digest, NOW.replace(tzinfo=None).isoformat())
    killed, now = 0, datetime(2026, 2, 4, 6, tzinfo=UTC)
    with inbox() as server:
        begun = time.monotonic()
        _child(url, server.port, now, None)
        whole = time.monotonic() - begun
        for _ in range(kills):
            now += timedelta(days=1)
            killed += _child(url, server.port, now, chance.uniform(0, whole * 1.1))
            _child(url, server.port, now + TURN + timedelta(minutes=1), None)
        got = Counter((m["To"], m["Message-ID"], m["Date"]) for m in server.messages)
    expected = (kills + 1) * len(RECIPIENTS)
    distinct = {(to, date) for to, _, date in got}
    return Survived(
        killed=killed,
        expected=expected,
        lost=expected - len(distinct),
        again=sum(number - 1 for number in got.values()),
        doubled=len(got) - len(distinct),
    )


def _child(url: str, port: int, now: datetime, seconds: float | None) -> int:
    """Run what is due in a process of its own; return 1 where it was killed before it was done."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with Store.open(url) as store:
                list(run_due(_press(store, port, now), str(os.getpid())))
            code = 0
        finally:
            os._exit(code)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("a child failed")
    return int(os.WIFSIGNALED(status))


def _press(store: Store, port: int, now: datetime) -> Press:
    def write(digest: Digest, question: str, at: datetime) -> Briefing:
        text = TEXT.replace("{}", str(10 + now.day))
        return make_briefing(make_article(text=text), text, created=now, question=question)

    def read(name: str, owner: str) -> Briefing | None:
        try:
            return store.own_briefing(name, owner)
        except NotFound:
            return None

    return Press(
        turns=Turns(store),
        write=write,
        keep=store.save_briefing,
        read=read,
        stands=lambda cited: True,
        channels={"mail": Mail(Mailbox("127.0.0.1", port, SENDER, starttls=False))},
        clock=lambda: now,
    )


def main() -> None:
    """Run it and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        print(survive(Path(folder), asked.kills, random.Random(asked.seed)))


if __name__ == "__main__":
    main()
