"""A server on this machine that speaks OpenAI's interface, well or as badly as a test wants it to.

    with openai_server(too_many(retry_after="2"), good('{"ok": true}')) as server:
        ask(server.url)
    assert len(server.asked) == 2

Every request takes the next step of the script; the last step stays. Nothing is patched: the real client
connects to it over HTTP.
"""

from __future__ import annotations

import hashlib
import json
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

Messages = list[dict[str, Any]]
Content = str | None | Callable[[Messages], str]


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    """Names in lower case."""
    body: dict[str, Any]

    @property
    def messages(self) -> Messages:
        found: Messages = self.body["messages"]
        return found


class Handler(BaseHTTPRequestHandler):
    """Reads one request and lets the script answer it."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        step = self.server.took(Asked(self.path, headers, json.loads(body)))
        with suppress(ConnectionError):  # the client may have hung up
            step(self)

    def send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        """Send a whole answer."""
        self.begin(status, len(body), headers)
        self.wfile.write(body)

    def begin(self, status: int, length: int, headers: dict[str, str] | None = None) -> None:
        """Send the head of an answer that promises so many bytes."""
        self.send_response_only(status)  # without a date, so that a script can set its own
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def hold(self, seconds: float) -> bool:
        """Do nothing for so long, or until the server is closed; return whether it is still open."""
        return not self.server.closing.wait(seconds)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


Step = Callable[[Handler], None]


class Server(ThreadingHTTPServer):
    """Keeps the script, and what was asked."""

    daemon_threads = True
    block_on_close = True

    def __init__(self, script: tuple[Step, ...]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.closing = Event()
        self.asked: list[Asked] = []
        self._script = script
        self._lock = Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def took(self, asked: Asked) -> Step:
        with self._lock:
            self.asked.append(asked)
            return self._script[min(len(self.asked), len(self._script)) - 1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up."""


@contextmanager
def openai_server(*script: Step) -> Iterator[Server]:
    """Serve a script until the block ends."""
    server = Server(script or (good("{}"),))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> str:
    """Return the address of a port of this machine at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/v1"


# --- what a script is made of --------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """A successful answer, and what may be odd about it."""

    content: Content
    finish: str | None = "stop"
    refusal: str | None = None
    usage: dict[str, Any] | None = field(
        default_factory=lambda: {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}
    )

    def body(self, asked: Asked) -> bytes:
        content = self.content(asked.messages) if callable(self.content) else self.content
        message = {"role": "assistant", "content": content, "refusal": self.refusal}
        made = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_770_000_000,
            "model": asked.body.get("model", ""),
            "choices": [{"index": 0, "message": message, "finish_reason": self.finish, "logprobs": None}],
        }
        return json.dumps(made if self.usage is None else {**made, "usage": self.usage}).encode()

    def __call__(self, handler: Handler) -> None:
        asked = handler.server.asked[-1]
        if asked.path.endswith("/embeddings"):
            handler.send(200, embeddings(asked))
        else:
            handler.send(200, self.body(asked))


def good(content: Content, **odd: Any) -> Answer:
    """Answer with a content, or with what a callable makes of the request's messages."""
    return Answer(content, **odd)


def refusal(words: str = "I cannot help with that.") -> Answer:
    return Answer(None, refusal=words)


def filtered() -> Answer:
    return Answer("", finish="content_filter")


def too_long(content: str) -> Answer:
    return Answer(content, finish="length")


def error(status: int, message: str = "", *, headers: dict[str, str] | None = None, code: str = "") -> Step:
    """Fail as OpenAI does, with JSON."""
    body = json.dumps({"error": {"message": message, "type": "error", "param": None, "code": code or None}})
    return lambda handler: handler.send(status, body.encode(), headers)


def too_many(retry_after: str | None = None, **headers: str) -> Step:
    """429, with Retry-After as given."""
    after = {} if retry_after is None else {"Retry-After": retry_after}
    return error(429, "Rate limit reached", headers={**after, **headers}, code="rate_limit_exceeded")


def page(status: int) -> Step:
    """An error page of HTML, as a proxy in between sends it."""
    body = b"<html><body><h1>Bad gateway</h1></body></html>"
    return lambda handler: handler.send(status, body, {"Content-Type": "text/html"})


def raw(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Step:
    """Any bytes, said to be JSON."""
    return lambda handler: handler.send(status, body, headers)


def hang(handler: Handler) -> None:
    """Take the request and never say a word."""
    handler.hold(30)
    handler.close_connection = True


def headers_then_hang(handler: Handler) -> None:
    """Promise an answer and never send it."""
    handler.begin(200, 500)
    handler.hold(30)
    handler.close_connection = True


def drip(every: float = 0.05) -> Step:
    """Send one byte at a time, for ever: no silence is long enough to be noticed."""

    def step(handler: Handler) -> None:
        handler.begin(200, 1_000_000)
        while handler.hold(every):
            handler.wfile.write(b" ")
        handler.close_connection = True

    return step


def drip_headers(every: float = 0.05) -> Step:
    """The same, before the head of the answer is over."""

    def step(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while handler.hold(every):
            handler.wfile.write(b"x")
        handler.close_connection = True

    return step


def reset(handler: Handler) -> None:
    """Break the connection in the middle of the answer."""
    handler.begin(200, 5_000)
    handler.wfile.write(b'{"id": "chatcmpl-1", "choices": [{"message": {"content": "{')
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True


def hang_up(handler: Handler) -> None:
    """End the connection without a word."""
    handler.close_connection = True


def embeddings(asked: Asked) -> bytes:
    """Answer with vectors that depend on the text alone; as many numbers as were asked for, else eight."""
    given = asked.body["input"]
    texts = [given] if isinstance(given, str) else given
    size = int(asked.body.get("dimensions") or 8)
    data = [
        {"object": "embedding", "index": i, "embedding": vector(str(text), size)}
        for i, text in enumerate(texts)
    ]
    used = sum(len(str(text)) // 4 + 1 for text in texts)
    usage = {"prompt_tokens": used, "total_tokens": used}
    return json.dumps({"object": "list", "data": data, "model": asked.body["model"], "usage": usage}).encode()


def vector(text: str, size: int) -> list[float]:
    """Return numbers between -1 and 1 that depend on the text alone."""
    drawn = hashlib.shake_256(text.encode()).digest(size)
    return [byte / 127.5 - 1 for byte in drawn]
