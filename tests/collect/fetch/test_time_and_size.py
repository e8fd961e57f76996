"""Servers that never end, by time or by size."""

from __future__ import annotations

import gzip
import itertools
import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Semaphore

import pytest

from agent.collect.fetch.outcome import Limits, Reason
from tests.collect.fetch.world import PUBLIC, World, body_of, chunked, failed, page, redirect

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
URL = "http://news.example/"


class Drip:
    """A clock that goes on by two seconds whenever it is asked, and a server that sends a byte each time."""

    def __init__(self, world: World) -> None:
        self._ticks, self._seconds = Semaphore(0), 0.0
        self.sent = 0
        world.clock = self.clock

    def clock(self) -> float:
        self._seconds += 2
        self._ticks.release()
        return self._seconds

    def end(self) -> None:
        """Let the server send what is left, to nobody."""
        self._ticks.release(1000)

    def send(self, line: socket.socket, data: bytes) -> None:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with suppress(OSError):
            for byte in data:
                self._ticks.acquire(timeout=5)
                line.sendall(bytes([byte]))
                self.sent += 1


@pytest.mark.parametrize("after", [0, 40])
def test_a_server_that_drips_is_left_when_the_time_is_up(world: World, after: int) -> None:
    """No single wait is long; only the whole is. With headers that drip, and with a body that does."""
    whole = page(b"x" * 60)

    def play(line: socket.socket) -> None:
        line.sendall(whole[:after])
        drip.send(line, whole[after:])

    world.serve(PUBLIC, {"/": play})
    drip = Drip(world)
    refused = failed(world.fetch(URL, limits=Limits(seconds=30)))
    assert refused.reason is Reason.TOO_SLOW
    assert "30 seconds" in str(refused)
    assert drip.sent < len(whole) - after
    drip.end()
    drip = Drip(world)
    assert body_of(world.fetch(URL, limits=Limits(seconds=10_000))) == b"x" * 60  # the defence off


def test_the_time_is_one_for_all_hops(world: World) -> None:
    """Each hop asks the clock a few times: together they take longer than may be, none of them does."""
    world.serve(PUBLIC, {"/0": redirect("/1"), "/1": redirect("/2"), "/2": redirect("/3"), "/3": page()})
    ticks = itertools.count()
    world.clock = lambda: float(next(ticks))
    assert failed(world.fetch(f"{URL}0", limits=Limits(seconds=10))).reason is Reason.TOO_SLOW
    assert world.connected
    assert body_of(world.fetch(f"{URL}3", limits=Limits(seconds=10)))
    assert body_of(world.fetch(f"{URL}0", limits=Limits(seconds=100)))


def test_a_server_that_says_nothing_is_left(world: World) -> None:
    over = Event()
    world.serve(PUBLIC, {"/": lambda line: (over.wait(20), None)[1]})
    assert failed(world.fetch(URL, limits=Limits(seconds=0.05))).reason is Reason.TOO_SLOW
    over.set()


def test_a_name_that_is_never_found_is_given_up(world: World) -> None:
    over = Event()

    def resolve(host: str) -> list[str]:
        over.wait(20)
        return [PUBLIC]

    world.resolve = resolve  # type: ignore[method-assign]
    assert failed(world.fetch(URL, limits=Limits(seconds=0.05))).reason is Reason.TOO_SLOW
    over.set()


def test_a_bomb_is_not_unpacked(world: World) -> None:
    wire = gzip.compress(bytes(3_000_000))
    world.serve(PUBLIC, {"/": page(wire, "Content-Encoding: gzip")})
    refused = failed(world.fetch(URL, limits=Limits(body_bytes=1_000_000)))
    assert refused.reason is Reason.TOO_LARGE
    assert "1,000,000 bytes" in str(refused)
    assert len(body_of(world.fetch(URL, limits=Limits(body_bytes=3_000_000)))) == 3_000_000  # the defence off


@pytest.mark.parametrize("size", ["50000000", "9" * 19])
def test_a_body_that_says_it_is_too_large_is_not_begun(world: World, size: str) -> None:
    """The server sends none of it: a fetcher that began to read would find the answer torn."""
    world.serve(PUBLIC, {"/": f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n".encode()})
    assert failed(world.fetch(URL)).reason is Reason.TOO_LARGE
    raised = Limits(wire_bytes=10**20)
    assert failed(world.fetch(URL, limits=raised)).reason is Reason.BAD_ANSWER  # the defence off


def endless(piece: bytes) -> Iterator[bytes]:
    return itertools.repeat(piece)


def test_a_body_without_end_is_cut(world: World) -> None:
    world.serve(PUBLIC, {"/": chunked(endless(b"x" * 1000)), "/short": list(chunked([b"x" * 1000] * 100))})
    small = Limits(wire_bytes=50_000)
    assert failed(world.fetch(URL, limits=small)).reason is Reason.TOO_LARGE
    assert failed(world.fetch(f"{URL}short", limits=small)).reason is Reason.TOO_LARGE
    assert len(body_of(world.fetch(f"{URL}short"))) == 100_000  # the defence off


def test_a_body_of_crumbs_pays_for_their_wrapping(world: World) -> None:
    """A chunk of one byte costs six on the wire."""
    world.serve(PUBLIC, {"/": list(chunked([b"x"] * 1000))})
    assert (
        failed(world.fetch(URL, limits=Limits(wire_bytes=5000, body_bytes=1000))).reason is Reason.TOO_LARGE
    )
    assert len(body_of(world.fetch(URL, limits=Limits(wire_bytes=10_000, body_bytes=1000)))) == 1000


def test_announcements_without_end_are_cut(world: World) -> None:
    """Any number of answers "100, go on" may come before the real one; each is small and complete."""
    go_on = b"HTTP/1.1 100 Continue\r\nX: " + b"y" * 1000 + b"\r\n\r\n"
    world.serve(PUBLIC, {"/": endless(go_on), "/short": [go_on] * 100 + [page(b"news")]})
    small = Limits(wire_bytes=50_000)
    assert failed(world.fetch(URL, limits=small)).reason is Reason.TOO_LARGE
    assert failed(world.fetch(f"{URL}short", limits=small)).reason is Reason.TOO_LARGE
    assert body_of(world.fetch(f"{URL}short")) == b"news"  # the defence off


def test_the_bytes_are_counted_over_all_hops(world: World) -> None:
    padding = f"X: {'y' * 4000}"
    pages = {f"/{n}": redirect(f"/{n + 1}", "302 Found", padding) for n in range(4)}
    world.serve(PUBLIC, {**pages, "/4": page(b"there", padding)})
    limits = Limits(wire_bytes=10_000)
    assert failed(world.fetch(f"{URL}0", limits=limits)).reason is Reason.TOO_LARGE
    assert body_of(world.fetch(f"{URL}4", limits=limits)) == b"there"


def test_the_body_of_a_redirect_or_an_error_is_not_read(world: World) -> None:
    long = b"HTTP/1.1 %s\r\nLocation: /news\r\nContent-Length: 90000000\r\n\r\n"
    world.serve(PUBLIC, {"/": long % b"302 Found", "/news": page(b"news"), "/not": long % b"404 Not Found"})
    assert body_of(world.fetch(URL)) == b"news"
    assert failed(world.fetch(f"{URL}not")).status == 404
