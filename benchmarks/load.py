"""Does the server keep its word with many chats at once? `python -m benchmarks.load [--chats N] [--delay S]`.

A server of its own on the example newsroom, with an account for everybody and a model on this machine that
takes its time over every answer. All ask at once, each with a secret word in the question; every fifth hangs
up as soon as something is heard of the answer. Printed are the seconds until progress and the first checked
sentence, what was answered with 503, memory, calls of the model that went on, and secrets that somebody else
saw: among what was streamed to them, and among the conversations they can list afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import httpx2

from agent.passwords import digest, hashed
from agent.store import Accounts, Store
from agent.types import Person
from evals.scripted.base import draft_of, repair_of
from evals.scripted.honest import HonestModel
from evals.scripted.reading import read_prompt
from tests.fakes.openai_server import Handler, Messages, closed_port, good, openai_server

EXAMPLE = Path(__file__).parent.parent / "examples" / "colombia" / "articles.jsonl"
QUESTION = "How many people were killed in the boat strikes? The word is {}."
READ = {
    **{"kind": "ask", "since": "", "until": "", "as_of": "", "outlets": []},
    **{"sentence": 0, "figure": "", "share": 1.0, "report": False, "goes_on": False},
}
"""What the model reads in every question, beside the question itself."""
LEAVES = 5
"""Every so-manyth hangs up."""
LONGEST, STARTING = 180.0, 120.0
"""Seconds that a chat may take, and that the server may take to be there."""


@dataclass
class Slow:
    """A model that takes its time."""

    delay: float
    running: int = 0
    most: int = 0
    cut_off: int = 0
    """Calls that were given up by whoever asked."""
    lock: Lock = field(default_factory=Lock)

    def __call__(self, handler: Handler) -> None:
        """Answer after a while; less where whoever asked hangs up."""
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            end = time.monotonic() + self.delay
            while (left := end - time.monotonic()) > 0:
                if select.select([handler.connection], [], [], left)[0]:  # whoever asked has hung up
                    with self.lock:
                        self.cut_off += 1
                    return
            with suppress(OSError):
                good(answered)(handler)
        finally:
            with self.lock:
                self.running -= 1


def answered(messages: Messages) -> str:
    """Return what an honest model answers: how it reads a question, what it writes, how it mends."""
    model, asked = HonestModel(), messages[-1]["content"]
    if (word := re.search(r"canary\w+", asked)) and asked.startswith("It is "):
        return json.dumps(READ | {"question": QUESTION.format(word.group())})
    given = read_prompt(asked)
    made = repair_of(model.mend(given), known=True) if given.failed else draft_of(model.write(given))
    return json.dumps({**made, "complete": True})


@dataclass
class Chat:
    """What became of one."""

    number: int
    status: int = 0
    progress: float | None = None
    """Seconds until something was heard."""
    sentence: float | None = None
    """Seconds until the first sentence."""
    refused: float | None = None
    """Seconds until there was no place."""
    retry_after: str = ""
    left: bool = False
    """It hung up."""
    heard: list[str] = field(default_factory=list)
    calls: int = 0
    """Calls of the model for it, one after the other."""

    @property
    def secret(self) -> str:
        """Word that nobody else may see."""
        return f"canary{self.number:04d}x"


async def held(chat: Chat, client: httpx2.AsyncClient) -> None:
    """Ask, and note what comes and when."""
    began = time.monotonic()
    words = {"words": QUESTION.format(chat.secret)}
    at = "/api/v1/conversations/new/turns"
    async with client.stream("POST", at, json=words, headers=_token(chat)) as answer:
        chat.status = answer.status_code
        if chat.status != 200:
            chat.refused = time.monotonic() - began
            chat.retry_after = answer.headers.get("retry-after", "")
            return
        async for line in answer.aiter_lines():
            chat.heard.append(line)
            passed = time.monotonic() - began
            if line.startswith("event: progress"):
                chat.progress = chat.progress or passed
            if line.startswith("event: sentence"):
                chat.sentence = chat.sentence or passed
            if chat.number % LEAVES == 0 and '"writing"' in line:
                chat.left = True
                return


async def all_at_once(url: str, chats: Sequence[Chat]) -> None:
    """Hold all chats, then list everybody's conversations."""
    limits = httpx2.Limits(max_connections=2 * len(chats))
    async with httpx2.AsyncClient(base_url=url, timeout=LONGEST, limits=limits) as client:
        await asyncio.gather(*(held(chat, client) for chat in chats))
        for chat in chats:
            listed = await client.get("/api/v1/conversations", headers=_token(chat))
            chat.heard.append(listed.text)


def _token(chat: Chat) -> dict[str, str]:
    return {"Authorization": f"Bearer token-{chat.number}"}


def seen_by_others(chats: Sequence[Chat]) -> int:
    """Return how many secrets of others anybody saw."""
    heard = {chat.number: "\n".join(chat.heard) for chat in chats}
    return sum(one.secret in heard[o.number] for one in chats for o in chats if o is not one)


def furnished(home: Path, chats: int) -> dict[str, str]:
    """Make a library of the example and an account for each chat; return the environment for it."""
    environment = {**os.environ, "ALETHEIA_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "agent", "ingest", str(EXAMPLE)], env=environment, check=True)
    with Store.open(f"sqlite:///{next(home.glob('*.sqlite'))}") as store:
        accounts, secret, moment = Accounts(store), hashed("a long enough password"), datetime.now(UTC)
        for number in range(chats):
            accounts.add(Person(name=f"u{number}", role="analyst", created=moment), secret)
            accounts.let_in(f"u{number}", "token", digest(f"token-{number}"), moment)
    return environment


def megabytes(process: int) -> int:
    """Return the memory that a process has in use."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


def computed(process: int) -> float:
    """Return the seconds that a process has computed."""
    numbers = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def told(chats: Sequence[Chat], delay: float) -> list[str]:
    """Return the lines of the table on what the chats heard."""
    progress = [chat.progress for chat in chats if chat.progress is not None]
    first = [chat.sentence - delay * chat.calls for chat in chats if chat.sentence is not None]
    refused = [chat for chat in chats if chat.status == 503]
    others = [chat.status for chat in chats if chat.status not in (200, 503)]
    return [
        f"answered {len(first)}, hung up {sum(c.left for c in chats)}, 503 {len(refused)}, other {others}",
        f"progress, seconds: {spread(progress)}",
        f"first checked sentence, seconds beyond the model's: {spread(first)}",
        f"503 after, seconds: {spread([c.refused or 0.0 for c in refused])}; "
        f"Retry-After {sorted({c.retry_after for c in refused})}",
        f"secrets seen by others: {seen_by_others(chats)}",
    ]


def spread(values: Sequence[float]) -> str:
    """Return the median, the 95th percentile and the largest."""
    if not values:
        return "none"
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"p50 {ordered[len(ordered) // 2]:.2f}, p95 {p95:.2f}, max {ordered[-1]:.2f}"


def main() -> None:
    """Run it and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--delay", type=float, default=4.0, help="seconds that the model takes")
    options = parser.parse_args()
    model, chats = Slow(options.delay), [Chat(number) for number in range(options.chats)]
    with TemporaryDirectory(prefix="aletheia-load-") as home, openai_server(model) as server:
        environment = furnished(Path(home), options.chats) | {
            "ALETHEIA_MODEL": "openai:slow",
            "ALETHEIA_MODEL_BASE_URL": server.url,
            "ALETHEIA_MODEL_METHOD": "json_schema",
            "ALETHEIA_PRICE_IN": "0",
            "ALETHEIA_PRICE_OUT": "0",
        }
        url = closed_port().removesuffix("/v1")
        command = [sys.executable, "-m", "agent", "serve", "--port", url.rpartition(":")[2]]
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
            try:
                wait_for(url)
                before, began, computing = megabytes(process.pid), time.monotonic(), computed(process.pid)
                asyncio.run(all_at_once(url, chats))
                took, after = time.monotonic() - began, megabytes(process.pid)
                computing = computed(process.pid) - computing
                time.sleep(1)
                asked = [json.dumps(one.body) for one in server.asked]
                for chat in chats:
                    chat.calls = sum(chat.secret in body for body in asked)
                print(f"load of the machine {os.getloadavg()[0]:.1f}; all in {took:.1f} s")
                print("\n".join(told(chats, options.delay)))
                print(f"memory, MB: {before} before, {after} after; computed {computing:.1f} s")
                print(f"calls of the model: {len(server.asked)}, most at once {model.most}, ", end="")
                print(f"cut off {model.cut_off}, still running {model.running}")
            finally:
                process.terminate()


def wait_for(url: str) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + STARTING
    while time.monotonic() < end:
        with suppress(httpx2.TransportError):
            httpx2.get(f"{url}/login")
            return
        time.sleep(0.2)
    raise SystemExit("The server did not start.")


if __name__ == "__main__":
    main()
