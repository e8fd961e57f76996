"""Does the clock make a digest run twice or not at all? `python -m benchmarks.digest_clock [--faketime]`.

Daily schedules around midnight in twelve zones over 400 days, by our due times and by APScheduler's, as its
documentation says to use it. Ours are looked at by a process that is down at times; the control never is, and
nobody sets its clock. With `--faketime` two workers carry out digests under libfaketime while the clock
goes forward, and while an hour comes for the second time.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from agent.errors import AletheiaError
from agent.schedules import due, local_time, schedule, times
from agent.types import Recipient
from tests.digests.makers import make_digest
from tests.digests.test_schedules import ZONES

DAYS = 400
START = datetime(2026, 1, 1, 12, tzinfo=UTC)
TIMES = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in range(0, 300, 30)]
CHANGES = {
    "summer": ("2026-03-29 00:20:00", "2026-03-29 00:59:20"),
    "winter": ("2026-10-25 00:20:00", "2026-10-25 01:29:20"),
}
"""Around the changes of Europe's clocks: when the digests are ordered, and when the workers begin (UTC)."""
ORDERS = ("every day 02:30", "every day 03:00", "hourly", "every 6 hours")
SECONDS = 100
"""How long the workers live."""


@dataclass
class Kept:
    """How well a scheduler kept its schedules."""

    schedules: int = 0
    wrong: int = 0
    """Schedules of which a day was missed or doubled."""
    missed: int = 0
    doubled: int = 0


def ours(zone: ZoneInfo, at: str, chance: random.Random) -> Iterable[datetime]:
    """Yield the local times that run, with a look every four hours but while the process is down."""
    order, now = schedule(f"every day {at}"), START
    last = local_time(now, zone)
    while now < START + timedelta(days=DAYS):
        found = due(order, zone, last, now, timedelta(days=2))
        if found.run is not None:
            last = found.run
            yield last
        down = chance.choice((1, 3, 9, 20)) if chance.random() < 0.02 else 0
        jump = chance.choice((-60, 60)) if chance.random() < 0.01 else 0
        now += timedelta(minutes=240 + 60 * down + jump)


def theirs(zone: ZoneInfo, at: str) -> Iterable[datetime]:
    """Yield the local times at which APScheduler's cron trigger fires."""
    from apscheduler.triggers.cron import CronTrigger

    hour, minute = at.split(":")
    trigger = CronTrigger(hour=hour, minute=minute, timezone=zone)
    fired = trigger.get_next_fire_time(None, START)
    while fired is not None and fired < START + timedelta(days=DAYS):
        yield fired.replace(tzinfo=None)
        fired = trigger.get_next_fire_time(fired, fired)


def judge(kept: Kept, ran: list[datetime], zone: ZoneInfo, at: str) -> None:
    """Count what is missing and what is there twice, day by day, until the last one that ran."""
    order = schedule(f"every day {at}")
    until = max(ran).date()
    wanted = set()
    for local, _ in times(order, zone, local_time(START, zone)):
        if local.date() > until:
            break
        wanted.add(local.date())
    got = Counter(one.date() for one in ran)
    missed = len(wanted - got.keys())
    doubled = sum(number - 1 for number in got.values())
    kept.schedules += 1
    kept.wrong += bool(missed or doubled)
    kept.missed += missed
    kept.doubled += doubled


def compare() -> dict[str, Kept]:
    """Return how well both kept all schedules."""
    found = {"ours": Kept(), "APScheduler": Kept()}
    for name in ZONES:
        for at in TIMES:
            zone = ZoneInfo(name)
            judge(found["ours"], list(ours(zone, at, random.Random(f"{name} {at}"))), zone, at)
            judge(found["APScheduler"], list(theirs(zone, at)), zone, at)
    return found


def faked(change: str) -> dict[str, list[str]]:
    """Let two workers work over a change of the clocks, and return which editions came, by digest."""
    from agent.store import Orders, Store
    from tests.digests.sinks import inbox

    begin = datetime.fromisoformat(CHANGES[change][0]).replace(tzinfo=UTC)
    with TemporaryDirectory() as name, inbox() as mails:
        folder, zone = Path(name), ZoneInfo("Europe/Berlin")
        with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
            for number, said in enumerate(ORDERS):
                to = Recipient(channel="mail", address=f"r{number}@news.example")
                digest = make_digest(
                    f"d{number}", said=said, title=said, timezone=zone.key, recipients=(to,), added=begin
                )
                Orders(store).add(digest, local_time(begin, zone).isoformat())
        command = ["faketime", "-f", f"@{CHANGES[change][1]}", sys.executable, "-m", __spec__.name]
        environment = {**os.environ, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC"}
        workers = [
            subprocess.Popen(
                [*command, "--worker", name, str(mails.port)], env=environment, start_new_session=True
            )
            for _ in range(2)
        ]
        time.sleep(SECONDS)
        for worker in workers:
            os.killpg(worker.pid, signal.SIGKILL)  # faketime is a process before the worker's
            worker.wait()
        with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
            kept = {
                digest.title: sorted(one.key[5:] for one in Orders(store).editions(digest))
                for digest in Orders(store).all()
            }
        came = Counter((str(m["To"]), str(m["Message-ID"])) for m in mails.messages)
    return {
        **kept,
        "mails": [str(len(mails.messages))],
        "twice": [to for (to, _), number in came.items() if number > 1],
    }


def work(folder: Path, port: int) -> None:
    """Be a worker whose clock is not that of the wall, until it is killed."""
    vars(time)["sleep"] = _wait  # libfaketime refuses waiting until a moment, which is how Python sleeps

    from agent import dispatch
    from agent.providers.durable import durable
    from agent.store import Store
    from benchmarks.digest_world import make_press

    name = f"w{os.getpid()}"
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
        press = make_press(store, port, lambda: datetime.now(UTC), lambda: None, 0.05)
        steps = dispatch.steps(press, name, lambda one: None)
        with (
            durable(f"sqlite:///{folder / 'work.sqlite'}", name, steps, 0) as engine,
            dispatch.Pulse(press, name),
        ):
            crew = dispatch.Crew(press, engine, lambda one: None)
            while True:
                with suppress(AletheiaError):  # the store is busy: the next look may do
                    crew.look()
                threading.Event().wait(0.5)


def _wait(seconds: float) -> None:
    threading.Event().wait(seconds)


def main() -> None:
    """Run it and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faketime", action="store_true")
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker:
        work(Path(asked.worker[0]), int(asked.worker[1]))
    elif asked.faketime:
        for change in CHANGES:
            print(change, faked(change), flush=True)
    else:
        for name, kept in compare().items():
            print(f"{name}: {kept}")


if __name__ == "__main__":
    main()
