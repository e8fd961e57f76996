"""A small internet on this machine: names, public and inner addresses, and servers that behave as told.

    with World() as world:
        world.name("news.example", PUBLIC)
        world.serve(PUBLIC, {"/": page(b"hello")})
        answer = world.fetch("http://news.example/")

Connections to an address lead to the loopback server that plays it, over real sockets. What the fetcher
checks is the address that it thinks it connects to, so the ordinary policy is at work.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import Self

import httpcore2

from agent.collect.fetch.addresses import Allowed
from agent.collect.fetch.fetching import Means, fetch
from agent.collect.fetch.outcome import Failure, Fetched, Limits, Validators
from tests.makers import NOW

PUBLIC, ELSEWHERE, INNER = "93.184.216.34", "151.101.1.69", "10.0.0.5"
"""Two addresses of strangers, and one of a service that only this network should reach."""
SECRET = b"the keys of the house"

Play = Callable[[socket.socket], None]
Page = bytes | Iterable[bytes] | Play
"""What is sent: bytes, pieces one after the other, or whatever a function does with the connection."""


def page(body: bytes = b"hello", *headers: str, status: str = "200 OK") -> bytes:
    """Return a whole answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(location: str, status: str = "302 Found", *headers: str) -> bytes:
    return page(b"moved", f"Location: {location}", *headers, status=status)


def chunked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield an answer of unstated length in pieces."""
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for piece in pieces:
        yield f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
    yield b"0\r\n\r\n"


class Server:
    """Answers one request per connection, by its path."""

    def __init__(self, pages: dict[str, Page], tls: ssl.SSLContext | None = None) -> None:
        self.pages, self.tls = pages, tls
        self.asked: list[str] = []
        """Heads of the requests, as they came."""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def _run(self) -> None:
        while True:
            try:
                plain, _ = self._listening.accept()
            except OSError:
                return
            with suppress(OSError), plain:
                self._answer(plain)

    def _answer(self, plain: socket.socket) -> None:
        if self.tls is None:
            self._talk(plain)
            return
        with self.tls.wrap_socket(plain, server_side=True) as line:
            self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head and (more := line.recv(65536)):
            head += more
            if head.startswith(b"\x16"):  # somebody wants to encrypt, and this server cannot
                line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
        if not head:
            return
        self.asked.append(head.decode("latin-1"))
        page = self.pages.get(head.split(b" ")[1].decode("latin-1"), b"HTTP/1.1 404 Not Found\r\n\r\n")
        if callable(page):
            page(line)
        else:
            for piece in [page] if isinstance(page, bytes) else page:
                line.sendall(piece)


@dataclass
class World(httpcore2.NetworkBackend):
    """Names and servers, and a fetcher that knows no others."""

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    servers: dict[str, Server] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    clock: Callable[[], float] = lambda: 0.0
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.servers.values():
            server.close()

    def name(self, host: str, *answers: str | list[str]) -> None:
        """Let a name have these addresses, look-up after look-up; the last answer stays."""
        self.names[host] = [[answer] if isinstance(answer, str) else answer for answer in answers]

    def serve(self, address: str, pages: dict[str, Page], tls: ssl.SSLContext | None = None) -> Server:
        self.servers[address] = Server(pages, tls)
        return self.servers[address]

    def resolve(self, host: str) -> list[str]:
        self.looked_up.append(host)
        answers = self.names.get(host)
        if not answers:
            raise OSError("no such name")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        address = self.resolve(host)[0] if host in self.names else host  # as the system's own call does
        self.connected.append((address, port))
        server = self.servers.get(address)
        if server is None:
            raise httpcore2.ConnectError("nobody there")
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", server.port, timeout)

    def fetch(
        self,
        url: str,
        *,
        allowed: Allowed | None = None,
        limits: Limits | None = None,
        validators: Validators | None = None,
    ) -> Fetched | Failure:
        means = Means(resolve=self.resolve, clock=self.clock, network=self, trust=self.trust)
        return fetch(url, NOW, allowed=allowed, limits=limits, validators=validators, means=means)


def body_of(answer: Fetched | Failure) -> bytes:
    assert isinstance(answer, Fetched), answer
    return answer.body


def failed(answer: Fetched | Failure) -> Failure:
    assert isinstance(answer, Failure), answer
    return answer
