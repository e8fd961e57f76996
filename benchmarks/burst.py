"""Do chats stay quick while the news comes in ten times as fast? `python -m benchmarks.burst [--articles N]`.

A server of its own on the example newsroom follows feeds of a site on this machine, each on an address of its
own so that no host is crowded. A few readers ask one question after another: first while nothing comes in,
then from the first request for a feed until all that came in can be searched. Printed are how fast articles
came in, how long it took until all could be searched, and how long an answer took before and meanwhile.
"""

from __future__ import annotations

import argparse
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

import httpx2

from agent.types import Article
from benchmarks.corpus import EXAMPLE, articles, machine
from benchmarks.load import spread, wait_for
from tests.fakes.openai_server import closed_port

MOST = 1.5
"""How much longer an answer may take while much comes in, at the 95th percentile (F17)."""
FIRST, HOSTS = 10, 20
"""The last number of the first host's address, and how many there are."""
READERS = 2
LONGEST = 900.0
"""Seconds after which a burst that has not ended is given up."""
QUESTIONS = (
    "How many people were killed in the boat strikes?",
    "Who condemned the strikes?",
    "What did Colombia's president say about the strikes?",
)


@dataclass
class Press:
    """A site: articles told out evenly to hosts, each with a feed of its own."""

    told: list[Article]
    port: int = 0
    began: float | None = None
    """When a feed was asked for first."""
    pages: int = 0

    def feed(self, host: str) -> str:
        """Return the feed of a host."""
        number = int(host.rpartition(".")[2])
        items = "".join(
            f"<item><title>{escape(one.headline)}</title><link>http://{host}:{self.port}/{at}</link>"
            f"<pubDate>{one.published:%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>"
            for at, one in enumerate(self.told)
            if at % HOSTS == number % HOSTS
        )
        return f'<rss version="2.0"><channel><title>Outlet {number}</title>{items}</channel></rss>'

    def page(self, at: int) -> str:
        """Return the page of an article."""
        one = self.told[at]
        text = "".join(f"<p>{escape(part)}</p>" for part in one.text.split("\n\n"))
        when = f'<meta property="article:published_time" content="{one.published:%Y-%m-%dT%H:%M:%SZ}">'
        title = escape(one.headline)
        head = f"<head><title>{title}</title>{when}</head>"
        return f'<html lang="en">{head}<body><article><h1>{title}</h1>{text}</article></body></html>'

    def addresses(self) -> list[str]:
        """Return the feeds."""
        return [f"http://127.0.0.{number}:{self.port}/feed.xml" for number in range(FIRST, FIRST + HOSTS)]


@contextmanager
def published(press: Press) -> Iterator[None]:
    """Serve the site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, status = "", 200
            if self.path == "/feed.xml":
                press.began = press.began or time.monotonic()
                body = press.feed(self.headers["Host"].partition(":")[0])
            elif self.path == "/robots.txt":
                status = 404
            else:
                press.pages += 1
                body = press.page(int(self.path[1:]))
            raw = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/xml" if self.path == "/feed.xml" else "text/html")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with ExitStack() as open_servers:
        for number in range(FIRST, FIRST + HOSTS):
            server = ThreadingHTTPServer((f"127.0.0.{number}", press.port), Handler)
            press.port = server.server_address[1]
            threading.Thread(target=server.serve_forever, daemon=True).start()
            open_servers.callback(server.server_close)
            open_servers.callback(server.shutdown)
        yield


@dataclass
class Reader:
    """Somebody who asks one question after another."""

    url: str
    took: list[tuple[float, float]] = field(default_factory=list)
    """When each was asked, and how long its answer took, in seconds."""
    failed: int = 0
    ending: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        """Ask until it is enough."""
        with httpx2.Client(base_url=self.url, timeout=120) as client:
            for turn in range(1_000_000):
                if self.ending.is_set():
                    return
                began = time.monotonic()
                words = {"words": QUESTIONS[turn % len(QUESTIONS)]}
                answer = client.post("/api/v1/conversations/new/turns", json=words)
                self.failed += answer.status_code != 200
                self.took.append((began, time.monotonic() - began))


def environment(home: Path, port: int) -> dict[str, str]:
    """Return what the server is told."""
    return {
        **os.environ,
        "ALETHEIA_HOME": str(home),
        "ALETHEIA_COLLECT_PORTS": f"[{port}]",
        "ALETHEIA_COLLECT_NETWORKS": '["127.0.0.0/8"]',
        "ALETHEIA_TURNS_PER_MINUTE": "100000",
    }


def said(stream: Any, until: float) -> str:
    """Return the server's line on what came in; empty where none came in time."""
    while (left := until - time.monotonic()) > 0:
        if not select.select([stream], [], [], left)[0]:
            break
        line: str = stream.readline()
        if "came in" in line or not line:
            return line.strip()
    return ""


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def measured(press: Press, home: Path) -> float:
    """Run the server under questions while the burst comes, print what was seen, and return the ratio."""
    told = environment(home, press.port)
    command = [sys.executable, "-m", "agent"]
    subprocess.run([*command, "ingest", str(EXAMPLE)], env=told, check=True, capture_output=True)
    for address in press.addresses():
        subprocess.run([*command, "source", "add", address], env=told, check=True, capture_output=True)
    press.began, press.pages = None, 0
    url = closed_port().removesuffix("/v1")
    serving = [*command, "serve", "--port", url.rpartition(":")[2]]
    with subprocess.Popen(serving, env=told, stderr=subprocess.PIPE, bufsize=1, text=True) as process:
        readers = [Reader(url) for _ in range(READERS)]
        threads = [threading.Thread(target=reader.read, daemon=True) for reader in readers]
        try:
            wait_for(url)
            for thread in threads:
                thread.start()
            line = said(process.stderr, time.monotonic() + LONGEST)
            ended = time.monotonic()
            for reader in readers:
                reader.ending.set()
            for thread in threads:
                thread.join()
        finally:
            process.terminate()
    if not line or press.began is None:
        raise SystemExit("The burst did not come in.")
    asked = [one for reader in readers for one in reader.took]
    before = [took for began, took in asked if began + took < press.began]
    meanwhile = [took for began, took in asked if press.began <= began <= ended]
    print(f"{line} {press.pages} pages in {ended - press.began:.0f} s")
    print(
        f"before: {spread(before)}\nmeanwhile: {spread(meanwhile)}; failed {sum(r.failed for r in readers)}"
    )
    return p95(meanwhile) / p95(before)


def main() -> int:
    """Print what was seen; return 1 where answers took too long."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--articles", type=int, default=1000)
    given = options.parse_args()
    print(machine())
    press = Press(list(articles(given.articles)))
    with TemporaryDirectory(prefix="aletheia-burst-") as home, published(press):
        ratio = measured(press, Path(home))
    print(f"ratio of the 95th percentiles: {ratio:.2f} (at most {MOST})")
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    raise SystemExit(main())
