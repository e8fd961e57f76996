"""A small world for trials of digests: a writer that always has news, and programs that take its words."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from agent.digest import Press
from agent.errors import NotFound, Undeliverable
from agent.providers.mail import Mail, Mailbox
from agent.providers.webhook import Webhook
from agent.store import Store, Turns
from agent.types import Briefing, Digest
from tests.makers import make_article, make_briefing

TEXT = "At least {} ships were waiting outside."
SENDER = "desk@news.example"
KEY = b"k" * 32


@dataclass
class Hook:
    """A program that takes editions as webhooks."""

    port: int = 0
    got: list[tuple[str, str]] = field(default_factory=list)
    """Path and webhook-id of each request."""


@contextmanager
def hook() -> Iterator[Hook]:
    """Run it for as long as the block lasts."""
    held = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            held.got.append((self.path, self.headers["webhook-id"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()


def make_press(
    store: Store,
    mail_port: int,
    clock: Callable[[], datetime],
    began: Callable[[], None],
    seconds: float = 0.0,
) -> Press:
    """Return what a worker of a trial works with.

    Args:
        store: The store.
        mail_port: Where mail is handed in.
        clock: Tells the present.
        began: Is called when an edition begins to be written.
        seconds: How long writing takes beside what it takes by itself.
    """

    def write(digest: Digest, question: str, at: datetime) -> Briefing:
        began()
        time.sleep(seconds)
        text = TEXT.replace("{}", str(10 + at.day))
        return make_briefing(make_article(text=text), text, created=at, question=question)

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
        article=store.article,
        channels={
            "mail": Mail(Mailbox("127.0.0.1", mail_port, SENDER, starttls=False)),
            "webhook": Webhook([KEY], _post, clock),
        },
        clock=clock,
        refresh=lambda: None,
    )


def _post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        line.request("POST", parts.path, body, dict(headers))
        return line.getresponse().status
    except OSError as problem:
        raise Undeliverable(url, str(problem)) from problem
    finally:
        line.close()


def again(got: Counter[tuple[str, str]]) -> int:
    """Return how many came again under the id that they had had."""
    return sum(number - 1 for number in got.values())
